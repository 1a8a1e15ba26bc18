"""What every channel refuses, disarms and answers, with a Rasa that the test plays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.channels.channel import UserMessage

from bot.channels.base import GuardedChannel, Reply, disarmed
from bot.channels.rates import RateLimit
from bot.records.turn import report_lost
from bot.settings import Settings


class Channel(GuardedChannel):
    @classmethod
    def name(cls) -> str:
        return "test"


@pytest.fixture
def channel(tmp_path: Path) -> Channel:
    settings = Settings.from_environment({})
    return Channel(replace(settings, conversations_url=f"sqlite:///{tmp_path / 'kept.db'}", messages_a_minute=0))


async def echo(message: UserMessage) -> None:
    await message.output_channel.send_response(message.sender_id, {"text": f"You said: {message.text}"})


async def take(channel: Channel, text: object, on_new_message=echo) -> Reply:
    return await channel.take(text, "someone", "127.0.0.1", on_new_message)


async def test_personal_data_does_not_reach_rasa(channel: Channel) -> None:
    reply = await take(channel, "my mail is jo@example.org, what is a NET")
    assert "example.org" not in reply.text
    assert "what is a NET" in reply.text


async def test_the_conversation_carries_the_channels_name(channel: Channel) -> None:
    seen = []

    async def note(message: UserMessage) -> None:
        seen.append(message.sender_id)
        await echo(message)

    await take(channel, "hello", note)
    assert seen == ["test:someone"]


async def test_a_turn_that_fails_is_answered(channel: Channel) -> None:
    async def fail(_: UserMessage) -> None:
        raise RuntimeError("no")

    reply = await take(channel, "what is a NET", fail)
    assert reply.failed
    assert reply.answer["kind"] == "error"
    assert "emergency" in reply.text
    grave = await take(channel, "my chest hurts and i can't breathe", fail)
    assert grave.answer["kind"] == "emergency"


async def test_a_turn_without_an_answer_is_a_failure(channel: Channel) -> None:
    async def nothing(_: UserMessage) -> None:
        return None

    assert (await take(channel, "what is a NET", nothing)).answer["kind"] == "error"


async def test_a_turn_that_was_not_kept_is_not_acknowledged(channel: Channel) -> None:
    async def lose(message: UserMessage) -> None:
        await echo(message)
        report_lost("The database refused.")

    assert (await take(channel, "what is a NET", lose)).answer["kind"] == "error"


async def test_too_long_and_too_fast_are_refused_but_looked_through(channel: Channel) -> None:
    long = await take(channel, "word " * 2000)
    assert long.refused
    assert long.answer["kind"] == "refusal"
    assert (await take(channel, "word " * 2000 + "i took all my pills")).answer["kind"] in ("emergency", "crisis")
    limited = Channel(replace(channel.settings, messages_a_minute=1))
    assert not (await take(limited, "hello")).refused
    assert (await take(limited, "hello")).refused
    assert (await take(limited, "my chest hurts and i can't breathe")).answer["kind"] == "emergency"


@given(st.text(alphabet="/ \n\tab{}@\x00", max_size=30))
def test_no_text_stays_a_command(text: str) -> None:
    assert not disarmed(text).lstrip().startswith("/")


def test_rates() -> None:
    now = [0.0]
    limit = RateLimit(4, clock=lambda: now[0])
    assert limit.allows("a")
    assert not limit.allows("a")
    assert limit.allows("b")
    now[0] = 15.0
    assert limit.allows("a")
