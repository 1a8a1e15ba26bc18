"""A server with a Slack channel, Rasa's or ours, a bot that says what it is told, and a fake Slack."""

from __future__ import annotations

import asyncio
import functools
import secrets
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from unittest import mock

from aiohttp import ClientSession
from rasa.core.channels.channel import InputChannel, UserMessage, register
from rasa.core.channels.slack import SlackInput
from sanic import Sanic
from slack_sdk.web.async_client import AsyncWebClient

from bot.answers.answer import Answer, Kind, Line, NumberedSource, ShownStatement, ShownTopic, Suggestion
from bot.answers.plain import render
from bot.channels.base import GuardedChannel
from bot.channels.rest import RestChannel
from bot.channels.slack import SlackChannel
from bot.channels.slack.settings import SlackSettings
from bot.records.seen_events import MemorySeenEvents, SeenEvents
from bot.settings import Settings
from tests.channels.slack.fake_slack import SECRET, FakeSlack, Sender

# Sanic rewrites its own methods when an app starts, and can do so for a second app in test mode alone.
Sanic.test_mode = True

SETTINGS = Settings.from_environment(
    {"NETGUIDE_RATE_LIMIT": "0", "NETGUIDE_CONTENT_URL": "sqlite:////nowhere/content.db"}
)

SOURCES = tuple(
    NumberedSource(
        n, title, "Toe Society", f"https://toes.example/{n}?a=1&b=2", None, reviewed, date(2026, 11, 1), "Toes", "free"
    )
    for n, title, reviewed in ((1, "Toes & <feet>", "2026-03-01"), (2, "More toes", None))
)


def answer(lead: str = "Toes can turn blue.", **fields: Any) -> Answer:
    """An answer with a bit of everything."""
    whole = {
        "topics": (ShownTopic("symptoms", "Symptoms"),),
        "statements": (ShownStatement("blue", "A toe is blue.", "symptoms", "In general", (1, 2)),),
        "sources": SOURCES,
        "notice": "This is information, not medical advice.",
        "suggestions": (Suggestion("Causes", "What causes it?"), Suggestion("Tests", "How is it diagnosed?")),
        **fields,
    }
    return Answer(whole.pop("kind", Kind.ANSWER), Line(lead, (1,)), **whole)


def uttered(said: Answer) -> dict[str, Any]:
    """The answer as Rasa hands it to a channel; the buttons are there for the stock one."""
    buttons = [{"title": one.title, "payload": one.text} for one in said.suggestions]
    return {"text": render(said), "answer": said.as_dict(), "buttons": buttons}


@dataclass
class FakeBot:
    """In Rasa's place: says what it is told, and remembers what it was asked."""

    replies: dict[str, dict[str, Any]] = field(default_factory=dict)
    heard: list[UserMessage] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    before: Callable[[], Awaitable[None]] | None = None

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.heard]

    @property
    def senders(self) -> list[str]:
        return [message.sender_id for message in self.heard]

    async def handle_message(self, message: UserMessage) -> None:
        self.heard.append(message)
        self.known.add(message.sender_id)
        if self.before is not None:
            await self.before()
        said = self.replies.get(message.text) or uttered(answer())
        await message.output_channel.send_response(message.sender_id, said)

    @property
    def tracker_store(self) -> FakeBot:
        return self

    @property
    def lock_store(self) -> FakeBot:
        return self

    async def exists(self, sender_id: str) -> bool:
        return sender_id in self.known

    async def forget(self, sender_id: str) -> int:
        self.forgotten.append(sender_id)
        return 1

    @asynccontextmanager
    async def lock(self, _: str) -> AsyncIterator[None]:
        yield


class KeptRatings:
    """Ratings, in a list."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, bool, str]] = []

    def rate(self, answer_id: str, helpful: bool, reason: str = "") -> None:
        self.kept.append((answer_id, helpful, reason))


@dataclass
class World:
    """Everything that a scenario needs."""

    kind: str
    slack: FakeSlack
    bot: FakeBot
    channel: InputChannel
    sender: Sender
    ratings: KeptRatings
    another: Callable[[], Awaitable[World]]

    async def settle(self) -> None:
        """Until everything that was acknowledged is done."""
        while tasks := set(self.channel._background_tasks):
            await asyncio.wait(tasks, timeout=20)

    async def event(self, event: dict[str, Any], **options: Any) -> tuple[int, str]:
        answered = await self.sender.event(event, **options)
        await self.settle()
        return answered

    async def ask(self, text: str, **fields: Any) -> tuple[int, str]:
        return await self.event(self.sender.direct(text, **fields))

    async def command(self, text: str) -> tuple[int, str]:
        answered = await self.sender.command(text, self.slack.response_url)
        await self.settle()
        return answered

    async def click(self, action: dict[str, Any], message: dict[str, Any], **fields: Any) -> tuple[int, str]:
        answered = await self.sender.click(action, message, response_url=self.slack.response_url, **fields)
        await self.settle()
        return answered


@functools.lru_cache(maxsize=1)
def _prepared() -> GuardedChannel:
    """A channel whose rules are read, once for all tests."""
    prepared = GuardedChannel(SETTINGS)
    assert prepared.safety and prepared.replies
    return prepared


def ours(
    slack: FakeSlack,
    seen: SeenEvents,
    ratings: KeptRatings,
    settings: Settings = SETTINGS,
    app_token: str | None = None,
) -> SlackChannel:
    channel = SlackChannel(settings, SlackSettings("xoxb-1", SECRET, app_token, slack.api_url), seen, ratings)
    channel.__dict__.update(safety=_prepared().safety, replies=_prepared().replies)
    return channel


def stock() -> SlackInput:
    return SlackInput.from_credentials(
        {
            "slack_token": "xoxb-1",
            "slack_signing_secret": SECRET,
            "use_threads": True,
            "conversation_granularity": "thread",
        }
    )


@asynccontextmanager
async def world(
    kind: str, seen: Callable[[], SeenEvents] | None = None, settings: Settings = SETTINGS, agent: Any = None
) -> AsyncIterator[World]:
    """A running server of ``kind`` "stock" or "ours".

    ``seen`` makes what each server remembers events in; ``agent`` is Rasa's own, in place of a bot that is told.
    """
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(FakeSlack())
        session = await stack.enter_async_context(ClientSession())
        ratings = KeptRatings()
        # Rasa's channel knows no address but Slack's own.
        local = functools.partial(AsyncWebClient, base_url=slack.api_url)
        stack.enter_context(mock.patch("rasa.core.channels.slack.AsyncWebClient", local))

        async def server() -> World:
            made = seen() if seen else MemorySeenEvents()
            channel = stock() if kind == "stock" else ours(slack, made, ratings, settings)
            bot = agent or FakeBot()
            port = await stack.enter_async_context(serving(channel, bot))
            sender = Sender(session, f"http://127.0.0.1:{port}/webhooks/slack/webhook")
            built = World(kind, slack, bot, channel, sender, ratings, server)
            await built.settle()
            slack.calls.clear()
            return built

        yield await server()


@asynccontextmanager
async def serving(channel: InputChannel, agent: Any) -> AsyncIterator[int]:
    """A server on a port of its own."""
    app = Sanic(f"test_{secrets.token_hex(6)}", configure_logging=False)
    app.ctx.agent = agent
    register([RestChannel(SETTINGS), channel], app, route="/webhooks/")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        await server.start_serving()
        try:
            yield listening.getsockname()[1]
        finally:
            await server.before_stop()
            await server.close()
            await server.after_stop()


__all__ = ["FakeBot", "World", "answer", "replace", "uttered", "world"]
