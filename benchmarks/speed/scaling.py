"""One server and two, on PostgreSQL and Redis behind nginx: with people who think between messages.

A program of its own (`python -m benchmarks.speed.scaling`): it needs the programs that the deployment's
tests need. Each person waits a fixed time between an answer and the next message, so that what is shown
is how many people are served as fast as one, also where two servers share their cores with the clients.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import shutil
import tempfile
import time
from pathlib import Path

import aiohttp
import numpy as np

from benchmarks.speed.questions import OURS
from bot.content.database import ContentDatabase
from bot.content.library import read_library
from bot.content.loading import load
from bot.settings import CONTENT, ROOT
from tests.deployment.world import Nginx, Postgres, Redis, Server

_SECONDS_TO_THINK = 1.0
_PEOPLE_A_SERVER = 32
_SECONDS = 30


def main() -> None:
    """Measure, print, and write reports/scaling.json."""
    folder = Path(tempfile.mkdtemp(prefix="netguide-scaling-"))
    folder.chmod(0o755)
    postgres, redis = Postgres(folder), Redis()
    database = ContentDatabase(postgres.url("content"))
    database.migrate()
    load(database, read_library(CONTENT))
    settings = {
        "NETGUIDE_CONTENT_URL": postgres.url("content"),
        "NETGUIDE_CONVERSATIONS_URL": postgres.url("conversations"),
        "NETGUIDE_REDIS_URL": redis.url,
        "NETGUIDE_RATE_LIMIT": "0",
        "RASA_TELEMETRY_ENABLED": "false",
    }
    servers = [Server(folder, settings) for _ in range(2)]
    for server in servers:
        server.start()
    proxy = Nginx(folder, servers)
    found = {}
    try:
        asyncio.run(_people(proxy.address, _PEOPLE_A_SERVER, 5))
        for count, address in ((1, servers[0].address), (2, proxy.address)):
            waits = asyncio.run(_people(address, count * _PEOPLE_A_SERVER, _SECONDS))
            found[str(count)] = {
                "people": count * _PEOPLE_A_SERVER,
                "a_second": len(waits) / _SECONDS,
                "median": float(np.median(waits)),
                "p99": float(np.percentile(waits, 99)),
            }
    finally:
        for one in (proxy, *servers, redis, postgres):
            one.stop()
        shutil.rmtree(folder)
    (ROOT / "reports" / "scaling.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    print(json.dumps(found, indent=1))


async def _people(address: str, people: int, seconds: float) -> list[float]:
    end = time.perf_counter() + seconds

    async def person(session: aiohttp.ClientSession, number: int) -> list[float]:
        await asyncio.sleep(_SECONDS_TO_THINK * number / people)
        sender, waits = secrets.token_hex(8), []
        while (began := time.perf_counter()) < end:
            body = {"sender": sender, "message": OURS[(number * 7 + len(waits)) % len(OURS)]}
            async with session.post(f"{address}/webhooks/rest/webhook", json=body) as reply:
                answered = await reply.json()
            if answered[0]["recipient_id"] != sender or answered[0]["custom"]["kind"] == "error":
                raise RuntimeError(f"An answer was lost or went astray: {answered!r:.200}")
            waits.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(_SECONDS_TO_THINK)
        return waits

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        found = await asyncio.gather(*(person(session, number) for number in range(people)))
    return [wait for waits in found for wait in waits]


if __name__ == "__main__":
    main()
