"""Rasa component, the last of the pipeline: danger overrules whatever was understood.

It replaces `intent` and `intent_ranking` both: whoever reads one must not find the other (Rasa's
FallbackClassifier compares the first two of the ranking and would overrule an emergency).
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot import shipped
from bot.language import intents
from bot.safety import Finding, Level, SafetyBook

_SMALL_TALK = frozenset(
    """
    greet goodbye thank bot_challenge help affirm deny feedback_helpful feedback_unhelpful tell_me_more
    ask_sources not_covered clarify
    """.split()
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DangerDetector(GraphComponent):
    """Sets ``concerns``, and the intent where somebody is in danger or asks about one."""

    def __init__(self, safety: SafetyBook) -> None:
        self._safety = safety

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerDetector:
        """Read the rules from content/safety; they are no part of the trained model."""
        return cls(shipped.safety())

    def process(self, messages: list[Message]) -> list[Message]:
        """Look for danger in each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            findings = self._safety.assess(text)
            concerns = {
                "findings": [
                    {"level": finding.level.name, "sign": finding.sign, "general": finding.general}
                    for finding in findings
                ],
                "personal_decision": _is_ours(message) and self._safety.is_personal_decision(text),
            }
            message.set("concerns", concerns, add_to_output=True)
            if findings:
                _overrule(message, findings[0])
        return messages


def _is_ours(message: Message) -> bool:
    """Whether the message is about the condition at all: "can I change my address?" is no matter of care."""
    intent = (message.get(INTENT) or {}).get("name") or ""
    understood = message.get("understood") or {}
    return (
        intent.startswith(intents.ASK)
        or intent == intents.CLARIFY
        or bool(understood.get("named") or understood.get("concepts"))
    )


def _overrule(message: Message, gravest: Finding) -> None:
    intent = (message.get(INTENT) or {}).get("name")
    if gravest.takes_over:
        _set_intent(message, gravest.level.kind)
    elif gravest.grave and (intent in _SMALL_TALK or intent == intents.OUT_OF_SCOPE):
        # A general question about a danger gets information, with the emergency advice on top.
        _set_intent(message, intents.DOCTOR, intents.topic_of(intents.DOCTOR))
    elif intent in _SMALL_TALK and gravest.level is Level.URGENT:
        _set_intent(message, intents.DOCTOR, intents.topic_of(intents.DOCTOR))
    elif intent in _SMALL_TALK and gravest.level is Level.DISTRESS:
        _set_intent(message, "distress")


def _set_intent(message: Message, name: str, *topics: str) -> None:
    intent = {"name": name, "confidence": 1.0}
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [intent], add_to_output=True)
    if topics:
        message.set("topics", list(topics), add_to_output=True)
