"""Finding the references of a document: lists that name other publications."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.curation.blocks import Block, Kind
from bot.curation.dates import dates_in

_HEADING = re.compile(
    r"(?:selected |key |further )?(?:references?|sources?|bibliography|citations?|works cited|further reading)"
    r"(?: (?:and|&) \w+)?(?: \(\d+\))?|references used.*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+[^\s<>\".,;:)]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MARK = re.compile(r"https?://|\bdoi\b|\baccessed\b|\bpmid\b|\bet al\b", re.IGNORECASE)
_PARTS_OF_A_REFERENCE = 3


@dataclass(frozen=True)
class Reference:
    """A publication that the document names, as it does."""

    text: str
    url: str | None
    dates: tuple[str, ...]


def reference(text: str) -> Reference:
    """What stands in one entry."""
    address = _ADDRESS.search(text)
    return Reference(text, address.group() if address else None, dates_in(text))


def reference_places(blocks: Sequence[Block]) -> frozenset[int]:
    """The places in ``blocks`` of references and of the headings over them."""
    places: set[int] = set()
    headed = False
    for place, block in enumerate(blocks):
        if block.kind is Kind.HEADING:
            headed = bool(_HEADING.fullmatch(block.text.strip(" :")))
        if headed:
            places.add(place)
    for start, end in _lists(blocks):
        texts = [block.text for block in blocks[start:end]]
        alike = sum(_looks_like_one(text) for text in texts)
        if 2 * alike >= len(texts) and any(_MARK.search(text) for text in texts):
            places.update(range(start, end))
    return frozenset(places)


def _lists(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    found = []
    start: int | None = None
    for place, block in enumerate([*blocks, Block(Kind.HEADING, "")]):
        if block.kind is Kind.ITEM and start is None:
            start = place
        elif block.kind is not Kind.ITEM and start is not None:
            found.append((start, place))
            start = None
    return found


def _looks_like_one(text: str) -> bool:
    parts = len(re.findall(r"[.;](?:\s|$)", text))
    return bool(_YEAR.search(text)) and bool(_MARK.search(text) or parts >= _PARTS_OF_A_REFERENCE)
