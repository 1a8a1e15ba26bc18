"""What is done about each thing that comes from Slack, once it is acknowledged."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.answers.plain import render as plain
from bot.answers.replies import Replies
from bot.answers.slack import SlackMessage, context, mrkdwn, render
from bot.channels.base import Reply
from bot.channels.overview import Overviews
from bot.channels.slack import views
from bot.channels.slack.client import SlackClient
from bot.channels.slack.incoming import (
    Asked,
    Chosen,
    DeletionWanted,
    Explained,
    Followed,
    ForOne,
    HomeOpened,
    Incoming,
    Rated,
)
from bot.channels.slack.refusals import SlackRefusedError
from bot.channels.slack.wording import SlackWording
from bot.records.ratings import Ratings
from bot.records.seen_events import SeenEvents

logger = logging.getLogger(__name__)

_SECONDS_FOR_A_TURN = 30
"""How long a question may take; it is apologised for after that, and the next one gets its turn."""


class Conversations(Protocol):
    """What is kept of conversations, under the ids without the channel's name."""

    async def known(self, conversation: str) -> bool:
        """Whether anything is kept of a conversation."""

    async def forget(self, conversation: str) -> None:
        """Delete what is kept of a conversation."""


@dataclass(kw_only=True)
class Handler:
    """Handles what comes from Slack, each thing once.

    Attributes:
        take: answers a message, whatever goes wrong.
        redact: takes out of a text what tells who somebody is.
    """

    take: Callable[[Asked], Awaitable[Reply]]
    redact: Callable[[str], str]
    replies: Replies
    wording: SlackWording
    client: SlackClient
    seen: SeenEvents
    conversations: Conversations
    ratings: Ratings
    overviews: Overviews
    hours_kept: int
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def handle(self, incoming: Incoming) -> None:
        """Do what is wanted. Whatever goes wrong is in the log, and whoever asked something gets an answer."""
        try:
            await self._handle(incoming)
        except SlackRefusedError as error:
            logger.error("%s", error)
        except Exception:  # a background task that fails in silence would leave a person waiting
            logger.exception("Handling a %s from Slack failed", type(incoming).__name__)
            if isinstance(incoming, Asked):
                await self._apologise(incoming)

    async def _apologise(self, asked: Asked) -> None:
        failed = self.replies.failed()
        try:
            await self.client.say(asked.place, render(failed.as_dict(), plain(failed)))
        except Exception as error:  # noqa: BLE001 - there is nobody left to tell but the log
            logger.error("The apology did not reach Slack either: %s", error)

    async def _handle(self, incoming: Incoming) -> None:
        if isinstance(incoming, Followed) and not await self.conversations.known(incoming.conversation):
            return
        new = await self.seen.first(incoming.key)
        if isinstance(incoming, Chosen):
            await self._mark_asked(incoming)
        if not new:
            return
        if isinstance(incoming, Asked):
            await self._answer(incoming)
        elif isinstance(incoming, Rated):
            await self._rate(incoming)
        elif isinstance(incoming, Explained):
            await self._explain(incoming)
        elif isinstance(incoming, HomeOpened):
            await self._show_home(incoming.person, incoming.messages)
        else:
            await self._forget(incoming)

    async def _answer(self, asked: Asked) -> None:
        # Understanding a question keeps the event loop busy. Several at once would answer nobody sooner, and
        # would keep acknowledgements waiting, which Slack takes for a failure after three seconds.
        async with self._turn:
            reply = await asyncio.wait_for(self.take(asked), _SECONDS_FOR_A_TURN)
        messages = render(reply.answer, reply.text)
        if isinstance(asked, Chosen) and isinstance(asked.place, ForOne):
            # The message that only one person sees cannot be changed, so the answer says what was chosen.
            said = context(mrkdwn(self.wording.asked.format(question=asked.text)))
            first = messages[0]
            messages = (SlackMessage(first.text, (said, *first.blocks)), *messages[1:])
        await self.client.say(asked.place, messages)

    async def _mark_asked(self, chosen: Chosen) -> None:
        """Say in the message what was chosen, and take the button away; also after a second click on it."""
        if not chosen.shown.blocks:
            return
        said = self.wording.asked.format(question=chosen.text)
        try:
            await self.client.change(chosen.shown, views.once_asked(chosen.shown.blocks, chosen.action, said))
        except SlackRefusedError as error:
            logger.error("%s", error)

    async def _rate(self, rated: Rated) -> None:
        await asyncio.to_thread(self.ratings.rate, rated.answer_id, rated.helpful)
        if not rated.helpful:
            # First, for the trigger is good for three seconds.
            await self.client.open_form(rated.trigger, views.reason_form(self.wording, rated.answer_id))
        said = self.wording.rated_helpful if rated.helpful else self.wording.rated_unhelpful
        if rated.shown.blocks:
            await self.client.change(rated.shown, views.once_rated(rated.shown.blocks, said))
        else:
            await self.client.tell(rated.shown, mrkdwn(said))

    async def _explain(self, explained: Explained) -> None:
        reason = self.redact(explained.reason.strip())
        if reason:
            await asyncio.to_thread(self.ratings.rate, explained.answer_id, False, reason)

    async def _show_home(self, person: str, messages: str, said: str = "") -> None:
        overview = await self.overviews.current()
        view: dict[str, Any] = views.home(self.wording, overview, self.hours_kept, messages, said)
        await self.client.show_home(person, view)

    async def _forget(self, wanted: DeletionWanted) -> None:
        await self.conversations.forget(wanted.conversation)
        await self._show_home(wanted.person, wanted.messages, self.wording.home_deleted)
