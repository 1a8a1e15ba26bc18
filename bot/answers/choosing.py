"""Choosing the statements of one topic that answer what was asked, most telling first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from bot.answers.question import DOCTOR_TOPIC, Question
from bot.content.statements import Concept, Statement
from bot.content.store import ContentStore

NEAR_ENOUGH = 0.9
"""Score (bot/language/statement_index.py) from which a statement is taken to answer a particular
question; measured on the project's own questions about single facts (docs/understanding.md)."""

LEADS = 0.8
"""Score from which the nearest statement stands first, where it is about the illness named."""

ITS_QUESTION = 1.2
"""Score from which it does whatever the question names: of at most 1.5, which is its very question."""

WORTH_OF_A_CONCEPT = 0.15
"""What each named concept that a statement is about adds to its score."""

_ILLNESS = frozenset({"tumor", "syndrome"})
"""The kinds of concepts that are an illness."""


class Fit(Enum):
    """How well the chosen statements fit what was asked."""

    TOPIC = "the topic as a whole"
    CONCEPT = "about the concept named"
    LISTED = "the concept named is on the topic's lists"
    NOT_LISTED = "the thing named is not on the topic's lists"
    NEAR = "near in meaning"
    NOT_SAID = "nothing fits what was asked"


@dataclass(frozen=True)
class Choice:
    """The statements chosen in one topic; ``concepts`` are those that they were chosen for."""

    topic: str
    fit: Fit
    statements: tuple[Statement, ...]
    concepts: tuple[Concept, ...] = ()


def choose(store: ContentStore, question: Question, topic: str) -> Choice:
    """The statements of ``topic`` that answer ``question``.

    A named concept decides first; then, for a particular question, the nearest statements by
    meaning; otherwise the topic in its curators' order.

    Raises:
        ContentUnavailableError: where the store cannot be read.
    """
    choice = _fitting(store, question, topic)
    if topic != DOCTOR_TOPIC:
        return choice
    # Whatever somebody asks about, the general advice is right, and may be the only one that is short enough.
    general = [one for one in store.statements_of(question.condition, topic)[:1] if one not in choice.statements]
    return replace(choice, statements=(*choice.statements, *general))


def elsewhere(store: ContentStore, question: Question, shown: Collection[str]) -> list[Choice]:
    """What the next topic says of the concepts named, once the topics asked have told all of it; or nothing."""
    about = store.statements_about(question.condition, question.concepts) if question.concepts else []
    left = [one for one in about if one.topic not in question.topics and one.id not in shown]
    next_topic = left[0].topic if left else ""
    statements = tuple(one for one in left if one.topic == next_topic)
    return [Choice(next_topic, Fit.TOPIC, statements)] if statements else []


def about_the_illness(store: ContentStore, question: Question, choices: Iterable[Choice]) -> list[Choice]:
    """Of ``choices`` those about a tumor or a syndrome named, or else what another topic says of it; or nothing.

    That much is information, whatever decision is asked for.
    """
    named = [concept.id for concept in store.concepts(question.concepts) if concept.kind in _ILLNESS]
    about = [one for one in choices if any(statement.concepts & set(named) for statement in one.statements[:1])]
    return about or elsewhere(store, replace(question, concepts=tuple(named)), ())


def _fitting(store: ContentStore, question: Question, topic: str) -> Choice:
    concepts = store.concepts(question.concepts)
    scores = {near.id: near.similarity for near in question.near}
    whole = store.statements_of(question.condition, topic)
    # Who asks several topics at once asks none of them by the words of one statement.
    leading = _leading(whole, scores, concepts) if len(question.topics) == 1 else None
    strange = question.unknown and question.yes_no and leading is None
    about = _about(store, question, topic, concepts, scores) if concepts and not strange else None
    if about is not None:
        return about if leading is None or about.fit is Fit.LISTED else _led_by(leading, about)
    # "Does a NET cause hair loss?": a word of the store, but not of this topic.
    elsewhere = bool(concepts) and question.yes_no and any(statement.listed for statement in whole)
    if strange or elsewhere:
        lists = [statement for statement in whole if statement.listed]
        return Choice(topic, Fit.NOT_LISTED, tuple(_nearest_first(lists or whole, scores)))
    if question.specific or concepts:
        nearest = _nearest_first(whole, scores)
        near = [statement for statement in nearest if scores.get(statement.id, 0.0) >= NEAR_ENOUGH]
        if near:
            return Choice(topic, Fit.NEAR, tuple(nearest))
        return Choice(topic, Fit.NOT_SAID, tuple(nearest), tuple(concepts))
    return Choice(topic, Fit.TOPIC, tuple(whole))


def _leading(
    statements: Iterable[Statement], scores: dict[str, float], concepts: Iterable[Concept]
) -> Statement | None:
    """The statement that answers the question nearly by its words, where there is one.

    Where an illness is named it must be about that or about what it is a kind of, or be asked for nearly
    word by word: "how is a lung carcinoid treated" is near to how a carcinoid crisis is treated.
    """
    named = {other for concept in concepts if concept.kind in _ILLNESS for other in (concept.id, *concept.broader)}
    nearest = max(statements, key=lambda statement: scores.get(statement.id, 0.0), default=None)
    score = scores.get(nearest.id, 0.0) if nearest else 0.0
    if nearest is None or score < LEADS:
        return None
    return nearest if score >= ITS_QUESTION or not named or nearest.concepts & named else None


def _led_by(leading: Statement, choice: Choice) -> Choice:
    others = tuple(statement for statement in choice.statements if statement.id != leading.id)
    return replace(choice, statements=(leading, *others))


def _about(
    store: ContentStore, question: Question, topic: str, concepts: Sequence[Concept], scores: dict[str, float]
) -> Choice | None:
    named = {concept.id for concept in concepts}
    about = store.statements_about(question.condition, named, topic)
    if not about:
        broader = {other for concept in concepts for other in concept.broader}
        about = store.statements_about(question.condition, broader, topic) if broader else []
        if not about:
            return None
    if question.yes_no:
        listing = [statement for statement in about if named <= statement.listed]
        if listing:
            rest = [statement for statement in about if statement not in listing]
            return Choice(topic, Fit.LISTED, (*listing, *rest), tuple(concepts))
    if question.specific:
        about = sorted(about, key=lambda one: -scores.get(one.id, 0.0) - WORTH_OF_A_CONCEPT * len(one.concepts & named))
        if scores.get(about[0].id, 0.0) < NEAR_ENOUGH:
            return Choice(topic, Fit.NOT_SAID, tuple(about), tuple(concepts))
    else:
        about = sorted(about, key=lambda one: (-len(one.concepts & named), one.position))
    return Choice(topic, Fit.CONCEPT, tuple(about), tuple(concepts))


def _nearest_first(statements: Iterable[Statement], scores: dict[str, float]) -> list[Statement]:
    """By score; those without one keep the curators' order, after the others."""
    return sorted(statements, key=lambda statement: -scores.get(statement.id, 0.0))


def without(choice: Choice, shown: Iterable[str]) -> Choice:
    """The same choice less the statements shown already."""
    seen = set(shown)
    return replace(choice, statements=tuple(statement for statement in choice.statements if statement.id not in seen))
