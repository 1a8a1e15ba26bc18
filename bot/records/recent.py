"""What a turn needs of its conversation's past: every slot's value, and the last few events.

Rasa reads a session from its beginning with every message, so that its turns take longer and
longer. The behavior here is ruled by the message and the slots alone (docs/decisions/0001), and a
turn's rules look back no further than the message that they answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses
from sqlalchemy import Index, Table, bindparam, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

_MOST_EVENTS = 16
"""Two turns, of about eight events each."""


class KeptTracker(DialogueStateTracker):
    """A tracker that knows how many of its events are stored already."""

    kept = 0


def read_recent(connection: Connection, events: Table, sender: str, domain: Domain) -> KeptTracker | None:
    """The end of the conversation's current session, or None where nothing of it is kept."""
    queries = _queries(events)
    rows = [(row.id, json.loads(row.data)) for row in connection.execute(queries.last, {"sender": sender})][::-1]
    if not rows:
        return None
    if len(rows) == _MOST_EVENTS:
        rows = _from_a_turns_beginning(rows)
        older = connection.execute(queries.slots_before, {"sender": sender, "end": rows[0][0]})
        rows = [*((row.id, json.loads(row.data)) for row in older), *rows]
    tracker: KeptTracker = KeptTracker.from_events(sender, [event_of(row) for _, row in rows], domain.slots)
    tracker.kept = len(tracker.events)
    return tracker


def indexes(events: Table) -> tuple[Index, ...]:
    """What the queries above need so that a long conversation is read as fast as a short one."""
    return (
        Index("netguide_events_in_order", events.c.sender_id, events.c.id),
        Index("netguide_events_by_kind", events.c.sender_id, events.c.type_name, events.c.action_name, events.c.id),
    )


@dataclass(frozen=True)
class _Queries:
    """What is asked with every message, made once: SQLAlchemy takes longer to make a query than SQLite to answer it.

    Attributes:
        last: the last events of the current session of ``sender``, the latest first.
        slots_before: the events before ``end`` that set each slot last, in order.
    """

    last: Select
    slots_before: Select


@lru_cache
def _queries(events: Table) -> _Queries:
    own = select(events.c.id, events.c.data).where(events.c.sender_id == bindparam("sender"))
    # That the name is none, as that of every such event, lets the index by kind find the latest without a search.
    latest_start = _latest(events, SessionStarted.type_name).where(events.c.action_name.is_(None))
    began = func.coalesce(latest_start.scalar_subquery(), 0)
    last = own.where(events.c.id >= began).order_by(events.c.id.desc()).limit(_MOST_EVENTS)
    # Rasa's table holds a slot's name as that of an action.
    sets = _latest(events, SlotSet.type_name).where(events.c.id >= began, events.c.id < bindparam("end"))
    return _Queries(last, own.where(events.c.id.in_(sets.group_by(events.c.action_name))).order_by(events.c.id))


def _latest(events: Table, kind: str) -> Select:
    return select(func.max(events.c.id)).where(events.c.sender_id == bindparam("sender"), events.c.type_name == kind)


def _from_a_turns_beginning(rows: list[tuple[int, dict[str, Any]]]) -> list[tuple[int, dict[str, Any]]]:
    for number, (_, event) in enumerate(rows):
        if event["event"] == ActionExecuted.type_name and event.get("name") == ACTION_LISTEN_NAME:
            return rows[number:]
    return rows


_EVENTS: dict[str, type[Event]] = {one.type_name: one for one in all_subclasses(Event) if hasattr(one, "type_name")}


def event_of(row: Mapping[str, Any]) -> Event:
    """The event that a row describes; Rasa's Event.from_parameters looks through all subclasses for each one."""
    return _EVENTS[row["event"]]._from_parameters(dict(row))
