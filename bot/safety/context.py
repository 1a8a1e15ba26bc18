"""Whether words for a danger are about somebody now, are only asked about in general, or neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.safety.patterns import Pattern, Stretch

_CLAUSE = re.compile(
    r" , | \. | but | because | however | although "
    r"| (?:and|so|or) (?=(?:(?:is|are|can|could|does|do|did|should|would|will) (?:it|this|that|the|a|an|there|i|we|he"
    r"|she|they|you|one|someone|people|these|my|nets?|any|all)|what|how|why|when|now|then) )"
)
_LATER = "_then"
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
    """

    id: str
    unless: tuple[Pattern, ...]
    even_if_past: bool
    even_if_asked: bool
    always_danger: bool
    first: bool = False


@dataclass(frozen=True)
class Contexts:
    """The compiled lists of ``content/safety/context.yml``."""

    negated: tuple[re.Pattern[str], ...]
    denied_rows: tuple[Pattern, ...]
    past: tuple[Pattern, ...]
    present: tuple[Pattern, ...]
    inert: tuple[Pattern, ...]
    personal: tuple[Pattern, ...]
    acute: tuple[Pattern, ...]
    general_before: tuple[Pattern, ...]
    general_after: tuple[Pattern, ...]
    danger_asked: tuple[Pattern, ...]
    never_danger: tuple[Pattern, ...]

    def judge(self, sign: Sign, stretch: Stretch, span: tuple[int, int]) -> Standing:
        """What the sign found at ``span`` amounts to."""
        sentence = _cut(stretch.text, span, _SENTENCE)
        clause = _cut(stretch.text, span, _CLAUSE)
        if _any(sign.unless, _stretch(stretch.text, sentence)):
            return Standing.NOTHING
        if not sign.even_if_past and self._denied_or_past(stretch.text, sentence, clause, span):
            return Standing.NOTHING
        if sign.even_if_asked or not self._general(stretch.text, sentence, clause, span):
            return Standing.PRESENT
        whole = _stretch(stretch.text, sentence)
        if _any(self.acute, whole) or _any(self.personal, self._without_inert(_stretch(stretch.text, clause))):
            return Standing.PRESENT
        if sign.always_danger:
            return Standing.NOTHING if _any(self.never_danger, whole) else Standing.ASKED
        return Standing.ASKED if _any(self.danger_asked, whole) else Standing.NOTHING

    def _denied_or_past(
        self, text: str, sentence: tuple[int, int], clause: tuple[int, int], span: tuple[int, int]
    ) -> bool:
        before = text[clause[0] : span[0]]
        if any(pattern.search(before) for pattern in self.negated):
            return True
        whole = _stretch(text, sentence)
        return self._in_denied_row(whole, span[0] - sentence[0]) or (
            _any(self.past, whole) and not _any(self.present, whole)
        )

    def _in_denied_row(self, sentence: Stretch, place: int) -> bool:
        """Whether the sign is one of a row that is denied ("never had clots, chest pain or strokes").

        The commas part the clauses in which a denial is looked for, so the first word of the row is out of reach.
        """
        rows = (found for pattern in self.denied_rows for found in pattern.spans(sentence))
        return any(start <= place < end for start, end in rows)

    def _general(self, text: str, sentence: tuple[int, int], clause: tuple[int, int], span: tuple[int, int]) -> bool:
        before, after = _stretch(text, (clause[0], span[1])), _stretch(text, (span[0], clause[1]))
        if clause[0] > sentence[0]:
            before = Stretch(f" {_LATER}{before.text}")
        return _any(self.general_before, before) or _any(self.general_after, after)

    def _without_inert(self, clause: Stretch) -> Stretch:
        for pattern in self.inert:
            spans = list(pattern.spans(clause))
            if spans:
                clause = Stretch(_cut_out(clause.text, spans))
        return clause


def negation(pattern: Pattern) -> re.Pattern[str]:
    """The pattern as it stands before a sign, with up to two words between."""
    return re.compile(f"(?<= ){pattern.parts[0].regex.pattern}{_BEFORE_SIGN}")


def _cut_out(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text without these parts."""
    kept, position = [], 0
    for start, end in spans:
        kept.append(text[position : max(start, position)])
        position = max(end, position)
    return "".join((*kept, text[position:]))


def _any(patterns: Sequence[Pattern], stretch: Stretch) -> bool:
    return any(pattern.found(stretch) for pattern in patterns)


def _stretch(text: str, bounds: tuple[int, int]) -> Stretch:
    return Stretch(f" {text[bounds[0] : bounds[1]].strip()} ")


def _cut(text: str, span: tuple[int, int], border: re.Pattern[str]) -> tuple[int, int]:
    """The part of the text between the borders around ``span``, blanks at both ends."""
    start, end = 0, len(text)
    for match in border.finditer(text):
        if match.end() <= span[0]:
            start = match.end() - 1
        elif match.start() >= span[1] - 1:
            end = match.start() + 1
            break
    return start, end
