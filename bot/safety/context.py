"""Whether words for a danger are about somebody now, are only asked about in general, or neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.safety.past import PART, Past, around
from bot.safety.patterns import Pattern, Stretch, cut, cut_out

_CLAUSE = re.compile(
    r" , | \. | but | because | however | although "
    r"| (?:and|so|or) (?=(?:(?:is|are|can|could|does|do|did|should|would|will) (?:it|this|that|the|a|an|there|i|we|he"
    r"|she|they|you|one|someone|people|these|my|nets?|any|all)|what|how|why|when|now|then) )"
)
_LATER = "_then"
_WRITER = re.compile(r" (?:i|me|my|mine|myself|we|our|us) ")
_SENTENCE = re.compile(r" \. ")
_BEFORE_SIGN = r"(?:(?!(?:and|then|just|only|with|since|so|now|because|known|hurt|bother|matter) )\S+ ){0,2}\Z"


class Standing(Enum):
    """What a sign found in a text amounts to."""

    PRESENT = "present"
    ASKED = "asked"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Sign:
    """One sign, as far as its context matters.

    Attributes:
        even_if_past: it counts though it is denied or long ago.
        even_if_asked: it counts though it is a general question.
        always_danger: a general question about it is one about a danger.
        first: it is told before others as grave, for it can look like them.
        last: it is told after others as grave, for it is vague.
    """

    id: str
    unless: tuple[Pattern, ...]
    even_if_past: bool
    even_if_asked: bool
    always_danger: bool
    first: bool = False
    last: bool = False


@dataclass(frozen=True)
class Contexts:
    """The compiled lists of ``content/safety/context.yml``."""

    negated: tuple[re.Pattern[str], ...]
    denied_rows: tuple[Pattern, ...]
    past: Past
    unreal: tuple[Pattern, ...]
    figures: tuple[Pattern, ...]
    supposed: tuple[Pattern, ...]
    pets: tuple[Pattern, ...]
    inert: tuple[Pattern, ...]
    personal: tuple[Pattern, ...]
    acute: tuple[Pattern, ...]
    general_before: tuple[Pattern, ...]
    general_after: tuple[Pattern, ...]
    searched: tuple[Pattern, ...]
    danger_asked: tuple[Pattern, ...]
    never_danger: tuple[Pattern, ...]

    def judge(self, sign: Sign, stretch: Stretch, span: tuple[int, int]) -> Standing:
        """What the sign found at ``span`` amounts to."""
        sentence = cut(stretch.text, span, _SENTENCE)
        clause = cut(stretch.text, span, _CLAUSE)
        whole = stretch if sentence == (0, len(stretch.text)) else _stretch(stretch.text, sentence)
        place = (span[0] - sentence[0], span[1] - sentence[0])
        if _any(sign.unless, _beside(whole, place)) or _within(self.figures, whole, place[0]):
            return Standing.NOTHING
        if not sign.even_if_past and (
            self._is_denied(stretch.text[clause[0] : span[0]], whole, place[0])
            or self.past.tells(whole, place)
            or self._is_supposed(whole, place[0])
            or self._is_of_nobody(whole, place)
        ):
            return Standing.NOTHING
        if sign.even_if_asked or not self._general(stretch.text, sentence, clause, span):
            return Standing.PRESENT
        if _any(self.acute, whole) or _any(self.personal, self._without_inert(_stretch(stretch.text, clause))):
            return Standing.PRESENT
        if sign.always_danger:
            return Standing.NOTHING if _any(self.never_danger, whole) else Standing.ASKED
        return Standing.ASKED if _any(self.danger_asked, whole) else Standing.NOTHING

    def _is_denied(self, before: str, sentence: Stretch, place: int) -> bool:
        return any(pattern.search(before) for pattern in self.negated) or self._in_denied_row(sentence, place)

    def _is_supposed(self, sentence: Stretch, place: int) -> bool:
        """Whether the sign is what would have been: "if she had fainted, what would they have done?"."""
        return _within(self.supposed, sentence, place) and not _any(self.acute, sentence)

    def _is_of_nobody(self, sentence: Stretch, place: tuple[int, int]) -> bool:
        """Whether the sign is that of an animal, or of somebody in a story."""
        near, place = around(sentence, place)
        before = Stretch(near.text[: place[0]])
        if any(end == place[0] for pattern in self.pets for _, end in pattern.spans(before)):
            return True
        told = [span for pattern in self.unreal for span in pattern.spans(near)]
        if not told:
            return False
        part = cut(near.text, place, PART)
        left = cut_out(near.text[: part[1]], [(0, part[0]), *told])
        return _WRITER.search(f"{left} ") is None

    def _in_denied_row(self, sentence: Stretch, place: int) -> bool:
        """Whether the sign is one of a row that is denied ("never had clots, chest pain or strokes").

        The commas part the clauses in which a denial is looked for, so the first word of the row is out of reach.
        """
        return _within(self.denied_rows, sentence, place)

    def _general(self, text: str, sentence: tuple[int, int], clause: tuple[int, int], span: tuple[int, int]) -> bool:
        before, after = _stretch(text, (clause[0], span[1])), _stretch(text, (span[0], clause[1]))
        if clause[0] > sentence[0]:
            before = Stretch(f" {_LATER}{before.text}")
        return (
            _any(self.general_before, before)
            or _any(self.general_after, after)
            or _any(self.searched, _stretch(text, sentence))
        )

    def _without_inert(self, clause: Stretch) -> Stretch:
        for pattern in self.inert:
            spans = list(pattern.spans(clause))
            if spans:
                clause = Stretch(cut_out(clause.text, spans))
        return clause


def negation(pattern: Pattern) -> re.Pattern[str]:
    """The pattern as it stands before a sign, with up to two words between."""
    return re.compile(f"(?<= ){pattern.parts[0].regex.pattern}{_BEFORE_SIGN}")


def _beside(sentence: Stretch, place: tuple[int, int]) -> Stretch:
    """The clause of a sign with the one before and the one behind it: what is told further off excuses no danger."""
    near, place = around(sentence, place)
    borders = [0, *(match.end() - 1 for match in PART.finditer(near.text)), len(near.text)]
    before = [border for border in borders if border <= place[0]]
    behind = [border for border in borders if border >= place[1]]
    return _stretch(near.text, (before[-2:][0], behind[:2][-1]))


def _within(patterns: Sequence[Pattern], sentence: Stretch, place: int) -> bool:
    """Whether a sign stands in the words of a pattern, which say nothing of the same sign told beside them."""
    return any(start <= place < end for pattern in patterns for start, end in pattern.spans(sentence))


def _any(patterns: Sequence[Pattern], stretch: Stretch) -> bool:
    return any(pattern.found(stretch) for pattern in patterns)


def _stretch(text: str, bounds: tuple[int, int]) -> Stretch:
    return Stretch(f" {text[bounds[0] : bounds[1]].strip()} ")
