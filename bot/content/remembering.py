"""A content store that reads everything once for every version of the content."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date

from bot.content.database import ContentDatabase, ContentUnavailableError
from bot.content.published import Published
from bot.content.statements import Condition
from bot.content.store import ContentStore

SECONDS_BETWEEN_LOOKS = 0.01
"""The readings of one turn follow one another faster than that, those of the next do not."""


@dataclass(frozen=True)
class _Reading:
    """What was read, when that was looked at last by the clock, and the day and the trace that it was read with."""

    published: Published
    looked: float
    day: date
    trace: Hashable | None


class RememberingStore(ContentStore):
    """Answers from memory while the content's version stays, and the day, for statements run out.

    Whatever changes published content must write a new version with it. Where the database cannot
    be read, nothing is answered from memory: ContentUnavailableError, as of any store.
    """

    def __init__(self, database: ContentDatabase, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(database)
        self._clock = clock
        self._last: _Reading | None = None

    def conditions(self) -> list[str]:
        """The ids of all conditions, in order."""
        return [condition.id for condition in self.published().conditions]

    def condition(self, condition: str) -> Condition:
        """One condition with its names and topics."""
        found = next((one for one in self.published().conditions if one.id == condition), None)
        if found is None:
            raise ContentUnavailableError(f"The content database holds no condition {condition}.")
        return found

    def published(self) -> Published:
        """All of it, as of the version that is loaded and of today.

        No lock: who waits for a database that does not answer must not have others wait behind him. Where the
        content changed, some may read it at the same time, and the last of them is remembered.
        """
        last, now = self._last, self._clock()
        if last is None or now - last.looked >= SECONDS_BETWEEN_LOOKS:
            # To open a SQLite file takes as long as the rest of a turn's readings: one that nobody wrote holds
            # what it held.
            day, trace = date.today(), self._database.trace()
            last = self._last = _Reading(self._current(last, day, trace), now, day, trace)
        return last.published

    def _current(self, last: _Reading | None, day: date, trace: Hashable | None) -> Published:
        if last is None or last.day != day:
            return super().published()
        unwritten = trace is not None and trace == last.trace
        return last.published if unwritten or self.version() == last.published.version else super().published()
