"""What is said after an alarm: most of it is still about the danger, though it does not say so.

"Still going", "nobody picks up", "can I wait until morning?" and "forget it" mean nothing to a classifier of questions.
Until help is there or something else is asked, the advice is given again.
"""

from __future__ import annotations

import re

from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.language import intents
from bot.language.named_topics import names_a_topic
from bot.language.shape import asks
from bot.safety import Finding, Level

_SURE = 0.8
_WORDS_OF_A_WHOLE_QUESTION = 6
"""Fewer, without a name in them, may ask of the danger: "is that serious?"."""

_PARTINGS = frozenset({"thank", "goodbye"})

_OVER = re.compile(
    r"\b(?:false alarm|it(?: i|')?s over|all (?:good|fine|clear)|it was nothing|was a (?:typo|test|joke)"
    r"|was (?:only )?testing|came round|woke up)\b"
    r"|\b(?:is|am|are|feel\w*|much|[a-z]+'[ms]) (?:ok|okay|fine|better)\b",
    re.IGNORECASE,
)
"""Words by which somebody says that the danger is past; the rest is looked at for danger all the same."""

_THAT_IS_IT = re.compile(
    r"\b(?:that'?s?|this|these|those|it'?s?|one|same|all of (?:them|it|those|these|that)|exactly|symptoms?)\b",
    re.IGNORECASE,
)
_SOMEBODY_HAS = re.compile(
    r"\b(?:i|i'm|im|me|my|mine|he|he's|she|she's|his|her|him|we|us|our|you just described|happening|exactly)\b",
    re.IGNORECASE,
)


def is_over(message: Message, level: str) -> bool:
    """Whether a message says that an emergency is past: "false alarm, she woke up"."""
    return Level[level] is Level.EMERGENCY and bool(_OVER.search(message.get(TEXT) or ""))


def still_about(message: Message, decision: bool, level: str, sign: str, left: int) -> Finding | None:
    """The danger that the last answer was about, where a message still is.

    Args:
        message: understood.
        decision: whether it asks for a personal decision: "can I wait until morning?".
        level: of that danger.
        sign: of that danger.
        left: how many messages may still be about it; 0 where it was only asked about.
    """
    text = message.get(TEXT) or ""
    finding = Finding(Level[level], sign)
    if not left:
        # "What is a carcinoid crisis?", and then "I think that is what I have".
        return finding if not asks(text) and _THAT_IS_IT.search(text) and _SOMEBODY_HAS.search(text) else None
    intent = message.get(INTENT) or {}
    sure = float(intent.get("confidence") or 0.0) >= _SURE
    if intent.get("name") == intents.GOT_HELP:
        return None
    parting = sure and intent.get("name") in _PARTINGS and finding.level is Level.EMERGENCY
    if parting or is_over(message, level):
        return None
    asks_of_content = str(intent.get("name")) in intents.TOPICS and asks(text) and not decision
    understood = sure or len(message.get("topics") or ()) > 1
    whole_question = understood and len(text.split()) >= _WORDS_OF_A_WHOLE_QUESTION
    moved_on = asks_of_content and (bool(message.get(ENTITIES)) or names_a_topic(text) or whole_question)
    return None if moved_on else finding
