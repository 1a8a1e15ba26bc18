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
from bot.answers.question import Alarm, Question, Remembered
from bot.content.database import ContentUnavailableError

logger = logging.getLogger(__name__)


class AnswerAction(Action, ABC):
    """An action that utters exactly one answer: as text, and as the structure beside it."""

    @abstractmethod
    def turn(self, question: Question, remembered: Remembered) -> Turn:
        """The answer, and what is remembered once it is given."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Utter the answer; where it fails, say so: in stock Rasa the person would get silence."""
        remembered = reading.remembered(tracker)
        try:
            question = reading.question(tracker)
            turn = _with_alarm(self.turn(question, remembered), question, remembered)
        except ContentUnavailableError as error:
            logger.error("%s: %s", self.name(), error)
            turn = Turn(services.replies().content_unavailable(), remembered)
        except Exception:
            logger.exception("%s failed", self.name())
            turn = Turn(services.replies().failed(), remembered)
        utter(dispatcher, turn.answer)
        return [SlotSet(name, value) for name, value in turn.remembered.as_slots().items()]


def _with_alarm(turn: Turn, question: Question, before: Remembered) -> Turn:
    """The alarm of this turn, not of the one before.

    A danger that was only asked about is one: "that is what I have" may follow.
    """
    alarm = turn.remembered.alarm if turn.remembered.alarm is not before.alarm else None
    asked = next((one for one in question.concerns.findings if one.grave and one.general), None)
    if alarm is None and asked:
        alarm = Alarm(replace(asked, general=False), 0)
    return replace(turn, remembered=replace(turn.remembered, alarm=alarm))


def utter(dispatcher: CollectingDispatcher, answer: Answer) -> None:
    """Send an answer: complete plain text, and the structure for channels that show it better."""
    dispatcher.utter_message(text=render(answer), answer=answer.as_dict())
