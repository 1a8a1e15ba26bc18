"""What a person typed, out of what Slack makes of it."""

from __future__ import annotations

import re

_ENTITY = re.compile(r"<([^<>|\s][^<>|]*)(?:\|([^<>]*))?>")
_LEADING_MENTION = re.compile(r"^\s*<@[^<>]+>[\s,:;]*")
_MENTION = re.compile(r"<@[^<>]+>")


def as_typed(text: str) -> str:
    """The text without Slack's escapes, links as their labels, and nobody's name.

    A mention stands for a person, and whom somebody writes to is nothing the bot needs to know.
    """
    bare = _ENTITY.sub(_typed_entity, _LEADING_MENTION.sub("", text))
    bare = bare.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub(r"[^\S\n]{2,}", " ", bare).strip()


def mentions_anybody(text: str) -> bool:
    """Whether somebody, the bot or a person, is mentioned."""
    return bool(_MENTION.search(text))


def _typed_entity(match: re.Match[str]) -> str:
    target, label = match.groups()
    if target.startswith(("@", "!subteam")):
        return ""
    if target.startswith("#"):
        return f"#{label}" if label else ""
    if target.startswith("!"):
        return label or ""
    return label or re.sub(r"^(mailto|tel):", "", target)
