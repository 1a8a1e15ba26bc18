"""The Slack channel: requests checked and acknowledged at once, and handled after that."""

from __future__ import annotations

import asyncio
import functools
import json
import logging
from collections.abc import Coroutine
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from rasa.core.channels.channel import InputChannel
from rasa.core.channels.slack import SlackInput
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.answers.plain import render as plain
from bot.answers.slack import render
from bot.channels.base import GuardedChannel, OnNewMessage, Reply
from bot.channels.overview import Overviews
from bot.channels.slack import views
from bot.channels.slack.client import SlackClient
from bot.channels.slack.conversations import KeptConversations
from bot.channels.slack.events import read_command, read_event
from bot.channels.slack.handler import Conversations, Handler
from bot.channels.slack.incoming import Asked, Explained, Incoming
from bot.channels.slack.interactions import read_interaction
from bot.channels.slack.settings import SlackSettings
from bot.channels.slack.sockets import SlackSocket
from bot.channels.slack.wording import read_slack_wording
from bot.content.database import ContentDatabase
from bot.content.store import ContentStore
from bot.records.ratings import Ratings
from bot.records.seen_events import SeenEvents, seen_events
from bot.settings import Settings

logger = logging.getLogger(__name__)

_SECONDS_TO_FINISH = 10
"""How long a stopping server waits for answers in the making."""


class SlackOff(InputChannel):
    """The channel where Slack is not set up: no route at all."""

    @classmethod
    def name(cls) -> str:
        """The name that the channel would have."""
        return str(SlackInput.name())

    def blueprint(self, _: OnNewMessage) -> Blueprint:
        """Nothing."""
        return Blueprint("netguide_slack_off")


class SlackChannel(GuardedChannel, SlackInput):
    """POST /webhooks/slack/webhook, or Socket Mode, for all that Slack sends: events, commands, clicks, forms.

    Of Rasa's SlackInput it keeps the name, the route and the check of signatures.
    """

    def __init__(self, settings: Settings, slack: SlackSettings, seen: SeenEvents, ratings: Ratings) -> None:
        GuardedChannel.__init__(self, settings)
        SlackInput.__init__(self, slack.token, slack_signing_secret=slack.signing_secret)
        self._slack = slack
        self._client = SlackClient(slack)
        self._socket: SlackSocket | None = None
        self._seen = seen
        self._ratings = ratings
        self._wording = read_slack_wording()

    @classmethod
    def from_credentials(cls, _: dict[str, Any] | None) -> InputChannel:
        """Rasa's way to make a channel; settings come from the environment instead."""
        slack = SlackSettings.from_environment()
        if slack is None:
            return SlackOff()
        settings = Settings.from_environment()
        return cls(settings, slack, seen_events(), Ratings(settings.conversations_url))

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes of this channel."""
        routes = Blueprint("netguide_slack")

        @routes.before_server_start
        async def start(app: Sanic, _: object) -> None:
            handler = app.ctx.netguide_slack = self._handler(app, on_new_message)
            self._run(self._client.check())
            if self._slack.app_token:
                receive = functools.partial(self._receive, handler=handler)
                self._socket = SlackSocket(self._slack.app_token, self._slack.api_url, self._client, receive)
                self._run(self._socket.open())

        @routes.before_server_stop
        async def stop(_: Sanic, __: object) -> None:
            await self._finish()

        @routes.get("/")
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            if not self.is_request_from_slack_authentic(request):
                logger.warning("Slack: refused a request that is not signed with NETGUIDE_SLACK_SIGNING_SECRET.")
                return _refused("This is not signed by Slack, or was signed more than five minutes ago.")
            # Slack signs each attempt anew, also that of an event it sends again.
            if not await self._seen.first(f"signature:{request.headers['x-slack-signature']}"):
                return _refused("This very request was received before.")
            try:
                body = _body(request)
            except ValueError:
                return _refused("The body is not what Slack sends.")
            said = self._receive(body, request.app.ctx.netguide_slack)
            return response.text("") if said is None else response.json(said)

        return routes

    def _handler(self, app: Sanic, on_new_message: OnNewMessage) -> Handler:
        async def take(asked: Asked) -> Reply:
            return await self.take(asked.text, asked.conversation, asked.person, on_new_message)

        conversations: Conversations = KeptConversations(lambda: app.ctx.agent, self.sender_id)
        return Handler(
            take=take,
            redact=self.safety.redact,
            replies=self.replies,
            wording=self._wording,
            client=self._client,
            seen=self._seen,
            conversations=conversations,
            ratings=self._ratings,
            overviews=Overviews(ContentStore(ContentDatabase(self.settings.content_url))),
            hours_kept=self.settings.hours_kept,
        )

    def _receive(self, body: dict[str, Any], handler: Handler) -> dict[str, Any] | None:
        """See to it later; what is given back, if anything, acknowledges it."""
        if body.get("type") == "url_verification":
            return {"challenge": body.get("challenge")}
        incoming = _read(body)
        if incoming is None:
            return None
        self._run(handler.handle(incoming))
        return self._advised(incoming)

    def _advised(self, incoming: Incoming) -> dict[str, Any] | None:
        """The emergency answer in place of a form that tells of one: no other message would come of it."""
        danger = self._danger(incoming.reason) if isinstance(incoming, Explained) else None
        if danger is None:
            return None
        first = render(danger.as_dict(), plain(danger))[0]
        return {"response_action": "update", "view": views.advice(self._wording, first.blocks)}

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        # The event loop itself keeps no hold of a task.
        self._background_tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._background_tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.error("Slack: something failed in the background.", exc_info=task.exception())

    async def _finish(self) -> None:
        if self._socket is not None:
            await self._socket.close()
        if self._background_tasks:
            _, unfinished = await asyncio.wait(set(self._background_tasks), timeout=_SECONDS_TO_FINISH)
            if unfinished:
                logger.error("Slack: %s answers were not finished when the server stopped.", len(unfinished))
        await self._client.close()
        await self._seen.close()


def _body(request: Request) -> dict[str, Any]:
    """What Slack sent, whatever it calls the type: JSON, a form, or JSON in a form.

    Raises:
        ValueError: where it is neither.
    """
    if request.content_type.startswith("application/x-www-form-urlencoded"):
        form = dict(parse_qsl(request.body.decode(), keep_blank_values=True))
        body = json.loads(form["payload"]) if "payload" in form else form
    else:
        body = json.loads(request.body)
    if not isinstance(body, dict):
        raise ValueError("no object")
    return body


def _read(body: dict[str, Any]) -> Incoming | None:
    if "command" in body:
        return read_command(body)
    return read_event(body) if body.get("type") == "event_callback" else read_interaction(body)


def _refused(why: str) -> HTTPResponse:
    return response.text(why, status=HTTPStatus.BAD_REQUEST)
