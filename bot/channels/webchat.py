"""The web chat (web/): conversations, messages, ratings, and what the widget says before the first one."""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from typing import Any
from urllib.parse import urlsplit

from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import shipped
from bot.answers.answer import Kind
from bot.channels.base import GuardedChannel, OnNewMessage, Outcome, Reply
from bot.channels.bodies import BodyError, address_of, json_object
from bot.channels.overview import Overview, Overviews
from bot.channels.rates import Rates
from bot.content.database import ContentDatabase
from bot.content.store import ContentStore
from bot.records.ratings import Ratings
from bot.settings import Settings

logger = logging.getLogger(__name__)

_CONVERSATION = re.compile(r"[0-9a-f]{32}")
_ANSWER = re.compile(r"[0-9a-f]{16}")
_REASONS = frozenset({"", "wrong", "unclear", "incomplete", "other"})
_EXAMPLES = 3
_PREFIX = "/webhooks/webchat/"


class WebChatChannel(GuardedChannel):
    """JSON over HTTP for browsers, of the bot's own pages and those of NETGUIDE_ORIGINS; no cookies.

    A conversation is known by a random id of 128 bits alone, which the server makes. It is not
    written down before there is something to keep, so an id stays good after a restart and after
    its conversation was deleted, and nobody can guess that of another.
    """

    def __init__(self, settings: Settings, ratings: Ratings, overviews: Overviews) -> None:
        super().__init__(settings)
        self._ratings = ratings
        self._overviews = overviews
        self._calls = Rates("calls", settings.messages_a_minute * 20)

    @classmethod
    def name(cls) -> str:
        """The routes' name, and the prefix of conversation ids."""
        return "webchat"

    @classmethod
    def from_credentials(cls, _: dict[str, Any] | None) -> WebChatChannel:
        """Rasa's way to make a channel; settings come from the environment instead."""
        settings = Settings.from_environment()
        store = ContentStore(ContentDatabase(settings.content_url))
        return cls(settings, Ratings(settings.conversations_url), Overviews(store))

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes of this channel."""
        routes = Blueprint("netguide_webchat")
        self._guard(routes)

        @routes.get("/")
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.get("/about")
        async def about(_: Request) -> HTTPResponse:
            return response.json(self._about(await self._overviews.current()))

        @routes.post("/conversations")
        async def begin(request: Request) -> HTTPResponse:
            if not await self._calls.allows(address_of(request)):
                return _error("Too many requests. Please wait a moment.", 429)
            kept = {"kept_hours": self.settings.hours_kept}
            return response.json({"conversation": secrets.token_hex(16), "privacy": kept}, status=201)

        @routes.delete("/conversations/<conversation:str>")
        async def forget(request: Request, conversation: str) -> HTTPResponse:
            if not _CONVERSATION.fullmatch(conversation):
                return _error("There is no such conversation.", 404)
            return await self._forget(request.app, conversation)

        @routes.post("/messages")
        async def message(request: Request) -> HTTPResponse:
            return await self._message(request, on_new_message)

        @routes.post("/ratings")
        async def rate(request: Request) -> HTTPResponse:
            return await self._rate(request)

        return routes

    # What the routes do

    async def _message(self, request: Request, on_new_message: OnNewMessage) -> HTTPResponse:
        try:
            body = json_object(request)
        except BodyError as error:
            # It may still be somebody in danger.
            refusal = self.replies.too_long(self.settings.most_characters) if error.status == 413 else None
            reply = self._refusal(refusal or self.replies.not_text(), request.body.decode(errors="replace"))
            return self._card(reply, error.status)
        text, conversation = body.get("text"), body.get("conversation")
        if not isinstance(conversation, str) or not _CONVERSATION.fullmatch(conversation):
            return self._card(self._failure(text if isinstance(text, str) else ""), 404)
        reply = await self.take(text, conversation, address_of(request), on_new_message)
        return self._card(reply, self._status(reply))

    def _status(self, reply: Reply) -> int:
        """What the widget goes by: 429 and 503 mean that the same text may be sent again, 400 that it may not."""
        kind = reply.answer["kind"]
        if kind == Kind.ERROR.value:
            return 503
        if not reply.refused or kind != Kind.REFUSAL.value:
            return 200
        return 429 if reply.outcome is Outcome.TOO_FAST else 400

    @staticmethod
    def _card(reply: Reply, status: int) -> HTTPResponse:
        return response.json({"answer": reply.answer}, status=status)

    async def _forget(self, app: Sanic, conversation: str) -> HTTPResponse:
        agent, sender = app.ctx.agent, self.sender_id(conversation)
        try:
            # After a turn in the making, which would else be kept once more.
            async with agent.lock_store.lock(sender):
                await agent.tracker_store.forget(sender)
        except Exception:
            # Whatever fails, nobody is told that it was deleted.
            logger.exception("A conversation of the web chat could not be deleted")
            return _error("The conversation could not be deleted. Please try again.", 503)
        return response.empty()

    async def _rate(self, request: Request) -> HTTPResponse:
        if not await self._calls.allows(address_of(request)):
            return _error("Too many requests. Please wait a moment.", 429)
        try:
            answer_id, helpful, reason = _rating(json_object(request))
        except BodyError as error:
            return _error(str(error), error.status)
        try:
            await asyncio.to_thread(self._ratings.rate, answer_id, helpful, reason)
        except Exception:
            logger.exception("A rating of the web chat was not kept")
            return _error("The rating could not be kept. Please try again.", 503)
        return response.empty()

    def _about(self, overview: Overview | None) -> dict[str, Any]:
        settings, words = self.settings, shipped.wording()
        number = self._emergency_number()
        help_at = {"label": settings.help_label, "url": settings.help_url}
        return {
            "region": {"emergency": number} if number else None,
            "kept_hours": settings.hours_kept,
            "review": words.all_reviewed if overview and overview.reviewed else words.not_all_reviewed,
            "human_help": help_at if all(help_at.values()) else None,
            "examples": list(overview.questions[:_EXAMPLES]) if overview else [],
        }

    def _emergency_number(self) -> str | None:
        """The one number of the region, as the safety rules name it; None where no region is set."""
        if self.settings.region is None:
            return None
        found = re.search(r"\b\d{3}\b", self.safety.wording.emergency_hint.text)
        return found[0] if found else None

    # Who may ask

    def _guard(self, routes: Blueprint) -> None:
        """Refuse pages of other origins, and tell browsers which are welcome (CORS).

        Without the refusal another site's page could still send: browsers ask first for some
        requests only. What is no browser sends no origin; for it the other limits hold.
        """

        @routes.before_server_start
        async def first(app: Sanic, _: object) -> None:
            # Rasa's own CORS answers every OPTIONS request before the routes are asked.
            async def preflight(request: Request) -> HTTPResponse | None:
                if request.method != "OPTIONS" or not request.path.startswith(_PREFIX):
                    return None
                return self._permission(request)

            app.request_middleware.appendleft(preflight)

        async def check(request: Request) -> HTTPResponse | None:
            if self._welcome(request):
                return None
            return _error("This page's origin may not use the chat (NETGUIDE_ORIGINS).", 403)

        async def mark(request: Request, given: HTTPResponse) -> None:
            given.headers["Cache-Control"] = "no-store"
            given.headers["X-Content-Type-Options"] = "nosniff"
            given.headers["Vary"] = "Origin"
            if self._allowed(request):
                given.headers["Access-Control-Allow-Origin"] = request.headers["origin"]

        routes.middleware(check, "request")
        routes.middleware(mark, "response")

    def _permission(self, request: Request) -> HTTPResponse:
        headers = {"Vary": "Origin"}
        if self._allowed(request):
            headers |= {
                "Access-Control-Allow-Origin": request.headers["origin"],
                "Access-Control-Allow-Methods": "GET, POST, DELETE",
                "Access-Control-Allow-Headers": "Content-Type",
                "Access-Control-Max-Age": "600",
            }
        return response.empty(headers=headers)

    def _allowed(self, request: Request) -> bool:
        return request.headers.get("origin", "") in self.settings.origins

    def _welcome(self, request: Request) -> bool:
        origin = request.headers.get("origin")
        if origin is None or self._allowed(request):
            return True
        # Browsers alone write Sec-Fetch-Site; behind a proxy the host may be another than theirs.
        own = request.headers.get("sec-fetch-site") == "same-origin"
        return own or urlsplit(origin).netloc == request.headers.get("host")


def _rating(body: dict[str, Any]) -> tuple[str, bool, str]:
    conversation, answer_id = body.get("conversation"), body.get("answer_id")
    helpful, reason = body.get("helpful"), body.get("reason", "")
    if not isinstance(conversation, str) or not _CONVERSATION.fullmatch(conversation):
        raise BodyError("There is no such conversation.", 404)
    if not isinstance(answer_id, str) or not _ANSWER.fullmatch(answer_id):
        raise BodyError("“answer_id” must be that of an answer.")
    if not isinstance(helpful, bool):
        raise BodyError("“helpful” must be true or false.")
    if not isinstance(reason, str) or reason not in _REASONS:
        raise BodyError("“reason” must be “”, “wrong”, “unclear”, “incomplete” or “other”.")
    return answer_id, helpful, reason


def _error(message: str, status: int) -> HTTPResponse:
    return response.json({"error": message}, status=status)
