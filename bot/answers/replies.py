"""Answers that hold no statement of the store, and so need none: refusals, dangers, failures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.answers.answer import Answer, Kind, Line, Suggestion
from bot.answers.composing import Numbering
from bot.answers.question import SUPPORT_TOPIC, Concerns, Question
from bot.answers.wording import Wording, listed
from bot.content.statements import CARE, ILLNESS, Concept, Condition, Topic
from bot.safety import Finding, Level, SafetyBook

_MOST_OFFERED = 2


class Replies:
    """What is said where nothing is told about a condition. None of it needs the database."""

    def __init__(self, wording: Wording, safety: SafetyBook) -> None:
        self._wording = wording
        self._safety = safety

    def danger(self, findings: Sequence[Finding]) -> Answer:
        """The emergency or crisis answer: what to do, before and instead of anything else."""
        numbering = Numbering()
        lines: dict[Line, None] = {}
        for finding in findings:
            if finding.grave:
                advice = self._safety.advice(finding)
                for line in (advice.lead, *advice.lines):
                    lines.setdefault(numbering.line(line))
        gravest = findings[0]
        kind = Kind.CRISIS if gravest.level is Level.CRISIS else Kind.EMERGENCY
        return Answer(
            kind,
            lead=Line(self._safety.advice(gravest).offer),
            preface=tuple(lines),
            sources=numbering.numbered(),
        )

    def distress(self, finding: Finding) -> Answer:
        """A kind sentence and help lines, where nothing is asked."""
        numbering = Numbering()
        advice = self._safety.advice(finding)
        lines = tuple(numbering.line(line) for line in (advice.lead, *advice.lines))
        return Answer(Kind.SMALL_TALK, Line(self._wording.ask_me), preface=lines, sources=numbering.numbered())

    def other_condition(self, condition: Condition, question: Question, named: Sequence[Concept]) -> Answer:
        """Another disease, another matter of health, or a decision that is not ours to make.

        Who asks something of a test or a treatment of ours, or of an illness that was spoken of, is offered what is
        known of it; who asks for a hospital or a trial for this very condition, what there is of support.

        Args:
            condition: which is meant.
            question: as understood.
            named: the concepts that it names.
        """
        of_care = [concept for concept in named if concept.kind in CARE]
        meant = of_care or [concept for concept in named if question.follows and concept.kind in ILLNESS]
        text = self._refusal(condition, question, meant)
        known_concern = question.concerns.findings or question.concerns.personal_decision
        # Who only tells something may tell of a danger in words that nobody foresaw.
        hint = question.tells and not known_concern
        answer = self._with_hint(Kind.REFUSAL, text) if hint else self._plain(Kind.REFUSAL, text, question.concerns)
        ours = question.named or question.concepts
        support = [topic for topic in condition.topics if ours and topic.id == SUPPORT_TOPIC]
        known = [self._wording.more_on.about(concept.name) for concept in meant[:_MOST_OFFERED]]
        return replace(answer, suggestions=(*known, *_asking(support)))

    def _refusal(self, condition: Condition, question: Question, named: Sequence[Concept]) -> str:
        words = self._wording
        if question.concerns.personal_decision:
            return words.in_general.format(condition=condition.name)
        if named:
            return words.not_told.format(concept=listed([concept.name for concept in named]))
        # In a talk about us "and for how many days?" is no other matter.
        leans = question.follows and not question.concepts
        return words.not_covered if leans else words.other_condition.format(condition=condition.name)

    def not_covered(self, condition: Condition | None, concerns: Concerns) -> Answer:
        """Nothing fits; says what is covered, where that is known."""
        if condition is None:
            return self._plain(Kind.NOT_COVERED, self._wording.not_covered, concerns)
        topics = ", ".join(topic.title.lower() for topic in condition.topics)
        covers = self._wording.covers.format(condition=condition.name, topics=topics)
        answer = self._plain(Kind.NOT_COVERED, f"{self._wording.not_covered} {covers}", concerns)
        return _with_suggestions(answer, condition.topics[:3])

    def told_before(self, condition: Condition, named: Sequence[Concept], concerns: Concerns) -> Answer:
        """Nothing says what was asked of what is ``named``, and the nearest that there is was told before."""
        words = self._wording
        few = 0 < len(named) <= _MOST_OFFERED
        about = words.told_before_about.format(concept=listed([one.name for one in named]))
        answer = self._plain(Kind.NOT_COVERED, about if few else words.told_before, concerns)
        support = [topic for topic in condition.topics if topic.id == SUPPORT_TOPIC]
        return replace(answer, suggestions=tuple(_asking(support)))

    def clarify(self, condition: Condition, topics: Iterable[str], concerns: Concerns) -> Answer:
        """Two topics are near: both are offered."""
        answer = self._plain(Kind.CLARIFY, self._wording.clarify, concerns)
        known = {topic.id: topic for topic in condition.topics}
        return _with_suggestions(answer, [known[topic] for topic in topics if topic in known])

    def small_talk(self, text: str, suggestions: Iterable[Suggestion] = ()) -> Answer:
        """A sentence of domain.yml in the one structure."""
        return Answer(Kind.SMALL_TALK, Line(text), suggestions=tuple(suggestions))

    def got_help(self) -> Answer:
        """Somebody tells that help is there."""
        return Answer(Kind.SMALL_TALK, Line(self._wording.got_help))

    def not_english(self) -> Answer:
        """Only English is understood; the emergency number is named."""
        numbering = Numbering()
        line = numbering.line(self._safety.wording.not_english)
        return Answer(Kind.REFUSAL, line, sources=numbering.numbered())

    def content_unavailable(self) -> Answer:
        """The database is out of reach."""
        return self._with_hint(Kind.ERROR, self._wording.content_unavailable)

    def failed(self) -> Answer:
        """A turn failed."""
        return self._with_hint(Kind.ERROR, self._wording.failed)

    def too_long(self, most: int) -> Answer:
        """A message of more than ``most`` characters."""
        return self._with_hint(Kind.REFUSAL, self._wording.too_long.format(most=most))

    def too_fast(self) -> Answer:
        """More messages than the rate allows."""
        return self._with_hint(Kind.REFUSAL, self._wording.too_fast)

    def not_text(self) -> Answer:
        """A message that is no text."""
        return self._with_hint(Kind.REFUSAL, self._wording.not_text)

    def tell_me(self) -> Answer:
        """A message without a word in it."""
        return self._with_hint(Kind.REFUSAL, self._wording.tell_me)

    def deleted(self) -> Answer:
        """The conversation is being deleted."""
        return Answer(Kind.SMALL_TALK, Line(self._wording.deleted))

    def _with_hint(self, kind: Kind, text: str) -> Answer:
        """Whatever fails, the person is told what to do if it may be an emergency."""
        numbering = Numbering()
        hint = numbering.line(self._safety.wording.emergency_hint)
        return Answer(kind, Line(f"{text} {hint.text}", hint.citations), sources=numbering.numbered())

    def _plain(self, kind: Kind, text: str, concerns: Concerns) -> Answer:
        numbering = Numbering()
        first = [numbering.line(line) for line in self._safety.first_lines(concerns.findings)]
        for finding in concerns.findings[:1]:
            if finding.level >= Level.URGENT:
                # Somebody who is unwell is not told what the bot is for, but how to go on.
                text = self._safety.advice(finding).offer
        if concerns.personal_decision:
            first.append(numbering.line(self._safety.wording.decision(concerns.on_treatment, concerns.for_others)))
        return Answer(kind, Line(text), preface=tuple(first), sources=numbering.numbered())


def _with_suggestions(answer: Answer, topics: Iterable[Topic]) -> Answer:
    return replace(answer, suggestions=tuple(_asking(topics)))


def _asking(topics: Iterable[Topic]) -> Iterator[Suggestion]:
    return (Suggestion(topic.title, topic.question) for topic in topics)
