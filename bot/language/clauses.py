"""Cutting a message into sentences and clauses, each of which may ask something of its own."""

from __future__ import annotations

import re

MOST_CLAUSES = 6
"""Of one message; of more the last ones count, for people ask last."""

_SENTENCE_END = re.compile(r"(?<=[.?!;:])\s+|\n+|\.{2,}|\?+(?=\w)")
_JOINT = re.compile(r"\s*(?:[,;/+&]|\s[-–]\s|\b(?:and|or|plus|also|then|but|as well as)\b)\s*", re.IGNORECASE)


def clauses(text: str) -> list[str]:
    """The clauses of ``text`` that hold at least two letters in a row, in order."""
    sentences = [sentence for sentence in _SENTENCE_END.split(text) if sentence]
    parts = [part.strip() for sentence in sentences for part in _JOINT.split(sentence)]
    return [part for part in parts if re.search(r"\w\w", part)][-MOST_CLAUSES:]
