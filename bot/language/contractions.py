"""Questions in short, written out: "whats MEN1" is "what is MEN1" to an encoder and to a search among words."""

from __future__ import annotations

import re

_IS = re.compile(r"\b(what|wat|wot|wut|how|where|who|when|why)['’]?s\b", re.IGNORECASE)
_WHAT = re.compile(r"\b(?:wat|wot|wut)\b", re.IGNORECASE)


def written_out(text: str) -> str:
    """``text`` with question words and verbs apart, and "wot" as "what"."""
    return _WHAT.sub("what", _IS.sub(r"\1 is", text))
