"""What is told as the answer, and what as the nearest there is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.choosing import Choice, Fit
from bot.answers.question import Question
from bot.answers.sureness import as_sure_as_it_is
from bot.answers.telling import Ranked
from bot.content.store import ContentStore
from tests.answers.world import NETS

FIRST, NEXT = "treatment-prrt-what", "treatment-prrt-not-nec"
PARTICULAR = Question(NETS, ("treatment",), specific=True)


def judged(
    store: ContentStore, fit: Fit, standings: tuple[float, float], question: Question = PARTICULAR, shown: str = ""
) -> Fit:
    """How the first of two statements is told."""
    statements = tuple(store.statements((FIRST, NEXT)))
    near = [Ranked(one, standing, standing, standing, 0.0) for one, standing in zip(statements, standings)]
    first, *others = as_sure_as_it_is(store, question, [Choice("treatment", fit, statements)], near, (shown,))
    assert not others
    assert first.statements == statements
    return first.fit


def test_what_stands_far_ahead_of_all_others_is_the_answer(shipped: ContentStore) -> None:
    assert judged(shipped, Fit.NOT_SAID, (1.1, 0.8)) is Fit.NEAR
    assert judged(shipped, Fit.NOT_SAID, (1.1, 1.05)) is Fit.NOT_SAID


def test_what_others_stand_far_ahead_of_is_not(shipped: ContentStore) -> None:
    assert judged(shipped, Fit.NEAR, (0.9, 1.2)) is Fit.NOT_SAID
    assert judged(shipped, Fit.CONCEPT, (1.1, 1.2)) is Fit.CONCEPT


@pytest.mark.parametrize("against", [{"follows": True}, {"measured": True}])
def test_a_name_from_the_turn_before_and_a_missing_measure_speak_against_it(
    shipped: ContentStore, against: dict[str, bool]
) -> None:
    assert judged(shipped, Fit.NOT_SAID, (1.1, 0.8), replace(PARTICULAR, **against)) is Fit.NOT_SAID


def test_what_was_told_before_does_not_become_the_answer_to_what_is_asked_of_it(shipped: ContentStore) -> None:
    on = replace(PARTICULAR, follows=True)
    assert judged(shipped, Fit.NOT_SAID, (1.5, 0.8), on, shown=NEXT) is Fit.NEAR
    assert judged(shipped, Fit.NOT_SAID, (1.5, 0.8), on, shown=FIRST) is Fit.NOT_SAID


def test_a_topic_that_was_asked_as_a_whole_answers(shipped: ContentStore) -> None:
    assert judged(shipped, Fit.TOPIC, (0.2, 1.2)) is Fit.TOPIC
    assert judged(shipped, Fit.NOT_LISTED, (0.2, 1.2)) is Fit.NOT_LISTED
    assert judged(shipped, Fit.CONCEPT, (0.2, 1.2), replace(PARTICULAR, specific=False)) is Fit.CONCEPT
