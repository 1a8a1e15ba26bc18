"""Reading requests: bodies are refused early, with a sentence on what is expected."""

from __future__ import annotations

import json
from typing import Any

from sanic.request import Request

from bot.errors import NetGuideError

MOST_BYTES = 20_000


class BodyError(NetGuideError):
    """The request's body is not what the route takes; ``status`` is the HTTP status that says so."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def json_object(request: Request) -> dict[str, Any]:
    """The request's body as a JSON object.

    Raises:
        BodyError: where it is too large, no JSON, or no object.
    """
    if len(request.body) > MOST_BYTES:
        raise BodyError(f"The request is larger than {MOST_BYTES} bytes.", 413)
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise BodyError("The request must be JSON.") from None
    if not isinstance(body, dict):
        raise BodyError("The request must be a JSON object.")
    return body


def address_of(request: Request) -> str:
    """Where a request comes from; behind as many proxies as NETGUIDE_PROXIES says, from their X-Forwarded-For."""
    return str(request.remote_addr or request.ip)
