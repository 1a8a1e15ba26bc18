"""Which condition and which concepts a question is about, where it does not say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.answers.question import SUPPORT_TOPIC, Question, Remembered
from bot.content.statements import CARE, ILLNESS, SITE, SYMPTOM, Statement
from bot.content.store import ContentStore


def condition_meant(store: ContentStore, concepts: Iterable[str], preferred: Iterable[str | None]) -> str:
    """The first condition that has statements about one of ``concepts``: of ``preferred``, then of all.

    Where no concept is named, or none of them is told of anywhere, the most preferred one is meant.

    Raises:
        ContentUnavailableError: where the store cannot be read.
    """
    concepts = tuple(concepts)
    order = [*(one for one in preferred if one), *store.conditions()]
    if concepts and len(set(order)) > 1:
        return next((one for one in dict.fromkeys(order) if store.statements_about(one, concepts)), order[0])
    return order[0]


def with_concepts_meant(store: ContentStore, question: Question, remembered: Remembered) -> Question:
    """``question`` with what the turn before was about, where it leans on that and names nothing of the kind itself.

    Most of that is found before (bot/language/leaning.py). Left for here are "what about functional ones?", which means
    the insulinoma that was spoken of, and where nothing is named anything else of which the topic asked now tells:
    "what tests would they do?" after a question about flushing asks for no test of flushing.

    Raises:
        ContentUnavailableError: where the store cannot be read.
    """
    if not question.leans or not remembered.concepts or question.topics[:1] == (SUPPORT_TOPIC,):
        return question
    if any(concept.kind in ILLNESS | CARE | {SITE} for concept in store.concepts(question.concepts)):
        return question
    meant = [
        concept.id
        for concept in store.concepts(remembered.concepts)
        if concept.kind in ILLNESS or (not question.concepts and _told_of(store, question, concept.id))
    ]
    return replace(question, concepts=tuple(dict.fromkeys((*question.concepts, *meant))))


def without_what_is_beside(store: ContentStore, question: Question, nearest: Statement | None) -> Question:
    """``question`` less the tests, treatments, symptoms and places that it may lean on beside an illness.

    Who said that a colonoscopy found a rectal carcinoid asks "how do they get it out?" of the tumor. What the nearest
    statement tells of stays: "is it painful?".

    Raises:
        ContentUnavailableError: where the store cannot be read.
    """
    meant = store.concepts(question.leans_on)
    beside = {one.id for one in meant if one.kind in CARE | {SYMPTOM, SITE}}
    if not any(one.kind in ILLNESS for one in meant) or (nearest and nearest.concepts & beside):
        return question
    return replace(question, concepts=tuple(one for one in question.concepts if one not in beside))


def without_the_illness(question: Question) -> Question:
    """``question`` on support less what it may lean on: how to talk with somebody is asked of no tumor and no drug."""
    if question.topics[:1] != (SUPPORT_TOPIC,) or not question.leans_on:
        return question
    named = tuple(one for one in question.concepts if one not in question.leans_on)
    return replace(question, concepts=named, leans_on=())


def _told_of(store: ContentStore, question: Question, concept: str) -> bool:
    return any(store.statements_about(question.condition, [concept], topic) for topic in question.topics)
