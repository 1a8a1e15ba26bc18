"""What must be said before anything else: what to do in danger, and whose decision it is."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answers.answer import Line
from bot.answers.composing import Numbering
from bot.answers.question import DOCTOR_TOPIC, Question
from bot.safety import CitedLine, Level, SafetyBook

_KINDNESS_AND_HELP = 2


def preface(question: Question, danger: bool, safety: SafetyBook, numbering: Numbering) -> tuple[Line, ...]:
    """The lines that stand on top of an answer; ``danger`` where a statement of it names a danger sign."""
    return tuple(numbering.line(line) for line in _lines(question, danger, safety))


def _lines(question: Question, danger: bool, safety: SafetyBook) -> Iterator[CitedLine]:
    concerns = question.concerns
    first = safety.first_lines(concerns.findings)
    if DOCTOR_TOPIC in question.topics:
        # Who is frightened gets the kind sentence and the help lines; the rest would make the answer too long to read.
        frightened = all(finding.level is Level.DISTRESS for finding in concerns.findings)
        yield from first[:_KINDNESS_AND_HELP] if frightened else first
        # "Should I see a doctor about my flushing?" is answered by it; nothing comes before who must not wait.
        yield from safety.wording.who_must_not_wait
        return
    yield from first
    if concerns.personal_decision:
        yield safety.wording.care_team
    if danger and not concerns.findings:
        yield safety.wording.emergency_hint
