"""Reading a content folder whole and checking that everything in it fits together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from bot.content.entries import (
    ConceptEntry,
    ConceptFile,
    ConceptKind,
    ConditionFile,
    SourceEntry,
    SourceFile,
    StatementEntry,
    StatementFile,
    Status,
)
from bot.content.files import ContentError, Document, Problem

Content = TypeVar("Content", bound=BaseModel)


@dataclass(frozen=True)
class ConditionContent:
    """The files of one condition's folder."""

    condition: ConditionFile
    topics: tuple[StatementFile, ...]

    def status(self, statement: StatementEntry) -> Status:
        """The statement's own status, or the condition's default."""
        return statement.status or self.condition.defaults.status


@dataclass(frozen=True)
class Library:
    """All content folders, checked; ``version`` is a digest of the files."""

    version: str
    sources: tuple[SourceEntry, ...]
    concepts: tuple[tuple[ConceptKind, ConceptEntry], ...]
    conditions: tuple[ConditionContent, ...]


@dataclass
class _Shelf:
    """What has been read so far, with the file and place of each id for the reports."""

    sources: dict[str, SourceEntry] = field(default_factory=dict)
    concepts: dict[str, tuple[ConceptKind, ConceptEntry]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    statements: dict[str, Status] = field(default_factory=dict)


def condition_folders(root: Path) -> list[Path]:
    """The folders of ``root`` that hold a condition."""
    return sorted(path.parent for path in root.glob("*/condition.yml"))


def read_library(root: Path) -> Library:
    """Read every condition's folder under ``root``.

    Raises:
        ContentError: naming every problem in every file by file, line, field and reason.
    """
    folders = condition_folders(root)
    if not folders:
        raise ContentError([Problem(str(root), 1, "(folder)", "holds no condition: no */condition.yml in it")])
    shelf = _Shelf()
    documents: list[Document] = []
    sources = [_open(SourceFile, folder / "sources.yml", root, documents) for folder in folders]
    concepts = [_open(ConceptFile, path, root, documents) for folder in folders for path in _files(folder, "concepts")]
    for source_document, source_file in _read(sources):
        _shelve_sources(shelf, source_document, source_file)
    for concept_document, concept_file in _read(concepts):
        _shelve_concepts(shelf, concept_document, concept_file)
    for source_document, source_file in _read(sources):
        _check_references(shelf, source_document, source_file)
    for concept_document, concept_file in _read(concepts):
        _check_broader(shelf, concept_document, concept_file)
    conditions = [content for folder in folders if (content := _read_condition(shelf, folder, root, documents))]
    problems = [problem for document in documents for problem in document.problems]
    if problems:
        raise ContentError(problems)
    return Library(
        version=_digest(root, folders),
        sources=tuple(shelf.sources.values()),
        concepts=tuple(shelf.concepts.values()),
        conditions=tuple(conditions),
    )


def _files(folder: Path, kind: str) -> list[Path]:
    return sorted((folder / kind).glob("*.yml"))


def _digest(root: Path, folders: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*.yml") if path.parent.name != "drafts"):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _open(model: type[Content], path: Path, root: Path, documents: list[Document]) -> tuple[Document, Content | None]:
    document = Document(path, root)
    documents.append(document)
    return document, document.parse(model)


def _read(pairs: Iterable[tuple[Document, Content | None]]) -> list[tuple[Document, Content]]:
    return [(document, content) for document, content in pairs if content is not None]


def _shelve_sources(shelf: _Shelf, document: Document, content: SourceFile) -> None:
    for index, source in enumerate(content.sources):
        if source.id in shelf.sources:
            document.report(document.line("sources", index, "id"), "id", f"source {source.id} stands twice")
        shelf.sources.setdefault(source.id, source)


def _check_references(shelf: _Shelf, document: Document, content: SourceFile) -> None:
    for index, source in enumerate(content.sources):
        for unknown in sorted(set(source.cites) - set(shelf.sources)):
            document.report(document.line("sources", index, "cites"), "cites", f"there is no source {unknown}")


def _shelve_concepts(shelf: _Shelf, document: Document, content: ConceptFile) -> None:
    for index, concept in enumerate(content.concepts):
        if concept.id in shelf.concepts:
            document.report(document.line("concepts", index, "id"), "id", f"concept {concept.id} stands twice")
            continue
        shelf.concepts[concept.id] = (content.kind, concept)
        for word in {concept.name.casefold(), *(word.casefold() for word in concept.words)}:
            owner = shelf.words.setdefault(word, concept.id)
            if owner != concept.id:
                line = document.line("concepts", index, "words")
                document.report(line, "words", f"“{word}” already means concept {owner}")


def _check_broader(shelf: _Shelf, document: Document, content: ConceptFile) -> None:
    for index, concept in enumerate(content.concepts):
        for unknown in sorted(set(concept.broader) - set(shelf.concepts)):
            document.report(document.line("concepts", index, "broader"), "broader", f"there is no concept {unknown}")


def _read_condition(shelf: _Shelf, folder: Path, root: Path, documents: list[Document]) -> ConditionContent | None:
    _, condition = _open(ConditionFile, folder / "condition.yml", root, documents)
    pairs = [_open(StatementFile, path, root, documents) for path in _files(folder, "statements")]
    if condition is None:
        return None
    content = ConditionContent(condition, tuple(topic for _, topic in _read(pairs)))
    for document, topic in _read(pairs):
        _shelve_statements(shelf, content, document, topic)
    for document, topic in _read(pairs):
        for line, name, reason in _misfits(shelf, content, document, topic):
            document.report(line, name, reason)
    return content


def _shelve_statements(shelf: _Shelf, content: ConditionContent, document: Document, topic: StatementFile) -> None:
    for index, statement in enumerate(topic.statements):
        if statement.id in shelf.statements:
            document.report(document.line("statements", index, "id"), "id", f"statement {statement.id} stands twice")
        shelf.statements.setdefault(statement.id, content.status(statement))


def _misfits(
    shelf: _Shelf, content: ConditionContent, document: Document, topic: StatementFile
) -> Iterator[tuple[int, str, str]]:
    """Line, field and reason of whatever does not fit the rest of the content."""
    if topic.topic not in {entry.id for entry in content.condition.topics}:
        yield document.line("topic"), "topic", f"condition.yml names no topic {topic.topic}"
    groups = [group.id for group in topic.groups]
    for index, group in enumerate(topic.groups):
        if group.id in groups[:index]:
            yield document.line("groups", index, "id"), "id", f"group {group.id} stands twice"
        for unknown in sorted(set(group.concepts) - set(shelf.concepts)):
            yield document.line("groups", index, "concepts"), "concepts", f"there is no concept {unknown}"
    for index, statement in enumerate(topic.statements):
        for name, reason in _statement_misfits(shelf, content, statement, groups):
            yield document.line("statements", index, name), name, reason


def _statement_misfits(
    shelf: _Shelf, content: ConditionContent, statement: StatementEntry, groups: list[str]
) -> Iterator[tuple[str, str]]:
    if statement.group not in groups:
        yield "group", f"the topic has no group {statement.group}"
    for unknown in sorted(set(statement.concepts) - set(shelf.concepts)):
        yield "concepts", f"there is no concept {unknown}"
    for stray in sorted(set(statement.lists) - set(statement.concepts)):
        yield "lists", f"{stray} is not among the statement's concepts"
    cited = [(citation.source, citation.section) for citation in statement.citations]
    for source in sorted({source for source, _ in cited} - set(shelf.sources)):
        yield "citations", f"there is no source {source}"
    if len(set(cited)) < len(cited):
        yield "citations", "the same section of a source is cited twice"
    for companion in statement.shown_with:
        if companion == statement.id:
            yield "shown_with", "a statement cannot be shown with itself"
        elif companion not in shelf.statements:
            yield "shown_with", f"there is no statement {companion}"
        elif content.status(statement) is Status.PUBLISHED and shelf.statements[companion] is not Status.PUBLISHED:
            yield "shown_with", f"{companion} is not published, so this statement could never be shown"
