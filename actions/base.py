"""The one way in which every action answers, whatever goes wrong."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import reading, services
from bot.answers.answer import Answer
from bot.answers.guide import Turn
from bot.answers.plain import render
from bot.answers.question import Question, Remembered
from bot.content.database import ContentUnavailableError
from bot.safety import Alarm

logger = logging.getLogger(__name__)


class AnswerAction(Action, ABC):
    """An action that utters exactly one answer: as text, and as the structure beside it.

    Attributes:
        ends_alarm: whether an alarm is over once it is uttered.
    """

    ends_alarm = False

    @abstractmethod
    def turn(self, question: Question, remembered: Remembered) -> Turn:
        """The answer, and what is remembered once it is given."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Utter the answer; where it fails, say so: in stock Rasa the person would get silence."""
        remembered = reading.remembered(tracker)
        try:
            question = reading.question(tracker)
            turn = self._with_alarm(self.turn(question, remembered), question, remembered.alarm)
        except ContentUnavailableError as error:
            logger.error("%s: %s", self.name(), error)
            turn = Turn(services.replies().content_unavailable(), remembered)
        except Exception:
            logger.exception("%s failed", self.name())
            turn = Turn(services.replies().failed(), remembered)
        utter(dispatcher, turn.answer)
        before = tracker.slots
        return [SlotSet(name, value) for name, value in turn.remembered.as_slots().items() if value != before.get(name)]

    def _with_alarm(self, turn: Turn, question: Question, before: Alarm | None) -> Turn:
        """The alarm of this turn, or what is left of the one before.

        A danger that was only asked about is one: "that is what I have" may follow.
        """
        alarm = turn.remembered.alarm if turn.remembered.alarm is not before else None
        asked = next((one for one in question.concerns.findings if one.grave and one.general), None)
        if alarm is None and asked:
            alarm = Alarm(replace(asked, general=False), 0)
        elif alarm is None and before and not self.ends_alarm:
            alarm = before.once_answered()
        about = replace(turn.remembered, illnesses=question.illnesses, treatments=question.treatments)
        return replace(turn, remembered=replace(about, alarm=alarm))


def utter(dispatcher: CollectingDispatcher, answer: Answer) -> None:
    """Send an answer: complete plain text, and the structure for channels that show it better."""
    dispatcher.utter_message(text=render(answer), answer=answer.as_dict())
