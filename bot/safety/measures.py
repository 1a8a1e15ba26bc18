"""Numbers with a meaning: blood pressure, temperature, pulse, blood sugar, oxygen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_PRESSURE = re.compile(r"(?<= )(\d{2,3})(?:/| over | / )(\d{2,3}) ")
_DEGREES = re.compile(r"(?<=\d) [cf] ")
_BEFORE, _CLOSE, _AFTER = 5, 2, 2

_GAUGES = frozenset(
    """
    oxygen sats sat o2 spo2 saturation pulse heart_rate heartrate hr heartbeat temp temperature
    sugar blood_sugar glucose potassium sodium hemoglobin haemoglobin hb hgb platelets platelet plt
    neutrophils neutrophil anc wbc leukocytes leucocytes inr
    """.split()
)
"""Words for what is measured: of several a number belongs to the nearest before it ("oxygen 98, pulse 68")."""


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
    """A number near certain words, and the word it stands for.

    The same number is a low sugar in one unit and a high one in another, so the unit behind it may decide.

    Attributes:
        only_in: units; one of them must follow, where there are any.
        not_in: units that must not follow.
    """

    means: str
    near: frozenset[str]
    ranges: tuple[tuple[float, float], ...]
    only_in: frozenset[str] = frozenset()
    not_in: frozenset[str] = frozenset()

    def fits(self, number: float, around: set[str], unit: str) -> bool:
        """Whether a number among these words, with this word right behind it, is such a measure."""
        if (self.only_in and unit not in self.only_in) or unit in self.not_in or self.near.isdisjoint(around):
            return False
        return any(low <= number <= high for low, high in self.ranges)


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
                unit = next(iter(words[position + 1 : position + 2]), "")
                around = self._around(words, position)
                number = float(word)
                marked += [measure.means for measure in self.measures if measure.fits(number, around, unit)]
        return f" {' '.join(marked)} "

    def _around(self, words: Sequence[str], position: int) -> set[str]:
        """The words around a number; only the two before it where another unit follows."""
        other_unit = position + 1 < len(words) and words[position + 1] in self.not_before
        before = words[max(0, position - (_CLOSE if other_unit else _BEFORE)) : position]
        gauges = [place for place, word in enumerate(before) if word in _GAUGES]
        measured_before = any(_NUMBER.fullmatch(word) for word in before[: gauges[-1]]) if gauges else False
        if measured_before:
            before = before[gauges[-1] :]
        after = () if other_unit else range(position + 1, min(position + 1 + _AFTER, len(words)))
        own = takewhile(lambda place: not self._of_the_next(words, place, bool(gauges)), after)
        return {*before, *(words[place] for place in own)}

    @staticmethod
    def _of_the_next(words: Sequence[str], place: int, measured: bool) -> bool:
        """Whether a word for what is measured belongs to the number behind it: "Ki-67 2, potassium 4"."""
        behind = words[place + 1 : place + 2]
        return words[place] in _GAUGES and (measured or any(_NUMBER.fullmatch(word) for word in behind))

    def _pressure(self, match: re.Match[str]) -> str:
        systolic, diastolic = float(match[1]), float(match[2])
        if not (diastolic < systolic < 300 and diastolic >= 20 and systolic >= 45):
            return match[0]
        meanings = [kind.means for kind in self.pressures if kind.fits(systolic, diastolic)]
        return f"{match[1]}/{match[2]} " + "".join(f"{meaning} " for meaning in meanings)
