"""From blocks to an outline: sections with their candidate statements, references, dates; what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import spacy
from spacy.language import Language

from bot.curation.blocks import Block, Document, Kind
from bot.curation.dates import dates_in, is_date
from bot.curation.furniture import LeftOut, reason_to_drop, sort_out
from bot.curation.references import Reference, reference, reference_places

BEGINNING = "(beginning)"
"""The section of what stands before the first heading of a document without a title."""


@dataclass(frozen=True)
class Item:
    """One item of a list, and where it stands."""

    place: str
    text: str


@dataclass(frozen=True)
class Candidate:
    """What may become a statement: a sentence, or a list with the sentence that leads into it.

    Attributes:
        headings: the headings over it, outermost first; the last one names its section.
        place: where it stands, counted within the document.
        sentence: the document's own; "" for a list that nothing leads into.
        items: those of a list.
    """

    headings: tuple[str, ...]
    place: str
    sentence: str
    items: tuple[Item, ...] = ()

    @property
    def section(self) -> str:
        """The heading that it stands under."""
        return self.headings[-1]


@dataclass(frozen=True)
class Outline:
    """All that was found in a document."""

    sections: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    references: tuple[Reference, ...]
    dates: tuple[str, ...]
    left_out: tuple[LeftOut, ...]

    def empty_sections(self) -> tuple[str, ...]:
        """Headings under which nothing stands: the page may have lost something there."""
        told = {heading for candidate in self.candidates for heading in candidate.headings}
        return tuple(section for section in self.sections if section not in told)


@dataclass
class _Place:
    """How far the reading has come."""

    title: str
    headings: list[Block] = field(default_factory=list)
    section: int = 0
    paragraph: int = 0
    list: int = 0

    def enter(self, heading: Block) -> None:
        while self.headings and self.headings[-1].level >= heading.level:
            self.headings.pop()
        self.headings.append(heading)
        self.section += 1
        self.paragraph = self.list = 0

    def names(self) -> tuple[str, ...]:
        return tuple(heading.text for heading in self.headings) or (self.title or BEGINNING,)

    def told(self, page: int | None, part: str) -> str:
        return ", ".join([*([f"page {page}"] if page else []), f"section {self.section}", part])


def outline(document: Document, publisher: str) -> Outline:
    """Everything in ``document`` that a curator needs; furniture is set apart."""
    places = reference_places(document.blocks)
    referring = [
        block.text
        for place, block in enumerate(document.blocks)
        if place in places and block.kind is not Kind.HEADING and not is_date(block.text)
    ]
    around = [LeftOut(text, reason) for text in referring if (reason := reason_to_drop(text))]
    references = [reference(text) for text in referring if not reason_to_drop(text)]
    dated = [block.text for block in document.blocks if is_date(block.text)]
    rest = [block for place, block in enumerate(document.blocks) if place not in places and not is_date(block.text)]
    rest = [block for block in rest if block.text.casefold() != publisher.casefold()]
    reader = _Reader(_Place(document.title))
    candidates = list(reader.read(sort_out(rest, publisher, document.title)))
    return Outline(
        sections=tuple(reader.sections),
        candidates=tuple(candidates),
        references=tuple(references),
        dates=tuple(dict.fromkeys(found for text in dated for found in dates_in(text))),
        left_out=(*reader.left_out, *around),
    )


class _Reader:
    """Goes through the blocks once, in order."""

    def __init__(self, place: _Place) -> None:
        self._place = place
        self._pending: Candidate | None = None
        self.sections: list[str] = []
        self.left_out: list[LeftOut] = []

    def read(self, parts: Iterable[Block | LeftOut]) -> Iterator[Candidate]:
        """The candidates; a sentence that may lead into a list waits for what follows."""
        items: list[Block] = []
        for part in parts:
            if isinstance(part, Block) and part.kind is Kind.ITEM:
                items.append(part)
                continue
            yield from self._list(items)
            items = []
            if isinstance(part, LeftOut):
                self.left_out.append(part)
            elif part.kind is Kind.HEADING:
                self._place.enter(part)
                self.sections.append(part.text)
            else:
                yield from self._paragraph(part)
        yield from self._list(items)

    def _paragraph(self, block: Block) -> Iterator[Candidate]:
        kept = self._without_furniture(block.text)
        if not kept:
            return
        self._place.paragraph += 1
        for number, sentence in kept:
            part = f"paragraph {self._place.paragraph}, sentence {number}"
            candidate = Candidate(self._place.names(), self._place.told(block.page, part), sentence)
            if number == kept[-1][0] and sentence.endswith(":"):
                self._pending = candidate
            else:
                yield candidate

    def _list(self, blocks: Sequence[Block]) -> Iterator[Candidate]:
        pending, self._pending = self._pending, None
        kept = [(block, sentences) for block in blocks if (sentences := self._without_furniture(block.text))]
        if not kept:
            yield from [pending] if pending else []
            return
        self._place.list += 1
        if all(len(sentences) == 1 for _, sentences in kept):
            yield self._one_list(pending, kept)
            return
        yield from [pending] if pending else []
        for number, (block, sentences) in enumerate(kept, 1):
            for place, sentence in sentences:
                part = f"list {self._place.list}, item {number}, sentence {place}"
                yield Candidate(self._place.names(), self._place.told(block.page, part), sentence)

    def _one_list(self, pending: Candidate | None, kept: Sequence[tuple[Block, list[tuple[int, str]]]]) -> Candidate:
        name = f"list {self._place.list}"
        items = tuple(
            Item(self._place.told(block.page, f"{name}, item {number}"), sentences[0][1])
            for number, (block, sentences) in enumerate(kept, 1)
        )
        headings = pending.headings if pending else self._place.names()
        place = self._place.told(kept[0][0].page, name)
        return Candidate(headings, place, pending.sentence if pending else "", items)

    def _without_furniture(self, text: str) -> list[tuple[int, str]]:
        """The numbered sentences of a text; all are furniture where most are."""
        told = [(number, sentence, reason_to_drop(sentence)) for number, sentence in enumerate(sentences(text), 1)]
        dropped = [(sentence, reason) for _, sentence, reason in told if reason]
        if 2 * len(dropped) > len(told):
            self.left_out.append(LeftOut(text, str(dropped[0][1])))
            return []
        self.left_out.extend(LeftOut(sentence, str(reason)) for sentence, reason in dropped)
        return [(number, sentence) for number, sentence, reason in told if not reason]


def sentences(text: str) -> list[str]:
    """The sentences of a text; "e.g." and "Dr." end none."""
    document = _language()(text)
    found = [" ".join(sentence.text.split()) for sentence in document.sents]
    return [sentence for sentence in found if any(character.isalnum() for character in sentence)]


@lru_cache(maxsize=1)
def _language() -> Language:
    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    language.max_length = 10_000_000
    return language
