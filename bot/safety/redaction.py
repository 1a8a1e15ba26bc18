"""Personal data in a text, and the text without it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.safety.personal_names import Names
from bot.safety.personal_numbers import number_spans
from bot.safety.spans import Span, merged

NAME = "name"
_LABELS = {
    NAME: "[name]",
    "email": "[email]",
    "phone": "[phone]",
    "id": "[number]",
    "birthdate": "[birth date]",
    "address": "[address]",
}


@dataclass(frozen=True)
class Redactor:
    """Finds personal data."""

    names: Names

    def spans(self, text: str) -> list[Span]:
        """Where the personal data stands, in order, without overlaps."""
        return merged([*number_spans(text), *self.names.spans(text)])


def labelled(text: str, spans: Iterable[Span]) -> str:
    """The text with a label in the place of each of ``spans``, which are in order."""
    pieces: list[str] = []
    position = 0
    for span in spans:
        pieces += (text[position : span.start], _LABELS[span.kind])
        position = span.end
    return "".join((*pieces, text[position:]))
