"""How the tests judge what the safety book finds."""

from __future__ import annotations

from bot.safety import SafetyBook


def grave(book: SafetyBook, text: str) -> bool:
    """Whether a danger to life is found that takes the answer over."""
    return any(finding.takes_over for finding in book.assess(text))
