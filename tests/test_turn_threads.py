"""Turns in threads of their own."""

from __future__ import annotations

import asyncio
import threading
from contextvars import ContextVar

import pytest

from bot.turn_threads import TurnThreads

_request: ContextVar[str] = ContextVar("request", default="-")


async def test_a_turn_is_finished_in_a_thread_with_the_context_of_its_request() -> None:
    async def turn() -> tuple[str, str]:
        await asyncio.sleep(0)
        return threading.current_thread().name, _request.get()

    _request.set("one")
    thread, request = await TurnThreads(1).finish(turn)
    assert thread.startswith("turn")
    assert request == "one"


async def test_what_a_turn_raises_reaches_who_waits_for_it_and_the_thread_goes_on() -> None:
    async def failing() -> None:
        raise KeyError("lost")

    async def good() -> int:
        return 1

    turns = TurnThreads(1)
    with pytest.raises(KeyError):
        await turns.finish(failing)
    assert await turns.finish(good) == 1


async def test_a_turn_that_blocks_keeps_no_other_waiting() -> None:
    blocked = threading.Event()

    async def blocking() -> str:
        assert blocked.wait(10)
        return "late"

    async def quick() -> str:
        return "early"

    turns = TurnThreads(2)
    waiting = asyncio.create_task(turns.finish(blocking))
    assert await turns.finish(quick) == "early"
    assert not waiting.done()
    blocked.set()
    assert await waiting == "late"


async def test_a_turn_goes_on_where_nobody_waits_for_it_any_more() -> None:
    begun, go_on, finished = threading.Event(), threading.Event(), threading.Event()

    async def turn() -> None:
        begun.set()
        assert go_on.wait(10)
        finished.set()

    waiting = asyncio.create_task(TurnThreads(1).finish(turn))
    assert await asyncio.to_thread(begun.wait, 10)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    go_on.set()
    assert await asyncio.to_thread(finished.wait, 10)
