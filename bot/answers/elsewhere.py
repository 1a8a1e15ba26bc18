"""What other topics than the one asked tell of what is named."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache

from bot.answers.choosing import Choice, Fit
from bot.answers.question import Question
from bot.content.statements import ILLNESS
from bot.content.store import ContentStore

_TEXTS_KNOWN = 10_000

_NEW_WORDS = 0.35
"""Share of a statement's words that must be new where another topic was told already."""


def elsewhere(store: ContentStore, question: Question, shown: Collection[str]) -> list[Choice]:
    """What the next topic says of the concepts named, once the topics asked have told all of it; or nothing.

    Not what was said in nearly the same words, and what is about little else first.
    """
    about = store.statements_about(question.condition, question.concepts) if question.concepts else []
    left = [one for one in about if one.topic not in question.topics and one.id not in shown]
    said = frozenset().union(*(_words(one.text) for one in store.statements(shown))) if left else frozenset()
    new = [one for one in left if len(_words(one.text) - said) > _NEW_WORDS * len(_words(one.text))]
    if not new:
        return []
    of_next_topic = [one for one in new if one.topic == new[0].topic]
    fewest_others_first = sorted(of_next_topic, key=lambda one: len(one.illnesses))
    return [Choice(new[0].topic, Fit.TOPIC, tuple(fewest_others_first))]


def about_the_illness(store: ContentStore, question: Question, choices: Iterable[Choice]) -> list[Choice]:
    """Of ``choices`` those about a tumor or a syndrome named, or else what another topic says of it; or nothing.

    That much is information, whatever decision is asked for.
    """
    named = _illnesses(store, question.concepts)
    about = [one for one in choices if any(statement.concepts & set(named) for statement in one.statements[:1])]
    return about or elsewhere(store, replace(question, concepts=tuple(named)), ())


def with_more_of_an_illness(store: ContentStore, question: Question, choices: list[Choice]) -> list[Choice]:
    """With what the next topic says of an illness, where "what is an insulinoma?" has one sentence for an answer.

    The first topic of a condition tells what it is. Who is in danger or frightened is told no more than was asked.
    """
    if question.concerns.findings or not _illnesses(store, question.concepts):
        return choices
    first = store.condition(question.condition).topics[0].id
    thin = [(choice.topic, choice.fit, len(choice.statements)) for choice in choices] == [(first, Fit.CONCEPT, 1)]
    return [*choices, *elsewhere(store, question, (choices[0].statements[0].id,))] if thin else choices


def _illnesses(store: ContentStore, concepts: Iterable[str]) -> list[str]:
    return [concept.id for concept in store.concepts(concepts) if concept.kind in ILLNESS]


@lru_cache(maxsize=_TEXTS_KNOWN)
def _words(text: str) -> frozenset[str]:
    """The words that carry the sense of a statement, singular and plural as one."""
    return frozenset(word.rstrip("s") for word in re.findall(r"\w{4,}", text.lower()))
