"""Cutting a message into sentences and clauses, each of which may ask something of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.shape import BEHIND_A_COMMA, asks

MOST_CLAUSES = 6
"""Of one message; of more the last ones count, for people ask last."""

_SENTENCE_END = re.compile(rf"(?<=[.?!;:])\s+|\n+|\.{{2,}}|\?+(?=\w)|{BEHIND_A_COMMA}", re.IGNORECASE)
_JOINT = re.compile(r"\s*(?:[,;/+&]|\s[-–]\s|\b(?:and|or|plus|also|then|but|as well as)\b)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A piece of a message, and the character at which it starts there."""

    text: str
    start: int


def sentences(text: str) -> list[Part]:
    """The sentences of ``text``, in order."""
    return list(_cut(Part(text, 0), _SENTENCE_END))


def clauses(text: str) -> list[Part]:
    """The clauses of ``text`` that hold at least two letters in a row, in order.

    Of several sentences only those that ask, if any do: the others tell a story.
    """
    told = sentences(text)
    asked = [sentence for sentence in told if asks(sentence.text)]
    parts = [clause for sentence in asked or told for clause in _cut(sentence, _JOINT)]
    return [part for part in parts if re.search(r"\w\w", part.text)][-MOST_CLAUSES:]


def _cut(part: Part, joint: re.Pattern[str]) -> Iterator[Part]:
    start = 0
    for end, following in [*(match.span() for match in joint.finditer(part.text)), (len(part.text), len(part.text))]:
        piece = part.text[start:end]
        if piece.strip():
            yield Part(piece.strip(), part.start + start + len(piece) - len(piece.lstrip()))
        start = following
