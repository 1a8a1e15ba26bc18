"""The guide: from an understood question to the answer, and to what is remembered of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.answers.answer import Answer, Kind, Line, ShownStatement, ShownTopic
from bot.answers.choosing import Choice, Fit, choose, without
from bot.answers.companions import Bundle, bundled
from bot.answers.composing import Numbering, by_group
from bot.answers.elsewhere import about_the_illness, elsewhere, with_more_of_an_illness
from bot.answers.fitting import Stock, fitted, most_of_a_topic, word_count, words_left
from bot.answers.meant import with_concepts_meant, without_the_illness, without_what_is_beside
from bot.answers.prefacing import Told, asks_whether_to_see_a_doctor, is_untold, preface, says_what_to_do
from bot.answers.question import DOCTOR_TOPIC, Question, Remembered
from bot.answers.replies import Replies
from bot.answers.suggesting import next_questions
from bot.answers.sureness import as_sure_as_it_is, nothing_near
from bot.answers.telling import (
    each_told_once,
    in_the_topic_that_tells,
    near_enough_to_tell,
    nearest_of_all,
    ranked,
    those_that_say_it_first,
    unless_told_already,
    unless_told_elsewhere,
    what_is_left,
    without_dangers_beside,
)
from bot.answers.unasked import (
    helps_to_decide,
    of_what_is_told,
    topic_beside_a_decision,
    topic_of_what_is_told,
)
from bot.answers.wording import Wording, listed
from bot.content.statements import Condition, Statement, Topic
from bot.content.store import ContentStore
from bot.safety import SafetyBook

MORE = "more"
"""The offer to go on with the same topics; any other offer is the id of a topic."""

_MOST_NAMED = 2
"""Concepts by which an answer says what it is not said of; more are a story's."""

_MOST_BY_FIT = {Fit.LISTED: 4, Fit.NOT_LISTED: 3, Fit.NEAR: 4, Fit.NOT_SAID: 4}
"""A particular question gets a short answer; the rest is behind "tell me more"."""


@dataclass(frozen=True)
class Turn:
    """An answer and what is remembered once it is given."""

    answer: Answer
    remembered: Remembered


@dataclass(frozen=True)
class _Part:
    """What is shown of one topic, and whether the store has more of it."""

    topic: Topic
    choice: Choice
    bundles: tuple[Bundle, ...]
    more: bool

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(statement for bundle in self.bundles for statement in bundle)


