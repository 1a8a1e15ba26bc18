"""Questions that found no answer: kept redacted, without a conversation's id, for a set time."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.records.kept import gap, now, open_database, readable

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Gap:
    """A question that found no answer: redacted, with the topics that were recognized in it."""

    text: str
    topics: tuple[str, ...]
    noted_at: datetime


class Gaps:
    """The gaps in the database of conversations."""

    def __init__(self, url: str) -> None:
        self._url = url

    @cached_property
    def _engine(self) -> Engine:
        return open_database(self._url)

    def note(self, redacted: str, topics: Iterable[str]) -> None:
        """Keep a question, already redacted. Failing to is logged: the person's answer goes before it."""
        row = {"text": redacted, "topics": " ".join(topics), "noted_at": now()}
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(gap).values(row))
        except SQLAlchemyError as error:
            logger.error("A gap was not kept: %s", type(error).__name__)

    def all(self) -> list[Gap]:
        """All that are kept, newest first.

        Raises:
            RecordsUnavailableError: where the database refuses.
        """
        with readable(), self._engine.connect() as connection:
            rows = connection.execute(select(gap.c.text, gap.c.topics, gap.c.noted_at).order_by(gap.c.id.desc())).all()
        return [Gap(text, tuple(topics.split()), noted_at) for text, topics, noted_at in rows]

    def purge(self, days: int) -> int:
        """Delete those older than ``days``; says how many."""
        with self._engine.begin() as connection:
            return int(connection.execute(delete(gap).where(gap.c.noted_at < now() - timedelta(days=days))).rowcount)
