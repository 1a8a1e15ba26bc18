"""What a draft file holds: the source, and the candidate statements with the document's own sentences."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Optional

from pydantic import BaseModel, Extra

from bot.content.entries import CitationEntry, SourceEntry, StatementEntry, Status
from bot.content.yaml_text import yaml_text

_HEAD = """\
# A draft holds the document's own sentences: it is never loaded, and it is not to be shared or committed.
# Reword each statement in `text`, fill in its review, and run `netguide content publish` (docs/content.md).
# Take out the statements that are not wanted.
"""


class _Part(BaseModel):
    class Config:
        extra = Extra.forbid
        anystr_strip_whitespace = True


class DocumentPart(_Part):
    """The file that was read, and the digest by which it is known again."""

    file: str
    sha256: str


class ReferencePart(_Part):
    """A publication that the document names."""

    text: str
    url: Optional[str] = None
    dates: list[str] = []


class ItemPart(_Part):
    """An item of a list in the document."""

    place: str
    from_document: str


class DraftStatement(_Part):
    """A candidate: what stands in the document, and what is to stand in the content.

    ``text`` is for the curator's own words. ``quotation`` says that it repeats the document's.
    """

    id: str
    section: str
    place: str
    from_document: str
    items: list[ItemPart] = []
    text: str
    status: Status
    topic: str
    group: str
    concepts: list[str]
    lists: list[str] = []
    questions: list[str] = []
    citations: list[CitationEntry] = []
    shown_with: list[str] = []
    danger: bool = False
    quotation: bool = False
    reviewer: Optional[str] = None
    reviewed_on: Optional[date] = None
    next_review: Optional[date] = None

    def entry(self) -> StatementEntry:
        """The statement as the content keeps it.

        Raises:
            pydantic.ValidationError: where a field does not fit.
        """
        kept = {name: getattr(self, name) for name in StatementEntry.__fields__ if name in self.__fields__}
        citations = [citation.dict() for citation in self.citations]
        return StatementEntry(**{**kept, "citations": citations})


class DraftFile(_Part):
    """``drafts/<slug>.yml``."""

    condition: str
    document: DocumentPart
    source: SourceEntry
    dates: list[str] = []
    references: list[ReferencePart] = []
    statements: list[DraftStatement]


def write_draft(draft: DraftFile, path: Path) -> None:
    """Write a draft, with what to do with it in its head."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    # An empty text is written as a block that waits for its words, without the blanks of an empty line.
    beside.write_text(_HEAD + re.sub(r" +$\n", "\n", yaml_text(draft), flags=re.MULTILINE), encoding="utf-8")
    beside.replace(path)