class Guide:
    """Answers from the content store alone; every statement with its citations.

    The methods raise ContentUnavailableError where the store cannot be read.
    """

    def __init__(self, store: ContentStore, wording: Wording, safety: SafetyBook) -> None:
        self._store = store
        self._wording = wording
        self._safety = safety
        self._replies = Replies(wording, safety)

    def answer(self, question: Question, remembered: Remembered) -> Turn:
        """Answer every topic of ``question``, in order."""
        known = {topic.id for topic in self._store.condition(question.condition).topics}
        covered = tuple(topic for topic in question.topics if topic in known)
        if not covered:
            return self._not_covered(question, remembered)
        question = without_the_illness(of_what_is_told(self._store, replace(question, topics=covered)))
        near = ranked(self._store, question, remembered)
        question = without_what_is_beside(self._store, question, near[0].statement if near else None)
        asked, question = question, in_the_topic_that_tells(self._store, question, near)
        question = with_concepts_meant(self._store, question, remembered)
        choices = [choose(self._store, question, topic) for topic in question.topics]
        choices = each_told_once(nearest_of_all(self._store, question, remembered, choices, near))
        choices = those_that_say_it_first(choices)
        choices = unless_told_elsewhere(asked, question, choices, near)
        choices = as_sure_as_it_is(self._store, question, choices, near, remembered.shown)
        if question.leans and question.further:
            choices = what_is_left(choices, remembered.shown)
        elif question.leans:
            choices = unless_told_already(choices, near, remembered.shown)
            if not choices:
                return self._told_before(question, remembered)
        meant = question.concepts or tuple(concept.id for concept in choices[0].concepts)
        question = replace(question, topics=tuple(choice.topic for choice in choices), concepts=meant)
        undecided = question.concerns.personal_decision and all(choice.fit is Fit.NOT_SAID for choice in choices)
        if undecided and not helps_to_decide(question, near):
            # What is not even near does not help to decide: the care team does.
            choices = about_the_illness(self._store, question, choices)
            question = replace(question, topics=tuple(choice.topic for choice in choices))
        if not choices or nothing_near(self._store, question, choices, near, remembered.shown):
            asks_on = question.further and near and near[0].statement.id in remembered.shown
            return self._told_before(question, remembered) if asks_on else self._refused(question, remembered)
        if not near_enough_to_tell(question, choices, near):
            return self._not_covered(question, remembered)
        choices = with_more_of_an_illness(self._store, question, choices)
        same = (question.topics, question.concepts) == (remembered.topics, remembered.concepts)
        shown_before = remembered.shown if same else ()
        doctor = asks_whether_to_see_a_doctor(self._store, asked, question)
        return self._compose(question, choices, shown_before, doctor)

    def outside(self, question: Question, remembered: Remembered) -> Turn:
        """Another disease or matter of health.

        Of a decision on something of ours, what is known beside whose it is; to who tells that somebody has or had
        something of ours, what it is.
        """
        topic = topic_beside_a_decision(self._store, question)
        if topic:
            return self.answer(replace(question, topics=(topic,)), remembered)
        return self.told(question, remembered) or self._refused(question, remembered)

    def told(self, question: Question, remembered: Remembered) -> Turn | None:
        """To who tells that somebody has or had something of ours, and asks nothing, what it is."""
        topic = topic_of_what_is_told(self._store, question)
        return self.answer(replace(question, topics=(topic,)), remembered) if topic else None

    def more(self, question: Question, remembered: Remembered) -> Turn:
        """Go on with what was asked last: the statements not shown yet."""
        if not remembered.topics:
            return self._nothing_yet(question, remembered)
        # What "tell me more" itself is near in meaning to says nothing about what was asked.
        again = Question(question.condition, remembered.topics, remembered.concepts, concerns=question.concerns)
        choices = [without(choose(self._store, again, topic), remembered.shown) for topic in again.topics]
        left = [choice for choice in choices if choice.statements]
        if not left:
            left = elsewhere(self._store, again, remembered.shown)
            again = replace(again, topics=tuple(choice.topic for choice in left))
        if not left:
            condition = self._store.condition(question.condition)
            return Turn(
                Answer(
                    Kind.SMALL_TALK,
                    Line(self._wording.no_more),
                    suggestions=next_questions(self._wording, condition, remembered.topics),
                ),
                replace(remembered, offer=None),
            )
        # Whether it fitted exactly was said the first time.
        told = [replace(choice, fit=Fit.TOPIC) for choice in left]
        return self._compose(again, told, remembered.shown, DOCTOR_TOPIC in again.topics)

    def sources(self, question: Question, remembered: Remembered) -> Turn:
        """The sources of the statements shown last."""
        statements = self._store.statements(remembered.shown)
        if not statements and remembered.condition:
            return Turn(Answer(Kind.SMALL_TALK, Line(self._wording.sources_under_it)), remembered)
        if not statements:
            return self._nothing_yet(question, remembered)
        numbering = Numbering()
        citations = numbering.citations(statements)
        lead = Line(self._wording.sources, citations)
        answer = Answer(Kind.ANSWER, lead, sources=numbering.numbered(), notice=self._notice(statements))
        return Turn(answer, remembered)

    def _refused(self, question: Question, remembered: Remembered) -> Turn:
        condition = self._store.condition(question.condition)
        answer = self._replies.other_condition(condition, question, self._store.concepts(question.concepts))
        return _told_nothing(answer, question, remembered)

    def _not_covered(self, question: Question, remembered: Remembered) -> Turn:
        """The condition has none of the topics."""
        answer = self._replies.not_covered(self._store.condition(question.condition), question.concerns)
        return _told_nothing(answer, question, remembered)

    def _told_before(self, question: Question, remembered: Remembered) -> Turn:
        """Nothing says what was asked, and the nearest was the answer before."""
        condition = self._store.condition(question.condition)
        named = self._store.concepts(question.concepts)
        return _told_nothing(self._replies.told_before(condition, named, question.concerns), question, remembered)

    def _nothing_yet(self, question: Question, remembered: Remembered) -> Turn:
        condition = self._store.condition(question.condition)
        text = self._wording.nothing_yet.format(condition=condition.name)
        suggestions = next_questions(self._wording, condition, ())
        return Turn(Answer(Kind.SMALL_TALK, Line(text), suggestions=suggestions), remembered)

    def _compose(
        self, question: Question, choices: Sequence[Choice], shown_before: Iterable[str], doctor: bool
    ) -> Turn:
        condition = self._store.condition(question.condition)
        numbering = Numbering()
        choices = [without_dangers_beside(choice, question) for choice in choices]
        bundles = [bundled(choice.statements, self._store) for choice in choices]
        told = Told(any(one.danger for some in bundles for bundle in some for one in bundle), doctor)
        first = preface(question.concerns, told, self._safety, numbering)
        parts = [part for part in self._parts(condition, choices, bundles, words_left(first)) if part.statements]
        if not parts:
            return self._nothing_on_show(question, condition)
        shown = [statement for part in parts for statement in part.statements]
        calmer = Told(is_untold(shown), doctor, says_what_to_do(question, shown[0]))
        if calmer != told:
            numbering = Numbering()
            first = preface(question.concerns, calmer, self._safety, numbering)
        lead, rest = self._lead(parts, numbering)
        seen = tuple(dict.fromkeys((*shown_before, *(statement.id for statement in shown))))
        more = any(part.more for part in parts) or bool(elsewhere(self._store, question, seen))
        answer = Answer(
            kind=Kind.NOT_COVERED if parts[0].choice.fit is Fit.NOT_SAID else Kind.ANSWER,
            topics=tuple(ShownTopic(part.topic.id, part.topic.title) for part in parts),
            preface=first,
            lead=lead,
            statements=rest,
            sources=numbering.numbered(),
            notice=self._notice(shown),
            suggestions=next_questions(self._wording, condition, question.topics, more),
        )
        offer = MORE if more else None
        return Turn(answer, Remembered(question.topics, question.concepts, seen, offer, condition.id))

    def _nothing_on_show(self, question: Question, condition: Condition) -> Turn:
        """Where all that there was is retired, in review or past its day."""
        numbering = Numbering()
        answer = Answer(
            kind=Kind.NOT_COVERED,
            preface=preface(question.concerns, Told(), self._safety, numbering),
            lead=Line(self._wording.not_covered),
            sources=numbering.numbered(),
            suggestions=next_questions(self._wording, condition, question.topics),
        )
        return Turn(answer, Remembered(question.topics, question.concepts, condition=condition.id))

    def _parts(
        self, condition: Condition, choices: Sequence[Choice], bundles: Sequence[list[Bundle]], words: int
    ) -> list[_Part]:
        several = len(choices) > 1
        most = most_of_a_topic(len(choices))
        topics = [condition.topic(choice.topic) for choice in choices]
        stocks = [
            Stock(
                bundles=some,
                title=word_count(topic.title) if several else 0,
                most=min(most, choice.most or most, _MOST_BY_FIT.get(choice.fit, most)),
                # Who must not wait, which stands first, is what matters most of it; what does not say what was asked
                # is not worth a long answer.
                told=(several and topic.id == DOCTOR_TOPIC) or choice.fit is Fit.NOT_SAID,
            )
            for topic, choice, some in zip(topics, choices, bundles)
        ]
        opening = self._opening(topics[0], choices[0])
        return [
            _Part(topic, choice, shown, more=len(shown) < len(some))
            for topic, choice, some, shown in zip(
                topics, choices, bundles, fitted(stocks, words - word_count(opening) - 1)
            )
        ]

    def _lead(self, parts: Sequence[_Part], numbering: Numbering) -> tuple[Line, tuple[ShownStatement, ...]]:
        """The main message, and the statements that follow it."""
        first, others = parts[0], parts[1:]
        opening = self._opening(first.topic, first.choice)
        if opening:
            # What the sources name is cited; that they name nothing cannot be.
            cited = first.statements[:1] if first.choice.fit is Fit.LISTED else ()
            lead, rest = Line(opening, numbering.citations(cited)), first.statements
        else:
            lead, rest = numbering.lead(first.statements[0]), first.statements[1:]
        in_groups = [*by_group(rest), *(one for part in others for one in by_group(part.statements))]
        return lead, tuple(numbering.statement(statement) for statement in in_groups)

    def _opening(self, topic: Topic, choice: Choice) -> str:
        """What is said before the statements; empty where the first of them is the main message."""
        words = self._wording
        name = listed([concept.name for concept in choice.concepts])
        if choice.fit is Fit.LISTED and topic.item:
            return words.yes.format(concept=name, item=topic.item)
        if choice.fit is Fit.NOT_LISTED:
            return words.not_listed
        if choice.fit is Fit.NOT_SAID:
            few = 0 < len(choice.concepts) <= _MOST_NAMED
            return words.not_said_about.format(concept=name) if few else words.not_said
        return ""

    def _notice(self, statements: Sequence[Statement]) -> str:
        reviewed = all(statement.reviewer for statement in statements)
        return f"{self._wording.information} {self._wording.reviewed if reviewed else self._wording.not_reviewed}"


def _told_nothing(answer: Answer, question: Question, remembered: Remembered) -> Turn:
    concepts = question.concepts or remembered.concepts
    return Turn(answer, replace(remembered, concepts=concepts, offer=None, condition=question.condition))
