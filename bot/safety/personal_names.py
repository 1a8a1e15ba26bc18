"""Names that people give: after words such as "my name is", "Dr.", "my son", or as a sign-off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from bot.safety.spans import Span

_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|['’-](?={_LETTER}))*\.?")
_PARTICLES = frozenset(["van", "der", "den", "de", "la", "le", "du", "da", "di", "von", "bin", "al", "st"])
_KIN = (
    r"(?:husband|wife|partner|spouse|mother|father|mom|mum|mam|dad|son|daughter|brother|sister|grand(?:son|daughter|mother"
    r"|father|ma|pa|dad|child)|gran|nan|uncle|aunt|auntie|cousin|niece|nephew|friend|boyfriend|girlfriend|fianc[eé]e?"
    r"|step(?:son|daughter|mom|dad|mother|father|brother|sister)|neighbou?r|kid|child|baby|twin|(?:mother|father|sister"
    r"|brother|son|daughter)-in-law|roommate|boss|colleague|caregiver|carer)"
)
_ROLE = (
    r"(?:oncologist|surgeon|gp|nurse|endocrinologist|gastroenterologist|cardiologist|radiologist|consultant|specialist"
    r"|doctor|physician|pharmacist|therapist|dietitian|radiographer|counsell?or|social worker)"
)
_OWNER = r"(?:my|our|his|her|their)"
_GREETING = r"(?:hi|hello|hey|good (?:morning|afternoon|evening)|dear all|greetings)[,!.]?(?: there[,!]?)?"
_SELF = r"(?:i am|i'm|i’m|im|this is|it's|it’s|its|we are|we're)"

_MINE = re.compile(r"\bmy (?:full |real |first |last |maiden )?name(?:'s|’s|s| is)(?: actually)?\s+", re.IGNORECASE)
# Cues after which a word that is no ordinary English word is a name, however it is written.
_SURE = re.compile(
    rf"\b(?:{_OWNER} names?(?: is|'s|’s| are)|(?:their|our) names are|(?:user|patient )?name(?:'s| is|:)"
    r"|(?:full|maiden|first|last|sur) ?name:?|, name|(?:is|am|'m|im|’m|'s|’s) (?:called|named)|they call me"
    r"|call me|patient:"
    r"|signed(?: by)?,?|sent by|from:|(?:drs?|prof)\b\.?|doctor|professor|nurse)\s+"
    rf"|(?:^|[.!?]\s+)(?:{_GREETING}\s+){_SELF}\s+",
    re.IGNORECASE,
)
# Cues after which a word written as a name is one.
_LIKELY = re.compile(
    rf"\b(?:{_SELF}|i,|he is|she is|he's|she's|he’s|she’s|reach|contact|{_OWNER} {_KIN},?(?: is| was)?"
    rf"|{_OWNER} {_ROLE},?(?: is| was)?|nurse|sister|hubby|speak (?:to|with)|ask for|{_GREETING}"
    r"|(?:mr|mrs|ms|miss|mx|sir|dame|rev)\b\.?)\s+",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\b(?:(?:kind |best |warm )?regards|sincerely|yours truly|best wishes|warmly|many thanks|cheers|love|xx+),?\s+",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    rf"(?:^|[.!?]\s+){_SELF}\s+(?P<name>{_LETTER}+)(?=,| ,| again\b| here\b| from\b| and (?:i|my)\b|\.?$)",
    re.IGNORECASE,
)
_HERE = re.compile(
    rf"(?:^|[.!?,]\s+)(?:{_GREETING}\s+)?(?P<name>[A-ZÀ-Ý]{_LETTER}+(?: [A-ZÀ-Ý]{_LETTER}+)?)(?= (?:here|speaking)\b)"
)
_BORN = re.compile(rf"(?P<name>(?:[A-ZÀ-Ý]{_LETTER}+ ){{1,2}}[A-ZÀ-Ý]{_LETTER}+)(?=,? \(?(?:born|dob|d\.o\.b|aged?\b))")
_THANKS = re.compile(
    r"(?:thanks|thank you|thx|ta|so much|bye|wishes|help|advance|[-–—])[!.,]*\s*[-–—]?\s+$|\n\s*$", re.IGNORECASE
)
_LAST = re.compile(rf"(?:[A-ZÀ-Ý]{_LETTER}*\.?['’]?{_LETTER}* ?){{1,3}}$")
_MOST, _TAIL = 4, 60


@dataclass(frozen=True)
class Names:
    """Finds names.

    Attributes:
        never: words that look like names and are none (NET terms), in small letters.
        ordinary: words that follow the cues and are no names, in small letters.
        common: English words; one of them is a name only where it is written as one.
    """

    never: Set[str]
    ordinary: Set[str]
    common: Set[str]

    def spans(self, text: str) -> Iterator[Span]:
        """The names in ``text``."""
        for cue in _MINE.finditer(text):
            yield from self._name(text, cue.end(), mine=True)
        for cue in _SURE.finditer(text):
            yield from self._name(text, cue.end(), small=True)
        for cue in _LIKELY.finditer(text):
            yield from self._name(text, cue.end())
        for cue in _CLOSING.finditer(text):
            spans = list(self._name(text, cue.end(), small=True))
            if spans and not text[spans[0].end :].strip(" .!"):
                yield from spans
        for match in _AGAIN.finditer(text):
            if self._may_be(match["name"]) and match["name"].lower() not in self.common:
                yield Span(*match.span("name"), "name")
        for pattern in (_HERE, _BORN):
            for match in pattern.finditer(text):
                if all(self._may_be(part) for part in match["name"].split()):
                    yield Span(*match.span("name"), "name")
        yield from self._sign_off(text)

    def _name(self, text: str, start: int, *, small: bool = False, mine: bool = False) -> Iterator[Span]:
        """The name at ``start``, and one that "and" joins to it.

        Args:
            text: the whole text.
            start: where the name would begin.
            small: a word in small letters will do, if it is no common English word.
            mine: the text says that it is a name, so that any word will do.
        """
        end = position = start
        for count in range(_MOST):
            word = _WORD.match(text, position)
            if word is None:
                break
            bare = word[0].rstrip(".")
            particle = bare.lower() in _PARTICLES and _capital_follows(text, word.end())
            if not particle and not self._fits(bare, small=small and count < 2, mine=mine, first=count == 0):
                break
            initial = len(bare) == 1 and word[0].endswith(".")
            end = word.end() if initial else word.start() + len(bare)
            if (word[0].endswith(".") and not initial) or text[word.end() : word.end() + 1] != " ":
                break
            position = word.end() + 1
        if end > start:
            yield Span(start, end, "name")
            if text[end : end + 5].lower() == " and " and text[end + 5 : end + 6].isupper():
                yield from self._name(text, end + 5)

    def _fits(self, word: str, *, small: bool, mine: bool, first: bool) -> bool:
        if mine and first:
            return word.lower() not in self.ordinary
        if not self._may_be(word):
            return False
        return word[0].isupper() or ((small or mine) and word.lower() not in self.common and len(word) > 1)

    def _may_be(self, word: str) -> bool:
        plain = word.lower().replace("’", "'").removesuffix("'s").rstrip(".")
        return plain not in self.never and plain not in self.ordinary

    def _sign_off(self, text: str) -> Iterator[Span]:
        """Words written as names at the very end, after thanks, a dash or a new line."""
        stripped = text.rstrip(" .\n")
        begin = max(0, len(stripped) - _TAIL)
        match = _LAST.search(stripped, begin)
        if match is None or not _THANKS.search(stripped[max(0, match.start() - 30) : match.start()]):
            return
        if all(self._may_be(part.rstrip(".")) for part in match[0].split()):
            yield Span(match.start(), len(stripped), "name")


def _capital_follows(text: str, position: int) -> bool:
    particles = "|".join(sorted(_PARTICLES))
    return re.match(rf"(?: (?:{particles}))* [A-ZÀ-Ý]", text[position : position + 30]) is not None
