"""What the actions hand over to, made once a process when it is first needed."""

from __future__ import annotations

from functools import lru_cache

from bot.answers.guide import Guide
from bot.answers.replies import Replies
from bot.answers.wording import read_wording
from bot.content.database import ContentDatabase
from bot.content.store import ContentStore
from bot.safety import SafetyBook
from bot.settings import CONTENT, Settings


@lru_cache(maxsize=1)
def store() -> ContentStore:
    """The content store of the settings."""
    return ContentStore(ContentDatabase(Settings.from_environment().content_url))


@lru_cache(maxsize=1)
def replies() -> Replies:
    """The answers that need no store."""
    safety = SafetyBook.load(CONTENT / "safety", Settings.from_environment().region)
    return Replies(read_wording(CONTENT / "notices.yml"), safety)


@lru_cache(maxsize=1)
def guide() -> Guide:
    """The answers from the store."""
    safety = SafetyBook.load(CONTENT / "safety", Settings.from_environment().region)
    return Guide(store(), read_wording(CONTENT / "notices.yml"), safety)
