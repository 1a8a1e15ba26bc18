"""What is kept of each event of a conversation, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Event = dict[str, Any]


def stored(event: Event, redact: Callable[[str], str]) -> Event:
    """An event as it is kept.

    Of a message its redacted text, intent and concepts; of an answer its id, kind, topics and
    the ids of its statements, for the texts stand in the content store.
    """
    if event.get("event") == "user":
        return _stored_message(event, redact)
    if event.get("event") == "bot":
        return _stored_answer(event)
    return event


def _stored_message(event: Event, redact: Callable[[str], str]) -> Event:
    text = redact(event.get("text") or "")
    parse = event.get("parse_data") or {}
    entities = [
        {"entity": entity["entity"], "value": entity["value"]}
        for entity in parse.get("entities") or []
        if "entity" in entity and "value" in entity
    ]
    intent = {key: value for key, value in (parse.get("intent") or {}).items() if key in ("name", "confidence")}
    return {
        "event": "user",
        "timestamp": event.get("timestamp"),
        "text": text,
        "parse_data": {"intent": intent, "entities": entities, "text": text},
        "input_channel": event.get("input_channel"),
        "message_id": event.get("message_id"),
    }


def _stored_answer(event: Event) -> Event:
    answer = (event.get("metadata") or {}).get("answer") or {}
    lead = (answer.get("lead") or {}).get("statement")
    statements = [statement["id"] for statement in answer.get("statements") or []]
    return {
        "event": "bot",
        "timestamp": event.get("timestamp"),
        "text": None,
        "data": {},
        "metadata": {
            "answer_id": answer.get("answer_id"),
            "kind": answer.get("kind"),
            "topics": [topic["id"] for topic in answer.get("topics") or []],
            "statements": [lead, *statements] if lead else statements,
        },
    }
