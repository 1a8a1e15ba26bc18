"""What people see when something breaks, what is lost, and how long until it is well again.

What an answer acknowledged must be in the conversation database afterwards, whatever happened.
"""

from __future__ import annotations

import asyncio
import resource
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import create_engine, text

from bot.content.database import ContentDatabase
from bot.content.library import read_library
from bot.content.loading import load
from bot.records.locks import RedisLocks
from bot.settings import CONTENT
from tests.deployment.conftest import Deployment, Table
from tests.deployment.world import MODEL, Server, answers, until

QUESTION = "What are the symptoms of carcinoid?"
_MOST_BYTES = 400_000
EMERGENCY = "My chest hurts and I can't breathe"


def turns_kept(deployment: Deployment, sender: str) -> int:
    engine = create_engine(deployment.postgres.url("conversations"), future=True)
    query = text("SELECT count(*) FROM events WHERE sender_id = :sender AND type_name = 'user'")
    with engine.connect() as connection:
        count = connection.execute(query, {"sender": f"rest:{sender}"}).scalar()
    engine.dispose()
    return int(count)


def ready(deployment: Deployment) -> bool:
    return all(answers(f"{server.address}/ready") for server in deployment.servers)


def well_again(deployment: Deployment) -> float:
    """Seconds until both servers answer a question again."""
    return until(
        lambda: all(deployment.kind(QUESTION, None, server.address) == "answer" for server in deployment.servers),
        "both servers answer again",
        60,
    )


@pytest.fixture
def aside() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


async def test_a_server_killed_in_the_middle_of_a_turn(
    deployment: Deployment, table: Table, aside: ThreadPoolExecutor
) -> None:
    victim = deployment.servers[0]
    locks = RedisLocks(deployment.redis.url)
    async with locks.held("rest:orphan"):
        # Both turns wait for their lock; one of them sits on the server that dies.
        asked = [aside.submit(deployment.kind, QUESTION, "orphan") for _ in range(2)]
        await asyncio.sleep(1)
        victim.kill()
        began = time.monotonic()
    kinds = await asyncio.gather(*(asyncio.wrap_future(one) for one in asked))
    seconds = time.monotonic() - began
    await locks.close()
    assert kinds == ["answer", "answer"]
    assert turns_kept(deployment, "orphan") == 2
    assert deployment.kind(QUESTION) == "answer"
    victim.start()
    table.row("A server killed in the middle of a turn", "the answer, from the other server", "nothing", seconds)


def test_a_server_told_to_stop_finishes_its_turn(
    deployment: Deployment, table: Table, aside: ThreadPoolExecutor
) -> None:
    server = deployment.servers[1]
    engine = create_engine(deployment.postgres.url("conversations"), future=True)
    with engine.connect() as connection:
        connection.execute(text("LOCK TABLE events IN ACCESS EXCLUSIVE MODE"))
        asked = aside.submit(deployment.kind, QUESTION, "last", server.address)
        time.sleep(0.5)
        stopped = aside.submit(server.stop)
        time.sleep(0.5)
        assert not asked.done()
        connection.rollback()
    engine.dispose()
    assert asked.result(60) == "answer"
    assert stopped.result(60) == 0
    assert turns_kept(deployment, "last") == 1
    began = time.monotonic()
    server.start()
    table.row("A server told to stop", "the answer to the turn in hand", "nothing", time.monotonic() - began)


def test_postgresql_stops(deployment: Deployment, table: Table) -> None:
    assert deployment.kind(QUESTION, "before") == "answer"
    deployment.postgres.stop()
    assert deployment.kind(QUESTION) == "error"
    assert deployment.kind(EMERGENCY) == "emergency"
    assert not ready(deployment)
    deployment.postgres.start()
    seconds = well_again(deployment)
    assert turns_kept(deployment, "before") == 1
    table.row("PostgreSQL stopped", "an apology; emergency advice as ever", "nothing acknowledged", seconds)


def test_redis_stops(deployment: Deployment, table: Table) -> None:
    deployment.redis.stop()
    assert deployment.kind(QUESTION, "unlocked") == "error"
    assert deployment.kind(EMERGENCY) == "emergency"
    assert not ready(deployment)
    assert turns_kept(deployment, "unlocked") == 0
    deployment.redis.start()
    seconds = well_again(deployment)
    table.row("Redis stopped", "an apology; emergency advice as ever", "nothing acknowledged", seconds)


def test_a_slow_database(deployment: Deployment, table: Table, aside: ThreadPoolExecutor) -> None:
    engine = create_engine(deployment.postgres.url("conversations"), future=True)
    with engine.connect() as connection:
        connection.execute(text("LOCK TABLE events IN ACCESS EXCLUSIVE MODE"))
        began = time.monotonic()
        slow = aside.submit(deployment.kind, QUESTION, "slow")
        # The server is there for everything that needs no conversation.
        assert all(answers(f"{server.address}/health") for server in deployment.servers)
        assert slow.result(60) == "error"
        waited = time.monotonic() - began
        connection.rollback()
    engine.dispose()
    assert turns_kept(deployment, "slow") == 0
    seconds = well_again(deployment)
    table.row("The database hangs", f"an apology after {waited:.0f} s", "nothing acknowledged", seconds)


