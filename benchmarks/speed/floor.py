"""The floor: a Sanic server that does nothing."""

from __future__ import annotations

import sys

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

app = Sanic("floor", configure_logging=False)


@app.post("/webhooks/rest/webhook")
async def answer(request: Request) -> HTTPResponse:
    """The sender, and a text."""
    return response.json([{"recipient_id": request.json["sender"], "text": "hello"}])


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), access_log=False)
