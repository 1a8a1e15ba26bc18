"""What sort of question it is, beside its topic: yes-or-no, particular, about something unknown, a follow-up.

Plain functions over the words of one message. What is not recognised leaves the question open,
which is answered by the topic as a whole: no harm is done by a miss.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.language.contractions import written_out

_LONG = 6
"""Letters from which on a word may have a slip and still be one of the common words."""

_REMEMBERED = 20_000

_ITEM = (
    r"(?:sign|symptom|risk factor|risk|cause|type|kind|form|subtype|site|trigger"
    r"|treatment|test|part|place|side effect)s?"
)
_YES_NO = re.compile(
    r"\b(?:is|are|was|were|can|could|does|do|did|will|would|might|may)\b[^.?!]{0,80}?"
    rf"(?:\b(?:an?|one of|part of|the|any|some|early|common|first|known)\s+(?:\w+\s+){{0,2}}{_ITEM}\b"
    r"|\b(?:cause|causes|caused|trigger|raise|raises|increase|increases|lead to|put me at|mean|be due to|run in)\b"
    r"|\b(?:in|on|inside) (?:the|my|your|his|her)\b|\bone\W*$)",
    re.IGNORECASE,
)
_OPEN = re.compile(r"^\W*(?:what|which|who|whose|where|when|why|how)\b", re.IGNORECASE)
_PARTICULAR = re.compile(
    rf"^\W*(?:is|are|can|could|does|do|will|would|may|might)\b(?P<thing>[^.?!]*?)\b{_ITEM}\b", re.I
)
_ASKING = re.compile(
    r"\?|\btell me\b|\b(?:asks?|asking|wonders?|wondering|wants? to know) (?:if|whether|what|how|why|when|where|who)\b"
    r"|(?:^|[.!,;:]\s*|\b(?:and|but|so|please)\s+)"
    r"(?:(?:what|who|which|where|when|why|how|can|could|should|will|would|is|are|does)\b"
    r"|(?:do|did|was|were|am|has|have)"
    r" (?:i|me|you|we|they|he|she|it|people|any|all|most|these|those|the|my|his|her)\b)",
    re.I,
)
_SOMEBODY = re.compile(
    r"\b(?:i|i'm|im|i've|ive|my|me|he|he's|she|she's|his|her|him|we|our|they|their"
    r"|mum|mom|dad|mother|father|husband|wife|son|daughter|baby|brother|sister|grandma|grandpa|friend)\b",
    re.I,
)
_FOLLOWS = re.compile(
    r"^\W*(?:and|or|but|what about|how about|also|same for|ok and|so)\b"
    r"|\b(?:that|this|its?|they|them|those|these|ones?|he|she|him)\b"
    r"|\b(?:the|each|every|this) (?:tests?|scans?|treatments?|therapy|drugs?|medicines?|injections?|shots?|infusions?"
    r"|procedure)\b(?! (?:for|of)\b)",
    re.I,
)

BEHIND_A_COMMA = (
    r",\s+(?=(?:(?:and|but|so)\s+)?(?:what|how|why) (?:is|are|does|do|will|would) (?:it|that|this|they|those)\b)"
)
"""Where a question begins that stands behind a comma: "I start Lutathera next month, how does it work"."""

_FURTHER = re.compile(
    r"\b(?:what|who|where|how|anything|anyone|something|anywhere) else\b|\b(?:any|what) others?\b"
    r"|\b(?:other than|besides) (?:that|this|these)\b"
    r"|\b(?:anything|something|options?) (?:besides|apart from|other than)\b",
    re.I,
)

# Words that make no question particular: question words, the topics' own words, courtesy, filler.
_COMMON = frozenset(
    """
    a about affect after all also am an and any anyone are as ask at be because been before being best between
    body but by can cancer cancers cause caused causes common could did diagnose diagnosed diagnosis disease do
    doctor does doing done each early else ever feel find first for form found from get gets getting give go
    good got had happen happens has have having he hello help her hi him his how i if in info information into
    is it its just kind kinds know known last like likely long look main make many may me mean might more most
    much my name need new no not of off on one ones or other our out outlook over part people person please
    possible prevent prevented prevention problem prognosis question reason risk risks say see serious she
    should sign signs so some someone sort start starts stop such support survival symptom symptoms tell test tests than
    thank thanks that the their them then there these they thing things think this those to too treat treated
    treatment treatments true try tumor tumors tumour tumours type types up us usual usually very want was way
    we well were what when where which while who why will with without would you your
    plain english simple words simply terms
    months weeks years days options option anything something else instead managed manage management managing
    initial ordinary regular happening same another involve involves involved look looks looking going die dying
    isnt arent wasnt werent
    meaning means meant patient pt pts wise caller callers caller's asks asking path
    raise raises raised increase increases lead leads run runs trigger triggers
    report reports result results letter says said saying shows showed group groups time constantly always
    exactly really actual actually basically generally normally doctors nurse dad mom mum mother father husband wife son
    daughter brother sister friend grandmother grandfather kindly regards today now yet again
    scared afraid frightened terrified worried worry worrying worries anxious nervous panicking upset crying
    overwhelmed desperate feeling feels i'm im it's i've i'd
    number numbers figure figures statistic statistics stats percentage percentages
    testing tested kid kids
    wht wen wich hw r u ur pls plz thx cos cuz dont cant hello
    """.split()
)


_HOW = re.compile(r"\bhow (?P<much>long|often|many (?=(?:minute|hour|day|week|month|year)s\b))", re.IGNORECASE)
_WORKS = re.compile(r"(\bhow (?:do|does|did|will|would)\b[^.?!]{0,40}?) works?\b", re.IGNORECASE)
"""That asks for nothing particular of a treatment, "can I still work?" does."""

_UNITS = tuple("minute minutes hour hours day days week weeks month months year years".split())
_MEASURED = {"long": ("lifelong", *_UNITS), "often": ("every", "once", "twice", *_UNITS), "many": _UNITS}
"""The words of what tells how long or how often: those of the question may stand anywhere ("takes out the tumor")."""

_SENTENCE_END = re.compile(rf"(?<=[.?!])\s+|\n+|{BEHIND_A_COMMA}", re.IGNORECASE)

_OF_A_DISEASE = frozenset("risk risks cause causes symptom symptoms sign signs outlook".split())
"""Common words that ask for something particular where a test or a treatment is meant."""


@dataclass(frozen=True)
class Shape:
    """The form of a question.

    Attributes:
        yes_no: it asks whether something belongs to the topic.
        particular: the words that ask for something particular within the topic.
        measured: it asks how long or how often; only words of time answer that.
        of_care: the same where it is asked of a test or a treatment.
        unknown: it names a particular thing which is none of the store's concepts.
        follows: it leans on the turn before.
        further: it asks for what was not told yet: "what else can push it up?".
    """

    yes_no: bool
    particular: tuple[str, ...]
    measured: bool
    of_care: tuple[str, ...]
    unknown: bool
    follows: bool
    further: bool


def shape(text: str, known: Iterable[tuple[int, int]]) -> Shape:
    """The shape of ``text``; ``known`` are the spans of the store's concepts and names in it."""
    question, rest = _asked(text, known)
    yes_no = bool(_YES_NO.search(question)) and not _OPEN.match(question)
    thing = _PARTICULAR.match(rest)
    named = bool(thing and [word for word in re.findall(r"[a-z'-]{3,}", thing["thing"].lower()) if word not in _COMMON])
    particular = _particular(rest)
    return Shape(
        yes_no=yes_no,
        particular=particular,
        measured=bool(_HOW.search(rest)),
        of_care=(*particular, *(word for word in _words(rest) if word in _OF_A_DISEASE)),
        unknown=named and yes_no,
        follows=bool(_FOLLOWS.search(question)),
        further=bool(_FURTHER.search(question)),
    )


