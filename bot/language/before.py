"""What is remembered of the turns before, read from the tracker's slots."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker


def remembered(tracker: DialogueStateTracker | None, slot: str) -> list[Any]:
    """What is in ``slot``, ids but for the alarm; nothing where there is no conversation yet."""
    slots = tracker.slots if tracker is not None else {}
    return list(slots[slot].value or ()) if slot in slots else []
