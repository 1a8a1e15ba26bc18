"""How often somebody may try a password."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

SECONDS = 15 * 60
MOST_OF_A_NAME = 5
MOST_OF_AN_ADDRESS = 50

_MOST_KEPT = 10_000


class Tries:
    """Failed tries of names and addresses, each forgotten after SECONDS; in the memory of this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: OrderedDict[tuple[str, str], list[float]] = OrderedDict()

    def allowed(self, name: str, address: str) -> bool:
        """Whether another try may be made."""
        return (
            len(self._recent("name", name)) < MOST_OF_A_NAME
            and len(self._recent("address", address)) < MOST_OF_AN_ADDRESS
        )

    def failed(self, name: str, address: str) -> None:
        """Keep that a try failed."""
        for key in (("name", name), ("address", address)):
            self._failed[key] = [*self._recent(*key), self._clock()]
            self._failed.move_to_end(key)
        while len(self._failed) > _MOST_KEPT:
            self._failed.popitem(last=False)

    def succeeded(self, name: str, address: str) -> None:
        """Forget the failures of a name, and the last one of an address: it was none."""
        self._failed.pop(("name", name), None)
        del self._failed[("address", address)][-1:]

    def _recent(self, kind: str, value: str) -> list[float]:
        since = self._clock() - SECONDS
        return [moment for moment in self._failed.get((kind, value), ()) if moment > since]
