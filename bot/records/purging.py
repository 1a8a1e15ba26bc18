"""Deleting what was kept for long enough, again and again, by itself."""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from bot.records.answers import Answers
from bot.records.gaps import Gaps
from bot.records.ratings import Ratings
from bot.settings import Settings

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_PURGES = 600


class Conversations(Protocol):
    """What is kept of conversations."""

    async def purge(self, hours: int) -> int:
        """Delete the conversations whose last event is older than ``hours``."""


async def purge_for_ever(conversations: Conversations, settings: Settings) -> None:
    """Delete what is old now and every ten minutes; where that fails, the next time may do it."""
    url = settings.conversations_url
    reported = (Gaps(url), Answers(url), Ratings(url))
    while True:
        try:
            await conversations.purge(settings.hours_kept)
            for kept in reported:
                await asyncio.to_thread(kept.purge, settings.gap_days_kept)
        except SQLAlchemyError as error:
            logger.error("Old conversations were not purged: %s", type(error).__name__)
        await asyncio.sleep(SECONDS_BETWEEN_PURGES)
