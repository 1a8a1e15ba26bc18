"""Threads in which whole turns are finished, so that nothing of a turn keeps the server from the others.

A turn reads and writes databases and computes: handed to a thread bit by bit, it would wait six times for one to
wake. In a thread of its own it waits once, and may call what blocks as it is.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

Result = TypeVar("Result")

_of_thread = threading.local()


class TurnThreads:
    """At most ``most`` turns go on at a time; further ones wait for a thread, in the order in which they came."""

    def __init__(self, most: int) -> None:
        self._threads = ThreadPoolExecutor(most, "turn", initializer=_begin_loop)

    async def finish(self, turn: Callable[[], Awaitable[Result]]) -> Result:
        """What ``turn`` gives, awaited in an event loop of the thread's own; log lines in it name the request too.

        Who stops waiting for it does not stop it.
        """
        run = copy_context().run
        return await asyncio.get_running_loop().run_in_executor(self._threads, run, _finished, turn)


def _begin_loop() -> None:
    _of_thread.loop = asyncio.new_event_loop()


def _finished(turn: Callable[[], Awaitable[Result]]) -> Result:
    loop: asyncio.AbstractEventLoop = _of_thread.loop
    return loop.run_until_complete(turn())
