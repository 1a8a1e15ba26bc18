"""Socket Mode: the same messages over a connection that the bot opens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.records.seen_events import MemorySeenEvents
from tests.channels.slack.fake_slack import FakeSlack, Sender, until
from tests.channels.slack.test_channel import sent
from tests.channels.slack.world import FakeBot, KeptRatings, ours, serving


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as made:
        yield made


def envelope(kind: str, payload: dict[str, Any], number: int = 1) -> dict[str, Any]:
    return {"type": kind, "envelope_id": f"E{number}", "payload": payload, "accepts_response_payload": True}


async def test_events_commands_and_forms_come_over_the_socket(slack: FakeSlack) -> None:
    bot, ratings = FakeBot(), KeptRatings()
    async with ClientSession() as session, serving(ours(slack, MemorySeenEvents(), ratings, app_token="xapp-1"), bot):
        await until(lambda: slack.sockets)
        sender = Sender(session, "")
        event = sender.envelope(sender.direct("what are the symptoms"))
        for number in (1, 2):
            await slack.sockets[0].send_json(envelope("events_api", event, number))
        await until(lambda: slack.posts)
        assert bot.texts == ["what are the symptoms"]
        command = {
            "command": "/net",
            "text": "and the causes?",
            "team_id": "T1",
            "user_id": "U1",
            "response_url": slack.response_url,
            "trigger_id": "t",
        }
        await slack.sockets[0].send_json(envelope("slash_commands", command, 3))
        await until(lambda: slack.of("respond"))
        form = {"callback_id": "netguide_reason", "private_metadata": "0123456789abcdef"}
        await slack.sockets[0].send_json(envelope("interactive", sent(form, "I want to kill myself"), 4))
        await until(lambda: len(slack.acknowledged) == 4)
    assert bot.texts == ["what are the symptoms", "and the causes?"]
    assert slack.acknowledged[0] == {"envelope_id": "E1"}
    assert slack.acknowledged[3]["payload"]["response_action"] == "update"


async def test_a_broken_connection_is_opened_again(slack: FakeSlack) -> None:
    async with serving(ours(slack, MemorySeenEvents(), KeptRatings(), app_token="xapp-1"), FakeBot()):
        await until(lambda: slack.sockets)
        await slack.sockets[0].send_json({"type": "disconnect", "reason": "refresh_requested"})
        await until(lambda: len(slack.of("apps.connections.open")) == 3)


async def test_a_wrong_app_token_is_in_the_log_in_words_to_act_on(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    slack.answer_next("apps.connections.open", {"ok": False, "error": "not_allowed_token_type"})
    async with serving(ours(slack, MemorySeenEvents(), KeptRatings(), app_token="xoxb-1"), FakeBot()):
        await until(lambda: "connections:write" in caplog.text)
    assert "Traceback" not in caplog.text
