"""Actions on the conversation itself: going on, sources, deleting."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import services
from actions.base import AnswerAction, utter
from bot.answers.guide import MORE, Turn
from bot.answers.question import Question, Remembered


class TellMeMore(AnswerAction):
    """What was not shown yet of what was asked last."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_tell_me_more"

    def turn(self, question: Question, remembered: Remembered) -> Turn:
        """The next statements."""
        return services.guide().more(question, remembered)


class AskSources(AnswerAction):
    """Where the last answer comes from."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_ask_sources"

    def turn(self, question: Question, remembered: Remembered) -> Turn:
        """The sources of the statements shown last."""
        return services.guide().sources(question, remembered)


class AcceptOffer(AnswerAction):
    """“Yes” to what the bot offered."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_accept_offer"

    def turn(self, question: Question, remembered: Remembered) -> Turn:
        """What was offered; without an offer, what can be asked."""
        if remembered.offer is None or remembered.offer == MORE:
            return services.guide().more(question, remembered)
        return services.guide().answer(replace(question, topics=(remembered.offer,)), remembered)


class DeleteConversation(Action):
    """Asks the tracker store to delete the conversation when the turn is saved."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_delete_conversation"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Say so, and set the slot that bot.records.tracker_store acts on."""
        utter(dispatcher, services.replies().deleted())
        return [SlotSet("erase", True)]
