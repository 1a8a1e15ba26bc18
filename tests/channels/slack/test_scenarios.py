"""Every scenario against Rasa's own channel and against ours; docs/slack.md says what came of it."""

from __future__ import annotations

import re

import pytest

from bot.records.seen_events import MemorySeenEvents, RedisSeenEvents
from bot.settings import ROOT
from tests.channels.slack.scenarios import SCENARIOS
from tests.channels.slack.world import world

_ROW = re.compile(r"^\| \d+ \| (.+?) \| (yes|no) \| (yes|no) \|$", re.MULTILINE)


def _documented() -> dict[str, dict[str, bool]]:
    text = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
    return {name: {"stock": rasa == "yes", "ours": own == "yes"} for name, rasa, own in _ROW.findall(text)}


def test_the_table_lists_every_scenario() -> None:
    assert list(_documented()) == list(SCENARIOS)


@pytest.mark.parametrize("kind", ["stock", "ours"])
@pytest.mark.parametrize("name", SCENARIOS, ids=lambda name: SCENARIOS[name].__name__)
async def test_the_table_says_what_happens(name: str, kind: str, request: pytest.FixtureRequest) -> None:
    seen = MemorySeenEvents
    if name.startswith("Two servers"):
        url = request.getfixturevalue("redis_url")
        seen = lambda: RedisSeenEvents(url)  # noqa: E731
    failure = None
    async with world(kind, seen) as made:
        try:
            await SCENARIOS[name](made)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong, the scenario did not pass
            failure = error
    expected = _documented()[name][kind]
    if expected and failure is not None:
        raise failure
    assert (failure is None) == expected, "the table says “no”, and it works"
