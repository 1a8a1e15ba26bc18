"""The words of a text as its beginnings, so that "inherit" and "inherited" are one."""

from __future__ import annotations

import re

_LETTERS = 6


def stems(text: str) -> frozenset[str]:
    """The words of a text of three letters or more, cut to six."""
    return frozenset(word[:_LETTERS] for word in re.findall(r"[a-z0-9]{3,}", text.lower()))
