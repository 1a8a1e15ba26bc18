"""For whoever runs several servers: whether this one is alive, and whether it can answer.

`/health` says that the process runs. `/ready` looks at everything that an answer needs; a proxy or
a process manager sends people elsewhere while it says no.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.content.store import ContentStore
from bot.errors import NetGuideError
from bot.processing import DirectAgent

_SECONDS_TO_ANSWER = 3
_SECONDS_A_LOOK_HOLDS = 1.0

Looks = Mapping[str, Callable[[], Awaitable[object]]]


class Readiness:
    """Looks at each part in turn; what was seen holds for a second, however often it is asked for."""

    def __init__(self, looks: Looks, clock: Callable[[], float] = time.monotonic) -> None:
        self._looks = looks
        self._clock = clock
        self._looked = float("-inf")
        self._seen: dict[str, str] = {}
        self._one_at_a_time = asyncio.Lock()
        self.stopping = False

    async def seen(self) -> dict[str, str]:
        """Of each part "ok", or in a word what is wrong."""
        async with self._one_at_a_time:
            if self._clock() - self._looked >= _SECONDS_A_LOOK_HOLDS:
                states = await asyncio.gather(*(self._state(look) for look in self._looks.values()))
                self._seen, self._looked = dict(zip(self._looks, states)), self._clock()
        return {**self._seen, **({"server": "stopping"} if self.stopping else {})}

    @staticmethod
    async def _state(look: Callable[[], Awaitable[object]]) -> str:
        try:
            await asyncio.wait_for(look(), _SECONDS_TO_ANSWER)
        except NetGuideError as error:
            return type(error).__name__
        except asyncio.TimeoutError:
            return "silent"
        return "ok"


def looks_of(agent: DirectAgent, content: ContentStore) -> Looks:
    """What an answer needs: the content, the conversations, and the locks."""
    return {
        "content": lambda: asyncio.to_thread(content.version),
        "conversations": agent.tracker_store.check,
        "locks": agent.lock_store.check,
    }


def serve_health(app: Sanic) -> None:
    """Have ``app`` answer `/health` and `/ready`; the latter with 503 before ``app.ctx.readiness`` is set."""

    async def health(_: Request) -> HTTPResponse:
        return response.json({"status": "ok"})

    async def ready(request: Request) -> HTTPResponse:
        readiness: Readiness | None = getattr(request.app.ctx, "readiness", None)
        seen = await readiness.seen() if readiness else {"model": "loading"}
        good = all(state == "ok" for state in seen.values())
        return response.json({"ready": good, **seen}, status=200 if good else 503)

    async def stop(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
        app.ctx.readiness.stopping = True

    app.add_route(health, "/health")
    app.add_route(ready, "/ready")
    app.register_listener(stop, "before_server_stop")
