"""How many messages one sender may send: a token bucket each, in memory."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_SENDERS = 50_000


class RateLimit:
    """Allows ``a_minute`` messages a minute of one sender, in bursts of up to a quarter of that.

    The senders not heard of for longest are forgotten first, so that memory stays bounded.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second = a_minute / 60
        self._burst = max(1.0, a_minute / 4)
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, sender: str) -> bool:
        """Whether one more message of ``sender`` is allowed now; counts it if so."""
        if not self._per_second:
            return True
        now = self._clock()
        tokens, before = self._buckets.pop(sender, (self._burst, now))
        tokens = min(self._burst, tokens + (now - before) * self._per_second)
        allowed = tokens >= 1
        self._buckets[sender] = (tokens - 1 if allowed else tokens, now)
        if len(self._buckets) > _MOST_SENDERS:
            self._buckets.popitem(last=False)
        return allowed
