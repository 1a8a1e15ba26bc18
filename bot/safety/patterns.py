"""The small language in which the safety rules are written, compiled to regular expressions.

A pattern is a row of words. ``(a|b c)`` is a choice, ``[a|b]`` may be missing, ``{list}`` is any word of a list of
``words.yml``, ``word*`` any ending, ``..4`` up to four words between (``..`` three), ``^`` and ``$`` the start and the
end of the sentence, ``/regex/`` a regular expression for one or more words. ``A <3> B`` is both, in either order, with
up to three words between; ``A & B`` is both anywhere in the same stretch of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

_PIECE = re.compile(
    r"\s*(?:(?P<gap>\.\.\d*)|(?P<choice>\()|(?P<end>[)\]])|(?P<option>\[)|(?P<or>\|)"
    r"|(?P<name>\{[a-z0-9]+\})|/(?P<regex>[^/]+)/|(?P<start>\^)|(?P<stop>\$)|(?P<word>[a-z0-9_,.]+\*?))"
)
_WORD = re.compile(r"\S+")
_STEM = re.compile(r"\b([a-z]+)\*")
_EITHER = re.compile(r"\s<(\d+)>\s")
_DEFAULT_GAP = 3


class PatternError(ValueError):
    """A pattern that cannot be read; the message says why."""


class Stretch:
    """Sentences as the rules read them.

    Attributes:
        text: single blanks, one at either end.
        places: where each of the words stands.
        words: the words.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: dict[str, list[int]] = {}
        for match in _WORD.finditer(text):
            self.places.setdefault(match[0], []).append(match.start())
        self.words = frozenset(self.places)


@dataclass(frozen=True)
class Part:
    """One part of a pattern.

    Attributes:
        regex: matches at the start of a word.
        firsts: the words with which it can begin; None where any word may.
    """

    regex: re.Pattern[str]
    firsts: frozenset[str] | None

    def spans(self, stretch: Stretch) -> Iterator[tuple[int, int]]:
        """Where it stands, in order."""
        begin = stretch.words if self.firsts is None else self.firsts & stretch.words
        places = sorted(place for word in begin for place in stretch.places[word])
        for place in places if self.firsts is not None else (0, *places):
            match = self.regex.match(stretch.text, place)
            if match:
                yield match.span()


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern.

    Attributes:
        parts: what must all be found; the first one says where the sign stands.
        needed: sets of words; a text that lacks all words of one of them cannot match.
    """

    parts: tuple[Part, ...]
    needed: tuple[frozenset[str], ...]

    @property
    def wide(self) -> bool:
        """Whether its parts may stand in different sentences."""
        return len(self.parts) > 1

    def spans(self, stretch: Stretch) -> Iterator[tuple[int, int]]:
        """Where the pattern's first part stands, once all its parts are found."""
        if any(words.isdisjoint(stretch.words) for words in self.needed):
            return
        if all(next(part.spans(stretch), None) for part in self.parts[1:]):
            yield from self.parts[0].spans(stretch)

    def found(self, stretch: Stretch) -> bool:
        """Whether the pattern stands anywhere in the text."""
        return next(self.spans(stretch), None) is not None


def cut(text: str, span: tuple[int, int], border: re.Pattern[str]) -> tuple[int, int]:
    """The part of the text between the borders around ``span``, blanks at both ends."""
    start, end = 0, len(text)
    for match in border.finditer(text):
        if match.end() <= span[0]:
            start = match.end() - 1
        elif match.start() >= span[1] - 1:
            end = match.start() + 1
            break
    return start, end


