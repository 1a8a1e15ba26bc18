"""What is told as the answer, and what as the nearest there is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.choosing import Choice, Fit
from bot.answers.question import Concerns, Question
from bot.answers.sureness import as_sure_as_it_is, nothing_near
from bot.answers.telling import Ranked
from bot.content.store import ContentStore
from bot.safety import Finding, Level
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
    assert judged(shipped, Fit.NOT_SAID, (1.05, 0.8)) is Fit.NEAR
    assert judged(shipped, Fit.NOT_SAID, (1.1, 1.05)) is Fit.NOT_SAID


def test_what_others_stand_far_ahead_of_is_not(shipped: ContentStore) -> None:
    assert judged(shipped, Fit.NEAR, (0.9, 1.2)) is Fit.NOT_SAID
    assert judged(shipped, Fit.CONCEPT, (1.15, 1.2)) is Fit.CONCEPT


@pytest.mark.parametrize("against", [{"follows": True}, {"measured": True}])
def test_a_name_from_the_turn_before_and_a_missing_measure_speak_against_it(
    shipped: ContentStore, against: dict[str, bool]
) -> None:
    assert judged(shipped, Fit.NOT_SAID, (1.0, 0.8), replace(PARTICULAR, **against)) is Fit.NOT_SAID


def test_what_was_told_before_does_not_become_the_answer_to_what_is_asked_of_it(shipped: ContentStore) -> None:
    on = replace(PARTICULAR, follows=True)
    assert judged(shipped, Fit.NOT_SAID, (1.5, 0.8), on, shown=NEXT) is Fit.NEAR
    assert judged(shipped, Fit.NOT_SAID, (1.5, 0.8), on, shown=FIRST) is Fit.NOT_SAID


def test_what_is_said_of_another_treatment_does_not_become_the_answer(shipped: ContentStore) -> None:
    of_prrt = replace(PARTICULAR, concepts=("prrt",))
    assert judged(shipped, Fit.NOT_SAID, (1.3, 0.8), of_prrt) is Fit.NEAR
    of_lanreotide = replace(PARTICULAR, concepts=("lanreotide",))
    assert judged(shipped, Fit.NOT_SAID, (1.3, 0.8), of_lanreotide) is Fit.NOT_SAID


LEANS = replace(PARTICULAR, follows=True, concepts=("prrt",), leans_on=("prrt",))


@pytest.mark.parametrize(
    ("question", "fit", "far"),
    [
        (LEANS, Fit.NOT_SAID, True),
        (LEANS, Fit.NEAR, False),
        (replace(LEANS, concepts=("prrt", "pregnancy"), measured=True, leans_on=("prrt",)), Fit.NOT_SAID, True),
        (replace(LEANS, concepts=("insulinoma",), leans_on=("insulinoma",)), Fit.NOT_SAID, False),
        (replace(LEANS, measured=True, leans_on=()), Fit.NOT_SAID, False),
        (replace(PARTICULAR, measured=True), Fit.NOT_SAID, False),
        (PARTICULAR, Fit.NOT_SAID, False),
        (replace(LEANS, specific=False), Fit.NOT_SAID, False),
        (replace(LEANS, concerns=Concerns((Finding(Level.URGENT, "fever"),))), Fit.NOT_SAID, False),
    ],
    ids=[
        "leans",
        "is said",
        "names another thing",
        "leans on an illness",
        "names it itself",
        "asks how long",
        "alone",
        "asks nothing particular",
        "in danger",
    ],
)
def test_where_nothing_is_near_that_is_said(shipped: ContentStore, question: Question, fit: Fit, far: bool) -> None:
    statements = tuple(shipped.statements((FIRST, NEXT)))
    near = [Ranked(one, standing, standing, standing, 0.0) for one, standing in zip(statements, (0.9, 0.8))]
    assert nothing_near(shipped, question, [Choice("treatment", fit, statements)], near, ()) is far


def test_a_topic_that_was_asked_as_a_whole_answers(shipped: ContentStore) -> None:
    assert judged(shipped, Fit.TOPIC, (0.2, 1.2)) is Fit.TOPIC
    assert judged(shipped, Fit.NOT_LISTED, (0.2, 1.2)) is Fit.NOT_LISTED
    assert judged(shipped, Fit.CONCEPT, (0.2, 1.2), replace(PARTICULAR, specific=False)) is Fit.CONCEPT
