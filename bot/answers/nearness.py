"""How near the statements of a topic are to a question, and what is near enough to answer it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.answers.question import Question
from bot.content.statements import ILLNESS, Concept, Statement

NEAR_ENOUGH = 1.2
"""How high a statement must stand to be taken to answer a particular question: its score
(bot/language/statement_index.py) and half the cosine of its text; measured on the project's own questions
(docs/understanding.md)."""

NEAR_IN_OTHER_WORDS = 1.33
"""The same where the nearest statement has none of the words that ask for something particular: "how big is a NET when
they find it?" is near to when NETs are found."""

ITS_VERY_QUESTION = 1.6
"""The same where it answers whatever topic the classifier is sure of, and whatever of what is named it does not name:
at most 2, and its own question word for word is 1.6 to 1.9."""

OF_THE_NEAREST = 10
"""Statements, one of which may tell of what is named: "why do I have diarrhea all the time?"."""

OF_ONE_ILLNESS = 0.1
"""What a statement on one illness loses of its score where the question names none: "does everyone need surgery?"."""

_FEWEST = 2

NOT_FAR_BEHIND = 0.5
"""How much less than the nearest a statement may stand and still be shown at once, where something particular is
asked."""


@dataclass(frozen=True)
class Nearness:
    """How near the statements of a topic are to a question, by their ids."""

    scores: Mapping[str, float]
    standings: Mapping[str, float]

    def score(self, statement: Statement) -> float:
        """How near it is, without what its text adds: by this it leads an answer."""
        return self.scores.get(statement.id, 0.0)

    def standing(self, statement: Statement) -> float:
        """By what it is ranked, and taken to answer the question, or not."""
        return self.standings.get(statement.id, 0.0)

    def nearest_first(self, statements: Iterable[Statement]) -> list[Statement]:
        """Those that are not near keep the curators' order, after the others."""
        return sorted(statements, key=lambda one: -self.standing(one))

    def close_to_the_nearest(self, statements: Sequence[Statement]) -> int:
        """How many of ``statements`` are not far behind the nearest; two at least, so that none stands alone."""
        least = max(map(self.standing, statements), default=0.0) - NOT_FAR_BEHIND
        return max(_FEWEST, sum(self.standing(one) >= least for one in statements))


def nearness_of(question: Question, statements: Iterable[Statement], concepts: Iterable[Concept]) -> Nearness:
    """Of ``statements``; one on an illness, where the question names none, counts less by ``OF_ONE_ILLNESS``."""
    named = any(concept.kind in ILLNESS for concept in concepts)
    less = {} if named else {one.id: OF_ONE_ILLNESS for one in statements if one.of_one_illness}
    return Nearness(
        {near.id: near.similarity - less.get(near.id, 0.0) for near in question.near},
        {near.id: near.standing - less.get(near.id, 0.0) for near in question.near},
    )


def near_enough(question: Question) -> float:
    """How high a statement must stand to be taken to answer ``question``; "how long" only in words of time."""
    if not question.specific:
        return NEAR_ENOUGH
    if question.measured and not question.in_its_words:
        return math.inf
    return NEAR_ENOUGH if question.in_its_words else NEAR_IN_OTHER_WORDS
