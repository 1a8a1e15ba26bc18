"""Which sentences of a long message the second net reads: those whose words stand most often beside danger.

To encode every sentence of a message of 4,000 characters takes a tenth of a second. The rules of
``content/safety/signs`` read all of it in any case.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.language.stems import stems

MOST_LETTERS = 800
"""Of all sentences that are read: 8 of 100 letters, or 16 of 50."""

_FILE = "danger-words.json"


class DangerWords:
    """How much likelier a word is in a line that tells of danger than in another: the ratio's logarithm, from 0 on."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = dict(weights)

    @classmethod
    def fit(cls, texts: Sequence[str], dangerous: Sequence[bool]) -> DangerWords:
        """Learn from lines; a word is counted once a line, and once more on either side."""
        counts = {True: Counter[str](), False: Counter[str]()}
        for text, danger in zip(texts, dangerous):
            counts[danger].update(stems(text))
        lines = Counter(map(bool, dangerous))
        ratios = {
            word: math.log(
                (counts[True][word] + 1) / (lines[True] + 1) * (lines[False] + 1) / (counts[False][word] + 1)
            )
            for word in {*counts[True], *counts[False]}
        }
        return cls({word: round(ratio, 2) for word, ratio in sorted(ratios.items()) if ratio > 0})

    def likeliest(self, sentences: Sequence[str], most_letters: int = MOST_LETTERS) -> list[str]:
        """The sentences most likely to tell of danger, in their order, within ``most_letters``; one at least."""
        if sum(map(len, sentences)) <= most_letters:
            return list(sentences)
        order = sorted(range(len(sentences)), key=lambda number: -self._weight(sentences[number]))
        kept: list[int] = []
        letters = 0
        for number in order:
            letters += len(sentences[number])
            if kept and letters > most_letters:
                break
            kept.append(number)
        return [sentences[number] for number in sorted(kept)]

    def _weight(self, text: str) -> float:
        """The mean over its words: a sum would prefer long sentences."""
        words = stems(text)
        return sum(self._weights.get(word, 0.0) for word in words) / max(1, len(words))

    def save(self, folder: Path) -> None:
        """Write the weights."""
        (folder / _FILE).write_text(json.dumps(self._weights), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> DangerWords:
        """Read them again."""
        return cls(json.loads((folder / _FILE).read_text(encoding="utf-8")))
