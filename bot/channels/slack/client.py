"""Talking to Slack: one client for all messages, which waits when Slack says so."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.answers.slack import Block, SlackMessage
from bot.channels.slack.incoming import ForOne, Place, Shown
from bot.channels.slack.refusals import SlackRefusedError, refusal
from bot.channels.slack.settings import SlackSettings

logger = logging.getLogger(__name__)

SCOPES = frozenset({"app_mentions:read", "chat:write", "commands", "im:history"})
"""What the app must be allowed; slack-manifest.yml asks for the same."""

_SECONDS = 30
_WAITS = 10
"""How often a message waits for Slack; each time as long as Slack says, a second as a rule."""

_BAD_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})


class SlackClient:
    """Slack's Web API and response URLs, over one pool of connections."""

    def __init__(self, settings: SlackSettings) -> None:
        self._url = settings.api_url
        self._retries: list[AsyncRetryHandler] = [
            AsyncRateLimitErrorRetryHandler(max_retry_count=_WAITS),
            AsyncServerErrorRetryHandler(max_retry_count=2),
            AsyncConnectionErrorRetryHandler(max_retry_count=2),
        ]
        self._client = AsyncWebClient(settings.token, base_url=settings.api_url, retry_handlers=self._retries)

    async def say(self, place: Place, messages: Sequence[SlackMessage]) -> None:
        """Show an answer.

        Raises:
            SlackRefusedError: where Slack does not take it.
        """
        for message in messages:
            try:
                await self._say(place, message.text, message.blocks)
            except SlackRefusedError as error:
                if error.reason not in _BAD_BLOCKS:
                    raise
                logger.error("%s The answer goes out as plain text.", error)
                await self._say(place, message.text, ())

    async def _say(self, place: Place, text: str, blocks: Sequence[Block]) -> None:
        if isinstance(place, ForOne):
            body = {"text": text, "blocks": list(blocks), "response_type": "ephemeral", "replace_original": False}
            await self._respond(place.response_url, {**body, "unfurl_links": False, "unfurl_media": False})
            return
        posted = self._web.chat_postMessage(
            channel=place.channel,
            text=text,
            blocks=list(blocks) or None,
            thread_ts=place.thread,
            # Previews of the sources would take more room than the answer.
            unfurl_links=False,
            unfurl_media=False,
        )
        await self._done("post an answer", posted)

    async def change(self, shown: Shown, blocks: Sequence[Block]) -> None:
        """Show other blocks in a message of the bot's."""
        body = {"text": shown.text, "blocks": list(blocks), "replace_original": True}
        await self._respond(shown.response_url, body)

    async def tell(self, shown: Shown, text: str) -> None:
        """Tell one person something about a message that only they see."""
        body = {"text": text, "response_type": "ephemeral", "replace_original": False}
        await self._respond(shown.response_url, body)

    async def show_home(self, person: str, view: dict[str, Any]) -> None:
        """Show somebody App Home."""
        await self._done("show App Home", self._web.views_publish(user_id=person, view=view))

    async def open_form(self, trigger: str, view: dict[str, Any]) -> None:
        """Open a form for the person who just clicked."""
        await self._done("open a form", self._web.views_open(trigger_id=trigger, view=view))

    async def check(self) -> None:
        """Write to the log whether the token works, and every scope that it lacks."""
        try:
            answer = await self._done("let the bot in", self._web.auth_test())
        except SlackRefusedError as error:
            logger.error("%s", error)
            return
        except (ClientError, OSError, asyncio.TimeoutError) as error:
            logger.error("Slack cannot be reached at %s: %s", self._url, error)
            return
        granted = answer.headers.get("x-oauth-scopes")
        missing = SCOPES - {scope.strip() for scope in granted.split(",")} if granted else frozenset()
        if missing:
            logger.error(
                "Slack: the app lacks the scopes %s. Add them under OAuth & Permissions and install it again.",
                ", ".join(sorted(missing)),
            )
            return
        logger.info("Slack: connected to %s as %s.", answer.get("team"), answer.get("user"))

    async def check_socket(self, app_token: str) -> None:
        """See whether Slack lets the app use Socket Mode.

        Raises:
            SlackRefusedError: where it does not.
        """
        try:
            await self._web.apps_connections_open(app_token=app_token)
        except SlackApiError as error:
            advice = "Set NETGUIDE_SLACK_APP_TOKEN to an app token (xapp-…) with the scope connections:write."
            raise SlackRefusedError("open a socket", refusal("open a socket", error).reason, advice) from error

    async def close(self) -> None:
        """Close the connections."""
        if self._client.session is not None:
            await self._client.session.close()

    async def _respond(self, url: str, body: dict[str, Any]) -> None:
        client = AsyncWebhookClient(url, session=self._web.session, retry_handlers=self._retries)
        answer = await client.send_dict(body)
        if answer.status_code != 200:
            raise SlackRefusedError("take a response", answer.body[:80] or str(answer.status_code))

    async def _done(self, what: str, call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
        try:
            return await call
        except SlackApiError as error:
            raise refusal(what, error) from error

    @property
    def _web(self) -> AsyncWebClient:
        """The client with its pool, which belongs to an event loop that does not run yet in __init__."""
        if self._client.session is None:
            self._client.session = ClientSession(timeout=ClientTimeout(total=_SECONDS))
        return self._client
