"""REST for trusted servers: one message in, one message out; no history is ever returned."""

from __future__ import annotations

import secrets
from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.base import GuardedChannel, OnNewMessage
from bot.channels.bodies import BodyError, address_of, json_object


class RestChannel(GuardedChannel):
    """POST /webhooks/rest/webhook with `sender` and `message`.

    The sender is the caller's own, opaque id of a conversation. Without one a message stands
    alone: it never joins a conversation that others share. An outside `input_channel` or
    `metadata` is not read.
    """

    @classmethod
    def name(cls) -> str:
        """The route's name, and the prefix of conversation ids."""
        return "rest"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The routes of this channel."""
        routes = Blueprint("netguide_rest")

        @routes.get("/")
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            try:
                body = json_object(request)
                sender = _sender(body)
            except BodyError as error:
                return response.json({"error": str(error)}, status=error.status)
            reply = await self.take(body.get("message"), sender, address_of(request), on_new_message)
            return response.json([{"recipient_id": sender, "text": reply.text, "custom": reply.answer}])

        return routes


def _sender(body: dict[str, Any]) -> str:
    sender = body.get("sender")
    if sender is None:
        return secrets.token_hex(16)
    if not isinstance(sender, str) or not 1 <= len(sender) <= 100 or not sender.isprintable():
        raise BodyError("“sender” must be a text of 1 to 100 printable characters.")
    return sender
