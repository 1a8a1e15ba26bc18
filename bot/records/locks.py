"""One turn at a time of each conversation, in the order in which its messages came.

Rasa's own locks wait by asking once a second, and its Redis lock reads and writes in two steps
with a client that stops the whole server (rasa/core/lock_store.py). endpoints.yml names
ConversationLocks in their place: in memory for one server, over NETGUIDE_REDIS_URL for several.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol
from weakref import WeakValueDictionary

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockStore
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.errors import NetGuideError

logger = logging.getLogger(__name__)

SECONDS_OF_LEASE = 6.0
"""After so long without a sign of life a server's place in the queue is given up. It shows one three times as often."""

_SECONDS_TO_WAIT = 60.0
_SECONDS_TO_ANSWER = 1.0
_FIRST_LOOK, _LONGEST_BETWEEN_LOOKS = 0.004, 0.05


class LockUnavailableError(NetGuideError):
    """The turn cannot begin: Redis does not answer, or the turns before it take too long."""


class Locks(Protocol):
    """Gives each conversation to one turn at a time."""

    def held(self, conversation: str) -> AbstractAsyncContextManager[None]:
        """Wait for the turns before this one, and hold the conversation."""

    async def check(self) -> None:
        """Raise LockUnavailableError where no turn could begin now."""

    async def close(self) -> None:
        """Let go of connections."""


class ConversationLocks(LockStore):
    """The lock store that endpoints.yml names."""

    def __init__(self, locks: Locks | None = None, **_: Any) -> None:
        self._locks = locks or configured()

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = 0, wait_time_in_seconds: float = 0
    ) -> AsyncIterator[TicketLock]:
        """Hold the conversation for one turn. Rasa's two numbers are not used: nothing here waits by the second."""
        async with self._locks.held(conversation_id):
            yield TicketLock(conversation_id)

    async def check(self) -> None:
        """Raise LockUnavailableError where no turn could begin now."""
        await self._locks.check()

    async def close(self) -> None:
        """Let go of connections."""
        await self._locks.close()


class MemoryLocks:
    """For one server. asyncio's lock lets its waiters in first come, first served."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def held(self, conversation: str) -> AsyncIterator[None]:
        """Wait for the turns before this one, and hold the conversation."""
        # Whoever holds or waits keeps the lock alive; with the last of them it goes.
        lock = self._locks.setdefault(conversation, asyncio.Lock())
        async with lock:
            yield

    async def check(self) -> None:
        """Nothing can be out of reach."""

    async def close(self) -> None:
        """Nothing is held."""


# KEYS: the queue, a list of tokens, and the hash of the moments until which each is alive.
# ARGV: token, lease in milliseconds. Every script is one step for Redis.
_ALIVE = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function show_life()
    redis.call('HSET', KEYS[2], ARGV[1], now + ARGV[2])
    redis.call('PEXPIRE', KEYS[1], ARGV[2] * 2)
    redis.call('PEXPIRE', KEYS[2], ARGV[2] * 2)
end
"""
_ENTER = f"{_ALIVE} redis.call('RPUSH', KEYS[1], ARGV[1]) show_life() return 1"
_LOOK = f"""{_ALIVE}
if redis.call('HEXISTS', KEYS[2], ARGV[1]) == 0 then return -1 end
show_life()
while true do
    local first = redis.call('LINDEX', KEYS[1], 0)
    if first == ARGV[1] then return 1 end
    if first and tonumber(redis.call('HGET', KEYS[2], first) or 0) >= now then return 0 end
    if not first then return -1 end
    redis.call('LPOP', KEYS[1])
    redis.call('HDEL', KEYS[2], first)
end
"""
_LEAVE = "redis.call('LREM', KEYS[1], 0, ARGV[1]) redis.call('HDEL', KEYS[2], ARGV[1]) return 1"


