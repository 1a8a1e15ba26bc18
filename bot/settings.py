"""The settings of a running bot, from environment variables; docs/operations.md lists them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import NetGuideError

ROOT = Path(__file__).resolve().parent.parent
CONTENT = ROOT / "content"
ENCODER = ROOT / "encoder"


class SettingError(NetGuideError):
    """An environment variable holds what it cannot mean."""


@dataclass(frozen=True)
class Settings:
    """What a site can set.

    Attributes:
        content_url: SQLAlchemy URL of the content database.
        conversations_url: SQLAlchemy URL of the database of conversations, ratings and gaps.
        condition: id of the condition that is meant where none is named, or None for the first one.
        region: whose emergency numbers are named ("us", "canada", "eu", "uk"), or None for all.
        most_characters: of one message.
        messages_a_minute: of one conversation, and ten times as many of one address; 0 for no limit.
        hours_kept: how long a conversation is kept after its last message.
        gap_days_kept: how long a question without an answer (redacted), a rating and the ids of an answer are kept.
        origins: web origins besides its own that may use the web chat.
        proxies: how many proxies stand before the server, whose X-Forwarded-For is believed.
        metrics_port: port of the loopback interface with figures for Prometheus; 0 for none.
        help_label: what human help is called in the web chat, and ``help_url`` where it is found.
        reviewers: the file of those who may use the curators' page.
        curators_origin: where the curators' page is found by browsers ("https://curators.example.org"),
            or None where they reach it without a proxy.
    """

    content_url: str
    conversations_url: str
    condition: str | None
    region: str | None
    most_characters: int
    messages_a_minute: int
    hours_kept: int
    gap_days_kept: int
    origins: tuple[str, ...]
    proxies: int
    metrics_port: int
    help_label: str | None
    help_url: str | None
    reviewers: Path
    curators_origin: str | None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; whatever is not set has a default that works on one machine.

        Raises:
            SettingError: naming the variable and what it may hold.
        """
        var = ROOT / "var"
        return cls(
            content_url=environment.get("NETGUIDE_CONTENT_URL") or f"sqlite:///{var / 'content.db'}",
            conversations_url=environment.get("NETGUIDE_CONVERSATIONS_URL") or f"sqlite:///{var / 'conversations.db'}",
            condition=environment.get("NETGUIDE_CONDITION") or None,
            region=environment.get("NETGUIDE_REGION") or None,
            most_characters=_number(environment, "NETGUIDE_MOST_CHARACTERS", 4000),
            messages_a_minute=_number(environment, "NETGUIDE_RATE_LIMIT", 20),
            hours_kept=_number(environment, "NETGUIDE_HOURS_KEPT", 24),
            gap_days_kept=_number(environment, "NETGUIDE_GAP_DAYS_KEPT", 30),
            origins=tuple(environment.get("NETGUIDE_ORIGINS", "").split()),
            proxies=_number(environment, "NETGUIDE_PROXIES", 0),
            metrics_port=_number(environment, "NETGUIDE_METRICS_PORT", 0),
            help_label=environment.get("NETGUIDE_HELP_LABEL") or None,
            help_url=environment.get("NETGUIDE_HELP_URL") or None,
            reviewers=Path(environment.get("NETGUIDE_REVIEWERS") or var / "reviewers.json"),
            curators_origin=environment.get("NETGUIDE_CURATORS_ORIGIN") or None,
        )


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isdecimal():
        raise SettingError(f"{name} must be a whole number of 0 or more, not “{text}”.")
    return int(text)
