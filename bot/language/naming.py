"""What a message names, beside what it means: a few numbers that tell whether it is about us.

"How is it treated" and "how is lupus treated" lie close for a sentence encoder. What tells them
apart is whether a disease, a tumor or a syndrome of ours is named, another one, or none.
Measured in docs/understanding.md.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import astuple, dataclass

import numpy as np

from bot.content.statements import ILLNESS, TRAIT
from bot.language.encoder.sentence_encoder import Vectors

OURS = ILLNESS | {"condition", TRAIT}
"""The kinds of phrases that name something which the content is about."""

WEIGHT = 0.3
"""Of one such number beside a sentence vector of unit length."""

_POINTS_BACK = re.compile(r"\b(?:its?|it's|this|that|these|those|they|them|ones?)\b", re.IGNORECASE)
_ILLNESS = re.compile(r"\b(?:cancers?|tumou?rs?|disease|condition|diagnos\w+|malignan\w+)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """What a message names.

    Attributes:
        ours: the condition, a tumor or a syndrome of the store, or what tells of one: its grade, its spread.
        concept: any word of the store.
        other: a condition that the content does not cover.
        points_back: "it", "these": something named before.
        illness: an illness in general.
    """

    ours: bool
    concept: bool
    other: bool
    points_back: bool
    illness: bool

    @classmethod
    def of(cls, text: str, kinds: Collection[str], other: bool) -> Named:
        """What ``text`` names; ``kinds`` are those of the store's phrases found in it."""
        return cls(
            ours=not OURS.isdisjoint(kinds),
            concept=bool(kinds),
            other=other,
            points_back=bool(_POINTS_BACK.search(text)),
            illness=bool(_ILLNESS.search(text)),
        )

    def beside(self, vectors: Vectors) -> Vectors:
        """``vectors`` of shape (texts, dimensions) with these numbers as further columns."""
        numbers = np.array(astuple(self), dtype=np.float32)
        return np.hstack([vectors, np.tile(WEIGHT * numbers, (len(vectors), 1))])
