"""What people asked that found no answer, and how answers were rated, as the page shows it."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cached_property
from threading import Lock

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.curation.shown_report import ShownReport, ShownTable
from bot.records.kept import gap, open_database, rating, readable

LATEST = 100
"""The most questions and reasons that a page shows."""

SECONDS_KEPT = 60
"""How long a report is shown before it is made anew."""

_MINUTE = "%Y-%m-%d %H:%M"


class Asked:
    """The database of conversations, as far as curators see it: no conversation, nobody's id.

    Args:
        url: of the database.
        make_report: makes the report on it, which takes seconds.
        clock: counts seconds.
    """

    def __init__(
        self, url: str, make_report: Callable[[], ShownReport], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._url = url
        self._make_report = make_report
        self._clock = clock
        self._making = Lock()
        self._made: tuple[float, ShownReport] | None = None

    @cached_property
    def _engine(self) -> Engine:
        return open_database(self._url)

    def report(self) -> ShownReport:
        """The report, not older than ``SECONDS_KEPT``; of those who ask at one moment the first makes it for all.

        Raises:
            NetGuideError: where it cannot be made.
        """
        with self._making:
            if self._made is None or self._clock() - self._made[0] >= SECONDS_KEPT:
                made = self._make_report()
                self._made = (self._clock(), made)
            return self._made[1]

    def latest(self) -> tuple[ShownTable, ShownTable]:
        """The latest questions without an answer, redacted, and the latest reasons that people gave with ratings.

        Raises:
            RecordsUnavailableError: where the database refuses.
        """
        questions = select(gap.c.noted_at, gap.c.topics, gap.c.text).order_by(gap.c.id.desc()).limit(LATEST)
        reasons = (
            select(rating.c.rated_at, rating.c.helpful, rating.c.reason)
            .where(rating.c.reason != "")
            .order_by(rating.c.rated_at.desc())
            .limit(LATEST)
        )
        with readable(), self._engine.connect() as connection:
            asked = tuple((f"{at:{_MINUTE}}", topics, text) for at, topics, text in connection.execute(questions))
            given = tuple(
                (f"{at:{_MINUTE}}", "helpful" if helpful else "not helpful", reason)
                for at, helpful, reason in connection.execute(reasons)
            )
        return (
            ShownTable("The latest questions without an answer", ("When (UTC)", "Topics", "Question"), asked),
            ShownTable("The latest reasons given with ratings", ("When (UTC)", "Rated", "Reason"), given),
        )
