"""What every request must pass: signed in, from our own page, with the token of its form."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.curators.sessions import Sessions

BASE = "/curators"
TOKEN = "form_token"

_MOST_BYTES = 64 * 1024
_FORM = "application/x-www-form-urlencoded"
_OPEN = (f"{BASE}/login", f"{BASE}/statics/")

_TOLD = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{status} - NET Guide for curators</title></head>
<body><main><h1>{status}</h1><p>{text}</p></main></body></html>
"""

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Gate:
    """Stands before the whole page, so that no route, of sqladmin's or ours, can be without it."""

    def __init__(self, app: ASGIApp, sessions: Sessions, origin: str | None) -> None:
        self._app = app
        self._sessions = sessions
        self._origin = origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with what it lacks."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._origin:
            # A proxy took TLS off; the addresses that the page writes are those that browsers see.
            scope["scheme"] = self._origin.partition(":")[0]
        request = Request(scope, receive)
        body = await _body(request)
        refusal = self._refusal(request, body)
        await (refusal or self._app)(scope, _again(body or b"", receive), _with_headers(send))

    def _refusal(self, request: Request, body: bytes | None) -> Response | None:
        if request.method not in ("GET", "HEAD", "POST"):
            return _told("This page takes no such request.", 405)
        if request.method == "POST":
            refusal = self._refused_form(request, body)
            if refusal:
                return refusal
        if not request.url.path.startswith(_OPEN) and self._sessions.reviewer(request) is None:
            return RedirectResponse(f"{BASE}/login", status_code=303)
        return None

    def _refused_form(self, request: Request, body: bytes | None) -> Response | None:
        if not self._is_ours(request):
            return _told("This form was sent from another site. Nothing was changed.", 403)
        if body is None:
            return _told("This form is too large. Nothing was changed.", 413)
        if request.headers.get("content-type", "").split(";")[0] != _FORM:
            return _told("This is no form of ours. Nothing was changed.", 415)
        fields = parse_qs(body.decode("utf-8", "replace"))
        if not self._sessions.is_token(request, fields.get(TOKEN, [""])[0]):
            return _told(
                "This form is not of your session, or was open for too long. Nothing was changed: "
                "go back, copy what you wrote, load the page anew and send it again.",
                403,
            )
        return None

    def _is_ours(self, request: Request) -> bool:
        origin = request.headers.get("origin", "")
        if self._origin:
            return origin == self._origin
        host = request.headers.get("host", "")
        return origin in (f"http://{host}", f"https://{host}")


async def _body(request: Request) -> bytes | None:
    """The body; None where it is too large, of which no more is read."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            return None
    return body


def _again(body: bytes, receive: Receive) -> Receive:
    """Gives the body, which was read already, to the app."""
    unread = [body]

    async def first_the_body() -> Message:
        if unread:
            return {"type": "http.request", "body": unread.pop(), "more_body": False}
        return await receive()

    return first_the_body


def _with_headers(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            added = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
            message = {**message, "headers": [*message["headers"], *added]}
        await send(message)

    return wrapped


def _told(text: str, status: int) -> Response:
    return HTMLResponse(_TOLD.format(text=escape(text), status=status), status_code=status)
