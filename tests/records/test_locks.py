"""One turn at a time, in order: in memory, and over a real Redis between processes."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import LockStore
from rasa.utils.endpoints import EndpointConfig, read_endpoint_config
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.channels.base import GuardedChannel
from bot.records.locks import ConversationLocks, Locks, LockUnavailableError, MemoryLocks, RedisLocks, configured
from bot.settings import ROOT, Settings

REDIS = os.environ.get("NETGUIDE_TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
NOWHERE = "redis://127.0.0.1:1/0"


async def redis_or_skip() -> None:
    client = Redis.from_url(REDIS, socket_connect_timeout=1)
    try:
        await client.ping()
    except (RedisError, OSError):
        pytest.skip("no Redis server answers; NETGUIDE_TEST_REDIS_URL names one")
    finally:
        await client.close()


@pytest.fixture(params=["memory", "redis"])
async def locks(request: pytest.FixtureRequest) -> AsyncIterator[Locks]:
    if request.param == "redis":
        await redis_or_skip()
    made: Locks = MemoryLocks() if request.param == "memory" else RedisLocks(REDIS, lease=1)
    yield made
    await made.close()


@pytest.fixture
def conversation() -> str:
    return f"test:{secrets.token_hex(8)}"


async def test_quick_messages_of_one_person_are_taken_in_order(locks: Locks, conversation: str) -> None:
    inside, seen = 0, []

    async def turn(number: int) -> None:
        nonlocal inside
        async with locks.held(conversation):
            inside += 1
            assert inside == 1
            await asyncio.sleep(0.02)
            seen.append(number)
            inside -= 1

    await asyncio.gather(*(turn(number) for number in range(6)))
    assert seen == list(range(6))


async def test_other_people_do_not_wait(locks: Locks, conversation: str) -> None:
    async with locks.held(conversation), locks.held(f"{conversation}-other"):
        pass


async def test_a_turn_that_fails_lets_go(locks: Locks, conversation: str) -> None:
    with pytest.raises(ValueError, match="no"):
        async with locks.held(conversation):
            raise ValueError("no")
    async with locks.held(conversation):
        pass


async def test_a_waiter_that_gives_up_holds_up_nobody(locks: Locks, conversation: str) -> None:
    async def wait() -> None:
        async with locks.held(conversation):
            raise AssertionError("was let in beside another")

    async with locks.held(conversation):
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(wait(), 0.1)
    async with locks.held(conversation):
        pass


def test_rasa_takes_the_store_from_endpoints_yml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NETGUIDE_REDIS_URL", raising=False)
    endpoint: EndpointConfig = read_endpoint_config(str(ROOT / "endpoints.yml"), "lock_store")
    assert isinstance(LockStore.create(endpoint), ConversationLocks)
    assert isinstance(configured({}), MemoryLocks)
    assert isinstance(configured({"NETGUIDE_REDIS_URL": REDIS}), RedisLocks)


async def test_without_redis_the_person_gets_an_apology(tmp_path: Path) -> None:
    kept = f"sqlite:///{tmp_path / 'kept.db'}"
    channel = GuardedChannel(Settings.from_environment({"NETGUIDE_CONVERSATIONS_URL": kept}))
    locks = ConversationLocks(RedisLocks(NOWHERE))

    async def turn(message: UserMessage) -> None:
        async with locks.lock(message.sender_id):
            raise AssertionError("began without its lock")

    async def say(text: str) -> str:
        return str((await channel.take(text, "someone", "127.0.0.1", turn)).answer["kind"])

    assert await say("what is a NET") == "error"
    assert await say("my chest hurts and i can't breathe") == "emergency"
    with pytest.raises(LockUnavailableError):
        async with locks.lock("test:one"):
            pass
    await locks.close()


# Between processes. What each does is written here and run with `python -c`.

_COUNT = """
import asyncio, pathlib, sys
from bot.records.locks import RedisLocks
async def main(url, conversation, path):
    locks, path = RedisLocks(url, lease=1), pathlib.Path(path)
    for _ in range(15):
        async with locks.held(conversation):
            count = int(path.read_text())
            await asyncio.sleep(0.003)
            path.write_text(str(count + 1))
    await locks.close()
asyncio.run(main(*sys.argv[1:]))
"""
_HOLD = """
import asyncio, sys
from bot.records.locks import RedisLocks
async def main(url, conversation):
    async with RedisLocks(url, lease=1).held(conversation):
        print("held", flush=True)
        await asyncio.sleep(600)
asyncio.run(main(*sys.argv[1:]))
"""


@pytest.fixture
def run() -> Callable[..., subprocess.Popen[bytes]]:
    def start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-W", "ignore", "-c", program, REDIS, *arguments]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    return start


async def test_two_processes_never_hold_one_conversation_at_once(
    run: Callable[..., subprocess.Popen[bytes]], conversation: str, tmp_path: Path
) -> None:
    await redis_or_skip()
    counter = tmp_path / "count"
    counter.write_text("0")
    both = [run(_COUNT, conversation, str(counter)) for _ in range(2)]
    assert [process.wait(120) for process in both] == [0, 0]
    assert counter.read_text() == "30"


async def test_a_killed_holder_lets_go_after_its_lease(
    run: Callable[..., subprocess.Popen[bytes]], conversation: str
) -> None:
    await redis_or_skip()
    holder = run(_HOLD, conversation)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    impatient, patient = RedisLocks(REDIS, lease=1, patience=1.5), RedisLocks(REDIS, lease=1)
    with pytest.raises(LockUnavailableError):
        # It lives, and renews its lease.
        async with impatient.held(conversation):
            pass
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    async with patient.held(conversation):
        pass
    for locks in (impatient, patient):
        await locks.close()
