"""What is said after an alarm: most of it is still about the danger, though it does not say so.

"Still going", "nobody picks up", "can I wait until morning?" and "forget it" mean nothing to a classifier of questions.
Until help is there or something else is asked, the advice is given again.
"""

from __future__ import annotations

import re
from typing import Any

from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.language import intents
from bot.language.named_topics import names_a_topic
from bot.language.shape import asks
from bot.safety import UNNAMED, Alarm, Level

_SURE = 0.8
_WORDS_OF_A_WHOLE_QUESTION = 6
"""Fewer, without a name in them, may ask of the danger: "is that serious?"."""

_IS_IT_CANCER = re.compile(r"\bis (?:it|that|this|an? \w+) (?:a )?(?:cancer|tumou?r)\b", re.IGNORECASE)
"""Asked of the illness, whatever goes on."""

_GOES_ON = re.compile(
    r"\b(?:still|worse|worsening|again|happening|(?:not|n't|never) (?:stop\w*|breath\w*|wak\w*)|mean it|driv(?:e|ing)"
    r"|sleepy|drowsy|dizzy|faint\w*|hospital|er|emergency|ambulance|911|999|112)\b",
    re.IGNORECASE,
)
"""Words by which a message is about the danger though something else was answered since."""

_RIGHT_NOW = re.compile(r"\b(?:now|tonight|at once)\b", re.IGNORECASE)

_OF_LATER = frozenset(
    f"{intents.ASK}{topic}" for topic in ("diagnosis", "prognosis", "prevention", "risk_factors", "causes", "support")
)
"""What is asked of tests, of others and of the time to come is another matter than what to do now."""

_AT_ONCE = re.compile(
    r"\b(?:wait\w*|now|tonight|today|tomorrow|morning|first|at once|away|meanwhile|tak(?:e|ing)|giv(?:e|ing)"
    r"|call|ring|go|stop|skip|instead|more|dose|lie|sleep|alone|nobody|enough|alive|live|die|dying)\b",
    re.IGNORECASE,
)
"""Words by which a decision may be one on the danger: "do I need a scan now?"."""

_ASKED_FIRST = re.compile(r"^\W*(?:(?:and|but|so|or|then)\s+)?(?:am|do|does|must|shall)\b", re.IGNORECASE)
"""Words that begin a question and are no sign of one elsewhere: "do I need scans"."""

_SUPPOSED = re.compile(r"\b(?:if|suppos(?:e|ing)|imagine)\b[^.!?]*?\b(?:had been|were|was|'d been)\b", re.IGNORECASE)
_A_SIZE = re.compile(
    r"\b\d+(?:[.,]\d+)?\s*(?:cm|mm|centimet\w+|millimet\w+|inch(?:es)?)\b(?! deep)|\b(?:grade|stage) \w+", re.IGNORECASE
)
"""A size that is only supposed is that of another tumor, and no word on the danger: "and if it had been 2.5 cm?"."""

_OF_DAILY_LIFE = re.compile(
    r"\b(?:eat\w*|foods?|diet|meals?|breakfast|lunch|dinner|snacks?|drink\w*|coffee|tea|alcohol|wine|beer|caffeine|sugar"
    r"|exercise|sports?|swim\w*|travel\w*|fly|flying|holiday|vacation|work|vitamins?|scans?|mri|ct|tests?|biops(?:y|ies))\b",
    re.IGNORECASE,
)
"""What a plain question may be about after an alarm that no sign stands behind: "can I have coffee?"."""

_NOT_NOW = re.compile(
    r"\b(?:(?:years?|months?|decades?) ago|long ago|last (?:year|spring|summer|autumn|winter)|as a (?:child|kid)"
    r"|in (?:19|20)\d\d|used to|back then)\b"
    r"|\b(?:do not|don'?t|does not|doesn'?t|did not|didn'?t|never|haven'?t|hasn'?t)"
    r" (?:\w+ )?(?:had|have|got|get) (?:any of )?(?:that|those|these|them|it|one)\b",
    re.IGNORECASE,
)
"""Words by which somebody had what was asked about long ago, or has it not."""

