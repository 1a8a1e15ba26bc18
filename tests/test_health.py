"""What the server says of itself: ready or not, and figures; and rates that hold across servers."""

from __future__ import annotations

import secrets

from prometheus_client import REGISTRY

from bot.channels.rates import Rates
from bot.content.database import ContentUnavailableError
from bot.health import Readiness
from tests.channels.test_guards import channel, take  # noqa: F401 - the fixture
from tests.records.test_locks import NOWHERE, REDIS, redis_or_skip


async def fine() -> None:
    return None


async def broken() -> None:
    raise ContentUnavailableError("no")


async def test_readiness_names_what_is_wrong() -> None:
    now = [0.0]
    looks = {"content": broken, "locks": fine}
    readiness = Readiness(looks, clock=lambda: now[0])
    assert await readiness.seen() == {"content": "ContentUnavailableError", "locks": "ok"}
    looks["content"] = fine
    assert (await readiness.seen())["content"] == "ContentUnavailableError"
    now[0] = 1.0
    assert await readiness.seen() == {"content": "ok", "locks": "ok"}
    readiness.stopping = True
    assert (await readiness.seen())["server"] == "stopping"


async def test_answers_are_counted_by_kind(channel) -> None:  # noqa: F811
    def count(kind: str) -> float:
        return REGISTRY.get_sample_value("netguide_answers_total", {"channel": "test", "kind": kind}) or 0.0

    before = count("refusal"), count("emergency")
    await take(channel, 12)
    await take(channel, "word " * 2000 + "my chest hurts and i can't breathe")
    assert (count("refusal"), count("emergency")) == (before[0] + 1, before[1] + 1)


async def test_a_rate_holds_across_servers() -> None:
    await redis_or_skip()
    name, setting = secrets.token_hex(8), {"NETGUIDE_REDIS_URL": REDIS}
    one, other = Rates(name, 8, setting), Rates(name, 8, setting)
    assert [await one.allows("a"), await other.allows("a"), await one.allows("a")] == [True, True, False]
    assert await other.allows("b")


async def test_without_redis_each_server_counts_for_itself() -> None:
    rates = Rates("conversation", 4, {"NETGUIDE_REDIS_URL": NOWHERE})
    assert [await rates.allows("a"), await rates.allows("a")] == [True, False]
