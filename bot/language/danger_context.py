"""What the rules of `bot.safety`, which know one text alone, cannot see: what it stands beside.

Whoever tells something after an answer leaves out what it was about, so a danger may stand in two messages together
and in neither of them alone: "mine has blood in it" after an answer on diarrhea. A little fear beside a question is no
distress, and whether it is cancer is no matter for the care team once an illness is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.language.passages import passages
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

_A_QUESTION = re.compile(
    r"\?|^\W*(?:(?:and|but|so|or|then)\s+)?(?:what|who|which|where|when|why|how|can|could|may|might|should|shall|must|will"
    r"|would|is|are|am|was|were|does|do|did|has|have)\b",
    re.IGNORECASE,
)
"""Of one sentence: "he has 38.5 and is shivering" asks nothing, though a question may begin with "and is"."""

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

_ORDINARY_FEAR = re.compile(
    r"\b(?:(?:really |just |so |absolutely |totally |completely |a bit )?"
    r"(?:freak(?:s|ed|ing)?(?: (?:me|us|him|her))? out|scared (?:stiff|witless|silly)"
    r"|worr(?:y(?! so)|ied)(?: sick| stiff)?"
    r"|panick(?:ing|ed|y)|stress(?:ed|ing)(?: out| me out)?|anxious|on edge"
    r"|how (?:do|should|can|could|will|would|shall) (?:i|we|you) (?:\w+ )?tell (?:my|our|the) (?:\w+ )?"
    r"(?:kids?|child|children|family|parents|wife|husband|partner|sons?|daughters?|mom|mum|dad|grandchildren)"
    r"|(?:she|he|i|mum|mom|dad) (?:just |often |only |sometimes |still )?(?:cries|cry)"
    r"|(?:afraid|scared|frightened) of (?!dying|death|living|leaving|losing|being|dy)(?:(?:an?|the|another) )?\w+))\b"
    r"(?! (?:about|of) (?:dying|death|living))",
    re.IGNORECASE,
)
"""What anybody feels who waits for a result. Beside a question it calls for a kind word, and for no help line."""

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
    """What is told of what was spoken of, in full; None where a message only asks, or leans on nothing.

    Args:
        text: the message; of one that asks as well, what it tells before: "shivery, 38.4. Can he take the next ones?".
        names: those of what the answer before was about.
    """
    text = _told_before_it_asks(text)
    if not names or not text or len(text.split()) > _MOST_WORDS:
        return None
    spoken_of = " and ".join(names)
    has = _HAS_THAT.search(text)
    if has:
        return f"{text[: has.start()]}{has['has']} {spoken_of}{text[has.end() :]}"
    return f"{spoken_of}, {text}"


def _told_before_it_asks(text: str) -> str:
    if not asks(text):
        return text
    return " ".join(sentence for sentence in passages(text)[1:] if not _A_QUESTION.search(sentence))


def dangers_in_full(book: SafetyBook, text: str, names: Sequence[str], found: Sequence[Finding]) -> tuple[Finding, ...]:
    """Dangers that a message tells of only together with the answer before, if those ``found`` are not graver."""
    full = told_in_full(text, names)
    if full is None:
        return ()
    text = _told_before_it_asks(text)
    known = {one.sign for one in found}
    if not _HAS_THAT.search(text):
        known |= {one.sign for one in book.assess(f"{' and '.join(names)} {_MINE}")}
    gravest = max((one.level for one in found if not one.general), default=Level.DISTRESS)
    # As urgent as what is known, but told more exactly: a fever beside everolimus is for the cancer team.
    at_least = Level.URGENT if gravest <= Level.URGENT else gravest + 1
    return tuple(
        one
        for one in book.assess(full)
        if not one.general and one.sign not in known and one.level is not Level.CRISIS and one.level >= at_least
    )


def is_mild_fear(book: SafetyBook, text: str) -> bool:
    """Whether all the distress in a message that asks something is a little fear: "bit scared. What is it?"."""
    return _is_all_that_is_felt(_MILD_FEAR, book, text)


def is_ordinary_fear(book: SafetyBook, text: str) -> bool:
    """Whether all of it is what anybody feels: "my marker doubled and I'm freaking out. Does it grow?"."""
    return _is_all_that_is_felt(_ORDINARY_FEAR, book, _MILD_FEAR.sub(" ", text))


def as_it_is_felt(book: SafetyBook, text: str, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What is ``found``, a little fear left out, and ordinary fear answered by a kind word alone."""
    if not any(one.level is Level.DISTRESS for one in found):
        return found
    if is_mild_fear(book, text):
        return tuple(one for one in found if one.level is not Level.DISTRESS)
    if is_ordinary_fear(book, text):
        return tuple(replace(one, general=True) if one.level is Level.DISTRESS else one for one in found)
    return found


def _is_all_that_is_felt(fear: re.Pattern[str], book: SafetyBook, text: str) -> bool:
    if not asks(text) or not fear.search(text):
        return False
    without = fear.sub(" ", text)
    return not any(one.level is Level.DISTRESS for one in book.assess(without))


def asks_whether_it_is_cancer(text: str) -> bool:
    """Whether "is this cancer?" is all that a message asks, and no lump is told of beside it."""
    return bool(_ASKS_IF_IT_IS_CANCER.fullmatch(last_question(text))) and not _A_FINDING.search(text)
