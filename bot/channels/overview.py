"""What the content holds, in a few words: for Slack's App Home and before a web chat's first message."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from bot.content.database import ContentUnavailableError
from bot.content.store import ContentStore

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Overview:
    """The questions that have answers, and where those come from.

    Attributes:
        first: day on which the source was read that was read first; ``last``: that was read last.
        reviewed: whether a clinician reviewed every statement.
    """

    questions: tuple[str, ...]
    publishers: tuple[str, ...]
    first: str
    last: str
    reviewed: bool


class Overviews:
    """The overview of a store, made once for each version of its content."""

    def __init__(self, store: ContentStore) -> None:
        self._store = store
        self._made: tuple[str, Overview] | None = None

    async def current(self) -> Overview | None:
        """The overview; None where the store is out of reach or empty."""
        try:
            return await asyncio.to_thread(self._current)
        except ContentUnavailableError as error:
            logger.error("The overview goes without sources: %s", error)
            return None

    def _current(self) -> Overview:
        version = self._store.version()
        if self._made is None or self._made[0] != version:
            self._made = version, self._make()
        return self._made[1]

    def _make(self) -> Overview:
        conditions = self._store.vocabulary().conditions
        statements = [
            statement
            for condition in conditions
            for topic in condition.topics
            for statement in self._store.statements_of(condition.id, topic.id)
        ]
        sources = {citation.source for statement in statements for citation in statement.citations}
        if not sources:
            raise ContentUnavailableError("The content database holds no published statement.")
        days = [source.accessed.isoformat() for source in sources]
        return Overview(
            questions=tuple(topic.question for condition in conditions for topic in condition.topics),
            publishers=tuple(sorted({source.publisher for source in sources})),
            first=min(days),
            last=max(days),
            reviewed=all(statement.reviewer for statement in statements),
        )
