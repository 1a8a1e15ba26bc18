"""Whether the turn in hand was kept: the tracker store writes it here, the channel reads it.

Rasa's Agent wraps every tracker store in one that swallows its errors
(rasa/core/tracker_store.py, FailSafeTrackerStore), so a raised error would not reach the channel.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class TurnRecord:
    """What became of one turn; ``lost`` says why it was not kept."""

    lost: str | None = None


_current: ContextVar[TurnRecord | None] = ContextVar("netguide_turn", default=None)


def begin_turn() -> TurnRecord:
    """Start a record that the code called from here on can reach."""
    record = TurnRecord()
    _current.set(record)
    return record


def report_lost(reason: str) -> None:
    """Say that the turn in hand was not kept."""
    record = _current.get()
    if record is not None:
        record.lost = reason
