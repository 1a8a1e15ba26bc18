"""What helps somebody who asks for no information: who tells of somebody, or wants a decision."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bot.answers.nearness import OF_THE_NEAREST
from bot.answers.question import SURELY_ASKED, Question
from bot.answers.telling import Ranked
from bot.content.statements import CARE, ILLNESS, SITE, TRAIT, with_their_kind
from bot.content.store import ContentStore

_HELPS_TO_DECIDE = 0.55
"""Similarity from which a statement is worth telling beside the advice to ask the care team."""

TELLS_BESIDE_A_DECISION = 0.75
"""Similarity from which one is told beside it at all, for a message that was not understood to ask for a topic."""


def topic_beside_a_decision(store: ContentStore, question: Question) -> str | None:
    """The topic of the nearest statement on what a decision is about, ours to make or not, if one is near.

    Raises:
        ContentUnavailableError: where the store cannot be read.
    """
    asks = question.concerns.personal_decision or question.concerns.of_anybody
    if not asks or not question.concepts:
        return None
    close = [near.id for near in question.near if near.similarity >= TELLS_BESIDE_A_DECISION]
    about = (one.topic for one in store.statements(close) if one.concepts & set(question.concepts))
    return next(about, None)


def topic_of_what_is_told(store: ContentStore, question: Question) -> str | None:
    """Where something of ours is told of somebody and nothing asked, the topic that tells what it is.

    Of a test or a treatment that is the one that tells most of it.

    Raises:
        ContentUnavailableError: where the store cannot be read.
    """
    concepts = store.concepts(question.concepts)
    # "My Ki-67 is 12" tells of no illness by its name.
    named = [one for one in concepts if one.kind in ILLNESS | CARE] or [one for one in concepts if one.kind == TRAIT]
    if not question.tells or question.concerns.personal_decision or not named:
        return None
    care = [one for one in named if one.kind in CARE]
    # Of a small bowel NET the topic that tells what it is tells only of its kind, gut NETs.
    kinds = with_their_kind(care or named, ILLNESS | CARE | {TRAIT})
    told = Counter(one.topic for one in store.statements_about(question.condition, kinds))
    if not care:
        return next(iter(told), None)
    # What is said of a treatment elsewhere is beside the point: when to call because of it.
    return max(told, key=told.__getitem__, default=None)


def of_what_is_told(store: ContentStore, question: Question) -> Question:
    """Of "my dad has a lung carcinoid" or "I have PRRT in January", which ask nothing, ``question`` what that is.

    Raises:
        ContentUnavailableError: where the store cannot be read.
    """
    kinds = {one.kind for one in store.concepts(question.concepts)}
    if question.leans_on or not kinds or not kinds <= ILLNESS | CARE | {SITE}:
        return question
    surely = max(dict(question.likely).values(), default=1.0) >= SURELY_ASKED
    if surely and kinds.isdisjoint(CARE):
        return question
    topic = topic_of_what_is_told(store, question)
    if topic and surely and store.statements_about(question.condition, question.concepts, question.topics[0]):
        topic = question.topics[0]
    # "I take lanreotide for a pancreatic NET" is near to what it does to the stools, which nobody asked.
    return replace(question, topics=(topic,), specific=False, near=(), likely=()) if topic else question


def helps_to_decide(question: Question, near: list[Ranked]) -> bool:
    """Whether the worthiest statement, or one on what is named, is worth telling beside the advice to ask."""
    named = set(question.concepts)
    return any(
        one.similarity >= _HELPS_TO_DECIDE and (place == 0 or one.statement.concepts & named)
        for place, one in enumerate(near[:OF_THE_NEAREST])
    )
