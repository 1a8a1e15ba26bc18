"""The launcher: Rasa's server with the actions in its own process.

Rasa calls a custom action over HTTP and checks its reply against a JSON schema that it compiles
anew each time (rasa/core/actions/action.py, RemoteAction: 30 of 39 ms a turn). Here a subclass of
its message processor hands the tracker to the action directly. `rasa run` with `rasa run actions`
still works and gives the same answers.
"""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import rasa.core.run
from rasa.core.actions.action import Action, RemoteAction, create_bot_utterance
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel
from rasa.core.lock_store import LockStore
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.utils.endpoints import EndpointConfig
from rasa.utils.log_utils import configure_structlog
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from sanic import Sanic
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.pages import serve_pages
from bot.records.gaps import Gaps
from bot.records.tracker_store import ConversationStore
from bot.settings import ROOT, Settings

logger = logging.getLogger(__name__)

_SECONDS_BETWEEN_PURGES = 600


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
        return [*said, *deserialise_events(set_slots)]


class DirectProcessor(MessageProcessor):
    """Rasa's message processor with the custom actions in its own process."""

    def __init__(self, *arguments: Any, executor: ActionExecutor, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._executor = executor

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


def load_agent(model: Path, endpoints: AvailableEndpoints) -> DirectAgent:
    """The agent with the model at ``model``, ready to answer."""
    agent = DirectAgent(
        domain=Domain.empty(),
        tracker_store=TrackerStore.create(endpoints.tracker_store),
        lock_store=LockStore.create(endpoints.lock_store),
        action_endpoint=EndpointConfig(),
    )
    agent.load_model(model)
    return agent


def application(model: Path, channel: str | None = None, port: int = 5005) -> Sanic:
    """Rasa's server with our agent; ``channel`` "cmdline" makes it a shell."""
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    credentials = None if channel else str(ROOT / "credentials.yml")
    channels = rasa.core.run.create_http_input_channels(channel, credentials)
    app: Sanic = rasa.core.run.configure_app(channels, enable_api=False, port=port, endpoints=endpoints)
    app.config.REQUEST_MAX_SIZE = 500_000
    serve_pages(app)

    async def start(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
        app.ctx.agent = load_agent(model, endpoints)
        app.add_task(_purge_for_ever(app.ctx.agent.tracker_store))
        logger.info("NET Guide is ready.")

    async def stop(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
        await app.ctx.agent.lock_store.close()

    app.register_listener(start, "before_server_start")
    app.register_listener(stop, "after_server_stop")
    app.register_listener(rasa.core.run.close_resources, "after_server_stop")
    return app


async def _purge_for_ever(store: ConversationStore) -> None:
    """Delete what has been kept for long enough, now and every ten minutes."""
    settings = Settings.from_environment()
    gaps = Gaps(settings.conversations_url)
    while True:
        try:
            await store.purge(settings.hours_kept)
            await asyncio.to_thread(gaps.purge, settings.gap_days_kept)
        except SQLAlchemyError as error:
            logger.error("Old conversations were not purged: %s", type(error).__name__)
        await asyncio.sleep(_SECONDS_BETWEEN_PURGES)


def quiet_logs() -> None:
    """Rasa logs message texts at its debug level, which structlog prints unless told otherwise."""
    configure_structlog(logging.INFO)
    for name in ("rasa", "rasa_sdk"):
        logging.getLogger(name).setLevel(logging.WARNING)


def serve(model: Path, interface: str, port: int, channel: str | None = None) -> None:
    """Serve until stopped."""
    quiet_logs()
    app = application(model, channel, port)
    app.run(host=interface, port=port, access_log=False)
