"""Socket Mode: the bot calls Slack, so that nothing from outside need reach the server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from aiohttp import ClientError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.client import SlackClient
from bot.channels.slack.refusals import SlackRefusedError

logger = logging.getLogger(__name__)


class SlackSocket:
    """One connection over which Slack sends what it would otherwise post; it is renewed when it breaks."""

    def __init__(
        self, app_token: str, api_url: str, client: SlackClient, receive: Callable[[dict[str, Any]], Any]
    ) -> None:
        self._app_token = app_token
        self._api_url = api_url
        self._client = client
        self._receive = receive
        self._socket: SocketModeClient | None = None

    async def open(self) -> None:
        """Connect; where Slack refuses, the log says why."""
        try:
            # The SDK would try again every few seconds, forever, with a traceback each time.
            await self._client.check_socket(self._app_token)
        except SlackRefusedError as error:
            logger.error("%s", error)
            return
        except (ClientError, OSError, asyncio.TimeoutError) as error:
            logger.error("Slack cannot be reached for Socket Mode: %s. It is tried again.", error)
        self._socket = SocketModeClient(self._app_token, web_client=AsyncWebClient(base_url=self._api_url))
        self._socket.socket_mode_request_listeners.append(self._take)
        await self._socket.connect()  # type: ignore[no-untyped-call]
        logger.info("Slack: listening over Socket Mode.")

    async def close(self) -> None:
        """Disconnect."""
        if self._socket is not None:
            await self._socket.close()  # type: ignore[no-untyped-call]

    async def _take(self, socket: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        said = self._receive(request.payload)
        await socket.send_socket_mode_response(SocketModeResponse(request.envelope_id, said))
