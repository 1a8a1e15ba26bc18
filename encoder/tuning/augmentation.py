"""Slips of the typing hand, made anew in every epoch."""

from __future__ import annotations

import random

SHARE = 0.12
"""Of the lines, that get slips in an epoch."""

_LONG_TEXT = 12
_SHORT_WORD = 3
_LETTERS = "aeioustrnl"


def augmented(text: str, draw: random.Random) -> str:
    """``text``, or in ``SHARE`` of the cases ``text`` with slips."""
    return with_slips(text, draw) if draw.random() < SHARE else text


def with_slips(text: str, draw: random.Random) -> str:
    """``text`` with one slip, with two where it has more than twelve words."""
    words = text.split(" ")
    for _ in range(2 if len(words) > _LONG_TEXT else 1):
        long = [number for number, word in enumerate(words) if len(word) > _SHORT_WORD]
        if not long:
            return text
        number = draw.choice(long)
        words[number] = slip(words[number], draw)
    return " ".join(words)


def slip(word: str, draw: random.Random) -> str:
    """A letter left out, changed with the next, doubled or replaced; never the first or the last."""
    place = draw.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    sort = draw.random()
    if sort < 0.3:
        return before + after
    if sort < 0.6:
        return before + after[0] + letter + after[1:]
    if sort < 0.8:
        return before + letter + letter + after
    return before + draw.choice(_LETTERS) + after
