"""Whether a text asks for a decision that only the person's own care team can make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.safety.assessing import windows
from bot.safety.patterns import Pattern, Stretch


@dataclass(frozen=True)
class Decisions:
    """The compiled lists of ``content/safety/decisions.yml``."""

    asks: tuple[Pattern, ...]
    unless: tuple[Pattern, ...]

    def asked(self, sentences: Sequence[Stretch]) -> bool:
        """Whether any sentence asks for one, or a few sentences together do."""
        narrow = [pattern for pattern in self.asks if not pattern.wide]
        wide = [pattern for pattern in self.asks if pattern.wide]
        return any(self._asks(narrow, stretch) for stretch in sentences) or any(
            self._asks(wide, stretch) for stretch in windows(sentences)
        )

    def _asks(self, asks: Sequence[Pattern], stretch: Stretch) -> bool:
        return any(pattern.found(stretch) for pattern in asks) and not any(
            pattern.found(stretch) for pattern in self.unless
        )
