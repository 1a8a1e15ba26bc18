"""Rasa's RulePolicy, which looks up a rule once for each situation instead of with every message."""

from __future__ import annotations

from copy import copy
from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT_NAME_KEY

Situation = tuple[str, str]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class RememberingRulePolicy(RulePolicy):
    """The same predictions as RulePolicy's for a rule book whose rules are an intent and an action each.

    Such rules look at the latest intent and the latest action alone: no rule of data/rules.yml has a
    slot, a loop or more steps (a test sees to it). RulePolicy builds the states of the whole conversation
    twice for every prediction, and compares each with every rule.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._known: dict[Situation, PolicyPrediction] = {}

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **options: Any,
    ) -> PolicyPrediction:
        """The next action by the rules."""
        situation = _situation(tracker)
        if situation is None:
            return super().predict_action_probabilities(tracker, domain, rule_only_data, **options)
        if situation not in self._known:
            found = super().predict_action_probabilities(tracker, domain, rule_only_data, **options)
            self._known[situation] = found
        # A copy, for Rasa's ensemble sets probabilities of a prediction to zero where an action was rejected.
        known = copy(self._known[situation])
        known.probabilities = list(known.probabilities)
        return known


def _situation(tracker: DialogueStateTracker) -> Situation | None:
    """The latest action and the latest intent; None where there is none of them."""
    intent = tracker.latest_message.intent.get(INTENT_NAME_KEY) if tracker.latest_message else None
    action = tracker.latest_action_name
    return (action, intent) if action and intent else None
