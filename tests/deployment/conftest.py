"""The whole deployment, started once; and the table that the faults write."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.content.database import ContentDatabase
from bot.content.library import read_library
from bot.content.loading import load
from bot.settings import CONTENT, ROOT
from tests.deployment.world import Nginx, Postgres, Redis, Server, program


@dataclass
class Deployment:
    """Everything that runs, and how a person talks to it."""

    folder: Path
    postgres: Postgres
    redis: Redis
    environment: dict[str, str]
    servers: list[Server] = field(default_factory=list)
    proxy: Nginx | None = None

    def say(self, text: str, sender: str | None = None, address: str | None = None) -> dict[str, Any]:
        """The one answer to a message, over the proxy unless an address says otherwise."""
        assert self.proxy is not None
        sender = sender or secrets.token_hex(8)
        url = f"{address or self.proxy.address}/webhooks/rest/webhook"
        reply = requests.post(url, json={"sender": sender, "message": text}, timeout=90)
        assert reply.status_code == 200, reply.text
        (message,) = reply.json()
        assert message["recipient_id"] == sender
        return dict(message)

    def kind(self, text: str, sender: str | None = None, address: str | None = None) -> str:
        return str(self.say(text, sender, address)["custom"]["kind"])


@pytest.fixture(scope="session")
def deployment() -> Iterator[Deployment]:
    for name in ("redis-server", "createdb"):
        program(name)
    program("nginx", "/usr/sbin/nginx")
    # PostgreSQL and nginx run as other users, whom pytest's own folders keep out.
    folder = Path(tempfile.mkdtemp(prefix="netguide-deployment-"))
    folder.chmod(0o755)
    made: list[Any] = []
    try:
        made.append(postgres := Postgres(folder))
        made.append(redis := Redis())
        database = ContentDatabase(postgres.url("content"))
        database.migrate()
        load(database, read_library(CONTENT))
        database.close()
        environment = {
            "NETGUIDE_CONTENT_URL": postgres.url("content"),
            "NETGUIDE_CONVERSATIONS_URL": postgres.url("conversations"),
            "NETGUIDE_REDIS_URL": redis.url,
            "NETGUIDE_PROXIES": "1",
            "NETGUIDE_RATE_LIMIT": "0",
            "RASA_TELEMETRY_ENABLED": "false",
        }
        world = Deployment(folder, postgres, redis, environment)
        for _ in range(2):
            made.append(server := Server(folder, environment))
            server.start()
            world.servers.append(server)
        world.proxy = Nginx(folder, world.servers)
        made.append(world.proxy)
        yield world
    finally:
        for one in reversed(made):
            one.stop()
        shutil.rmtree(folder, ignore_errors=True)


class Table:
    """What each fault did: the rows of reports/faults.md."""

    _HEAD = "| Fault | What the person saw | What was lost | Well again after |\n| --- | --- | --- | --- |\n"

    def __init__(self) -> None:
        self.rows: list[str] = []

    def row(self, fault: str, seen: str, lost: str, seconds: float | str) -> None:
        after = seconds if isinstance(seconds, str) else f"{seconds:.1f} s"
        self.rows.append(f"| {fault} | {seen} | {lost} | {after} |\n")

    def write(self, path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(self._HEAD + "".join(self.rows), encoding="utf-8")


@pytest.fixture(scope="session")
def table() -> Iterator[Table]:
    made = Table()
    yield made
    made.write(ROOT / "reports" / "faults.md")
