"""From a document to a draft: read it, outline it, and suggest what can be suggested."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

from pydantic import ValidationError

from bot.content.entries import CitationEntry, SourceEntry, Status
from bot.content.library import Library
from bot.curation.blocks import Document, DocumentError
from bot.curation.drafts import DocumentPart, DraftFile, DraftStatement, ItemPart, ReferencePart
from bot.curation.html import read_html
from bot.curation.outline import Candidate, Outline, outline
from bot.curation.pdf import read_pdf
from bot.curation.plain_text import read_plain_text
from bot.curation.suggesting import Suggestions

CAREFUL_LICENCE = "copyrighted: cite and paraphrase only"
"""Of a source of which nothing else is said."""

FIRST_GROUP = "general"

_MOST_WORDS_OF_AN_ID = 6


@dataclass(frozen=True)
class Origin:
    """What is told of a document when it is imported; ``title`` may be left to the document."""

    publisher: str
    url: str
    published: str
    licence: str = CAREFUL_LICENCE
    title: str | None = None


@dataclass(frozen=True)
class Imported:
    """A draft, what was found on the way to it, and the document's words."""

    draft: DraftFile
    outline: Outline
    words: str


def read_document(path: Path) -> Document:
    """Read a document by the kind that its name tells.

    Raises:
        DocumentError: where it cannot be read.
    """
    kind = path.suffix.lower()
    if kind not in _READERS:
        raise DocumentError(f"{path.name} is none of {', '.join(_READERS)}: save it as one of them.")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path} cannot be opened: {error.strerror}.") from error
    return _READERS[kind](data)


def digest(path: Path) -> str:
    """By which a document is known again."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read_text(data: bytes) -> Document:
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            return read_plain_text(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise DocumentError("The file is no text in UTF-8: save it as UTF-8 first.")


_READERS = {
    ".txt": _read_text,
    ".md": _read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
}


def import_document(path: Path, origin: Origin, library: Library, condition: str) -> Imported:
    """Make a draft for ``condition`` of the document at ``path``.

    Raises:
        DocumentError: where it cannot be read, or holds no statement, or is described wrongly.
    """
    content = next((one for one in library.conditions if one.condition.id == condition), None)
    if content is None:
        known = ", ".join(one.condition.id for one in library.conditions)
        raise DocumentError(f"There is no condition {condition}: there is {known}.")
    document = read_document(path)
    found = outline(document, origin.publisher)
    if not found.candidates:
        raise DocumentError(f"{path.name} holds no sentence that could become a statement.")
    source = _known(origin, library) or _source(origin, document, path, library)
    taken = {statement.id for one in library.conditions for topic in one.topics for statement in topic.statements}
    suggestions = Suggestions(content.condition.topics, library.concepts)
    draft = DraftFile(
        condition=condition,
        document=DocumentPart(file=str(path.resolve()), sha256=digest(path)),
        source=source,
        dates=list(found.dates),
        references=[ReferencePart(text=one.text, url=one.url, dates=list(one.dates)) for one in found.references],
        statements=_statements(found.candidates, source.id, suggestions, taken),
    )
    return Imported(draft, found, document.whole)


def _known(origin: Origin, library: Library) -> SourceEntry | None:
    """The source as the content holds it already."""
    return next((one for one in library.sources if (one.url, one.published) == (origin.url, origin.published)), None)


def _source(origin: Origin, document: Document, path: Path, library: Library) -> SourceEntry:
    title = origin.title or document.title or " ".join(re.findall(r"\w+", path.stem))
    named = title if origin.publisher.casefold() in title.casefold() else f"{origin.publisher} {title}"
    stem = slug(named) or "source"
    try:
        return SourceEntry(
            id=_free(stem, {source.id for source in library.sources}),
            title=title,
            publisher=origin.publisher,
            url=origin.url,
            published=origin.published,
            accessed=date.today(),
            licence=origin.licence,
        )
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise DocumentError(f"The source is described wrongly: {told}.") from error


def _statements(
    candidates: Sequence[Candidate], source: str, suggestions: Suggestions, taken: set[str]
) -> list[DraftStatement]:
    statements = []
    for number, candidate in enumerate(candidates, 1):
        listed = suggestions.concepts("\n".join(item.text for item in candidate.items))
        named = suggestions.concepts(candidate.sentence)
        statements.append(
            DraftStatement(
                id=_free(f"{source}-{number}", taken),
                section=candidate.section,
                place=candidate.place,
                from_document=candidate.sentence,
                items=[ItemPart(place=item.place, from_document=item.text) for item in candidate.items],
                text="",
                status=Status.DRAFT,
                topic=suggestions.topic(candidate.headings),
                group=FIRST_GROUP,
                concepts=list(dict.fromkeys([*listed, *named])),
                lists=listed,
                citations=[CitationEntry(source=source, section=candidate.section)],
            )
        )
    return statements


def _free(stem: str, taken: Container[str]) -> str:
    """The stem, or else the stem with the first number that makes an id which is not taken."""
    numbered = (f"{stem}-{number}" for number in count(2))
    return stem if stem not in taken else next(one for one in numbered if one not in taken)


def slug(text: str) -> str:
    """An id made of the first words of ``text``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower())[:_MOST_WORDS_OF_AN_ID])
