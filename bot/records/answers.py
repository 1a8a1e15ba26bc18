"""Which answers were given: their topics and statements, without a word of what was asked or by whom."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.records.kept import answer, now, open_database, readable

logger = logging.getLogger(__name__)

_KEEP = insert(answer)


@dataclass(frozen=True)
class GivenAnswer:
    """An answer as it is kept: ``kind`` as in its structure, topics by their ids."""

    kind: str
    topics: tuple[str, ...]


class Answers:
    """The answers in the database of conversations, by ids that tell nothing of the conversation."""

    def __init__(self, url: str) -> None:
        self._url = url

    @cached_property
    def _engine(self) -> Engine:
        return open_database(self._url)

    def note(self, answer_id: str, kind: str, topics: Iterable[str], statements: Iterable[str]) -> None:
        """Keep an answer. Failing to is logged: the person's answer goes before it."""
        row = {
            "answer_id": answer_id,
            "kind": kind,
            "topics": " ".join(topics),
            "statements": " ".join(statements),
            "answered_at": now(),
        }
        try:
            with self._engine.begin() as connection:
                connection.execute(_KEEP, row)
        except SQLAlchemyError as error:
            logger.error("An answer was not noted: %s", type(error).__name__)

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
