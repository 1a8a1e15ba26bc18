"""What comes from Slack, as plain data: one class for each thing that can happen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.answers.slack import Block


@dataclass(frozen=True)
class InChannel:
    """An answer's place is a channel, or a thread in it."""

    channel: str
    thread: str | None = None


@dataclass(frozen=True)
class ForOne:
    """An answer's place is before the eyes of the one person who asked, through Slack's response URL."""

    response_url: str


Place = InChannel | ForOne


@dataclass(frozen=True)
class Asked:
    """A message for the bot; ``text`` is None where it holds none.

    Attributes:
        conversation: whose past counts; without the channel's name.
        person: whose messages are counted.
        key: under which it is known once it was seen.
    """

    text: str | None
    conversation: str
    person: str
    place: Place
    key: str


@dataclass(frozen=True)
class Followed(Asked):
    """A message in a thread of a channel that does not mention the bot: for it only if it takes part there."""


@dataclass(frozen=True)
class Shown:
    """A message of the bot's in which something was clicked.

    Slack does not send ``blocks`` of a message that it showed to one person alone.
    """

    response_url: str
    text: str = ""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Chosen(Asked):
    """A click on a button with a question."""

    action: str = ""
    shown: Shown = field(default_factory=lambda: Shown(""))


@dataclass(frozen=True)
class Rated:
    """A click on a feedback button; ``trigger`` lets the bot open a form."""

    answer_id: str
    helpful: bool
    shown: Shown
    trigger: str
    key: str


@dataclass(frozen=True)
class Explained:
    """The form on an unhelpful answer, sent."""

    answer_id: str
    reason: str
    key: str


@dataclass(frozen=True)
class HomeOpened:
    """The bot's page is looked at; ``messages`` is the id of the direct messages with it."""

    person: str
    messages: str
    key: str


@dataclass(frozen=True)
class DeletionWanted:
    """The button that deletes a person's private conversation."""

    conversation: str
    person: str
    messages: str
    key: str


Incoming = Asked | Rated | Explained | HomeOpened | DeletionWanted


def private(team: str, user: str) -> str:
    """The conversation in direct messages and with /net, which nobody else reads."""
    return f"{team}:private:{user}"


def in_thread(team: str, channel: str, thread: str) -> str:
    """The conversation of all who write in a thread."""
    return f"{team}:{channel}:{thread}"


def person(team: str, user: str) -> str:
    """Somebody, wherever they write."""
    return f"{team}:{user}"


def text_at(tree: Mapping[str, Any], *path: str) -> str:
    """The string at ``path`` in what Slack sent; empty where there is none."""
    node: Any = tree
    for step in path:
        node = node.get(step) if isinstance(node, Mapping) else None
    return node if isinstance(node, str) else ""
