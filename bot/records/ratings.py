"""How answers were rated: by the answer's id, which tells nothing of who asked."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy import delete, insert
from sqlalchemy.engine import Engine

from bot.records.kept import now, open_database, rating

_LONGEST_REASON = 200


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