def tells(text: str) -> bool:
    """Whether something is told of somebody and nothing asked: "my port is red", not "grapefruit everolimus"."""
    return not asks(text) and of_somebody(text)


def of_somebody(text: str) -> bool:
    """Whether somebody is spoken of: "my dad has a NET", not "where do NETs start?"."""
    return bool(_SOMEBODY.search(text))


def asks(text: str) -> bool:
    """Whether anything is asked or begged: "I feel hopeless" only tells."""
    return bool(_ASKING.search(text))


def _asked(text: str, known: Iterable[tuple[int, int]]) -> tuple[str, str]:
    """The sentence that asks, and the same without what the store knows of it."""
    last = last_question(text)
    offset = text.rfind(last)
    spans = [(start - offset, end - offset) for start, end in known]
    return written_out(last), written_out(_without(last, spans))


def _particular(rest: str) -> tuple[str, ...]:
    measured = _HOW.search(rest)
    if measured:
        return _MEASURED[measured["much"].lower().strip()]
    return tuple(word for word in _words(_WORKS.sub(r"\1", rest)) if not _is_common(word))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z][a-z'-]+", text.lower())


@lru_cache(maxsize=_REMEMBERED)
def _is_common(word: str) -> bool:
    """Whether it is one of the common words, or a long one with a slip of the typing hand."""
    if word in _COMMON or len(word) < _LONG:
        return word in _COMMON
    return any(OSA.distance(word, common, score_cutoff=1) <= 1 for common in _COMMON if len(common) >= _LONG)


def last_question(text: str) -> str:
    """The sentence that asks: the last one with a question mark, else the last one."""
    sentences = [sentence for sentence in _SENTENCE_END.split(text.strip()) if re.search(r"\w", sentence)]
    asking = [sentence for sentence in sentences if sentence.rstrip().endswith("?")]
    return (asking or sentences or [text])[-1]


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        if 0 <= start < end <= len(text):
            text = text[:start] + " " * (end - start) + text[end:]
    return text