def test_the_disk_is_full(deployment: Deployment, table: Table, tmp_path: Path) -> None:
    """No file of the server may grow any more: its conversations on SQLite soon cannot be written."""
    kept = {"NETGUIDE_CONVERSATIONS_URL": f"sqlite:///{tmp_path / 'conversations.db'}"}
    server = Server(tmp_path, {**deployment.environment, **kept})
    server.start()
    try:
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (_MOST_BYTES, _MOST_BYTES))
        kinds = []
        while "error" not in kinds and len(kinds) < 300:
            kinds.append(deployment.kind(QUESTION, "full", server.address))
        assert kinds[-1] == "error"
        assert set(kinds[:-1]) == {"answer"}
        assert deployment.kind(EMERGENCY, None, server.address) == "emergency"
        engine = create_engine(kept["NETGUIDE_CONVERSATIONS_URL"], future=True)
        with engine.connect() as connection:
            count = connection.execute(text("SELECT count(*) FROM events WHERE type_name = 'user'")).scalar()
        engine.dispose()
        assert count == len(kinds) - 1
    finally:
        server.stop()
    table.row("The disk is full", "an apology; emergency advice as ever", "nothing acknowledged", "when there is room")


def test_a_corrupt_model(deployment: Deployment, table: Table, tmp_path: Path) -> None:
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(MODEL.read_bytes()[:20_000])
    server = Server(tmp_path, deployment.environment, model=broken)
    server.start(wait=False)
    assert server.process.wait(120) == 1
    log = server.log.read_text()
    assert "cannot be loaded" in log
    assert "Traceback" not in log
    seen = "the other servers' answers; this one ends with a sentence"
    table.row("A model that cannot be read", seen, "nothing", "at the next good model")


class People:
    """Some who ask, one question after the other, until they are told to stop."""

    def __init__(self, deployment: Deployment, pool: ThreadPoolExecutor) -> None:
        self._deployment = deployment
        self._enough = threading.Event()
        self._asking: list[Future[list[str]]] = [pool.submit(self._ask, number) for number in range(3)]

    def _ask(self, number: int) -> list[str]:
        kinds = []
        while not self._enough.is_set():
            kinds.append(self._deployment.kind(QUESTION, f"during-{number}"))
        return kinds

    def stop(self) -> list[str]:
        self._enough.set()
        return [kind for one in self._asking for kind in one.result(120)]


def test_new_content_under_load(
    deployment: Deployment, table: Table, aside: ThreadPoolExecutor, tmp_path: Path
) -> None:
    people = People(deployment, aside)
    database = ContentDatabase(deployment.postgres.url("content"))
    load(database, _edited(tmp_path))
    seconds = until(lambda: "toes of the measurement" in _statements(deployment), "the new statement is shown", 30)
    kinds = people.stop()
    load(database, read_library(CONTENT))
    database.close()
    assert set(kinds) == {"answer"}
    table.row("New content under load", f"{len(kinds)} answers, no apology", "nothing", seconds)


def _edited(folder: Path) -> Any:
    """The shipped content with other words in a statement that everybody is shown."""
    for path in CONTENT.rglob("*.yml"):
        copy = folder / path.relative_to(CONTENT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    path = folder / "neuroendocrine-tumors" / "statements" / "prevention.yml"
    told = "no way to prevent carcinoid tumors of the gut has been found so far."
    assert told in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(told, "these are the toes of the measurement."), "utf-8")
    return read_library(folder)


def _statements(deployment: Deployment) -> str:
    return str(deployment.say("Can carcinoid be prevented?")["text"])


@pytest.mark.heavy
def test_a_new_model_under_load(deployment: Deployment, table: Table, aside: ThreadPoolExecutor) -> None:
    """One server after the other is stopped and started, as docs/operations.md says."""
    people = People(deployment, aside)
    began = time.monotonic()
    for server in deployment.servers:
        assert server.stop() == 0
        server.start()
    seconds = time.monotonic() - began
    kinds = people.stop()
    assert set(kinds) == {"answer"}
    table.row("A new model, one server after the other", f"{len(kinds)} answers, no apology", "nothing", seconds)


@pytest.mark.heavy
def test_the_proxy_asks_the_other_server_while_one_is_away(deployment: Deployment, table: Table) -> None:
    server = deployment.servers[0]
    server.kill()
    kinds = [deployment.kind(QUESTION) for _ in range(20)]
    began = time.monotonic()
    server.start()
    assert set(kinds) == {"answer"}
    assert requests.get(f"{server.address}/ready", timeout=5).json()["ready"]
    table.row("A server is away", "20 answers of 20, from the other", "nothing", time.monotonic() - began)
