"""What a document is read into, whatever its format: headings, paragraphs and list items in order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.errors import NetGuideError

LOWEST_LEVEL = 7
"""Of a heading whose rank is not known: it opens no part of another one."""


class DocumentError(NetGuideError):
    """A document cannot be read."""


class Kind(Enum):
    """What sort of block it is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True)
class Block:
    """One heading, paragraph or list item; ``page`` counts from 1 where the format has pages."""

    kind: Kind
    text: str
    level: int = LOWEST_LEVEL
    page: int | None = None


@dataclass(frozen=True)
class Document:
    """A document as it was read.

    Attributes:
        title: as the document names itself, or "" where it does not.
        blocks: what it is made of, site furniture included as far as the format does not mark it.
        text: all of its words, to hold reworded statements against.
    """

    title: str
    blocks: tuple[Block, ...]
    text: str

    @property
    def whole(self) -> str:
        """All words, and those of the blocks, where the words that a line's end parted are whole again."""
        return "\n".join([self.text, *(block.text for block in self.blocks)])
