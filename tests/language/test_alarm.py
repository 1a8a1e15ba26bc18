"""What is said after an alarm: still about the danger, help that is there, or something else."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.language.alarm import is_over, still_about
from bot.safety import Finding, Level

EMERGENCY = ("EMERGENCY", "seizure", 3)
CRISIS = ("CRISIS", "suicide", 3)
ASKED = ("EMERGENCY", "carcinoid-crisis", 0)


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
        (message("delete it", "delete_conversation"), False),
    ],
)
@pytest.mark.parametrize("alarm", [EMERGENCY, CRISIS])
def test_the_danger_goes_on(said: Message, decision: bool, alarm: tuple[str, str, int]) -> None:
    assert still_about(said, decision, *alarm) == Finding(Level[alarm[0]], alarm[1])


@pytest.mark.parametrize(
    "said",
    [
        message("they are here", "got_help"),
        message("what is an insulinoma?", "ask_overview", 0.9, "tumor"),
        message("what are the symptoms?", "ask_symptoms"),
        message("what is it and how is it treated?", "ask_overview"),
        message("what is it and how is it treated?", "ask_overview", 0.5),
    ],
)
@pytest.mark.parametrize("alarm", [EMERGENCY, CRISIS])
def test_help_or_another_question_ends_it(said: Message, alarm: tuple[str, str, int]) -> None:
    assert still_about(said, False, *alarm) is None


@pytest.mark.parametrize(("said", "intent"), [("thanks", "thank"), ("false alarm, he is fine", "out_of_scope")])
def test_of_a_crisis_nobody_takes_leave(said: str, intent: str) -> None:
    assert still_about(message(said, intent), False, *EMERGENCY) is None
    assert still_about(message(said, intent), False, *CRISIS) is not None


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
    assert (still_about(message(said), False, *ASKED) is not None) == has_it


@pytest.mark.parametrize(
    ("said", "over"),
    [("it was a false alarm", True), ("she woke up again", True), ("he is fine now", True), ("he is not ok", False)],
)
def test_what_says_that_it_is_over(said: str, over: bool) -> None:
    assert is_over(message(said), "EMERGENCY") == over
    assert not is_over(message(said), "CRISIS")
