"""Reading plain text: what is a heading, a list or a paragraph shows in the form of its lines only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.curation.blocks import LOWEST_LEVEL, Block, Document, Kind
from bot.curation.dates import is_date

_ITEM = re.compile(r"^\s*(?:[•◦▪‣·●○■□∙–—*+-]|\[?\(?\d{1,3}[.)\]]|\(?[a-z][.)])\s+(?P<text>\S.*)$")
_NUMBERED = re.compile(r"^\s*(?P<number>\d{1,2})(?P<parts>(?:\.\d{1,2})*)\.?\s+(?P<text>[^\W\d].*)$")
_MARKED_HEADING = re.compile(r"^\s*(?P<marks>#{1,6})\s+(?P<text>.*\w.*?)\s*#*$")
_UNDERLINE = re.compile(r"^\s*(?:={3,}|-{3,}|~{3,})\s*$")
_PARTED = re.compile(r"(?<=[^\W\d_])-\n(?=[a-z])")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S")
_ENDS_A_SENTENCE = re.compile(r"[.!?:;]['\"”’)\]]*$")

_MOST_WORDS_OF_A_HEADING = 12
_MOST_WORDS_BEFORE_TEXT = 8
_MOST_WORDS_BEFORE_A_COLON = 3


@dataclass(frozen=True)
class Line:
    """A line; ``heading`` where the format itself shows it as one."""

    text: str
    page: int | None = None
    heading: bool = False

    @property
    def words(self) -> str:
        """The line's text without blanks around."""
        return " ".join(self.text.split())


def read_plain_text(text: str) -> Document:
    """The blocks of a plain text; it names no title."""
    return Document("", tuple(blocks_of([Line(line) for line in text.splitlines()])), text)


def blocks_of(lines: Sequence[Line]) -> Iterator[Block]:
    """The blocks that ``lines`` make up; blank lines part them."""
    chunks = [list(chunk) for full, chunk in groupby(lines, key=lambda line: bool(line.words)) if full]
    for number, chunk in enumerate(chunks):
        following = chunks[number + 1][0] if number + 1 < len(chunks) else None
        yield from _chunk(chunk, following)


def _chunk(lines: list[Line], following: Line | None) -> Iterator[Block]:
    gathered = _Gathered()
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        after = lines[place + 1] if place + 1 < len(lines) else following
        if _UNDERLINE.match(line.text) or not re.search(r"\w", line.text):
            yield from gathered.taken()
        elif heading := _heading(line, before, after, alone=len(lines) == 1, last=place + 1 == len(lines)):
            yield from gathered.taken()
            yield heading
        elif is_date(line.words):
            yield from gathered.taken()
            yield Block(Kind.PARAGRAPH, line.words, page=line.page)
        elif item := _ITEM.match(line.text):
            yield from gathered.taken()
            gathered.start(Kind.ITEM, item["text"], line.page)
        else:
            gathered.go_on(line)
    yield from gathered.taken()


class _Gathered:
    """The lines of the paragraph or list item in hand."""

    def __init__(self) -> None:
        self._kind = Kind.PARAGRAPH
        self._texts: list[str] = []
        self._page: int | None = None

    def start(self, kind: Kind, text: str, page: int | None) -> None:
        self._kind, self._texts, self._page = kind, [text], page

    def go_on(self, line: Line) -> None:
        if self._texts:
            self._texts.append(line.words)
        else:
            self.start(Kind.PARAGRAPH, line.words, line.page)

    def taken(self) -> Iterator[Block]:
        if self._texts:
            yield Block(self._kind, joined(self._texts), page=self._page)
        self._texts = []


def joined(texts: Iterable[str]) -> str:
    """Lines as one text; where a hyphen ends a line, the word goes on."""
    return " ".join(_PARTED.sub("-", "\n".join(texts)).split())


def _heading(line: Line, before: Line | None, after: Line | None, *, alone: bool, last: bool) -> Block | None:
    marked = _MARKED_HEADING.match(line.text)
    if marked:
        return Block(Kind.HEADING, " ".join(marked["text"].split()), len(marked["marks"]), line.page)
    if line.heading:
        return Block(Kind.HEADING, line.words, page=line.page)
    numbered = _NUMBERED.match(line.text)
    if numbered:
        fits = alone and not _counts_on(numbered, after) and _may_be_heading(numbered["text"], after)
        return Block(Kind.HEADING, " ".join(numbered["text"].split()), page=line.page) if fits else None
    if _ITEM.match(line.text) or not _may_be_heading(line.words, after):
        return None
    capitals = before is None and line.words.isupper() and len(line.words) > 3
    underlined = after is not None and not last and _UNDERLINE.match(after.text)
    if alone or capitals or underlined or (not last and _stands_over_text(line, before, after)):
        return Block(Kind.HEADING, line.words.rstrip(":").rstrip() or line.words, LOWEST_LEVEL, line.page)
    return None


def _counts_on(numbered: re.Match[str], after: Line | None) -> bool:
    """Whether the next line is the next item of a list that ``numbered`` belongs to."""
    following = _NUMBERED.match(after.text) if after else None
    if numbered["parts"]:
        return False
    return after is None or (following is not None and int(following["number"]) == int(numbered["number"]) + 1)


def _may_be_heading(text: str, after: Line | None) -> bool:
    words = text.split()
    if not words or len(words) > _MOST_WORDS_OF_A_HEADING or is_date(text) or _ADDRESS.search(text):
        return False
    if not re.search(r"[^\W\d_]", text) or words[0][0].islower() or re.search(r"[.!;,]$", text):
        return False
    over_list = after is not None and _ITEM.match(after.text)
    return not (text.endswith(":") and (over_list and len(words) > _MOST_WORDS_BEFORE_A_COLON))


def _stands_over_text(line: Line, before: Line | None, after: Line | None) -> bool:
    """Whether a line within a paragraph is a heading: short, between a full stop and a capital letter."""
    if after is None or len(line.words.split()) > _MOST_WORDS_BEFORE_TEXT:
        return False
    opens = before is None or bool(_ENDS_A_SENTENCE.search(before.words)) or bool(_ITEM.match(before.text))
    return opens and (
        bool(_ITEM.match(after.text)) or (after.words[0].isupper() and len(after.words) > len(line.words))
    )
