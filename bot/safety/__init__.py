"""The safety core: emergencies and distress, personal decisions, personal data. Plain Python, files only."""

from bot.content.sources import Source
from bot.safety.alarm import Alarm
from bot.safety.book import SafetyBook, real_words
from bot.safety.findings import (
    UNNAMED,
    UNNAMED_OR_CRISIS,
    Advice,
    CitedLine,
    CitedSource,
    Finding,
    Judgment,
    Level,
    Wording,
)
from bot.safety.loading import SafetyContentError
from bot.safety.spans import Span

__all__ = [
    "UNNAMED",
    "UNNAMED_OR_CRISIS",
    "Advice",
    "Alarm",
    "CitedLine",
    "CitedSource",
    "Finding",
    "Judgment",
    "Level",
    "SafetyBook",
    "SafetyContentError",
    "Source",
    "Span",
    "Wording",
    "real_words",
]
