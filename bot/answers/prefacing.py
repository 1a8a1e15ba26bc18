"""What must be said before anything else: what to do in danger, and whose decision it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answers.answer import Line
from bot.answers.composing import Numbering
from bot.answers.question import DOCTOR_TOPIC, Question
from bot.safety import CitedLine, Finding, Level, SafetyBook

_LEAD_AND_NEXT = 2
"""Of the advice, where who must not wait follows: more would make the answer too long to read."""


def preface(question: Question, danger: bool, safety: SafetyBook, numbering: Numbering) -> tuple[Line, ...]:
    """The lines that stand on top of an answer; ``danger`` where a statement of it names a danger sign."""
    return tuple(numbering.line(line) for line in _lines(question, danger, safety))


def _lines(question: Question, danger: bool, safety: SafetyBook) -> Iterator[CitedLine]:
    concerns = question.concerns
    if DOCTOR_TOPIC in question.topics:
        # "Should I see a doctor about my flushing?" is answered by who must not wait; nothing but danger comes before.
        yield from _in_short(concerns.findings, safety)
        call_now, *call_today = safety.wording.who_must_not_wait
        yield call_now
        if all(finding.level is Level.DISTRESS for finding in concerns.findings):
            yield from call_today
        return
    yield from safety.first_lines(concerns.findings)
    if concerns.personal_decision:
        yield safety.wording.care_team
    if danger and not concerns.findings:
        yield safety.wording.emergency_hint


def _in_short(findings: Sequence[Finding], safety: SafetyBook) -> Iterator[CitedLine]:
    """The advice on the gravest finding, and the kind sentence for distress beside it."""
    yield from safety.first_lines(findings[:1])[:_LEAD_AND_NEXT]
    yield from safety.first_lines([one for one in findings[1:] if one.level is Level.DISTRESS])[:1]
