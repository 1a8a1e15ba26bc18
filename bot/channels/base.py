"""The guarded way in: every message of every channel passes here, and every answer comes back here."""

from __future__ import annotations

import asyncio
import logging
import re
import time
import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage

from bot import metrics, shipped
from bot.answers.answer import Answer, Kind
from bot.answers.plain import render
from bot.answers.replies import Replies
from bot.channels.rates import Rates
from bot.language.english import is_english
from bot.records.gaps import Gaps
from bot.records.turn import begin_turn
from bot.safety import SafetyBook
from bot.settings import Settings

logger = logging.getLogger(__name__)

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]

_MESSAGES_OF_AN_ADDRESS = 10
"""Times the rate of one conversation: many people share a hospital's or a provider's address."""

_GAPS = frozenset({Kind.NOT_COVERED.value, Kind.REFUSAL.value})


class Outcome(Enum):
    """What became of a message."""

    ANSWERED = "answered"
    REFUSED = "refused as it is"
    TOO_FAST = "refused for now"
    FAILED = "failed"


@dataclass(frozen=True)
class Reply:
    """What goes back for one message: complete text, and the answer structure."""

    text: str
    answer: dict[str, Any]
    outcome: Outcome = Outcome.ANSWERED

    @property
    def refused(self) -> bool:
        """Whether Rasa never saw the message."""
        return self.outcome in (Outcome.REFUSED, Outcome.TOO_FAST)

    @property
    def failed(self) -> bool:
        """Whether the turn went wrong."""
        return self.outcome is Outcome.FAILED


@dataclass
class CollectedAnswer(OutputChannel):
    """Rasa's way out during one turn: keeps text and structure together as one answer."""

    texts: list[str] = field(default_factory=list)
    answer: dict[str, Any] | None = None

    @classmethod
    def name(cls) -> str:
        """The name that Rasa knows it by."""
        return "netguide"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep what an action uttered (rasa.core.channels.channel.OutputChannel.send_response)."""
        if message.get("text"):
            self.texts.append(message["text"])
        # BotUttered.message() spreads its metadata into the message.
        structure = message.get("answer") or (message.get("metadata") or {}).get("answer")
        if structure:
            self.answer = structure


class GuardedChannel(InputChannel):
    """Size, type, length and rate are checked, personal data redacted, and slash commands disarmed.

    Whatever is refused or fails is first looked through for an emergency, and every message gets
    an answer.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._of_sender = Rates("conversation", settings.messages_a_minute)
        self._of_address = Rates("address", settings.messages_a_minute * _MESSAGES_OF_AN_ADDRESS)

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> GuardedChannel:
        """Rasa's way to make a channel; settings come from the environment instead."""
        return cls(Settings.from_environment())

    @cached_property
    def safety(self) -> SafetyBook:
        """The safety rules, read when the server starts."""
        return shipped.safety()

    @cached_property
    def gaps(self) -> Gaps:
        """Where questions without an answer are kept for the curators."""
        return Gaps(self.settings.conversations_url)

    @cached_property
    def replies(self) -> Replies:
        """The answers of the channel itself."""
        return shipped.replies()

    def sender_id(self, sender: str) -> str:
        """The conversation's id in the tracker store, which carries the channel's name."""
        return f"{self.name()}:{sender}"

    async def take(self, text: object, sender: str, address: str, on_new_message: OnNewMessage) -> Reply:
        """Answer one message of ``sender``, whatever it is and whatever goes wrong."""
        began = time.perf_counter()
        reply = await self._answer(text, sender, address, on_new_message)
        took, kind = time.perf_counter() - began, reply.answer["kind"]
        metrics.answered(self.name(), kind, took)
        logger.info("channel=%s kind=%s outcome=%s ms=%.0f", self.name(), kind, reply.outcome.name, took * 1000)
        return reply

    async def _answer(self, text: object, sender: str, address: str, on_new_message: OnNewMessage) -> Reply:
        if not isinstance(text, str):
            return self._refusal(self.replies.not_text(), "")
        if not (await self._of_sender.allows(self.sender_id(sender)) and await self._of_address.allows(address)):
            return self._refusal(self.replies.too_fast(), text, Outcome.TOO_FAST)
        if len(text) > self.settings.most_characters:
            return self._refusal(self.replies.too_long(self.settings.most_characters), text)
        words = disarmed(text)
        if not re.search(r"\w", words):
            return self._refusal(self.replies.tell_me(), text)
        return await self._turn(self.safety.redact(words), sender, on_new_message)

    async def _turn(self, text: str, sender: str, on_new_message: OnNewMessage) -> Reply:
        collected = CollectedAnswer()
        message = UserMessage(text, collected, self.sender_id(sender), input_channel=self.name())
        record = begin_turn()
        try:
            await on_new_message(message)
        except Exception:
            logger.exception("A turn on channel %s failed", self.name())
            return self._failure(text)
        if record.lost:
            logger.error("A turn on channel %s was not kept: %s", self.name(), record.lost)
            return self._failure(text)
        if not collected.texts:
            logger.error("A turn on channel %s ended without an answer", self.name())
            return self._failure(text)
        said = "\n\n".join(collected.texts)
        structure = collected.answer or self.replies.small_talk(said).as_dict()
        # Of other languages than English personal data are not redacted: they are not kept.
        if structure["kind"] in _GAPS and is_english(text):
            await asyncio.to_thread(self.gaps.note, text, [topic["id"] for topic in structure["topics"]])
        return Reply(said, structure)

    def _refusal(self, answer: Answer, text: str, outcome: Outcome = Outcome.REFUSED) -> Reply:
        found = self._danger(text) or answer
        return Reply(render(found), found.as_dict(), outcome)

    def _failure(self, text: str) -> Reply:
        found = self._danger(text) or self.replies.failed()
        return Reply(render(found), found.as_dict(), Outcome.FAILED)

    def _danger(self, text: str) -> Answer | None:
        """The emergency answer where the whole text calls for it; it needs no database."""
        findings = self.safety.assess(text)
        return self.replies.danger(findings) if findings and findings[0].takes_over else None


def disarmed(text: str) -> str:
    """The text without control characters, and without the slashes that make a command of it.

    Rasa takes `/intent{...}` for an intent at full confidence, past every component, also behind
    leading blanks (rasa/nlu/classifiers/regex_message_handler.py).
    """
    kept = "".join(
        character if character in "\n\t" or unicodedata.category(character)[0] != "C" else " " for character in text
    )
    return re.sub(r"^[\s/]+", "", kept).rstrip()
