"""What the actions hand over to, made once a process when it is first needed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from bot import shipped
from bot.answers import meant
from bot.answers.guide import Guide
from bot.answers.replies import Replies
from bot.content.database import ContentDatabase, ContentUnavailableError
from bot.content.remembering import RememberingStore
from bot.content.store import ContentStore
from bot.settings import Settings


@lru_cache(maxsize=1)
def _settings() -> Settings:
    return Settings.from_environment()


@lru_cache(maxsize=1)
def store() -> ContentStore:
    """The content store of the settings."""
    return RememberingStore(ContentDatabase(_settings().content_url))


def condition_meant(concepts: Iterable[str], remembered: str | None) -> str:
    """The id of the condition that a question is about which names none."""
    preferred = (remembered, _settings().condition)
    try:
        return meant.condition_meant(store(), concepts, preferred)
    except ContentUnavailableError:
        # An emergency is answered without the store; an answer that needs it will say that it is missing.
        return next((one for one in preferred if one), "")


@lru_cache(maxsize=1)
def guide() -> Guide:
    """The answers from the store."""
    return Guide(store(), shipped.wording(), shipped.safety())


def replies() -> Replies:
    """The answers that need no store."""
    return shipped.replies()
