"""Events and slash commands as Slack sends them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.channels.slack.incoming import (
    Asked,
    Followed,
    ForOne,
    HomeOpened,
    InChannel,
    Incoming,
    in_thread,
    person,
    private,
    text_at,
)
from bot.channels.slack.texts import as_typed, mentions_anybody

_WRITTEN = frozenset({"", "file_share", "thread_broadcast", "me_message"})
"""The subtypes of messages that a person wrote; every other one is an edit, a deletion or a notice."""


def read_event(body: Mapping[str, Any]) -> Incoming | None:
    """What happened, where it concerns the bot."""
    event = body.get("event")
    if body.get("type") != "event_callback" or not isinstance(event, dict):
        return None
    team = text_at(body, "team_id")
    kind = text_at(event, "type")
    if kind in ("message", "app_mention"):
        return _message(event, team)
    if kind == "app_home_opened" and event.get("tab") == "home":
        return HomeOpened(
            person=text_at(event, "user"), messages=text_at(event, "channel"), key=f"event:{text_at(body, 'event_id')}"
        )
    return None


def _message(event: Mapping[str, Any], team: str) -> Asked | None:
    user, channel, ts = (text_at(event, name) for name in ("user", "channel", "ts"))
    if event.get("bot_id") or event.get("edited") or not (user and channel and ts):
        return None
    if text_at(event, "subtype") not in _WRITTEN:
        return None
    written = text_at(event, "text")
    thread = text_at(event, "thread_ts") or None
    # Not the event's id: a mention in a channel that the app may read comes as two events.
    key = f"message:{team}:{channel}:{ts}"
    text = as_typed(written) if written else None
    someone = person(team, user)
    if event.get("channel_type") == "im":
        return Asked(text, private(team, user), someone, InChannel(channel, thread), key)
    place = InChannel(channel, thread or ts)
    conversation = in_thread(team, channel, thread or ts)
    if event.get("type") == "app_mention":
        return Asked(text or "", conversation, someone, place, key)
    # Whoever is mentioned is meant, and the bot's own mention comes as an event of its own.
    if thread and text and not mentions_anybody(written):
        return Followed(text, conversation, someone, place, key)
    return None


def read_command(form: Mapping[str, str]) -> Asked | None:
    """A slash command: answered to the person alone."""
    team, user, url = (form.get(name, "") for name in ("team_id", "user_id", "response_url"))
    if not (form.get("command") and user and url):
        return None
    text = as_typed(form.get("text", ""))
    return Asked(text, private(team, user), person(team, user), ForOne(url), f"command:{form.get('trigger_id', '')}")
