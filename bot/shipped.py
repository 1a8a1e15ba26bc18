"""The project's own content files, read and checked once a process: the rules and the wording."""

from __future__ import annotations

from functools import lru_cache

from bot.answers.replies import Replies
from bot.answers.wording import Wording, read_wording
from bot.safety import SafetyBook, real_words
from bot.settings import CONTENT, Settings


@lru_cache(maxsize=1)
def safety() -> SafetyBook:
    """The safety rules and wording of the site's region (three seconds to read, so once)."""
    return SafetyBook.load(CONTENT / "safety", Settings.from_environment().region)


@lru_cache(maxsize=1)
def words() -> frozenset[str]:
    """English words, and those of the field, that are no slips of others."""
    return real_words(CONTENT / "safety")


@lru_cache(maxsize=1)
def wording() -> Wording:
    """What is said around statements."""
    return read_wording(CONTENT / "notices.yml")


@lru_cache(maxsize=1)
def replies() -> Replies:
    """The answers that need no store."""
    return Replies(wording(), safety())
