"""The launcher: Rasa's server with our agent (bot/processing.py), on the channels of credentials.yml."""

from __future__ import annotations

import asyncio
import gc
import logging
import tarfile
import zlib
from pathlib import Path

import rasa.core.run
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.domain import Domain
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic

from bot.channels.pages import serve_pages
from bot.content.database import ContentDatabase
from bot.content.store import ContentStore
from bot.errors import NetGuideError
from bot.health import Readiness, looks_of, serve_health
from bot.logs import name_requests, quiet_logs
from bot.metrics import serve_metrics
from bot.processing import DirectAgent
from bot.settings import ROOT, Settings

logger = logging.getLogger(__name__)

_SECONDS_TO_FINISH = 30.0


class ModelError(NetGuideError):
    """There is no model to answer with."""


def load_agent(model: Path, endpoints: AvailableEndpoints) -> DirectAgent:
    """The agent with the model at ``model``, ready to answer.

    Raises:
        ModelError: where there is no model, or none that can be read.
    """
    agent = DirectAgent(
        domain=Domain.empty(),
        tracker_store=TrackerStore.create(endpoints.tracker_store),
        lock_store=LockStore.create(endpoints.lock_store),
        action_endpoint=EndpointConfig(),
    )
    try:
        agent.load_model(model)
    except (RasaException, OSError, EOFError, ValueError, KeyError, tarfile.TarError, zlib.error) as error:
        raise ModelError(
            f"The model {model} cannot be loaded ({error.__cause__ or error}): run `make train`."
        ) from error
    return agent


def application(model: Path, channel: str | None = None, port: int = 5005) -> Sanic:
    """Rasa's server with our agent; ``channel`` "cmdline" makes it a shell."""
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    agent = load_agent(model, endpoints)
    credentials = None if channel else str(ROOT / "credentials.yml")
    channels = rasa.core.run.create_http_input_channels(channel, credentials)
    app: Sanic = rasa.core.run.configure_app(channels, enable_api=False, port=port, endpoints=endpoints)
    app.config.REQUEST_MAX_SIZE = 500_000
    # Long enough for the slowest turn in hand when the server is told to stop.
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = _SECONDS_TO_FINISH
    app.config.PROXIES_COUNT = Settings.from_environment().proxies or None
    name_requests(app)
    serve_pages(app)
    serve_health(app)

    async def start(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
        app.ctx.agent = agent
        content = ContentStore(ContentDatabase(Settings.from_environment().content_url))
        app.ctx.readiness = Readiness(looks_of(agent, content))
        agent.tracker_store.keep_purging()
        _leave_alone_what_stays()
        logger.info("NET Guide is ready.")

    async def stop(_: Sanic, __: asyncio.AbstractEventLoop) -> None:
        await agent.lock_store.close()

    app.register_listener(start, "before_server_start")
    app.register_listener(stop, "after_server_stop")
    app.register_listener(rasa.core.run.close_resources, "after_server_stop")
    return app


def _leave_alone_what_stays() -> None:
    """Have Python look through what a server holds for good no more: that took 0.2 s of somebody's turn each time."""
    gc.collect()
    gc.freeze()


def serve(model: Path, interface: str, port: int, channel: str | None = None) -> None:
    """Serve until stopped."""
    quiet_logs(logging.INFO)
    serve_metrics(Settings.from_environment().metrics_port)
    app = application(model, channel, port)
    app.run(host=interface, port=port, access_log=False)
