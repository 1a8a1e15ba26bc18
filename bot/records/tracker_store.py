"""Rasa's conversations in SQL: redacted before they are saved, erased on request, purged in time.

What a turn reads and saves is done in its own thread (bot/turn_threads.py), as Rasa's stores do.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, create_engine_kwargs
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import create_engine, delete, func, insert, select
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.schema import CreateIndex

from bot import shipped
from bot.errors import NetGuideError
from bot.records import answers, kept
from bot.records.purging import Purging
from bot.records.recent import KeptTracker, indexes, read_recent
from bot.records.sqlite import SECONDS_TO_WAIT, erase_remains, sqlite_engine
from bot.records.stored_events import stored
from bot.records.turn import report_lost
from bot.settings import Settings

logger = logging.getLogger(__name__)

ERASE_SLOT = "erase"
"""Set by the action that deletes a conversation. The store acts on it when the turn is saved,
because rows that an action deletes are written back when Rasa saves the tracker."""


class TurnNotKeptError(NetGuideError):
    """The conversation database refused; the turn must not be acknowledged."""


class ConversationStore(SQLTrackerStore):
    """The tracker store that endpoints.yml names, on the database of NETGUIDE_CONVERSATIONS_URL.

    With a turn it notes the answer that was given (bot/records/answers.py).
    """

    def __init__(self, domain: Domain | None = None, event_broker: EventBroker | None = None, **_: Any) -> None:
        settings = Settings.from_environment()
        self._redact = shipped.safety().redact
        self._purging = Purging(self._purge, settings)
        url = make_url(settings.conversations_url)
        if url.get_backend_name() == "sqlite" and url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        super().__init__(domain=domain, host=settings.conversations_url, event_broker=event_broker)
        self.engine.dispose()
        self.engine: Engine = _engine(url)
        self.sessionmaker = sessionmaker(bind=self.engine)
        self._events = self.SQLEvent.__table__
        self._insert = insert(self._events)
        self._make_tables()

    def _make_tables(self) -> None:
        """What is missing beside Rasa's own, also in databases that an earlier version made."""
        try:
            kept.metadata.create_all(self.engine)
            with self.engine.begin() as connection:
                for index in _INDEXES:
                    connection.execute(CreateIndex(index, if_not_exists=True))
        except SQLAlchemyError as error:
            # Another server makes them at this moment. Where none does, the first turn that needs them is told as lost.
            logger.warning("The tables of the conversations were not made: %s", error)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the tracker's new events, redacted; or erase the conversation where it asks for that.

        Raises:
            TurnNotKeptError: where the database refuses.
        """
        try:
            if tracker.get_slot(ERASE_SLOT):
                await self.forget(tracker.sender_id)
            else:
                await self.stream_events(tracker)
                self._save(tracker)
        except SQLAlchemyError as error:
            reason = f"The conversation database refused ({type(error).__name__})."
            report_lost(reason)
            raise TurnNotKeptError(reason) from error

    def _save(self, tracker: DialogueStateTracker) -> None:
        new = [stored(one.as_dict(), self._redact) for one in self._new_events(tracker)]
        if not new:
            return
        with self.engine.begin() as connection:
            connection.execute(self._insert, [_row(tracker.sender_id, one) for one in new])
            answers.note(connection, (one["metadata"] for one in new if one["event"] == BotUttered.type_name))
        if isinstance(tracker, KeptTracker):
            tracker.kept = len(tracker.events)

    def _new_events(self, tracker: DialogueStateTracker) -> list[Event]:
        if isinstance(tracker, KeptTracker):
            return list(tracker.events)[tracker.kept :]
        with self.session_scope() as session:
            return list(self._additional_events(session, tracker))

    def init_tracker(self, sender_id: str) -> KeptTracker:
        """A new conversation, of which nothing is stored yet."""
        return KeptTracker(sender_id, self.domain.slots if self.domain else None)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """What a turn needs of the conversation (bot/records/recent.py), or None where nothing of it is kept.

        Raises:
            TurnNotKeptError: where the database refuses: without its past the turn would be lost too.
        """
        self._purging.start()
        try:
            return self._recent(sender_id)
        except SQLAlchemyError as error:
            reason = f"The conversation database cannot be read ({type(error).__name__})."
            report_lost(reason)
            raise TurnNotKeptError(reason) from error

    def _recent(self, sender_id: str) -> KeptTracker | None:
        if self.domain is None:
            return None
        with self.engine.connect() as connection:
            return read_recent(connection, self._events, sender_id, self.domain)

    async def check(self) -> None:
        """Raise TurnNotKeptError where the conversation database does not answer."""
        try:
            await asyncio.to_thread(self._look)
        except SQLAlchemyError as error:
            raise TurnNotKeptError(f"The conversation database cannot be read ({type(error).__name__}).") from error

    def _look(self) -> None:
        with self.engine.connect() as connection:
            connection.execute(select(self._events.c.id).limit(1))

    async def stream_events(self, tracker: DialogueStateTracker) -> None:
        """Hand the new events, redacted, to the event broker, where there is one."""
        if self.event_broker is None:
            return
        for new in self._new_events(tracker):
            body = {"sender_id": tracker.sender_id, **stored(new.as_dict(), self._redact)}
            self.event_broker.publish(body)

    async def forget(self, sender_id: str) -> int:
        """Delete everything that is kept of a conversation; says how many events that were."""
        return await asyncio.to_thread(self._delete, [sender_id])

    def keep_purging(self) -> None:
        """Delete what is old from now on.

        Whichever server uses the store, ours or `rasa run`: its first conversation starts this, and ours does at once.
        """
        self._purging.start()

    async def purge(self, hours: int) -> int:
        """Delete the conversations whose last event is older than ``hours``; says how many events."""
        return await asyncio.to_thread(self._purge, hours)

    def _purge(self, hours: int) -> int:
        before = time.time() - hours * 3600
        with self.session_scope() as session:
            last = func.max(self.SQLEvent.timestamp)
            old = select(self.SQLEvent.sender_id).group_by(self.SQLEvent.sender_id).having(last < before)
            senders = list(session.execute(old).scalars())
        return self._delete(senders)

    def _delete(self, senders: Iterable[str]) -> int:
        with self.session_scope() as session:
            wanted = delete(self.SQLEvent).where(self.SQLEvent.sender_id.in_(list(senders)))
            deleted = session.execute(wanted.execution_options(synchronize_session=False)).rowcount
            session.commit()
        if deleted and self.engine.name == "sqlite":
            erase_remains(self.engine)
        return int(deleted)


def _row(sender_id: str, event: dict[str, Any]) -> dict[str, Any]:
    """The row of Rasa's table for an event as it is stored."""
    return {
        "sender_id": sender_id,
        "type_name": event["event"],
        "timestamp": event.get("timestamp"),
        "intent_name": event.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": event.get("name"),
        "data": json.dumps(event),
    }


_INDEXES = indexes(ConversationStore.SQLEvent.__table__)


def _engine(url: URL) -> Engine:
    """Connections that give up, rather than keep a person waiting, and that notice when the server came back.

    Their errors hide parameters: they would carry the messages that were to be kept into the log.
    """
    if url.get_backend_name() == "sqlite":
        return sqlite_engine(url, hide_parameters=True)
    options = create_engine_kwargs(url)
    given = options.pop("connect_args", {})
    limits = f"-c lock_timeout={SECONDS_TO_WAIT}s -c statement_timeout={2 * SECONDS_TO_WAIT}s"
    arguments = {**given, "connect_timeout": SECONDS_TO_WAIT, "options": f"{given.get('options', '')} {limits}".strip()}
    return create_engine(url, pool_pre_ping=True, connect_args=arguments, hide_parameters=True, **options)
