"""Rasa's agent with the actions in its own process, and without work that no turn needs.

Rasa calls a custom action over HTTP and checks its reply against a JSON schema that it compiles
anew each time (rasa/core/actions/action.py, RemoteAction: 30 of 39 ms a turn). Here subclasses of
its message processor and of its graph runner take their places. `rasa run` with `rasa run actions`
still works and gives the same answers.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, RemoteAction, action_for_index, create_bot_utterance
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.exceptions import AgentNotReady
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.engine.graph import GraphNode, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.exceptions import ActionLimitReached
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecutionRejected, Event
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from bot import metrics
from bot.records.recent import event_of
from bot.turn_threads import TurnThreads

_MOST_TURNS = 32
"""At a time. Where a database is slow they wait for it; those that compute take turns on the cores."""


class DirectAction(Action):
    """A custom action called as a function; it sees the slots and the latest message."""

    def __init__(self, name: str, executor: ActionExecutor) -> None:
        self._name = name
        self._executor = executor

    def name(self) -> str:
        """The action's name in domain.yml."""
        return self._name

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """Run the action, and take what it says and sets."""
        state = Tracker.from_dict({**tracker.current_state(EventVerbosity.NONE), "events": []})
        dispatcher = CollectingDispatcher()
        action = self._executor.actions[self._name]
        set_slots = action(dispatcher, state, {})
        said = [
            create_bot_utterance({key: value for key, value in message.items() if value})
            for message in dispatcher.messages
        ]
        return [*said, *map(event_of, set_slots)]


class InOrderRunner(GraphRunner):
    """Runs the nodes of a loaded graph one after the other.

    Rasa's runner has dask plan the graph anew with every call, which for three small graphs a turn
    takes longer than some of their nodes.
    """

    def __init__(self, loaded: DaskGraphRunner) -> None:
        self._schema: GraphSchema = loaded._graph_schema
        self._nodes: dict[str, GraphNode] = loaded._instantiated_nodes
        self._orders: dict[tuple[str, ...], tuple[str, ...]] = {}

    @classmethod
    def create(cls, *arguments: Any, **options: Any) -> InOrderRunner:
        """Load the nodes as Rasa does."""
        return cls(DaskGraphRunner.create(*arguments, **options))

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """What the nodes named ``targets`` give for ``inputs``."""
        wanted = tuple(targets or self._schema.target_names)
        if wanted not in self._orders:
            self._orders[wanted] = tuple(dict.fromkeys(name for one in wanted for name in self._before(one)))
        outputs: dict[str, Any] = dict(inputs or {})
        for name in self._orders[wanted]:
            needs = self._schema.nodes[name].needs.values()
            _, outputs[name] = self._nodes[name](*((need, outputs[need]) for need in needs))
        return {name: outputs[name] for name in wanted}

    def _before(self, name: str) -> Iterator[str]:
        """The node and, before it, those that it needs. What is no node is an input."""
        if name in self._nodes:
            for need in self._schema.nodes[name].needs.values():
                yield from self._before(need)
            yield name


class DirectProcessor(MessageProcessor):
    """Rasa's message processor with the custom actions in its own process, for a thread that may block.

    One message is understood at a time, for spaCy's matchers are not made for several threads. What Rasa does with
    every message and no rule of this project needs is left out, and tests hold the domain to it: no slot is filled
    from messages, every one is set by an action, and every intent is in the domain.
    """

    def __init__(self, *arguments: Any, executor: ActionExecutor, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.graph_runner: GraphRunner = InOrderRunner(self.graph_runner)
        self._executor = executor
        self._understanding = threading.Lock()
        self._actions: dict[int, Action] = {}

    async def parse_message(
        self, message: UserMessage, tracker: DialogueStateTracker | None = None, only_output_properties: bool = True
    ) -> dict[str, Any]:
        """What the pipeline understands of a message."""
        if tracker is None:
            tracker = DialogueStateTracker.from_events(message.sender_id, [])
        with self._understanding:
            understood: dict[str, Any] = self._parse_message_with_graph(message, tracker, only_output_properties)
        metrics.understood(understood["intent"]["name"])
        return understood

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """Nothing: every slot is set by an action."""
        return tracker

    @staticmethod
    def _log_slots(tracker: DialogueStateTracker) -> None:
        """Nothing: what is remembered of a person is not logged."""

    def _log_action_on_tracker(
        self, tracker: DialogueStateTracker, action: Action, events: list[Event] | None, prediction: PolicyPrediction
    ) -> None:
        """Put an action and its events on the tracker, as Rasa does, but without copying all of them for its log.

        A prediction's own event says whether the text or the intent decided: here the intent always does.
        """
        if not any(isinstance(event, ActionExecutionRejected) for event in events or ()):
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events or [], self.domain)

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> tuple[Action, PolicyPrediction]:
        """The next action, made once; a custom one is the function itself.

        Raises:
            ActionLimitReached: where actions follow each other without an end.
        """
        if self.is_action_limit_reached(tracker, should_predict_another_action=True):
            raise ActionLimitReached("The rules never come back to listening: look at data/rules.yml.")
        prediction = self._predict_next_with_tracker(tracker)
        index = prediction.max_confidence_index
        if index not in self._actions:
            self._actions[index] = self._action(index)
        return self._actions[index], prediction

    def _action(self, index: int) -> Action:
        action = action_for_index(index, self.domain, self.action_endpoint)
        return DirectAction(action.name(), self._executor) if isinstance(action, RemoteAction) else action


class DirectAgent(Agent):
    """Rasa's agent, with our processor in threads, and with a tracker store whose errors are not swallowed."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._turns = TurnThreads(_MOST_TURNS)

    async def handle_message(self, message: UserMessage) -> list[dict[str, Any]] | None:
        """Answer a message once the turns of its conversation before it are done.

        Raises:
            AgentNotReady: before a model is loaded.
        """
        if self.processor is None:
            raise AgentNotReady("The server has no model yet.")
        async with self.lock_store.lock(message.sender_id):
            return await self._turns.finish(partial(self.processor.handle_message, message))

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Load the model at ``model_path``, a file or the folder that holds the latest."""
        executor = ActionExecutor()
        executor.register_package("actions")
        self.processor = DirectProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            generator=self.nlg,
            executor=executor,
        )
        self.domain = self.processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain
        self.nlg.responses = self.domain.responses

    @staticmethod
    def _create_tracker_store(store: TrackerStore, domain: Domain) -> TrackerStore:
        """The store itself: Rasa's wrapper would fall back to memory and acknowledge a lost turn."""
        return store
