"""The web chat's script and its example page, served by the bot itself.

Rasa's server owns "/" (rasa/server.py), and a second route of that path makes Sanic refuse to
start. A request middleware comes before the routes and answers instead.
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from pathlib import Path

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.settings import ROOT

WEB = ROOT / "web"

_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin", "Cache-Control": "no-cache"}

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html"
)

_FILES = {
    "/": ("example/index.html", "text/html; charset=utf-8", {"Content-Security-Policy": _POLICY}),
    "/example.css": ("example/example.css", "text/css; charset=utf-8", {}),
    "/example.js": ("example/example.js", "text/javascript; charset=utf-8", {}),
    # Pages of other sites may load it, also those that check it by an integrity hash.
    "/netguide.js": (
        "dist/netguide.js",
        "text/javascript; charset=utf-8",
        {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"},
    ),
    "/netguide.LICENSES.txt": ("dist/netguide.LICENSES.txt", "text/plain; charset=utf-8", {}),
}


@dataclass(frozen=True)
class _Page:
    body: bytes
    content_type: str
    headers: dict[str, str]


def serve_pages(app: Sanic, web: Path = WEB) -> None:
    """Have ``app`` serve the example page at "/" and the script at "/netguide.js", where they are there."""

    async def register(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
        pages = _read(web)

        async def serve(request: Request) -> HTTPResponse | None:
            page = pages.get(request.path) if request.method in ("GET", "HEAD") else None
            if page is None:
                return None
            if request.headers.get("if-none-match") == page.headers["ETag"]:
                return response.empty(304, headers=page.headers)
            body = b"" if request.method == "HEAD" else page.body
            return response.raw(body, content_type=page.content_type, headers=page.headers)

        app.register_middleware(serve, "request")

    app.register_listener(register, "before_server_start")


def _read(web: Path) -> dict[str, _Page]:
    """The files that are there, held in memory: they are small and few."""
    pages = {}
    for path, (name, content_type, headers) in _FILES.items():
        if (web / name).is_file():
            body = (web / name).read_bytes()
            tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
            pages[path] = _Page(body, content_type, {**_HEADERS, **headers, "ETag": tag})
    return pages
