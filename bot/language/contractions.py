"""Questions in short, written out: "whats MEN1" is "what is MEN1" to an encoder and to a search among words."""

from __future__ import annotations

import re

_IS = re.compile(r"\b(what|wat|wot|wut|how|where|who|when|why)['’]?s\b", re.IGNORECASE)
_WHAT = re.compile(r"\b(?:wat|wot|wut)\b", re.IGNORECASE)

_NURSES_WORDS = {
    "rx": "treatment",
    "tx": "treatment",
    "sx": "symptoms",
    "dx": "diagnosis",
    "fu": "follow-up",
    "f/u": "follow-up",
    "s/e": "side effects",
    "pt": "patient",
    "pts": "patients",
}
# Not in capitals: TX is Texas.
_NURSES = re.compile(rf"(?<![\w/])(?:{'|'.join(map(re.escape, _NURSES_WORDS))})(?![\w/])")


def written_out(text: str) -> str:
    """``text`` with question words and verbs apart, "wot" as "what", and what nurses write in two letters in full."""
    full = _NURSES.sub(lambda short: _NURSES_WORDS[short[0]], text)
    return _WHAT.sub("what", _IS.sub(r"\1 is", full))
