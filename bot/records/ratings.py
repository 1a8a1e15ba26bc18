"""How answers were rated: by the answer's id, which tells nothing of who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Engine

from bot.records.kept import answer, now, open_database, rating, readable

_LONGEST_REASON = 200


@dataclass(frozen=True)
class Rating:
    """A rating with the topics and statements of the answer; none of them where the answer is kept no more."""

    helpful: bool
    reason: str
    topics: tuple[str, ...]
    statements: tuple[str, ...]


class Ratings:
    """The ratings in the database of conversations."""

    def __init__(self, url: str) -> None:
        self._url = url

    @cached_property
    def _engine(self) -> Engine:
        return open_database(self._url)

    def rate(self, answer_id: str, helpful: bool, reason: str = "") -> None:
        """Keep a rating; a later one of the same answer replaces it.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: where the database refuses.
        """
        row = {"answer_id": answer_id, "helpful": helpful, "reason": reason[:_LONGEST_REASON], "rated_at": now()}
        with self._engine.begin() as connection:
            connection.execute(delete(rating).where(rating.c.answer_id == answer_id))
            connection.execute(insert(rating).values(row))

    def all(self) -> list[Rating]:
        """All that are kept.

        Raises:
            RecordsUnavailableError: where the database refuses.
        """
        both = rating.outerjoin(answer, rating.c.answer_id == answer.c.answer_id)
        columns = (rating.c.helpful, rating.c.reason, answer.c.topics, answer.c.statements)
        with readable(), self._engine.connect() as connection:
            rows = connection.execute(select(*columns).select_from(both).order_by(rating.c.rated_at)).all()
        return [
            Rating(helpful, reason, tuple((topics or "").split()), tuple((statements or "").split()))
            for helpful, reason, topics, statements in rows
        ]

    def purge(self, days: int) -> int:
        """Delete those older than ``days``; says how many."""
        before = now() - timedelta(days=days)
        with self._engine.begin() as connection:
            return int(connection.execute(delete(rating).where(rating.c.rated_at < before)).rowcount)
