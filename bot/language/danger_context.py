"""What the rules of `bot.safety`, which know one text alone, cannot see: what it stands beside.

Whoever tells something after an answer leaves out what it was about, so a danger may stand in two messages together
and in neither of them alone: "mine has blood in it" after an answer on diarrhea. A little fear beside a question is no
distress, and whether it is cancer is no matter for the care team once an illness is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.shape import asks, last_question
from bot.safety import Finding, Level, SafetyBook

_MOST_WORDS = 16
"""Of a message that may lean on the one before: a longer one says itself what it is about."""

_HAS_THAT = re.compile(
    r"\b(?P<has>got|gets?|have|has|having|had|getting)\s+(?:(?:(?:all|both|most|some|one|two|three|a few|each)\s+)"
    r"(?:of\s+)?)?(?:those|these|them|that|it|this|both|all|one)\b",
    re.IGNORECASE,
)
"""Words by which somebody says that they have what was spoken of: "got those now"."""

_MINE = "and i"
"""Names with nobody beside them tell of no danger; with the writer beside them they may, and then only they do."""

_OF_MILD_FEAR = (
    r"(?:scared|afraid|worried|anxious|nervous|frightened|stressed|apprehensive|sad|low|down|upset|lost|shaken)"
)
_MILD_FEAR = re.compile(
    rf"\b(?:a (?:little |wee )?|just )?(?:bit|little|tad|slightly|somewhat|kinda|kind of|sort of) {_OF_MILD_FEAR}\b"
    r"|(?<!so )(?<!really )(?<!very )(?<!absolutely )\bdreading(?= (?:it|this|that|the|my|his|her)\b)"
    r"|\b(?:afraid|scared|nervous|embarrassed|frightened) to ask\b"
    r"|\b(?:scared|afraid|worried|nervous|anxious|frightened) (?:of|about) (?:(?:going|getting|being|too) (?:too )?low"
    r"|(?:the |his |her |my )?(?:needles?|jabs?|hypos?|lows|injections?|side effects|sedation|scanner|noise)"
    r"|low (?:blood )?sugars?)\b"
    r"|(?<!so )(?<!really )(?<!very )\bnervous\b(?! wreck| breakdown)"
    r"|\b(?:smoked|smoker|drank|healthy) (?:so |then |and )?why (?:me|him|her|us)\b",
    re.IGNORECASE,
)
"""Fear that is small, or of one small thing; whoever asks something beside it wants the answer, and no crisis line."""

_ASKS_IF_IT_IS_CANCER = re.compile(
    r"\W*(?:(?:so|and|but|ok|okay|then)\W+)*(?:is|are) (?:it|this|that|they|these)"
    r"(?: (?:really|actually|actual|even|always|all|an?|real|now|then))*"
    r" (?:cancers?|cancerous|malignant|benign|tumou?rs?)"
    r"(?: or (?:not|benign|malignant|harmless|what))?\W*",
    re.IGNORECASE,
)
_A_FINDING = re.compile(r"\b(?:lumps?|spots?|nodules?|lesions?|nodes?|mass|shadow|cyst|mole|patch)\b", re.IGNORECASE)
"""Of which nobody but the care team can say whether it is cancer."""


def told_in_full(text: str, names: Sequence[str]) -> str | None:
    """What is told of what was spoken of, in full; None where a message asks, or leans on nothing.

    Args:
        text: the message.
        names: those of what the answer before was about.
    """
    if not names or asks(text) or len(text.split()) > _MOST_WORDS:
        return None
    spoken_of = " and ".join(names)
    has = _HAS_THAT.search(text)
    if has:
        return f"{text[: has.start()]}{has['has']} {spoken_of}{text[has.end() :]}"
    return f"{spoken_of}, {text}"


def dangers_in_full(book: SafetyBook, text: str, names: Sequence[str], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Dangers that a message tells of only together with the answer before, if they are graver than those ``found``."""
    full = told_in_full(text, names)
    if full is None:
        return ()
    known = {one.sign for one in found}
    if not _HAS_THAT.search(text):
        known |= {one.sign for one in book.assess(f"{' and '.join(names)} {_MINE}")}
    gravest = max((one.level for one in found if not one.general), default=Level.DISTRESS)
    return tuple(
        one
        for one in book.assess(full)
        if not one.general and one.sign not in known and one.level is not Level.CRISIS and one.level > gravest
    )


def is_mild_fear(book: SafetyBook, text: str) -> bool:
    """Whether all the distress in a message that asks something is a little fear: "bit scared. What is it?"."""
    if not asks(text) or not _MILD_FEAR.search(text):
        return False
    without = _MILD_FEAR.sub(" ", text)
    return not any(one.level is Level.DISTRESS for one in book.assess(without))


def asks_whether_it_is_cancer(text: str) -> bool:
    """Whether "is this cancer?" is all that a message asks, and no lump is told of beside it."""
    return bool(_ASKS_IF_IT_IS_CANCER.fullmatch(last_question(text))) and not _A_FINDING.search(text)
