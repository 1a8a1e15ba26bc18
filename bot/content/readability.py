"""How hard a statement is to read: Flesch-Kincaid grades (Kincaid et al. 1975), names set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textstat import textstat

_STAND_IN = "tumor"
"""A name counts as one word of two syllables: people who live with a disease know its name."""


class Readability:
    """Grades of sentences; ``names`` are those of the concepts, and of nothing else."""

    def __init__(self, names: Iterable[str]) -> None:
        longest_first = sorted({name.lower() for name in names}, key=len, reverse=True)
        plural = "|".join(f"{re.escape(name)}(?:s|es)?" for name in longest_first)
        self._names = re.compile(rf"\b(?:{plural})\b", re.IGNORECASE) if longest_first else None

    def grade(self, text: str) -> float:
        """The school grade (US) that ``text`` asks for."""
        plain = self._names.sub(_STAND_IN, text) if self._names else text
        return float(textstat.flesch_kincaid_grade(plain))
