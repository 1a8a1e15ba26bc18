"""Whether a text asks for a decision that only the person's own care team can make."""

from __future__ import annotations

from collections.abc import Sequence

from bot.safety.assessing import Shelf
from bot.safety.patterns import Pattern, Stretch
from bot.safety.reading import Reading


class Decisions:
    """The compiled lists of ``content/safety/decisions.yml``."""

    def __init__(self, asks: Sequence[Pattern], unless: Sequence[Pattern]) -> None:
        self._narrow = _shelf([pattern for pattern in asks if not pattern.wide])
        self._wide = _shelf([pattern for pattern in asks if pattern.wide])
        self._unless = _shelf(unless)

    def asked(self, reading: Reading) -> bool:
        """Whether any sentence asks for one, or a few sentences together do."""
        return any(self._asks(self._narrow, stretch) for stretch in reading.sentences) or any(
            self._asks(self._wide, stretch) for stretch in reading.windows
        )

    def _asks(self, asks: Shelf[Pattern], stretch: Stretch) -> bool:
        return _fits(asks, stretch) and not _fits(self._unless, stretch)


def _shelf(patterns: Sequence[Pattern]) -> Shelf[Pattern]:
    return Shelf((pattern, pattern) for pattern in patterns)


def _fits(shelf: Shelf[Pattern], stretch: Stretch) -> bool:
    return any(pattern.found(stretch) for pattern in shelf.within_reach(stretch))
