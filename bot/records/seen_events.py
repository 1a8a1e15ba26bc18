"""What was handled already, for senders that send things again; shared by all servers over Redis."""

from __future__ import annotations

import logging
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Protocol

from redis.asyncio import Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

SECONDS_KEPT = 3600
"""Slack repeats an event for the last time six minutes after the first."""

_MOST_KEYS = 200_000
_SECONDS_TO_ANSWER = 0.5


class SeenEvents(Protocol):
    """Says of every key once that it is new."""

    async def first(self, key: str) -> bool:
        """Whether ``key`` was not seen before; from now on it was."""

    async def close(self) -> None:
        """Let go of connections."""


class MemorySeenEvents:
    """For one server: keys in memory until they expire, the oldest dropped where there are too many."""

    def __init__(self, seconds: float = SECONDS_KEPT, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._expiries: OrderedDict[str, float] = OrderedDict()

    async def first(self, key: str) -> bool:
        """Whether ``key`` was not seen before; from now on it was."""
        now = self._clock()
        while self._expiries and (len(self._expiries) >= _MOST_KEYS or next(iter(self._expiries.values())) <= now):
            self._expiries.popitem(last=False)
        if key in self._expiries:
            return False
        self._expiries[key] = now + self._seconds
        return True

    async def close(self) -> None:
        """Nothing is held."""


class RedisSeenEvents:
    """For several servers, over Redis.

    Where it does not answer, this server remembers for itself: an event that two servers answer is
    better than one that nobody does.
    """

    def __init__(self, url: str, seconds: int = SECONDS_KEPT) -> None:
        self._seconds = seconds
        self._own = MemorySeenEvents(seconds)
        self._redis: Redis[bytes] = Redis.from_url(
            url, socket_timeout=_SECONDS_TO_ANSWER, socket_connect_timeout=_SECONDS_TO_ANSWER
        )

    async def first(self, key: str) -> bool:
        """Whether no server saw ``key`` before; from now on one did."""
        try:
            new = await self._redis.set(f"netguide:seen:{key}", 1, nx=True, ex=self._seconds)
        except (RedisError, OSError) as error:
            logger.error("Redis does not answer (%s): repeated events are known to this server alone.", error)
            return await self._own.first(key)
        return bool(new)

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.close()


def seen_events(environment: Mapping[str, str] = os.environ) -> SeenEvents:
    """Shared over the Redis server at NETGUIDE_REDIS_URL, where that is set; in memory otherwise."""
    url = environment.get("NETGUIDE_REDIS_URL")
    return RedisSeenEvents(url) if url else MemorySeenEvents()
