"""Rasa's conversations in SQL: redacted before they are saved, erased on request, purged in time."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import delete, event, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot import shipped
from bot.errors import NetGuideError
from bot.records.purging import purge_for_ever
from bot.records.stored_events import stored
from bot.records.turn import report_lost
from bot.settings import Settings

logger = logging.getLogger(__name__)

ERASE_SLOT = "erase"
"""Set by the action that deletes a conversation. The store acts on it when the turn is saved,
because rows that an action deletes are written back when Rasa saves the tracker."""

SECONDS_TO_WAIT = 5


class TurnNotKeptError(NetGuideError):
    """The conversation database refused; the turn must not be acknowledged."""


class ConversationStore(SQLTrackerStore):
    """The tracker store that endpoints.yml names, on the database of NETGUIDE_CONVERSATIONS_URL."""

    def __init__(self, domain: Domain | None = None, event_broker: EventBroker | None = None, **_: Any) -> None:
        settings = Settings.from_environment()
        self._redact = shipped.safety().redact
        self._settings = settings
        self._purging: asyncio.Task[None] | None = None
        url = make_url(settings.conversations_url)
        if url.get_backend_name() == "sqlite" and url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        super().__init__(domain=domain, host=settings.conversations_url, event_broker=event_broker)
        # An error of the database would else carry the messages that were to be kept into the log.
        self.engine.hide_parameters = True
        if url.get_backend_name() == "sqlite":
            event.listen(self.engine, "connect", _prepare_sqlite)
            self.engine.dispose()

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
                await asyncio.to_thread(self._save, tracker)
        except SQLAlchemyError as error:
            reason = f"The conversation database refused ({type(error).__name__})."
            report_lost(reason)
            raise TurnNotKeptError(reason) from error

    def _save(self, tracker: DialogueStateTracker) -> None:
        with self.session_scope() as session:
            for new in self._additional_events(session, tracker):
                kept = stored(new.as_dict(), self._redact)
                session.add(
                    self.SQLEvent(
                        sender_id=tracker.sender_id,
                        type_name=new.type_name,
                        timestamp=kept.get("timestamp"),
                        intent_name=kept.get("parse_data", {}).get("intent", {}).get("name"),
                        action_name=kept.get("name"),
                        data=json.dumps(kept),
                    )
                )
            session.commit()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation's current session, or None where nothing of it is kept.

        Raises:
            TurnNotKeptError: where the database refuses: without its past the turn would be lost too.
        """
        self.keep_purging()
        try:
            return await asyncio.to_thread(self._current_session, sender_id)
        except SQLAlchemyError as error:
            reason = f"The conversation database cannot be read ({type(error).__name__})."
            report_lost(reason)
            raise TurnNotKeptError(reason) from error

    def _current_session(self, sender_id: str) -> DialogueStateTracker | None:
        with self.session_scope() as session:
            rows = self._event_query(session, sender_id, fetch_events_from_all_sessions=False).all()
            events = [json.loads(row.data) for row in rows]
        if not events or self.domain is None:
            return None
        return DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)

    async def stream_events(self, tracker: DialogueStateTracker) -> None:
        """Hand the new events, redacted, to the event broker, where there is one."""
        if self.event_broker is None:
            return
        old = await self.retrieve(tracker.sender_id)
        known = len(old.events) if old else 0
        for new in list(tracker.events)[known:]:
            body = {"sender_id": tracker.sender_id, **stored(new.as_dict(), self._redact)}
            self.event_broker.publish(body)

    async def forget(self, sender_id: str) -> int:
        """Delete everything that is kept of a conversation; says how many events that were."""
        return await asyncio.to_thread(self._delete, [sender_id])

    def keep_purging(self) -> None:
        """Delete what is old from now on, as long as the running event loop does.

        Whichever server uses the store, ours or `rasa run`: its first conversation starts this, and ours does at once.
        """
        if self._purging is None or self._purging.get_loop() is not asyncio.get_running_loop():
            self._purging = asyncio.create_task(purge_for_ever(self, self._settings))

    async def purge(self, hours: int) -> int:
        """Delete the conversations whose last event is older than ``hours``; says how many events."""
        return await asyncio.to_thread(self._purge, time.time() - hours * 3600)

    def _purge(self, before: float) -> int:
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
            if session.get_bind().name == "sqlite":
                # What was deleted stands in the log of changes until that is written into the file.
                session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        return int(deleted)


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.execute(f"PRAGMA busy_timeout = {SECONDS_TO_WAIT * 1000}")
    cursor.close()
