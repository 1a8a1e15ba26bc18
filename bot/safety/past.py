"""Whether a sign is told of the past: "chest pain in 2010" is, "diagnosed in 2010, I have chest pain" is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.safety.patterns import Pattern, Stretch, cut, cut_out

Bounds = tuple[int, int]

PART = re.compile(
    r" , (?:and )?(?!(?:and )?(?:after|when|because|following|that|which|it was|this was|years|decades|months) )"
    r"| but | however | although | though | while | whereas | then "
    r"| (?:and|so|plus|yet) (?=(?:now|i|he|she|we|they|it|there|my|our|his|her|the|today|since) )"
)
"""Where something else begins to be told: at a comma, unless what follows belongs to what stands before it ("…, after I
fainted", "…, that was in 2010"), and at an "and" that a new subject follows."""

_LINK_BEFORE_SIGN = re.compile(
    r" (?:after|following|with|because|because of|due to|when|before|during|by|for|from)(?: \S+){0,3} \Z"
)
_LINK_BEHIND_SIGN = re.compile(
    r" (?:after|following|with|because of|due to|when|before|during|from|at)(?: \S+){1,5} \Z"
)
_BACK_THEN = re.compile(r" (?:and )?(?:when|before|after|until|by|back when) ")
# Between a sign and its date: "pain in hospital last year", "a stroke, that was in 2010", "a fit he had in 2010".
_UP_TO_DATE = re.compile(
    r" (?:(?:, )?(?:and )?(?:that |which |it |this |i |he |she |they )+(?:was |were |happened |had |had had )+(?:\S+ )?"
    r"|(?:(?!(?:,|and|i|he|she|we|they|it|my|our|his|her|who|like|as|than|again|with) )\S+ ){0,3})\Z"
)
_NEAR = 3
"""Words between a date and the event that it is the date of."""

_REACH = 240
"""Letters around a sign."""


class Tense(Enum):
    """In which tense a sign is told; NONE where no verb tells."""

    PRESENT = "present"
    PAST = "past"
    NONE = "none"


Verb = tuple[Bounds, Tense]
"""Where a verb stands, and its tense."""


def around(sentence: Stretch, sign: Bounds) -> tuple[Stretch, Bounds]:
    """The words around a sign, and where it stands among them.

    Of a text without a full stop all would be looked at for each of its signs, and a date that far off says nothing.
    """
    start = sentence.text.rfind(" ", 0, max(sign[0] - _REACH, 1))
    end = sentence.text.find(" ", sign[1] + _REACH)
    start, end = max(start, 0), len(sentence.text) if end < 0 else end + 1
    return Stretch(sentence.text[start:end]), (sign[0] - start, sign[1] - start)


@dataclass(frozen=True)
class Past:
    """The compiled lists of ``content/safety/context.yml`` that tell the past from the present.

    Attributes:
        marks: dates and other words of what was ("in 2010", "used to", "died of").
        present: words that say it is about now after all, wherever they stand in the sentence.
        resolved: words of it being over, which hold words of ``present`` ("gone now").
        events: other things that have a date (a diagnosis, an operation), with their verb.
        now: verbs in the present.
        then: verbs in the past.
    """

    marks: tuple[Pattern, ...]
    present: tuple[Pattern, ...]
    resolved: tuple[Pattern, ...]
    events: tuple[Pattern, ...]
    now: tuple[Pattern, ...]
    then: tuple[Pattern, ...]

    def tells(self, sentence: Stretch, sign: Bounds) -> bool:
        """Whether the sign at ``sign`` is long ago: in doubt it is not, for a danger must not be lost by a date."""
        near, place = around(sentence, sign)
        marks = _spans(self.marks, near)
        if not marks:
            return False
        part = cut(near.text, place, PART)
        events = _outermost(_spans(self.events, near))
        verbs = self._verbs(near, events)
        told = _Told(near.text, place, part, events, [span for span, _ in verbs], *_tense(verbs, part, place))
        return any(told.dated_by(mark) for mark in marks) and not self._present_after_all(sentence)

    def _present_after_all(self, sentence: Stretch) -> bool:
        left = Stretch(cut_out(sentence.text, _spans(self.resolved, sentence)))
        return any(pattern.found(left) for pattern in self.present)

    def _verbs(self, near: Stretch, events: Sequence[Bounds]) -> list[Verb]:
        """The verbs that tell, without those of other things that have a date."""
        return [
            (span, tense)
            for tense, patterns in ((Tense.PRESENT, self.now), (Tense.PAST, self.then))
            for span in _spans(patterns, near)
            if not any(start <= span[0] < end for start, end in events)
        ]


@dataclass(frozen=True)
class _Told:
    """A sign in its sentence.

    Attributes:
        part: of the sentence, that in which the sign is told.
        events: other things that may have a date.
        verbs: where the verbs of the sentence stand.
        tense: of the verb that tells the sign.
        verb_ends: where that verb ends.
    """

    text: str
    sign: Bounds
    part: Bounds
    events: Sequence[Bounds]
    verbs: Sequence[Bounds]
    tense: Tense
    verb_ends: int

    def dated_by(self, mark: Bounds) -> bool:
        """Whether the mark puts the sign into the past."""
        if _overlap(mark, self.sign):
            return True
        same_part = self.part[0] <= mark[0] and mark[1] <= self.part[1]
        # "had a carcinoid" is no other thing where the sign is "carcinoid crisis"
        others = (event for event in self.events if not event[0] < self.sign[0] < event[1] <= self.sign[1])
        if any(self._has(event, mark) for event in others):
            return self._by_event(mark, same_part)
        if same_part and self.sign[1] <= mark[0] and _UP_TO_DATE.search(self.text[self.sign[1] - 1 : mark[0]]):
            return True
        if self.tense is Tense.PRESENT:
            # "he has a history of strokes": the verb is not that of the sign.
            near = self.sign[0] >= mark[1] and _words(self.text[mark[1] : self.sign[0]]) <= _NEAR
            return same_part and self.verb_ends <= mark[0] and near
        return same_part or (self.tense is Tense.PAST and self._goes_on(mark))

    def _goes_on(self, mark: Bounds) -> bool:
        """Whether the part of the sign goes on with what a mark in another part tells.

        "In 2010 , I fainted" and "when I was twelve , I fainted" do; in "in 2010 they took my gallbladder out , my wife
        collapsed" the date is that of what is told beside it.
        """
        if self.part[0] <= mark[0] < self.part[1]:
            return True
        start, end = cut(self.text, mark, PART)
        told = (verb[0] for verb in self.verbs if not _overlap(verb, self.sign))
        return _BACK_THEN.match(self.text, start) is not None or not any(start <= verb < end for verb in told)

    def _by_event(self, mark: Bounds, same_part: bool) -> bool:
        """Whether a mark that is the date of an event is that of the sign as well."""
        if self.tense is Tense.PRESENT:
            return False
        # "diagnosed in 2010 after fainting", "a fit during surgery in 2010"
        linked = _LINK_BEFORE_SIGN.search(self.text[self.part[0] : self.sign[0]]) or (
            self.sign[1] <= mark[0] and _LINK_BEHIND_SIGN.search(self.text[self.sign[0] : mark[0]])
        )
        if same_part and linked:
            return True
        # "I was diagnosed in 2010 and had a fit", "when I was diagnosed in 2010, I had fits"
        when = _BACK_THEN.match(self.text, cut(self.text, mark, PART)[0])
        return self.tense is Tense.PAST and bool(same_part or when)

    def _has(self, event: Bounds, mark: Bounds) -> bool:
        """Whether the mark is the date of the event rather than of the sign."""
        if _overlap(event, mark):
            return False
        first, last = sorted((event, mark))
        # "a stroke in 2012 was treated": the date stands right behind the sign, and what was done behind the date.
        of_sign = mark[1] == event[0] and self.sign[1] == mark[0]
        between = self.text[first[1] : last[0]]
        return (
            not of_sign and not first[1] <= self.sign[0] < last[0] and _words(between) <= _NEAR and "," not in between
        )


def _tense(verbs: Sequence[Verb], part: Bounds, sign: Bounds) -> tuple[Tense, int]:
    """The tense of the verb that is nearest before the sign or in it, or of the first one behind it.

    Returns:
        The tense, and where the verb ends.
    """
    own = [(span, tense) for span, tense in verbs if part[0] <= span[0] and span[1] <= part[1]]
    before = [(span, tense) for span, tense in own if span[1] <= sign[1]]
    if before:
        # Of two that end together the longer: "has had" is the present, "had" is not.
        span, tense = max(before, key=lambda verb: (verb[0][1], -verb[0][0]))
    else:
        span, tense = min(own, default=((0, 0), Tense.NONE), key=lambda verb: verb[0])
    return tense, span[1]


def _spans(patterns: Sequence[Pattern], stretch: Stretch) -> list[Bounds]:
    return [span for pattern in patterns for span in pattern.spans(stretch)]


def _outermost(spans: Sequence[Bounds]) -> list[Bounds]:
    """Those that no other holds: "was treated", and not "treated" too."""
    kept: list[Bounds] = []
    for span in sorted(spans, key=lambda one: (one[0], -one[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _overlap(one: Bounds, other: Bounds) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _words(text: str) -> int:
    return len(text.split())
