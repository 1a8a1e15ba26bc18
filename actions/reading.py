"""What an action is told of a turn: the message as understood, and what is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasa_sdk import Tracker

from actions import services
from bot.answers.question import Concerns, NearStatement, Question, Remembered
from bot.language import intents
from bot.safety import Finding, Level


def question(tracker: Tracker) -> Question:
    """The latest message as bot/language understood it.

    A message that did not go through it (`/ask_symptoms` typed by a developer in the shell)
    asks for the topic of its intent and nothing else.
    """
    message = tracker.latest_message
    understood: dict[str, Any] = message.get("understood") or {}
    concepts = tuple(understood.get("concepts") or ())
    named = understood.get("condition")
    return Question(
        condition=named or services.condition_meant(concepts, remembered(tracker).condition),
        topics=tuple(message.get("topics") or ()),
        concepts=concepts,
        yes_no=bool(understood.get("yes_no")),
        specific=bool(understood.get("specific")),
        measured=bool(understood.get("measured")),
        unknown=bool(understood.get("unknown")),
        near=tuple(NearStatement(*near) for near in message.get("near") or ()),
        concerns=_concerns(message),
        named=named is not None,
        follows=bool(understood.get("follows")),
        further=bool(understood.get("further")),
        leans_on=tuple(understood.get("leans_on") or ()),
        illnesses=tuple(understood.get("illnesses") or ()),
        treatments=tuple(understood.get("treatments") or ()),
        tells=bool(understood.get("tells")),
        in_its_words=bool(message.get("near_in_its_words", True)),
        likely=tuple(_likely(message)),
    )


def _likely(message: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for intent in message.get("intent_ranking") or ():
        if intent["name"] in intents.TOPICS:
            yield intents.topic_of(intent["name"]), float(intent["confidence"])


def _concerns(message: dict[str, Any]) -> Concerns:
    concerns = message.get("concerns") or {}
    findings = tuple(
        Finding(Level[finding["level"]], finding["sign"], finding["general"])
        for finding in concerns.get("findings") or ()
    )
    names = ("personal_decision", "on_treatment", "usual", "for_others", "of_anybody")
    return Concerns(findings, **{name: bool(concerns.get(name)) for name in names})


def remembered(tracker: Tracker) -> Remembered:
    """What is remembered of the turns before."""
    return Remembered.from_slots(tracker.current_slot_values())
