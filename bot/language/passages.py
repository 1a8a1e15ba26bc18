"""What of a message is read on its own for danger: a danger told in one sentence must not be lost among others."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.?!;])\s+|\s*(?:\n|\.{2,}|…)+\s*|\s+-\s+")
_FEWEST_LETTERS = 12


def passages(text: str) -> list[str]:
    """The whole text, then each of its sentences, if it has several; a very short one goes with the one before it."""
    sentences: list[str] = []
    for part in _END.split(text):
        if not re.search(r"\w\w", part):
            continue
        if sentences and min(len(part), len(sentences[-1])) < _FEWEST_LETTERS:
            sentences[-1] = f"{sentences[-1]} {part}"
        else:
            sentences.append(part.strip())
    return [text, *sentences] if len(sentences) > 1 else [text]
