"""The one structure that every channel shows (schema: answer.schema.json)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

VERSION = 1


class Kind(str, Enum):
    """What sort of answer it is; channels show emergencies and errors in a way of their own."""

    ANSWER = "answer"
    EMERGENCY = "emergency"
    CRISIS = "crisis"
    CLARIFY = "clarify"
    REFUSAL = "refusal"
    NOT_COVERED = "not_covered"
    SMALL_TALK = "small_talk"
    ERROR = "error"


@dataclass(frozen=True)
class Line:
    """A sentence with the numbers of the sources it rests on; none where it claims nothing.

    ``statement`` is the id of the statement that it is, or None where it is none of the store's.
    """

    text: str
    citations: tuple[int, ...] = ()
    statement: str | None = None


@dataclass(frozen=True)
class ShownTopic:
    """A topic that the answer treats."""

    id: str
    title: str


@dataclass(frozen=True)
class ShownStatement:
    """A statement as shown: ``topic`` is an id, ``group`` the heading it stands under."""

    id: str
    text: str
    topic: str
    group: str
    citations: tuple[int, ...]


@dataclass(frozen=True)
class NumberedSource:
    """A source as listed: all cited sections of it together, under one number."""

    n: int
    title: str
    publisher: str
    url: str
    published: str | None
    reviewed: str | None
    accessed: date
    section: str
    licence: str


@dataclass(frozen=True)
class Suggestion:
    """A question that the person may ask next: what the button says and what it asks."""

    title: str
    text: str


def new_answer_id() -> str:
    """An id that ratings refer to; random, so that it tells nothing of the conversation."""
    return secrets.token_hex(8)


@dataclass(frozen=True)
class Answer:
    """What is said in one turn, in the order of its fields from ``preface`` on."""

    kind: Kind
    lead: Line
    topics: tuple[ShownTopic, ...] = ()
    preface: tuple[Line, ...] = ()
    statements: tuple[ShownStatement, ...] = ()
    sources: tuple[NumberedSource, ...] = ()
    notice: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    answer_id: str = field(default_factory=new_answer_id)
    version: int = VERSION

    @property
    def statement_ids(self) -> tuple[str, ...]:
        """The ids of all statements shown, in order."""
        lead = (self.lead.statement,) if self.lead.statement else ()
        return (*lead, *(statement.id for statement in self.statements))

    def as_dict(self) -> dict[str, Any]:
        """The structure as JSON knows it; dates as ISO 8601."""
        plain: dict[str, Any] = _plain(self)
        return plain


def _plain(value: Any) -> Any:
    """A value, or the fields of a data class, as they would come through JSON; many times faster than asdict."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return {name: _plain(item) for name, item in vars(value).items()}
