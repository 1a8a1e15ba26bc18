"""What was understood of a message, and what is remembered of the turns before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bot.safety import Alarm, Finding

DOCTOR_TOPIC = "when_to_see_doctor"
SUPPORT_TOPIC = "support"

SURELY_ASKED = 0.9
"""Confidence of the classifier from which a topic is asked, whatever else a message tells or is near to."""

WORTH_OF_THE_TEXT = 0.5
"""What the cosine of a statement's own text adds to its score, where statements are ranked (docs/understanding.md)."""


class NearStatement(NamedTuple):
    """A statement near in meaning.

    Attributes:
        similarity: its score (bot/language/statement_index.py), from 0 to 1.5.
        in_text: the cosine of its text, without the questions that it answers.
    """

    id: str
    topic: str
    similarity: float
    in_text: float = 0.0

    @property
    def standing(self) -> float:
        """By what it is ranked: that its text is near as well says that it tells what its question asks."""
        return self.similarity + WORTH_OF_THE_TEXT * self.in_text


@dataclass(frozen=True)
class Concerns:
    """What calls for care before any answer.

    Attributes:
        findings: dangers, gravest first.
        personal_decision: it is for the person's own care team.
        on_treatment: a treatment may be stopped, skipped, put off, dosed or swapped by it.
        usual: it names a danger only as one that is not there, or what is usual after a treatment.
        for_others: somebody asks who is asked by others: a nurse, a help line.
        of_anybody: it asks in the words of a decision what anybody may ask: "can I have the flu shot?".
    """

    findings: tuple[Finding, ...] = ()
    personal_decision: bool = False
    on_treatment: bool = False
    usual: bool = False
    for_others: bool = False
    of_anybody: bool = False


@dataclass(frozen=True)
class Question:
    """A message as understood; it holds none of its words.

    Attributes:
        condition: id of the condition that is meant.
        topics: ids of the topics asked, in order.
        concepts: ids of the concepts named, in order.
        yes_no: whether it asks if something named belongs to the topic ("is X a symptom?").
        specific: whether it asks for something particular within the topic.
        measured: whether it asks how long or how often.
        unknown: whether it names a particular thing that the store has no concept for.
        near: statements near in meaning, nearest first.
        concerns: what calls for care before any answer.
        named: whether it names the condition.
        follows: whether it leans on the turn before ("is it inherited too?").
        further: whether it asks for what was not told yet ("what else can push it up?").
        leans_on: those of the concepts that what it asks may mean without naming them: of the turn before, or of the
            story that it tells first.
        illnesses: ids of the illnesses that the conversation is about, with this message.
        treatments: ids of the treatments that it is about.
        tells: whether it asks for nothing and tells something of somebody: "my port is red".
        in_its_words: whether the nearest statement has any of the words that ask for something particular.
        likely: ids of topics, each with the classifier's confidence that it is asked, from 0 to 1.
    """

    condition: str
    topics: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    yes_no: bool = False
    specific: bool = False
    measured: bool = False
    unknown: bool = False
    near: tuple[NearStatement, ...] = ()
    concerns: Concerns = field(default_factory=Concerns)
    named: bool = False
    follows: bool = False
    further: bool = False
    leans_on: tuple[str, ...] = ()
    illnesses: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    tells: bool = False
    in_its_words: bool = True
    likely: tuple[tuple[str, float], ...] = ()

    @property
    def leans(self) -> bool:
        """Whether it means what was spoken of before: it leans on that and names no condition."""
        return self.follows and not self.named


@dataclass(frozen=True)
class Remembered:
    """What is kept between turns: ids only, nothing that the person wrote.

    Attributes:
        condition: id of the condition that was spoken of, or None before the first answer.
        illnesses: ids of the illnesses that the conversation is about.
        treatments: ids of the treatments that it is about.
        alarm: the danger that the last answer was about, if any.
        shown: ids of the statements of the last answers on these topics, as shown.
        offer: the question that the bot last offered to answer, or None.
    """

    topics: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    offer: str | None = None
    condition: str | None = None
    illnesses: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    alarm: Alarm | None = None

    @classmethod
    def from_slots(cls, slots: dict[str, Any]) -> Remembered:
        """Read it from the tracker's slots of the same names."""
        return cls(
            topics=tuple(slots.get("topics") or ()),
            concepts=tuple(slots.get("concepts") or ()),
            shown=tuple(slots.get("shown") or ()),
            offer=slots.get("offer"),
            condition=slots.get("condition"),
            illnesses=tuple(slots.get("illnesses") or ()),
            treatments=tuple(slots.get("treatments") or ()),
            alarm=Alarm.from_slot(slots.get("alarm")),
        )

    def as_slots(self) -> dict[str, Any]:
        """Write it as the tracker's slots."""
        return {
            "topics": list(self.topics),
            "concepts": list(self.concepts),
            "shown": list(self.shown),
            "offer": self.offer,
            "condition": self.condition,
            "illnesses": list(self.illnesses),
            "treatments": list(self.treatments),
            "alarm": self.alarm.as_slot() if self.alarm else None,
        }
