"""Choosing the statements of one topic that answer what was asked, most telling first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from bot.answers.question import NearStatement, Question
from bot.content.statements import Concept, Statement
from bot.content.store import ContentStore

NEAR_ENOUGH = 0.50
"""Cosine from which a statement is taken to answer a particular question; measured on the
project's own questions about single facts (docs/understanding.md)."""

CLEARLY_NEAREST = 0.62
"""Cosine from which a statement goes to the top of the statements about the same concepts."""


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
    concepts = store.concepts(question.concepts)
    similarity = {near.id: near.similarity for near in question.near}
    if concepts:
        choice = _about(store, question, topic, concepts, similarity)
        if choice is not None:
            return choice
    whole = store.statements_of(question.condition, topic)
    if question.unknown and question.yes_no:
        lists = [statement for statement in whole if statement.listed]
        return Choice(topic, Fit.NOT_LISTED, tuple(lists or whole))
    if question.specific or concepts:
        near = _near(whole, question.near)
        if near:
            return Choice(topic, Fit.NEAR, tuple(near))
        return Choice(topic, Fit.NOT_SAID, tuple(whole), tuple(concepts))
    return Choice(topic, Fit.TOPIC, tuple(whole))


def _about(
    store: ContentStore, question: Question, topic: str, concepts: Sequence[Concept], similarity: dict[str, float]
) -> Choice | None:
    named = {concept.id for concept in concepts}
    about = store.statements_about(question.condition, named, topic)
    if not about:
        broader = {other for concept in concepts for other in concept.broader}
        about = store.statements_about(question.condition, broader, topic) if broader else []
        if not about:
            return None
    about = sorted(about, key=lambda statement: _rank(statement, named, similarity))
    if question.yes_no:
        listing = [statement for statement in about if statement.listed & named]
        if listing:
            asked = tuple(concept for concept in concepts if concept.id in listing[0].listed)
            rest = [statement for statement in about if statement not in listing]
            return Choice(topic, Fit.LISTED, (*listing, *rest), asked)
    return Choice(topic, Fit.CONCEPT, tuple(about), tuple(concepts))


def _rank(statement: Statement, named: set[str], similarity: dict[str, float]) -> tuple[int, float, int]:
    """Lower comes first: most of the named concepts, then the clearly nearest, then the curators' order."""
    near = similarity.get(statement.id, 0.0)
    return (-len(statement.concepts & named), -near if near >= CLEARLY_NEAREST else 0.0, statement.position)


def _near(whole: Iterable[Statement], near: Iterable[NearStatement]) -> list[Statement]:
    statements = {statement.id: statement for statement in whole}
    return [statements[item.id] for item in near if item.id in statements and item.similarity >= NEAR_ENOUGH]


def without(choice: Choice, shown: Iterable[str]) -> Choice:
    """The same choice less the statements shown already."""
    seen = set(shown)
    return replace(choice, statements=tuple(statement for statement in choice.statements if statement.id not in seen))
