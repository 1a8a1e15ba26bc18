"""Rasa's agent with the actions in its own process, and without work that no turn needs.

Rasa calls a custom action over HTTP and checks its reply against a JSON schema that it compiles
anew each time (rasa/core/actions/action.py, RemoteAction: 30 of 39 ms a turn). Here subclasses of
its message processor and of its graph runner take their places. `rasa run` with `rasa run actions`
still works and gives the same answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, RemoteAction, create_bot_utterance
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.engine.graph import GraphNode, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.runner.interface import GraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecutionRejected, Event
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from bot import metrics
from bot.records.recent import event_of


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
        """Run the action in a thread, for it reads a database, and take what it says and sets."""
        state = Tracker.from_dict({**tracker.current_state(EventVerbosity.NONE), "events": []})
        dispatcher = CollectingDispatcher()
        action = self._executor.actions[self._name]
        set_slots = await asyncio.to_thread(action, dispatcher, state, {})
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
    """Rasa's message processor with the custom actions in its own process.

    It understands in a thread of its own, so that the server goes on meanwhile: the encoders let
    other Python code run. One thread, for spaCy's matchers are not made for several. It does not
    warn of intents that the domain lacks, for which Rasa makes an empty domain with every message:
    a test holds the training questions against the domain.
    """

    def __init__(self, *arguments: Any, executor: ActionExecutor, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.graph_runner: GraphRunner = InOrderRunner(self.graph_runner)
        self._executor = executor
        self._understanding = ThreadPoolExecutor(1, "understanding")

    async def parse_message(
        self, message: UserMessage, tracker: DialogueStateTracker | None = None, only_output_properties: bool = True
    ) -> dict[str, Any]:
        """What the pipeline understands of a message."""
        if tracker is None:
            tracker = DialogueStateTracker.from_events(message.sender_id, [])
        parse = partial(self._parse_message_with_graph, message, tracker, only_output_properties)
        # The thread's log lines name the request too.
        named = partial(copy_context().run, parse)
        understood: dict[str, Any] = await asyncio.get_running_loop().run_in_executor(self._understanding, named)
        metrics.understood(understood["intent"]["name"])
        return understood

    def _log_action_on_tracker(
        self, tracker: DialogueStateTracker, action: Action, events: list[Event] | None, prediction: PolicyPrediction
    ) -> None:
        """Put an action and its events on the tracker, as Rasa does, but without copying all of them for its log."""
        if not any(isinstance(event, ActionExecutionRejected) for event in events or ()):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events or [], self.domain)

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> tuple[Action, PolicyPrediction]:
        """The next action; a custom one is the function itself."""
        action, prediction = super().predict_next_with_tracker_if_should(tracker)
        if isinstance(action, RemoteAction):
            return DirectAction(action.name(), self._executor), prediction
        return action, prediction


class DirectAgent(Agent):
    """Rasa's agent, with our processor, and with a tracker store whose errors are not swallowed."""

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