def cut_out(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text without these parts."""
    kept, position = [], 0
    for start, end in sorted(spans):
        kept.append(text[position : max(start, position)])
        position = max(end, position)
    return "".join((*kept, text[position:]))


@dataclass(frozen=True)
class _Element:
    regex: str
    firsts: frozenset[str] | None  # None: any word may begin it
    words: frozenset[str]
    missing: bool = False  # may be left out


class Vocabulary:
    """The named word lists, with those that they name themselves put in."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = lists
        self._elements: dict[str, _Element] = {}
        self._open: list[str] = []

    def element(self, name: str) -> _Element:
        """A list as one element of a pattern."""
        if name in self._elements:
            return self._elements[name]
        if name not in self._lists:
            raise PatternError(f"there is no list named {name!r}")
        if name in self._open:
            raise PatternError(f"list {name!r} holds itself")
        self._open.append(name)
        try:
            element = _choice([_row(item, self) for item in self._lists[name]])
        finally:
            self._open.pop()
        self._elements[name] = element
        return element

    def compile(self, source: str) -> Pattern:
        """Compile a pattern.

        Raises:
            PatternError: the pattern cannot be read.
        """
        parts, needed = [], []
        for part in source.split(" & "):
            sides = _EITHER.split(f" {part} ")
            if len(sides) not in (1, 3):
                raise PatternError("only one <N> may stand in a part")
            rows = [_row(side, self) for side in sides[::2]]
            regex = rows[0].regex
            if len(rows) == 2:
                gap = rf"(?:\S+ ){{0,{sides[1]}}}?"
                regex = f"(?:{rows[0].regex}{gap}{rows[1].regex}|{rows[1].regex}{gap}{rows[0].regex})"
            firsts: frozenset[str] | None = frozenset()
            for row in rows:
                firsts = None if firsts is None or row.firsts is None else firsts | row.firsts
            parts.append(Part(re.compile(regex), firsts))
            needed += [sets for row in rows for sets in row.needed]
        return Pattern(tuple(parts), tuple(dict.fromkeys(needed)))

    def words(self, sources: Sequence[str]) -> frozenset[str]:
        """All the words that these patterns spell out, those of the lists they name too."""
        sides = [side for source in sources for part in source.split(" & ") for side in _EITHER.split(part)[::2]]
        return frozenset[str]().union(*(_row(side, self).words for side in sides))

    def stems(self, sources: Sequence[str]) -> frozenset[str]:
        """The beginnings of words ("vomit*") in these patterns and in all lists."""
        return frozenset(_STEM.findall(" ".join((*sources, *chain.from_iterable(self._lists.values())))))


@dataclass(frozen=True)
class _Row:
    regex: str
    firsts: frozenset[str] | None
    needed: tuple[frozenset[str], ...]
    words: frozenset[str]


def _row(source: str, vocabulary: Vocabulary) -> _Row:
    """A row of elements, read to its end."""
    row, position = _read(source, 0, vocabulary, closing="")
    if source[position:].strip():
        raise PatternError(f"cannot read {source[position:].strip()!r}")
    return row[0]


def _read(source: str, position: int, vocabulary: Vocabulary, closing: str) -> tuple[list[_Row], int]:
    """Rows parted by ``|``, up to the closing bracket."""
    rows: list[_Row] = []
    elements: list[_Element] = []
    gap_open = False
    while True:
        piece = _PIECE.match(source, position)
        if piece is None:
            if closing:
                raise PatternError(f"{closing!r} is missing")
            break
        position = piece.end()
        if piece["end"] and piece["end"] == closing:
            break
        if piece["end"]:
            raise PatternError(f"{piece['end']!r} closes nothing")
        if piece["or"]:
            if not closing:
                raise PatternError("'|' stands outside brackets")
            rows.append(_joined(elements, gap_open))
            elements, gap_open = [], False
            continue
        gap_open = bool(piece["gap"])
        if piece["choice"] or piece["option"]:
            inner, position = _read(source, position, vocabulary, ")" if piece["choice"] else "]")
            chosen = _choice(inner)
            elements.append(
                chosen if piece["choice"] else _Element(f"(?:{chosen.regex})?", chosen.firsts, chosen.words, True)
            )
        else:
            elements.append(_single(piece, vocabulary))
    rows.append(_joined(elements, gap_open))
    return rows, position


def _single(piece: re.Match[str], vocabulary: Vocabulary) -> _Element:
    if piece["gap"]:
        size = piece["gap"][2:]
        return _Element(rf"(?:\S+ ){{0,{size or _DEFAULT_GAP}}}?", None, frozenset(), True)
    if piece["name"]:
        return vocabulary.element(piece["name"][1:-1])
    if piece["regex"]:
        return _Element(f"{piece['regex']} ", None, frozenset())
    if piece["start"] or piece["stop"]:
        return _Element(r"\A " if piece["start"] else r"\Z", None, frozenset(), True)
    word = piece["word"]
    if word.endswith("*"):
        return _Element(rf"{re.escape(word[:-1])}\S* ", None, frozenset())
    return _Element(f"{re.escape(word)} ", frozenset((word,)), frozenset((word,)))


def _joined(elements: Sequence[_Element], gap_open: bool) -> _Row:
    if not elements or all(element.missing for element in elements):
        raise PatternError("a pattern or choice is empty")
    if gap_open:
        raise PatternError("a gap ('..') stands at the end")
    sure = [element for element in elements if not element.missing]
    return _Row(
        "".join(element.regex for element in elements),
        None if elements[0].missing else elements[0].firsts,
        tuple(element.firsts for element in sure if element.firsts is not None),
        frozenset().union(*(element.words for element in elements)),
    )


def _choice(rows: Sequence[_Row]) -> _Element:
    """One of several rows; the longest words first, so that the longest match wins."""
    alternatives = sorted({row.regex for row in rows}, key=lambda regex: (-len(regex), regex))
    firsts: frozenset[str] | None = frozenset()
    for row in rows:
        firsts = None if firsts is None or row.firsts is None else firsts | row.firsts
    return _Element(f"(?:{'|'.join(alternatives)})", firsts, frozenset().union(*(row.words for row in rows)))
