"""Deleting what was kept for long enough, again and again, by itself."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from bot.records.answers import Answers
from bot.records.gaps import Gaps
from bot.records.ratings import Ratings
from bot.settings import Settings

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_PURGES = 600


class Purging:
    """Deletes, in a thread of its own, what is old now and every ten minutes, once it is started.

    Args:
        purge_conversations: deletes the conversations whose last event is older than a number of hours.
        settings: how long what is kept, and where.
    """

    def __init__(self, purge_conversations: Callable[[int], object], settings: Settings) -> None:
        self._purge_conversations = purge_conversations
        self._settings = settings
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, unless it has begun."""
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._go_on, name="purging", daemon=True)
                self._thread.start()

    def _go_on(self) -> None:
        url = self._settings.conversations_url
        reported = (Gaps(url), Answers(url), Ratings(url))
        while True:
            try:
                self._purge_conversations(self._settings.hours_kept)
                for kept in reported:
                    kept.purge(self._settings.gap_days_kept)
            except SQLAlchemyError as error:
                # The next time may do it.
                logger.error("Old conversations were not purged: %s", type(error).__name__)
            time.sleep(SECONDS_BETWEEN_PURGES)
