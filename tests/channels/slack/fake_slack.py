"""Slack itself, as far as the bot sees it: a Web API on the loopback interface, and signed requests."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession, web

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BOT = "U0BOT"


@dataclass
class Call:
    """What the bot asked of Slack: a method of the Web API, or "respond" through a response URL."""

    method: str
    body: dict[str, Any]
    token: str | None
    at: float = field(default_factory=time.monotonic)

    @property
    def everything(self) -> str:
        """All texts of all blocks, and the text beside them."""
        return self.body.get("text", "") + "\n" + self.seen

    @property
    def seen(self) -> str:
        """All texts of all blocks: what a person looks at."""
        return "\n".join(_texts(self.blocks)) or self.body.get("text", "")

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return self.body.get("blocks") or []

    def elements(self, kind: str) -> list[dict[str, Any]]:
        return [element for block in self.blocks for element in block.get("elements") or () if element["type"] == kind]


class FakeSlack:
    """Records every call; answers as told, and otherwise that all is well."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.answers: dict[str, list[web.Response]] = {}
        self._sockets: list[web.WebSocketResponse] = []
        self.acknowledged: list[dict[str, Any]] = []
        self.scopes = "app_mentions:read,chat:write,commands,im:history"

    async def __aenter__(self) -> FakeSlack:
        app = web.Application()
        app.router.add_post("/api/{method}", self._api)
        app.router.add_get("/socket", self._socket)
        app.router.add_post("/respond/{what}", self._respond)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    @property
    def response_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/respond/once"

    def answer_next(self, method: str, *bodies: dict[str, Any] | web.Response) -> None:
        """Answer the next calls of ``method`` like this, in turn."""
        made = [body if isinstance(body, web.Response) else web.json_response(body) for body in bodies]
        self.answers.setdefault(method, []).extend(made)

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    @property
    def posts(self) -> list[Call]:
        return self.of("chat.postMessage")

    @property
    def sockets(self) -> list[web.WebSocketResponse]:
        """The open connections of Socket Mode."""
        return [socket for socket in self._sockets if not socket.closed]

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        await socket.send_json({"type": "hello"})
        async for message in socket:
            self.acknowledged.append(message.json())
        return socket

    async def _api(self, request: web.Request) -> web.Response:
        return await self._record(request, request.match_info["method"])

    async def _respond(self, request: web.Request) -> web.Response:
        return await self._record(request, "respond")

    async def _record(self, request: web.Request, method: str) -> web.Response:
        body = await request.json() if request.content_type == "application/json" else dict(await request.post())
        waiting = self.answers.get(method)
        if waiting:
            return waiting.pop(0)
        self.calls.append(Call(method, body, request.headers.get("Authorization")))
        if method == "auth.test":
            return web.json_response(
                {"ok": True, "team": "Helpline", "user": "netguide", "user_id": BOT},
                headers={"x-oauth-scopes": self.scopes},
            )
        if method == "apps.connections.open":
            return web.json_response({"ok": True, "url": f"ws://127.0.0.1:{self.port}/socket"})
        return web.json_response({"ok": True, "ts": f"{len(self.calls)}.000100"})


def too_many(seconds: int = 0) -> web.Response:
    """Slack asks to wait."""
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(seconds)})


@dataclass
class Sender:
    """Sends to one server what Slack would, signed."""

    session: ClientSession
    url: str
    secret: str = SECRET
    _number: int = 0

    async def send(
        self, body: str, content_type: str, headers: dict[str, str] | None = None, at: float | None = None
    ) -> tuple[int, str]:
        stamp = str(int(at if at is not None else time.time()))
        digest = hmac.new(self.secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        signed = {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={digest}",
            **(headers or {}),
        }
        async with self.session.post(self.url, data=body.encode(), headers=signed) as answer:
            return answer.status, await answer.text()

    async def json(self, body: dict[str, Any], **options: Any) -> tuple[int, str]:
        return await self.send(json.dumps(body), options.pop("content_type", "application/json"), **options)

    async def form(self, fields: dict[str, str], **options: Any) -> tuple[int, str]:
        return await self.send(urlencode(fields), "application/x-www-form-urlencoded", **options)

    async def event(self, event: dict[str, Any], event_id: str | None = None, **options: Any) -> tuple[int, str]:
        return await self.json(self.envelope(event, event_id), **options)

    def envelope(self, event: dict[str, Any], event_id: str | None = None) -> dict[str, Any]:
        self._number += 1
        return {
            "type": "event_callback",
            "team_id": "T1",
            "event_id": event_id or f"Ev{self._number}-{id(self)}",
            "event_time": int(time.time()),
            "authorizations": [{"team_id": "T1", "user_id": BOT, "is_bot": True}],
            "event": event,
        }

    def ts(self) -> str:
        self._number += 1
        return f"1700000000.{self._number:06}"

    def direct(self, text: str, **fields: Any) -> dict[str, Any]:
        """A direct message."""
        return {
            "type": "message",
            "channel_type": "im",
            "channel": "D1",
            "user": "U1",
            "text": text,
            "ts": self.ts(),
            **fields,
        }

    def mention(self, text: str, **fields: Any) -> dict[str, Any]:
        """A mention in a channel."""
        return {"type": "app_mention", "channel": "C1", "user": "U1", "text": text, "ts": self.ts(), **fields}

    def reply(self, text: str, thread: str, **fields: Any) -> dict[str, Any]:
        """A message in a thread of a channel, without a mention."""
        return {
            "type": "message",
            "channel_type": "channel",
            "channel": "C1",
            "user": "U1",
            "text": text,
            "ts": self.ts(),
            "thread_ts": thread,
            **fields,
        }

    async def command(self, text: str, response_url: str, **options: Any) -> tuple[int, str]:
        self._number += 1
        fields = {
            "command": "/net",
            "text": text,
            "team_id": "T1",
            "user_id": "U1",
            "channel_id": "C1",
            "response_url": response_url,
            "trigger_id": f"trigger{self._number}",
        }
        return await self.form(fields, **options)

    async def click(self, action: dict[str, Any], message: dict[str, Any], **fields: Any) -> tuple[int, str]:
        """A click in a message that everybody in a channel or direct message sees."""
        self._number += 1
        channel = fields.pop("channel", "D1")
        payload = {
            "type": "block_actions",
            "team": {"id": "T1"},
            "user": {"id": "U1"},
            "channel": {"id": channel},
            "container": {"type": "message", "message_ts": message["ts"], "channel_id": channel},
            "message": message,
            "trigger_id": f"trigger{self._number}",
            "actions": [{"action_ts": self.ts(), **action}],
            **fields,
        }
        return await self.interaction(payload)

    async def interaction(self, payload: dict[str, Any], **options: Any) -> tuple[int, str]:
        return await self.form({"payload": json.dumps(payload)}, **options)


def _texts(node: Any) -> list[str]:
    if isinstance(node, list):
        return [text for item in node for text in _texts(item)]
    if not isinstance(node, dict):
        return []
    own = [node["text"]] if isinstance(node.get("text"), str) else []
    return own + [text for value in node.values() if isinstance(value, (dict, list)) for text in _texts(value)]


async def until(condition: Any, seconds: float = 3) -> None:
    """Wait for something that a background task brings about."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("it did not happen in time")
        await asyncio.sleep(0.005)