_OVER = re.compile(
    r"\b(?:false alarm|it(?: i|')?s over|all (?:good|fine|clear)|it was nothing|was a (?:typo|test|joke)"
    r"|was (?:only )?testing|came round|woke up)\b"
    r"|\b(?:is|am|are|feel\w*|much|[a-z]+'[ms]) (?:ok|okay|fine|better)\b"
    r"|\b(?:ok|okay|fine|better|awake|safe) now\b|\bsaid it'?s (?:ok|okay|fine)\b",
    re.IGNORECASE,
)
"""Words by which somebody says that the danger is past; the rest is looked at for danger all the same."""

_DELETE = re.compile(r"\b(?:delet\w*|eras\w*|remov\w*|wip\w*)\b", re.IGNORECASE)
_THAT_IS_IT = re.compile(
    r"\b(?:that'?s?|this|these|those|it'?s?|one|same|all of (?:them|it|those|these|that)|exactly|symptoms?)\b",
    re.IGNORECASE,
)
_SOMEBODY_HAS = re.compile(
    r"\b(?:i|i'm|im|me|my|mine|he|he's|she|she's|his|her|him|we|us|our|you just described|happening|exactly)\b",
    re.IGNORECASE,
)


def _wants_it_deleted(text: str, intent: dict[str, Any]) -> bool:
    """Whether the deletion of the conversation is asked for by its name: "forget it" is no such thing now."""
    return intent.get("name") == intents.DELETE and bool(_DELETE.search(text))


def _of_the_tumor(text: str) -> bool:
    """Whether it asks of the tumor, and not of the danger: "is that cancer?", "and if it had been 2.5 cm?"."""
    return bool(_IS_IT_CANCER.search(text) or (_SUPPOSED.search(text) and _A_SIZE.search(text)))


def _of_another_matter(text: str, alarm: Alarm) -> bool:
    """Whether it asks of daily life after an alarm that only the second net heard: "can I have coffee?"."""
    only_heard = alarm.finding.sign == UNNAMED[Level.EMERGENCY]
    asked = asks(text) or _ASKED_FIRST.match(text)
    return bool(only_heard and asked and _OF_DAILY_LIFE.search(text) and not _AT_ONCE.search(text))


def is_over(message: Message, alarm: Alarm) -> bool:
    """Whether a message says that an emergency is past: "false alarm, she woke up"."""
    return alarm.finding.level is Level.EMERGENCY and bool(_OVER.search(message.get(TEXT) or ""))


def still_about(alarm: Alarm, message: Message, decision: bool) -> bool:
    """Whether a message is still about the danger that an answer before was about.

    Args:
        alarm: that danger.
        message: understood.
        decision: whether it asks for a personal decision: "can I wait until morning?".
    """
    text = message.get(TEXT) or ""
    if not alarm.left:
        # "What is a carcinoid crisis?", and then "I think that is what I have".
        has_it = not asks(text) and _THAT_IS_IT.search(text) and _SOMEBODY_HAS.search(text)
        return bool(has_it and (not _NOT_NOW.search(text) or _GOES_ON.search(text) or _RIGHT_NOW.search(text)))
    intent = message.get(INTENT) or {}
    if intent.get("name") == intents.GOT_HELP or is_over(message, alarm) or _wants_it_deleted(text, intent):
        return False
    goes_on = bool(_GOES_ON.search(text) or _RIGHT_NOW.search(text))
    if not goes_on and (_of_the_tumor(text) or _of_another_matter(text, alarm)):
        return False
    if alarm.answered and not (_GOES_ON.search(text) or (decision and _RIGHT_NOW.search(text))):
        return False
    sure = float(intent.get("confidence") or 0.0) >= _SURE
    name = str(intent.get("name"))
    understood = sure or len(message.get("topics") or ()) > 1
    whole_question = understood and len(text.split()) >= _WORDS_OF_A_WHOLE_QUESTION
    named = bool(message.get(ENTITIES)) or names_a_topic(text)
    if decision:
        # "Do I need scans for years after this?" after an alarm on the belly.
        long_enough = len(text.split()) >= _WORDS_OF_A_WHOLE_QUESTION
        another_matter = alarm.finding.level is Level.EMERGENCY and name in _OF_LATER and not _AT_ONCE.search(text)
        return not (another_matter and (asks(text) or _ASKED_FIRST.match(text)) and named and long_enough)
    return not (name in intents.TOPICS and asks(text) and (named or whole_question))
