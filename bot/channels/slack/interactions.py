"""Clicks and forms as Slack sends them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.answers.slack import ASK, RATE
from bot.channels.slack.incoming import (
    Chosen,
    DeletionWanted,
    Explained,
    ForOne,
    InChannel,
    Incoming,
    Place,
    Rated,
    Shown,
    in_thread,
    person,
    private,
    text_at,
)
from bot.channels.slack.views import DELETE, REASON


def read_interaction(payload: Mapping[str, Any]) -> Incoming | None:
    """What was clicked or sent, where it is something of the bot's."""
    kind = payload.get("type")
    if kind == "view_submission":
        return _explained(payload)
    actions = payload.get("actions")
    if kind != "block_actions" or not isinstance(actions, list) or not actions:
        return None
    action = actions[0]
    name = text_at(action, "action_id")
    if name.startswith(ASK):
        return _chosen(payload, name, text_at(action, "value"))
    if name == RATE:
        return _rated(payload, text_at(action, "value"))
    if name == DELETE:
        return _deletion(payload)
    return None


def _chosen(payload: Mapping[str, Any], name: str, question: str) -> Chosen:
    team, user = text_at(payload, "team", "id"), text_at(payload, "user", "id")
    conversation, place = _where(payload, team, user)
    return Chosen(
        text=question,
        conversation=conversation,
        person=person(team, user),
        place=place,
        key=_click(payload, name),
        action=name,
        shown=_shown(payload),
    )


def _where(payload: Mapping[str, Any], team: str, user: str) -> tuple[str, Place]:
    messages = text_at(payload, "view", "private_metadata")
    if messages:
        return private(team, user), InChannel(messages)
    if _part(payload, "container").get("is_ephemeral"):
        return private(team, user), ForOne(text_at(payload, "response_url"))
    channel = text_at(payload, "channel", "id")
    thread = text_at(payload, "message", "thread_ts") or None
    # The ids of direct messages begin with D.
    if channel.startswith("D"):
        return private(team, user), InChannel(channel, thread)
    thread = thread or text_at(payload, "message", "ts")
    return in_thread(team, channel, thread), InChannel(channel, thread)


def _click(payload: Mapping[str, Any], name: str) -> str:
    """One click of one button; those of App Home may be used again."""
    message = text_at(payload, "container", "message_ts")
    if not message:
        return f"click:{text_at(payload, 'trigger_id')}"
    return f"click:{text_at(payload, 'container', 'channel_id')}:{message}:{name}"


def _rated(payload: Mapping[str, Any], value: str) -> Rated | None:
    verdict, _, answer_id = value.partition(" ")
    if verdict not in ("helpful", "unhelpful") or not answer_id:
        return None
    return Rated(
        answer_id=answer_id,
        helpful=verdict == "helpful",
        shown=_shown(payload),
        trigger=text_at(payload, "trigger_id"),
        key=_click(payload, RATE),
    )


def _shown(payload: Mapping[str, Any]) -> Shown:
    message = _part(payload, "message")
    listed = message.get("blocks")
    blocks = tuple(block for block in listed if isinstance(block, dict)) if isinstance(listed, list) else ()
    return Shown(text_at(payload, "response_url"), text_at(message, "text"), blocks)


def _deletion(payload: Mapping[str, Any]) -> DeletionWanted:
    team, user = text_at(payload, "team", "id"), text_at(payload, "user", "id")
    messages = text_at(payload, "view", "private_metadata")
    return DeletionWanted(private(team, user), user, messages, _click(payload, DELETE))


def _explained(payload: Mapping[str, Any]) -> Explained | None:
    view = _part(payload, "view")
    if text_at(view, "callback_id") != REASON:
        return None
    reason = text_at(view, "state", "values", REASON, REASON, "value")
    return Explained(text_at(view, "private_metadata"), reason, f"view:{text_at(view, 'id')}")


def _part(payload: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object in what was sent; an empty one where there is something else."""
    part = payload.get(name)
    return part if isinstance(part, Mapping) else {}
