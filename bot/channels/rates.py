"""How many messages one sender may send: a token bucket each, in memory or over Redis."""

from __future__ import annotations

import logging
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping

from redis.asyncio import Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

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


# KEYS: the bucket. ARGV: tokens a second, the most that it holds. A full bucket is as good as none, so that
# it expires when it would be full.
_TAKE = """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local rate, most = tonumber(ARGV[1]), tonumber(ARGV[2])
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = math.min(most, tonumber(bucket[1] or most) + (now - tonumber(bucket[2] or now)) * rate)
local allowed = tokens >= 1 and 1 or 0
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens - allowed), 'at', tostring(now))
redis.call('PEXPIRE', KEYS[1], math.ceil((most - tokens + allowed) / rate * 1000) + 1000)
return allowed
"""
_SECONDS_TO_ANSWER = 0.5


class Rates:
    """A rate that holds across all servers where NETGUIDE_REDIS_URL is set, and in this one otherwise.

    Where Redis does not answer, this server counts for itself: a rate is no reason to refuse anybody.
    """

    def __init__(self, name: str, a_minute: int, environment: Mapping[str, str] = os.environ) -> None:
        self._name = name
        self._own = RateLimit(a_minute)
        self._arguments = [a_minute / 60, max(1.0, a_minute / 4)]
        url = environment.get("NETGUIDE_REDIS_URL") if a_minute else None
        self._take = None
        if url:
            redis: Redis[bytes] = Redis.from_url(
                url, socket_timeout=_SECONDS_TO_ANSWER, socket_connect_timeout=_SECONDS_TO_ANSWER
            )
            self._take = redis.register_script(_TAKE)

    async def allows(self, sender: str) -> bool:
        """Whether one more message of ``sender`` is allowed now; counts it if so."""
        if self._take is None:
            return self._own.allows(sender)
        try:
            return bool(await self._take(keys=[f"netguide:rate:{self._name}:{sender}"], args=self._arguments))
        except (RedisError, OSError) as error:
            logger.error("Redis does not answer (%s): this server counts rates for itself.", type(error).__name__)
            return self._own.allows(sender)
