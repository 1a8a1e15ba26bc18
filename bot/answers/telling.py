"""What tells what was asked: the worthiest of the statements near to the question, of whatever topic.

People ask for one fact in words that sound like another topic: "how long did folks wait before it was found?" sounds
like outlook. The search finds the statement among all of them; the classifier says how likely each topic is. Both count
(docs/understanding.md).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from bot.answers.choosing import WORTH_OF_A_CONCEPT, Choice, Fit, without
from bot.answers.nearness import ITS_VERY_QUESTION, OF_ONE_ILLNESS, near_enough
from bot.answers.question import DOCTOR_TOPIC, SUPPORT_TOPIC, SURELY_ASKED, Question, Remembered
from bot.content.statements import ASPECT, CARE, ILLNESS, SITE, SYMPTOM, Concept, Statement, with_their_kind
from bot.content.store import ContentStore
from bot.safety import Level

WORTH_OF_THE_TOPIC, OF_A_TOPIC_ALONE = 0.4, 1.0
"""What a topic that the classifier is sure of adds to the score of its statements: where something particular is
asked, and where nothing but the topic is."""

_SURE_OF_THE_TOPIC = 0.75
"""Confidence of the classifier from which a topic is what was asked."""

_NEARLY = 0.1
"""By how much less worthy a statement of the topic that is surely asked may be than the worthiest of another."""

_TELLS_OF_ALL = 1.0
"""Similarity from which a statement on all that is named comes before what the topics asked tell."""

_MOST_BESIDE = 2
_NOT_FAR_BEHIND = 0.3
"""How much less than the worthiest a statement may score and still be shown beside it."""

_WORTH_TELLING_AGAIN = 0.8
"""Similarity from which the nearest statement is shown though it was told before."""

WORTH_TELLING = 0.45
"""Similarity below which the nearest statement is about something else altogether."""


class Ranked(NamedTuple):
    """A statement near to a question.

    Attributes:
        similarity: of its words, or of one of its questions.
        standing: by what it is ranked; it counts that its text is near as well.
        worth: the same with how likely its topic is, and whether it is about what is meant.
        of_topic: what the topic adds to it.
    """

    statement: Statement
    similarity: float
    standing: float
    worth: float
    of_topic: float

    @property
    def worth_elsewhere(self) -> float:
        """Its worth where the topics asked do not tell it: that it is of one of them counts a quarter less."""
        return self.worth - self.of_topic / 4


def ranked(store: ContentStore, question: Question, remembered: Remembered) -> list[Ranked]:
    """The statements near to ``question``, worthiest first.

    Raises:
        ContentUnavailableError: where the store cannot be read.
    """
    meant = set(question.concepts)
    if question.leans:
        meant |= set(remembered.concepts)
    concepts = store.concepts(meant)
    illnesses = with_their_kind(concepts, ILLNESS)
    likely = {**dict.fromkeys(question.topics, 1.0), **dict(question.likely)}
    of_care = any(one.kind in CARE for one in concepts)
    elsewhere = not question.yes_no and _told_elsewhere(store, question, concepts)
    particular = question.specific or len(question.concepts) > 1 or of_care or elsewhere
    of_topic = WORTH_OF_THE_TOPIC if particular else OF_A_TOPIC_ALONE
    near = {one.id: one for one in question.near}

    def rank(one: Statement) -> Ranked:
        found = near[one.id]
        about = WORTH_OF_A_CONCEPT * len(one.concepts & meant)
        not_meant = OF_ONE_ILLNESS if one.of_one_illness and not one.illnesses & illnesses else 0.0
        by_topic = of_topic * likely.get(one.topic, 0.0)
        return Ranked(one, found.similarity, found.standing, found.standing + about - not_meant + by_topic, by_topic)

    return sorted(map(rank, store.statements(near)), key=lambda one: -one.worth)


def _told_elsewhere(store: ContentStore, question: Question, concepts: Sequence[Concept]) -> bool:
    """Whether no topic asked tells of what is named: "I have pernicious anemia, is that why?" asks for causes.

    Of an illness or a symptom that it does not tell of, what a topic tells in general is an answer: "what causes an
    insulinoma?", "when should I worry about sweating?".
    """
    ids = [one.id for one in concepts]
    told = any(store.statements_about(question.condition, ids, topic) for topic in question.topics)
    return bool(ids) and not told and all(one.kind not in ILLNESS | {SYMPTOM} for one in concepts)


def in_the_topic_that_tells(store: ContentStore, question: Question, near: list[Ranked]) -> Question:
    """``question`` asked of the topic of the worthiest statement.

    Who asks several topics is answered each of them, if one tells of what is named. They come after the topic of a
    statement that is nearly asked for and tells of all that is named: "I was told I have an insulinoma. Is it usually
    benign?".
    """
    if not near:
        return question
    topic = near[0].statement.topic
    meant = store.concepts(question.concepts)
    if len(question.topics) == 1 and (_asks_for_support(question) or _tells_nearly_as_well(question, near)):
        return question
    of_these = any(one.id in near[0].statement.concepts for one in meant)
    if len(question.topics) == 1 or (of_these and _told_elsewhere(store, question, meant)):
        return replace(question, topics=(topic,))
    on_all = len(question.concepts) > 1 and near[0].statement.concepts >= set(question.concepts)
    first = on_all and near[0].similarity >= _TELLS_OF_ALL
    return replace(question, topics=tuple(dict.fromkeys((topic, *question.topics)))) if first else question


def _asks_for_support(question: Question) -> bool:
    """Whether it is how to live with it that is asked: what a tumor does is no answer to "how do I tell him?"."""
    return question.topics == (SUPPORT_TOPIC,) and dict(question.likely).get(SUPPORT_TOPIC, 0.0) >= SURELY_ASKED


def _tells_nearly_as_well(question: Question, near: list[Ranked]) -> bool:
    """Whether the one topic asked, of which the classifier is sure, tells of what is named nearly as well."""
    asked = question.topics[0]
    named = set(question.concepts)
    best = next((one for one in near if one.statement.topic == asked and one.statement.concepts & named), None)
    sure = dict(question.likely).get(asked, 0.0) >= SURELY_ASKED
    return sure and best is not None and best.worth >= near[0].worth - _NEARLY


def near_enough_to_tell(question: Question, choices: list[Choice], near: list[Ranked]) -> bool:
    """Whether the statements chosen, which do not say what was asked, are worth telling where nothing is named."""
    unsaid = question.specific and all(choice.fit is Fit.NOT_SAID for choice in choices)
    named = question.named or question.concepts
    return bool(not unsaid or named or not near or near[0].similarity >= WORTH_TELLING)


def nearest_of_all(
    store: ContentStore, question: Question, remembered: Remembered, choices: list[Choice], near: list[Ranked]
) -> list[Choice]:
    """Where the topics asked do not say what was asked, the worthiest statements of whatever topic.

    Of what is named, if anything; "and is 15 % bad?" leans on the Ki-67 that was spoken of.

    Raises:
        ContentUnavailableError: where the store cannot be read.
    """
    said = any(choice.fit is not Fit.NOT_SAID for choice in choices)
    if not question.specific or not near or said or _asks_for_support(question):
        return choices
    named = store.concepts(question.concepts or (remembered.concepts if question.leans else ()))
    fitting = [one for one in near if _of_nothing_else(store, one.statement, named)] or list(near)
    fitting.sort(key=lambda one: -one.worth_elsewhere)
    about = [one for one in fitting if one.statement.concepts & {concept.id for concept in named}]
    # "How is she followed up?" after a lung carcinoid: what holds for all NETs, where it says just that.
    leans = question.follows and about and fitting[0].standing < near_enough(question)
    first, *others = about if leans else fitting
    close = (one for one in others if one.worth_elsewhere >= first.worth_elsewhere - _NOT_FAR_BEHIND)
    shown = [first, *islice(close, _MOST_BESIDE)]
    # "I take lanreotide and my stools float" is near to what one tumor causes, which nobody spoke of.
    by_name = {one.id for one in named if one.kind in ILLNESS | {SITE}}
    of_another = first.statement.of_one_illness and not first.statement.concepts & by_name
    standing = first.standing - (OF_ONE_ILLNESS if of_another else 0.0)
    fit = Fit.NEAR if standing >= near_enough(question) else Fit.NOT_SAID
    topics = dict.fromkeys(one.statement.topic for one in shown)
    return [
        replace(
            choices[0],
            topic=topic,
            fit=fit,
            statements=tuple(one.statement for one in shown if one.statement.topic == topic),
        )
        for topic in topics
    ]


def _of_nothing_else(store: ContentStore, statement: Statement, named: Sequence[Concept]) -> bool:
    """Whether a statement is not on another illness, test or treatment than is named, or one of its kind.

    Who has an appendix NET and asks of pregnancy is frightened for nothing by what a pheochromocytoma does in it.
    """
    illnesses = with_their_kind(named, ILLNESS)
    of_one = illnesses and statement.of_one_illness
    if of_one and not with_their_kind(store.concepts(statement.illnesses), ILLNESS) & illnesses:
        return False
    care = with_their_kind(named, CARE)
    return not (care and statement.care) or bool(statement.concepts & ({concept.id for concept in named} | care))


def those_that_say_it_first(choices: list[Choice]) -> list[Choice]:
    """The topics that say what was asked before those that do not, and of these none on when to see a doctor.

    "Should I get a second opinion?" sounds like that as well as like support.
    """
    said = [one for one in choices if one.fit is not Fit.NOT_SAID]
    if not said or any(one.topic == DOCTOR_TOPIC for one in said):
        return choices
    return [*said, *(one for one in choices if one not in said and one.topic != DOCTOR_TOPIC)]


def unless_told_elsewhere(
    asked: Question, question: Question, choices: list[Choice], near: list[Ranked]
) -> list[Choice]:
    """Less sure where the topic asked says nothing of what is named, and another does.

    "How is Merkel cell carcinoma treated?": another topic tells what it is, not how it is treated. "Tell me about
    lanreotide" is answered by whatever is told of it, and "how common are rectal NETs" by what tells just that.

    Args:
        asked: the question as understood.
        question: the same, asked of the topic that tells.
        choices: what was chosen there.
        near: the statements near to it, worthiest first.
    """
    sure = len(asked.topics) == 1 and dict(asked.likely).get(asked.topics[0], 0.0) >= _SURE_OF_THE_TOPIC
    elsewhere = asked.topics != question.topics and [choice.fit for choice in choices] == [Fit.CONCEPT]
    by_name = any(concept.kind in CARE | {ASPECT} for choice in choices for concept in choice.concepts)
    if not sure or asked.specific or not elsewhere or by_name or near[0].standing >= ITS_VERY_QUESTION:
        return choices
    return [replace(choice, fit=Fit.NOT_SAID) for choice in choices]


def each_told_once(choices: list[Choice]) -> list[Choice]:
    """Less what another of ``choices`` tells in the same words: topics share some statements."""
    said: set[str] = set()
    once = []
    for choice in choices:
        new = tuple(one for one in choice.statements if one.text not in said)
        said.update(one.text for one in new)
        once += [replace(choice, statements=new)] if new or not choice.statements else []
    return once


def unless_told_already(choices: list[Choice], near: list[Ranked], shown: Collection[str]) -> list[Choice]:
    """Where nothing says what was asked, less what was told before: who asks on is not told the same again.

    What is very near may be the answer all the same.
    """
    unsaid = all(choice.fit is Fit.NOT_SAID for choice in choices)
    if not unsaid or (near and near[0].similarity >= _WORTH_TELLING_AGAIN):
        return choices
    left = (without(choice, shown) for choice in choices)
    return [choice for choice in left if choice.statements]


def what_is_left(choices: list[Choice], shown: Collection[str]) -> list[Choice]:
    """Less what was told before, where anything else is known: "what else can push it up?"."""
    left = [choice for choice in (without(choice, shown) for choice in choices) if choice.statements]
    return left or choices


def without_dangers_beside(choice: Choice, question: Question) -> Choice:
    """Less the statements on dangers beside another one where something particular is asked.

    They bring the emergency advice on top of the answer: it stays where it was asked for.
    """
    # Of a danger that is told, the advice on top says what to do: another one beside it only frightens.
    advised = any(one.level is Level.URGENT for one in question.concerns.findings)
    if choice.fit in (Fit.TOPIC, Fit.LISTED) or (choice.topic == DOCTOR_TOPIC and not advised):
        return choice
    calmly = question.concerns.usual  # "no fever, feeling well": the statement on a fever is near, and not asked for
    near = {one.id for one in question.near[:1] if one.standing >= near_enough(question) and not calmly}
    first = choice.statements[:1]
    if choice.fit is not Fit.NOT_SAID and not calmly and not advised and any(one.danger for one in first):
        return choice
    calm = tuple(one for one in choice.statements if not one.danger or one.id in near)
    return replace(choice, statements=calm or choice.statements)
