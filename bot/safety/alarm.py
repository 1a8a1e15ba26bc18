"""What is remembered of a danger from one answer to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.safety.findings import Finding, Level

_MESSAGES_STILL_ABOUT_IT = 6


@dataclass(frozen=True)
class Alarm:
    """A danger that the last answer was about.

    Attributes:
        finding: what was found.
        left: how many messages may still be about it though they do not say so; 0 where it was only asked about.
        answered: whether something else was answered since; then only what says so is about it.
    """

    finding: Finding
    left: int
    answered: bool = False

    @classmethod
    def after(cls, finding: Finding, before: Alarm | None) -> Alarm:
        """That of an answer about ``finding``; told again of the same one, the next messages count less."""
        again = before.left if before and before.finding.sign == finding.sign else 0
        return cls(replace(finding, general=False), again - 1 if again else _MESSAGES_STILL_ABOUT_IT)

    @classmethod
    def from_slot(cls, value: Sequence[Any] | None) -> Alarm | None:
        """Read it from the tracker's slot."""
        return cls(Finding(Level[value[0]], value[1]), *value[2:]) if value else None

    def as_slot(self) -> list[Any]:
        """Write it as the tracker's slot."""
        return [self.finding.level.name, self.finding.sign, self.left, self.answered]

    def once_answered(self) -> Alarm | None:
        """What is left of it once something else was answered."""
        return replace(self, left=self.left - 1, answered=True) if self.left > 1 else None
