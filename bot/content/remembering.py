"""A content store that reads each thing once for every version of the content."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import TypeVar

from bot.content.database import ContentDatabase
from bot.content.statements import Concept, Condition, Statement
from bot.content.store import ContentStore

Read = TypeVar("Read")

SECONDS_BETWEEN_LOOKS = 0.01
"""The readings of one turn follow one another faster than that, those of the next do not."""

_MOST_READINGS = 1000


class RememberingStore(ContentStore):
    """Answers from memory while the content's version stays, and the day, for statements run out.

    Whatever changes published content must write a new version with it. Where the database cannot
    be read, nothing is answered from memory: ContentUnavailableError, as of any store.
    """

    def __init__(self, database: ContentDatabase, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(database)
        self._clock = clock
        self._lock = threading.Lock()
        self._looked = float("-inf")
        self._state: tuple[str, date] | None = None
        self._trace: Hashable | None = None
        self._readings: OrderedDict[Hashable, object] = OrderedDict()

    def conditions(self) -> list[str]:
        """The ids of all conditions, in order."""
        return self._once("conditions", super().conditions)

    def condition(self, condition: str) -> Condition:
        """One condition with its names and topics."""
        read = super().condition
        return self._once(("condition", condition), lambda: read(condition))

    def statements_of(self, condition: str, topic: str) -> list[Statement]:
        """The statements of a topic, most important first."""
        read = super().statements_of
        return self._once(("of", condition, topic), lambda: read(condition, topic))

    def statements_about(self, condition: str, concepts: Iterable[str], topic: str | None = None) -> list[Statement]:
        """The statements about any of ``concepts``, of one topic or of all, in topic order."""
        read, wanted = super().statements_about, tuple(concepts)
        return self._once(("about", condition, wanted, topic), lambda: read(condition, wanted, topic))

    def statements(self, ids: Iterable[str]) -> list[Statement]:
        """The statements with these ids, in the order of the ids; those not published are left out."""
        read, wanted = super().statements, tuple(ids)
        return self._once(("statements", wanted), lambda: read(wanted))

    def concepts(self, ids: Iterable[str]) -> list[Concept]:
        """The concepts with these ids, in the order of the ids."""
        read, wanted = super().concepts, tuple(ids)
        return self._once(("concepts", wanted), lambda: read(wanted))

    def _once(self, key: Hashable, read: Callable[[], Read]) -> Read:
        state = self._look()
        with self._lock:
            if key in self._readings:
                self._readings.move_to_end(key)
                return self._readings[key]  # type: ignore[return-value]
        found = read()
        with self._lock:
            # What was read while the content changed may be of either version.
            if self._state == state:
                self._readings[key] = found
                if len(self._readings) > _MOST_READINGS:
                    self._readings.popitem(last=False)
        return found

    def _look(self) -> tuple[str, date]:
        """Forget what was read of another version or on another day."""
        now = self._clock()
        if self._state is not None and now - self._looked < SECONDS_BETWEEN_LOOKS:
            return self._state
        # To open a SQLite file takes as long as the rest of a look: one that nobody wrote holds what it held.
        trace = self._database.trace()
        known = self._state[0] if self._state is not None and trace is not None and trace == self._trace else None
        state = (known or self.version(), date.today())
        with self._lock:
            if state != self._state:
                self._readings.clear()
            self._state, self._looked, self._trace = state, now, trace
        return state
