"""What was said is gone from every store once a conversation is deleted, in whichever way."""

from __future__ import annotations

import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress

import pytest
import requests

from bot.settings import ROOT
from tests.conversations.conftest import Bot

SAID = "thank you, much obliged"
"""No question: one that finds no answer is kept for the curators, redacted and without the conversation's id."""


def traces(bot: Bot, *words: str) -> list[str]:
    """Where the words stand: in any row of any table of any database, or anywhere in their files."""
    found = []
    for path in sorted(bot.folder.glob("*.db")):
        with sqlite3.connect(path) as rows:
            for (table,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                kept = " ".join(map(str, rows.execute(f"SELECT * FROM '{table}'").fetchall()))
                found += [f"{path.name}: {table}: {word}" for word in words if word in kept]
    for path in sorted(bot.folder.glob("*.db*")):
        # The server's journals come and go; one that is gone holds nothing.
        with suppress(FileNotFoundError):
            held = path.read_bytes()
            found += [f"{path.name}: {word}" for word in words if word.encode() in held]
    return found


def _rest_asked(bot: Bot) -> str:
    sender = secrets.token_hex(8)
    bot.say(SAID, sender)
    assert traces(bot, sender)
    assert "deleted" in bot.say("delete my conversation", sender)["text"]
    return sender


def _webchat_begun(bot: Bot) -> str:
    begun = requests.post(f"{bot.address}/webhooks/webchat/conversations", timeout=60).json()
    _webchat_said(bot, begun["conversation"], SAID)
    assert traces(bot, begun["conversation"])
    return str(begun["conversation"])


def _webchat_said(bot: Bot, conversation: str, text: str) -> None:
    body = {"conversation": conversation, "text": text}
    assert requests.post(f"{bot.address}/webhooks/webchat/messages", json=body, timeout=60).ok


def _webchat_asked(bot: Bot) -> str:
    conversation = _webchat_begun(bot)
    _webchat_said(bot, conversation, "delete my conversation")
    return conversation


def _webchat_clicked(bot: Bot) -> str:
    conversation = _webchat_begun(bot)
    assert requests.delete(f"{bot.address}/webhooks/webchat/conversations/{conversation}", timeout=60).ok
    return conversation


def _forgotten(bot: Bot) -> str:
    sender = secrets.token_hex(8)
    bot.say(SAID, sender)
    assert traces(bot, sender)
    environment = {**os.environ, "NETGUIDE_CONVERSATIONS_URL": f"sqlite:///{bot.folder / 'conversations.db'}"}
    command = [sys.executable, "-m", "bot", "forget", f"rest:{sender}"]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "0 events" not in done.stdout
    return sender


@pytest.mark.parametrize("deleted", [_rest_asked, _webchat_asked, _webchat_clicked, _forgotten])
def test_nothing_is_left_in_any_store(bot: Bot, deleted: Callable[[Bot], str]) -> None:
    conversation = deleted(bot)
    assert traces(bot, conversation, "much obliged") == []


def test_a_gap_and_a_rating_do_not_say_whose_they_are(bot: Bot) -> None:
    """They are kept beyond the conversation, so nothing in them may lead back to it."""
    conversation = _webchat_begun(bot)
    _webchat_said(bot, conversation, "how do i fold a paper swan")
    rating = {"conversation": conversation, "answer_id": secrets.token_hex(8), "helpful": False, "reason": "unclear"}
    assert requests.post(f"{bot.address}/webhooks/webchat/ratings", json=rating, timeout=60).ok
    assert requests.delete(f"{bot.address}/webhooks/webchat/conversations/{conversation}", timeout=60).ok
    assert traces(bot, conversation) == []
    assert traces(bot, rating["answer_id"])
