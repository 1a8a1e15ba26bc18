"""Whether a text asks for a decision that only the person's own care team can make."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.safety.assessing import Shelf
from bot.safety.patterns import Pattern, Stretch
from bot.safety.reading import Reading

_FURTHER_QUESTION = re.compile(r" (?:and|or|but|also) (?=(?:should|shall|must) (?:i|we|he|she|they) )")


class Decisions:
    """The compiled lists of ``content/safety/decisions.yml``."""

    def __init__(self, asks: Sequence[Pattern], unless: Sequence[Pattern]) -> None:
        self._narrow = _shelf([pattern for pattern in asks if not pattern.wide])
        self._wide = _shelf([pattern for pattern in asks if pattern.wide])
        self._unless = _shelf(unless)

    def asked(self, reading: Reading) -> bool:
        """Whether any sentence asks for one, or a few sentences together do."""
        asked = (part for sentence in reading.sentences for part in _parts(sentence))
        return any(self._asks(self._narrow, part) for part in asked) or any(
            self._asks(self._wide, stretch) for stretch in reading.windows
        )

    def _asks(self, asks: Shelf[Pattern], stretch: Stretch) -> bool:
        return _fits(asks, stretch) and not _fits(self._unless, stretch)


def _parts(sentence: Stretch) -> list[Stretch]:
    """The questions that a sentence asks one after the other."""
    parts = _FURTHER_QUESTION.split(sentence.text)
    return [Stretch(f" {part.strip()} ") for part in parts] if len(parts) > 1 else [sentence]


def _shelf(patterns: Sequence[Pattern]) -> Shelf[Pattern]:
    return Shelf((pattern, pattern) for pattern in patterns)


def _fits(shelf: Shelf[Pattern], stretch: Stretch) -> bool:
    return any(pattern.found(stretch) for pattern in shelf.within_reach(stretch))
