"""The log: one line an event, with the id of the request that it belongs to, and never a message's text."""

from __future__ import annotations

import logging
import re
import secrets
from contextvars import ContextVar

from rasa.utils.log_utils import configure_structlog
from sanic import Sanic
from sanic.request import Request
from sanic.response import BaseHTTPResponse

_FORMAT = "%(asctime)s %(levelname)s %(name)s request=%(request)s %(message)s"
_HEADER = "X-Request-ID"
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

_request: ContextVar[str] = ContextVar("netguide_request", default="-")


def quiet_logs(ours: int = logging.WARNING) -> None:
    """Set up the log, with our own lines from the level ``ours``.

    Rasa logs message texts at its debug level, which structlog prints unless told otherwise.
    """
    configure_structlog(logging.INFO)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(_FORMAT))
    handler.addFilter(_name_request)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(ours)


def _name_request(record: logging.LogRecord) -> bool:
    record.request = _request.get()
    return True


def name_requests(app: Sanic) -> None:
    """Give each request the id that the proxy gave it, or one of its own; the answer carries it too."""

    async def begin(request: Request) -> None:
        given = request.headers.get(_HEADER, "")
        _request.set(given if _ID.fullmatch(given) else secrets.token_hex(8))

    async def end(_: Request, answer: BaseHTTPResponse) -> None:
        answer.headers.setdefault(_HEADER, _request.get())

    app.register_middleware(begin, "request")
    app.register_middleware(end, "response")
