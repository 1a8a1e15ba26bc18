"""How sure it is that the first statement chosen says what was asked: whether it is told, or told as the nearest.

A linear rule, fitted by logistic regression on the project's own questions, some of them with no answer in the
sources: `python -m benchmarks.sureness` fits it anew and shows what it gains (docs/understanding.md).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.answers.choosing import Choice, Fit
from bot.answers.nearness import OF_ONE_ILLNESS, OF_THE_NEAREST
from bot.answers.question import Question
from bot.answers.telling import Ranked
from bot.content.statements import CARE, Statement, with_their_kind
from bot.content.store import ContentStore

_AHEAD, _SAID, _LEANS, _MEASURED, _AGAIN = 1.25, 0.15, -0.2, -0.1, -0.35
"""What each piece of evidence counts, where the standing of the nearest statement counts 1."""

_SURE, _FAR = 1.25, 0.85
"""The sum of the evidence from which a statement is told as the answer, and below which it is nowhere near one."""

JUDGED = frozenset({Fit.CONCEPT, Fit.NEAR, Fit.NOT_SAID})
"""What is asked of a whole topic, or of its lists, is answered by them."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for a statement, and against it.

    Attributes:
        nearest: the standing of the nearest statement of all (bot/answers/nearness.py).
        ahead: how much higher than any other the one chosen stands; less than 0 where another stands higher.
        said: whether the rules of its topic take it to say what was asked.
        leans: whether the question leans on the turn before, whose name brings statements near.
        measured: whether it asks how long or how often.
        again: whether the statement was told before: who asks on asks for what it does not say.
    """

    nearest: float
    ahead: float
    said: bool
    leans: bool
    measured: bool
    again: bool

    @classmethod
    def of(cls, question: Question, choice: Choice, near: Sequence[Ranked], shown: Collection[str]) -> Evidence:
        """For the first statement of ``choice``.

        Args:
            question: asked of the topic that tells.
            choice: what was chosen.
            near: all statements that are near to the question.
            shown: the ids of what was told before.
        """
        standings = {one.statement.id: one.standing for one in near}
        first = standings.pop(choice.statements[0].id, 0.0) if choice.statements else 0.0
        if choice.statements and _of_another_illness(choice.statements[0], question):
            first -= OF_ONE_ILLNESS
        others = max(standings.values(), default=0.0)
        said = choice.fit is not Fit.NOT_SAID
        again = question.specific and _asks_on(question, choice, shown)
        return cls(max(first, others), first - others, said, question.leans, question.measured, again)

    @property
    def sure(self) -> bool:
        """Whether the statement is told as the answer."""
        return self._sum >= _SURE

    @property
    def far(self) -> bool:
        """Whether it is not even worth telling."""
        return self._sum < _FAR

    @property
    def _sum(self) -> float:
        against = _LEANS * self.leans + _MEASURED * self.measured + _AGAIN * self.again
        return self.nearest + _AHEAD * self.ahead + _SAID * self.said + against


def _of_another_illness(statement: Statement, question: Question) -> bool:
    return statement.of_one_illness and not statement.concepts & set(question.concepts)


def as_sure_as_it_is(
    store: ContentStore, question: Question, choices: Sequence[Choice], near: Sequence[Ranked], shown: Collection[str]
) -> list[Choice]:
    """``choices`` with the first told as the answer, or as the nearest there is, by all the evidence.

    Args:
        store: with what is named.
        question: asked of the topic that tells.
        choices: what was chosen, one at least.
        near: the statements near to the question.
        shown: the ids of what was told before: of it "is it painful?" asks what it does not say.

    Raises:
        ContentUnavailableError: where the store cannot be read.
    """
    first, *others = choices
    if first.fit not in JUDGED:
        return list(choices)
    sure = Evidence.of(question, first, near, shown).sure
    again = _asks_on(question, first, shown)
    if sure and first.fit is Fit.NOT_SAID and not again and not _of_other_care(store, question, first):
        first = replace(first, fit=Fit.NEAR)
    elif not sure and first.fit is not Fit.NOT_SAID and question.specific:
        first = replace(first, fit=Fit.NOT_SAID)
    return [first, *others]


def nothing_near(
    store: ContentStore, question: Question, choices: Sequence[Choice], near: Sequence[Ranked], shown: Collection[str]
) -> bool:
    """Whether what was chosen is so far from a particular question that an honest no helps more.

    Of a question that leans on a test or a treatment, or asks how long: "and how long till the results?". Any other
    one the topic as a whole may help. Who tells of a danger beside it is told what there is.

    Raises:
        ContentUnavailableError: where the store cannot be read.
    """
    of_care = question.leans and any(one.kind in CARE for one in store.concepts(question.leans_on))
    asked = question.specific and (of_care or question.measured) and not question.concerns.findings
    if not asked or not choices or any(choice.fit is not Fit.NOT_SAID for choice in choices):
        return False
    named = set(question.concepts) - set(question.leans_on)
    nearest = (one.statement for one in near[:OF_THE_NEAREST])
    tells_of_it = any(one.concepts & named for one in (*choices[0].statements[:1], *nearest))
    return not tells_of_it and Evidence.of(question, choices[0], near, shown).far


def _asks_on(question: Question, choice: Choice, shown: Collection[str]) -> bool:
    """Whether a question leans on the turn before and what was chosen for it first was told already."""
    return question.leans and any(one.id in shown for one in choice.statements[:1])


def _of_other_care(store: ContentStore, question: Question, choice: Choice) -> bool:
    """Whether the first statement is not on the test or treatment named: of side effects what any treatment has."""
    care = with_their_kind(store.concepts(question.concepts), CARE)
    return bool(care) and not any(one.concepts & care for one in choice.statements[:1])
