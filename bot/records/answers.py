"""Which answers were given: their topics and statements, without a word of what was asked or by whom.

The tracker store notes them with the turn (bot/records/tracker_store.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection, Engine

from bot.records.kept import answer, now, open_database, readable

_KEEP = insert(answer)

_NOTED = frozenset({"answer", "not_covered", "refusal"})
"""Kinds of answers (bot/answers/answer.py) that say something of the content; emergencies are nobody's statistics."""


@dataclass(frozen=True)
class GivenAnswer:
    """An answer as it is kept: ``kind`` as in its structure, topics by their ids."""

    kind: str
    topics: tuple[str, ...]


def note(connection: Connection, given: Iterable[Mapping[str, Any]]) -> None:
    """Keep those answers, of ``given``, that say something about the content.

    Args:
        connection: to the database of conversations.
        given: each as it is stored of a turn (bot/records/stored_events.py).
    """
    rows = [
        {
            "answer_id": one["answer_id"],
            "kind": one["kind"],
            "topics": " ".join(one["topics"]),
            "statements": " ".join(one["statements"]),
            "answered_at": now(),
        }
        for one in given
        if one["kind"] in _NOTED
    ]
    if rows:
        connection.execute(_KEEP, rows)


class Answers:
    """The answers in the database of conversations, by ids that tell nothing of the conversation."""

    def __init__(self, url: str) -> None:
        self._url = url

    @cached_property
    def _engine(self) -> Engine:
        return open_database(self._url)

    def all(self) -> list[GivenAnswer]:
        """All that are kept.

        Raises:
            RecordsUnavailableError: where the database refuses.
        """
        with readable(), self._engine.connect() as connection:
            rows = connection.execute(select(answer.c.kind, answer.c.topics)).all()
        return [GivenAnswer(kind, tuple(topics.split())) for kind, topics in rows]

    def purge(self, days: int) -> int:
        """Delete those older than ``days``; says how many."""
        before = now() - timedelta(days=days)
        with self._engine.begin() as connection:
            return int(connection.execute(delete(answer).where(answer.c.answered_at < before)).rowcount)
