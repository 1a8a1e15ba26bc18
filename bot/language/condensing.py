"""A long message, shortened to whole sentences: those that ask and the last one first."""

from __future__ import annotations

from collections.abc import Callable

from bot.language.clauses import sentences


def condensed(text: str, most: int, length: Callable[[str], int]) -> str:
    """The sentences of ``text`` that matter most, in their order, as many as ``most`` allows.

    People tell their story first and ask last, so the last sentence always stays; then those with
    a question mark, then the others from the beginning. ``length`` measures a text in the unit of
    ``most``. A single sentence that is longer than ``most`` stays as it is.
    """
    parts = [part.text for part in sentences(text)]
    last = len(parts) - 1
    kept = {last}
    room = most - length(parts[last])
    for number in sorted(range(last), key=lambda place: ("?" not in parts[place], place)):
        room -= length(parts[number])
        if room < 0:
            break
        kept.add(number)
    return " ".join(parts[number] for number in sorted(kept))
