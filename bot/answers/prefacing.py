"""What must be said before anything else: what to do in danger, and whose decision it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answers.answer import Line
from bot.answers.composing import Numbering
from bot.answers.nearness import near_enough
from bot.answers.question import DOCTOR_TOPIC, Concerns, Question
from bot.content.statements import ILLNESS, SYMPTOM, Statement
from bot.content.store import ContentStore
from bot.safety import CitedLine, Finding, Level, SafetyBook

_LEAD_AND_NEXT = 2
"""Of the advice, where who must not wait follows: more would make the answer too long to read."""

_SAYS_WHOM_TO_CALL = "emergency number"
"""Words of every statement that tells whom to call."""


@dataclass(frozen=True)
class Told:
    """What an answer tells that calls for more than its statements.

    Attributes:
        danger: a statement of it names a danger sign, and none says whom to call.
        when_to_see_a_doctor: it answers whether to see one.
        what_to_do: its first statement says what to do in the very danger asked about.
    """

    danger: bool = False
    when_to_see_a_doctor: bool = False
    what_to_do: bool = False


def is_untold(shown: Sequence[Statement]) -> bool:
    """Whether a danger is told of and nothing beside it says whom to call: only then the emergency hint must."""
    return any(one.danger for one in shown) and not any(_SAYS_WHOM_TO_CALL in one.text for one in shown)


def says_what_to_do(asked: Question, first: Statement) -> bool:
    """Whether the first statement shown says what to do in the very danger asked about.

    "What do I do when the sugar drops at night?" is answered by the sugar, and not by a list of other dangers.
    """
    near = any(one.id == first.id and one.standing >= near_enough(asked) for one in asked.near)
    return near and first.danger and _SAYS_WHOM_TO_CALL in first.text and "doctor" not in first.text.lower()


def preface(concerns: Concerns, told: Told, safety: SafetyBook, numbering: Numbering) -> tuple[Line, ...]:
    """The lines that stand on top of an answer."""
    return tuple(numbering.line(line) for line in _lines(concerns, told, safety))


def asks_whether_to_see_a_doctor(store: ContentStore, asked: Question, told: Question) -> bool:
    """Whether an answer must begin with who must not wait: where it is asked in general, or of a symptom.

    "Do we have to tell the dentist?" and "do I need follow-up?" sound like it.

    Args:
        store: with the concepts.
        asked: the question as understood.
        told: the same, asked of the topics that tell.

    Raises:
        ContentUnavailableError: where the store cannot be read.
    """
    kinds = {concept.kind for concept in store.concepts(asked.concepts)}
    in_general = not asked.specific and kinds <= ILLNESS
    return DOCTOR_TOPIC in asked.topics and DOCTOR_TOPIC in told.topics and (SYMPTOM in kinds or in_general)


def _lines(concerns: Concerns, told: Told, safety: SafetyBook) -> Iterator[CitedLine]:
    if told.when_to_see_a_doctor:
        # "Should I see a doctor about my flushing?" is answered by who must not wait; nothing but danger comes before.
        yield from _in_short(concerns.findings, safety)
        if told.what_to_do or any(one.level is Level.URGENT for one in concerns.findings):
            return  # what to do is said more exactly
        call_now, *call_today = safety.wording.who_must_not_wait
        yield call_now
        if all(finding.level is Level.DISTRESS for finding in concerns.findings):
            yield from call_today
        return
    yield from safety.first_lines(concerns.findings)
    if concerns.personal_decision:
        yield safety.wording.decision(concerns.on_treatment, concerns.for_others)
    if told.danger and not concerns.findings:
        yield safety.wording.emergency_hint


def _in_short(findings: Sequence[Finding], safety: SafetyBook) -> Iterator[CitedLine]:
    """The advice on the gravest finding, and the kind sentence for distress beside it."""
    yield from safety.first_lines(findings[:1])[:_LEAD_AND_NEXT]
    yield from safety.first_lines([one for one in findings[1:] if one.level is Level.DISTRESS])[:1]