class RedisLocks:
    """For several servers: a queue for each conversation in Redis, whose first token holds it.

    A token counts as long as its server shows signs of life. Where one stops in the middle of a
    turn, the next waits for the rest of its lease and goes on.
    """

    def __init__(self, url: str, lease: float = SECONDS_OF_LEASE, patience: float = _SECONDS_TO_WAIT) -> None:
        self._lease = lease
        self._patience = patience
        self._entering = MemoryLocks()
        self._redis: Redis[bytes] = Redis.from_url(
            url, socket_timeout=_SECONDS_TO_ANSWER, socket_connect_timeout=_SECONDS_TO_ANSWER
        )
        self._enter = self._redis.register_script(_ENTER)
        self._look = self._redis.register_script(_LOOK)
        self._leave = self._redis.register_script(_LEAVE)

    @asynccontextmanager
    async def held(self, conversation: str) -> AsyncIterator[None]:
        """Wait for the turns before this one on any server, and hold the conversation.

        Raises:
            LockUnavailableError: where Redis does not answer, or the wait is too long.
        """
        token = secrets.token_hex(8)
        try:
            await self._queue(conversation, token)
            alive = asyncio.create_task(self._show_life(conversation, token))
            try:
                yield
            finally:
                alive.cancel()
        finally:
            await self._let_go(conversation, token)

    async def _queue(self, conversation: str, token: str) -> None:
        try:
            # One after the other: of two connections the later may be the faster.
            async with self._entering.held(conversation):
                await self._run(self._enter, conversation, token)
            await asyncio.wait_for(self._wait(conversation, token), self._patience)
        except (RedisError, OSError) as error:
            raise _no_answer(error) from error
        except asyncio.TimeoutError:
            raise LockUnavailableError("The turns before this one take too long.") from None

    async def _wait(self, conversation: str, token: str) -> None:
        pause = _FIRST_LOOK
        while (place := await self._run(self._look, conversation, token)) != 1:
            if place < 0:
                # Redis was emptied, or this server was silent for longer than its lease.
                await self._run(self._enter, conversation, token)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_BETWEEN_LOOKS, self._lease / 3)

    async def _show_life(self, conversation: str, token: str) -> None:
        while True:
            await asyncio.sleep(self._lease / 3)
            try:
                if await self._run(self._look, conversation, token) != 1:
                    logger.error("A turn went on for longer than its lock, which another may hold by now.")
                    return
            except (RedisError, OSError) as error:
                # The turn goes on: its answer is worth more than the order of the next.
                logger.error("A lock could not be renewed (%s).", type(error).__name__)

    async def _let_go(self, conversation: str, token: str) -> None:
        try:
            await self._run(self._leave, conversation, token)
        except (RedisError, OSError) as error:
            logger.error("A lock could not be given back (%s): it runs out by itself.", type(error).__name__)

    async def _run(self, script: Any, conversation: str, token: str) -> int:
        # The braces keep both keys on one node of a Redis cluster.
        keys = [f"netguide:turns:{{{conversation}}}", f"netguide:turns:alive:{{{conversation}}}"]
        return int(await script(keys=keys, args=[token, int(self._lease * 1000)]))

    async def check(self) -> None:
        """Raise LockUnavailableError where Redis does not answer."""
        try:
            await self._redis.ping()
        except (RedisError, OSError) as error:
            raise _no_answer(error) from error

    async def close(self) -> None:
        """Close the connections."""
        await self._redis.close()


def _no_answer(error: Exception) -> LockUnavailableError:
    return LockUnavailableError(f"Redis does not answer ({type(error).__name__}): look at NETGUIDE_REDIS_URL.")


def configured(environment: Mapping[str, str] = os.environ) -> Locks:
    """Over the Redis server at NETGUIDE_REDIS_URL, where that is set; in memory otherwise."""
    url = environment.get("NETGUIDE_REDIS_URL")
    return RedisLocks(url) if url else MemoryLocks()
