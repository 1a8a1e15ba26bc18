"""What people asked that found no answer, and how answers were rated, as the reports show it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.records.kept import gap, open_database, rating

LATEST = 100
"""The most questions and reasons that a page shows."""


@dataclass(frozen=True)
class GapCounts:
    """Questions without an answer: how many of each topic, and the latest, redacted."""

    by_topic: tuple[tuple[str, int], ...]
    latest: tuple[tuple[datetime, str, str], ...]


@dataclass(frozen=True)
class RatingCounts:
    """How many answers were rated helpful and not, and the latest reasons that people gave."""

    helpful: int
    unhelpful: int
    reasons: tuple[tuple[datetime, bool, str], ...]


class Asked:
    """The database of conversations, as far as curators see it: no conversation, nobody's id."""

    def __init__(self, url: str) -> None:
        self._url = url

    @cached_property
    def _engine(self) -> Engine:
        return open_database(self._url)

    def gaps(self) -> GapCounts:
        """The questions that found no answer."""
        with self._engine.connect() as connection:
            topics = Counter(
                topic
                for (topics,) in connection.execute(select(gap.c.topics))
                for topic in topics.split() or ["(no topic)"]
            )
            latest = select(gap.c.noted_at, gap.c.topics, gap.c.text).order_by(gap.c.id.desc()).limit(LATEST)
            return GapCounts(
                tuple(topics.most_common()),
                tuple((row.noted_at, row.topics, row.text) for row in connection.execute(latest)),
            )

    def ratings(self) -> RatingCounts:
        """How answers were rated."""
        with self._engine.connect() as connection:
            by_helpful = select(rating.c.helpful, func.count()).group_by(rating.c.helpful)
            counts: dict[bool, int] = {bool(helpful): count for helpful, count in connection.execute(by_helpful)}
            latest = (
                select(rating.c.rated_at, rating.c.helpful, rating.c.reason)
                .where(rating.c.reason != "")
                .order_by(rating.c.rated_at.desc())
                .limit(LATEST)
            )
            return RatingCounts(
                counts.get(True, 0),
                counts.get(False, 0),
                tuple((row.rated_at, row.helpful, row.reason) for row in connection.execute(latest)),
            )
