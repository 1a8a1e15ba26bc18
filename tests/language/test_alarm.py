"""What is said after an alarm: still about the danger, help that is there, or something else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.language.alarm import is_over, still_about
from bot.safety import Alarm, Finding, Level

EMERGENCY = Alarm(Finding(Level.EMERGENCY, "seizure"), 3)
CRISIS = Alarm(Finding(Level.CRISIS, "suicide"), 3)
ASKED = Alarm(Finding(Level.EMERGENCY, "carcinoid-crisis"), 0)


def message(text: str, intent: str = "out_of_scope", confidence: float = 0.9, *kinds: str) -> Message:
    entities = [{"entity": kind, "value": kind} for kind in kinds]
    topics = ["overview", "treatment"] if " and " in text else []
    found = {INTENT: {"name": intent, "confidence": confidence}, ENTITIES: entities, "topics": topics}
    return Message({TEXT: text, **found})


@pytest.mark.parametrize(
    ("said", "decision"),
    [
        (message("still going", "goodbye", 0.5), False),
        (message("what do i do", "help"), False),
        (message("nobody picks up"), False),
        (message("can i wait until morning?", "ask_treatment"), True),
        (message("it is happening now", "ask_overview"), False),
        (message("how do i do that", "ask_diagnosis"), False),
        (message("is that serious?", "ask_prognosis"), False),
        (message("forget it", "delete_conversation"), False),
    ],
)
@pytest.mark.parametrize("alarm", [EMERGENCY, CRISIS])
def test_the_danger_goes_on(said: Message, decision: bool, alarm: Alarm) -> None:
    assert still_about(alarm, said, decision)


@pytest.mark.parametrize(
    "said",
    [
        message("they are here", "got_help"),
        message("delete my conversation", "delete_conversation"),
        message("what is an insulinoma?", "ask_overview", 0.9, "tumor"),
        message("what are the symptoms?", "ask_symptoms"),
        message("what is it and how is it treated?", "ask_overview"),
        message("what is it and how is it treated?", "ask_overview", 0.5),
    ],
)
@pytest.mark.parametrize("alarm", [EMERGENCY, CRISIS])
def test_help_or_another_question_ends_it(said: Message, alarm: Alarm) -> None:
    assert not still_about(alarm, said, False)


@pytest.mark.parametrize(
    ("said", "about_it"),
    [
        (message("do I need scans for years after this", "ask_diagnosis", 0.7, "test"), False),
        (message("do my children need tests for the gene", "ask_risk_factors", 0.9, "person"), False),
        (message("do I need a scan right now for this", "ask_diagnosis", 0.9, "test"), True),
        (message("should he take more octreotide against this", "ask_treatment", 0.9, "treatment"), True),
        (message("do we have to wait for the scan", "ask_diagnosis", 0.9, "test"), True),
        (message("does he need that for long", "ask_diagnosis", 0.9), True),
    ],
)
def test_a_decision_on_another_matter_ends_an_emergency_and_no_crisis(said: Message, about_it: bool) -> None:
    assert still_about(EMERGENCY, said, True) == about_it
    assert still_about(CRISIS, said, True)


def test_a_decision_for_now_is_about_an_emergency_though_something_else_was_answered() -> None:
    said = message("should he take more octreotide now", "ask_treatment", 0.9, "treatment")
    assert still_about(replace(EMERGENCY, answered=True), said, True)
    assert not still_about(replace(EMERGENCY, answered=True), message("should he eat fat", "ask_treatment"), True)


def test_thanks_end_no_alarm_and_a_word_no_crisis() -> None:
    assert still_about(EMERGENCY, message("thanks", "thank"), False)
    assert not still_about(EMERGENCY, message("false alarm, he is fine"), False)
    assert still_about(CRISIS, message("false alarm, he is fine"), False)


@pytest.mark.parametrize(
    ("said", "about_it"),
    [
        (message("it is getting worse"), True),
        (message("i still mean it"), True),
        (message("should i drive him"), True),
        (message("thanks", "thank"), False),
        (message("and the side effects?", "ask_treatment"), False),
    ],
)
def test_once_something_else_was_answered_only_what_says_so_is_about_it(said: Message, about_it: bool) -> None:
    assert still_about(replace(EMERGENCY, answered=True), said, False) == about_it


@pytest.mark.parametrize(
    ("said", "has_it"),
    [
        ("i think thats happening to me", True),
        ("he has all of those", True),
        ("exactly what I feel", True),
        ("is that common?", False),
        ("thanks for that", False),
        ("ok", False),
    ],
)
def test_who_has_what_was_asked_about_is_in_danger(said: str, has_it: bool) -> None:
    assert still_about(ASKED, message(said), False) == has_it


@pytest.mark.parametrize(
    ("said", "over"),
    [("it was a false alarm", True), ("she woke up again", True), ("he is fine now", True), ("he is not ok", False)],
)
def test_what_says_that_it_is_over(said: str, over: bool) -> None:
    assert is_over(message(said), EMERGENCY) == over
    assert not is_over(message(said), CRISIS)
