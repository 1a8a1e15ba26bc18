"""Numbers with a meaning: blood pressure, temperature, pulse, blood sugar, oxygen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PRESSURE = re.compile(r"(?<= )(\d{2,3})(?:/| over | / )(\d{2,3}) ")
_DEGREES = re.compile(r"(?<=\d) [cf] ")
_BEFORE, _CLOSE, _AFTER = 5, 2, 2


@dataclass(frozen=True)
class Pressure:
    """Two numbers of a blood pressure and the word they stand for."""

    means: str
    systolic_from: float
    or_diastolic_from: float
    systolic_to: float

    def fits(self, systolic: float, diastolic: float) -> bool:
        """Whether the two numbers are of this kind."""
        return systolic >= self.systolic_from or diastolic >= self.or_diastolic_from or systolic <= self.systolic_to


@dataclass(frozen=True)
class Measure:
    """A number near certain words, and the word it stands for."""

    means: str
    near: frozenset[str]
    ranges: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Measures:
    """All kinds of measures."""

    pressures: Sequence[Pressure]
    measures: Sequence[Measure]
    not_before: frozenset[str]

    def mark(self, text: str) -> str:
        """The text with the meaning written behind each number that has one."""
        if not any(sign.isdigit() for sign in text):
            return text
        words = _DEGREES.sub(" degrees ", _PRESSURE.sub(self._pressure, text)).split()
        marked: list[str] = []
        for position, word in enumerate(words):
            marked.append(word)
            if _NUMBER.fullmatch(word):
                marked += self._meanings(float(word), self._around(words, position))
        return f" {' '.join(marked)} "

    def _around(self, words: Sequence[str], position: int) -> set[str]:
        """The words around a number; only the two before it where another unit follows."""
        other_unit = position + 1 < len(words) and words[position + 1] in self.not_before
        before = words[max(0, position - (_CLOSE if other_unit else _BEFORE)) : position]
        return {*before, *(() if other_unit else words[position + 1 : position + 1 + _AFTER])}

    def _pressure(self, match: re.Match[str]) -> str:
        systolic, diastolic = float(match[1]), float(match[2])
        if not (diastolic < systolic < 300 and diastolic >= 20 and systolic >= 45):
            return match[0]
        meanings = [kind.means for kind in self.pressures if kind.fits(systolic, diastolic)]
        return f"{match[1]}/{match[2]} " + "".join(f"{meaning} " for meaning in meanings)

    def _meanings(self, number: float, around: set[str]) -> list[str]:
        return [
            measure.means
            for measure in self.measures
            if not measure.near.isdisjoint(around) and any(low <= number <= high for low, high in measure.ranges)
        ]
