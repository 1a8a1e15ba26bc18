"""Reading a content folder whole and checking that everything in it fits together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from bot.content.copied import ImportedDocument, copied_words, read_digests
from bot.content.entries import (
    SHOWN,
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
    sources: SourceFile
    concepts: tuple[ConceptFile, ...]
    topics: tuple[StatementFile, ...]

    def status(self, statement: StatementEntry) -> Status:
        """The statement's own status, or the condition's default."""
        return statement.status or self.condition.defaults.status


@dataclass(frozen=True)
class Library:
    """All content folders, checked; ``version`` is a digest of the files."""

    version: str
    conditions: tuple[ConditionContent, ...]

    @property
    def sources(self) -> tuple[SourceEntry, ...]:
        """Of all conditions, which share them."""
        return tuple(source for content in self.conditions for source in content.sources.sources)

    @property
    def concepts(self) -> tuple[tuple[ConceptKind, ConceptEntry], ...]:
        """Of all conditions, which share them."""
        return tuple(
            (file.kind, concept)
            for content in self.conditions
            for file in content.concepts
            for concept in file.concepts
        )

    def statements(self) -> Iterator[tuple[ConditionContent, StatementFile, StatementEntry]]:
        """Each statement with the files in which it stands."""
        for content in self.conditions:
            for topic in content.topics:
                for statement in topic.statements:
                    yield content, topic, statement


@dataclass
class _Shelf:
    """What has been read so far, and what was imported; a source's id leads to its licence."""

    imported: tuple[ImportedDocument, ...]
    sources: dict[str, str] = field(default_factory=dict)
    concepts: set[str] = field(default_factory=set)
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
    imported, problems = read_digests(root)
    shelf = _Shelf(imported=imported)
    documents: list[Document] = []
    sources = {folder: _open(SourceFile, folder / "sources.yml", root, documents) for folder in folders}
    concepts = {
        folder: [_open(ConceptFile, path, root, documents) for path in _files(folder, "concepts")] for folder in folders
    }
    source_files = _read(sources.values())
    concept_files = _read(pair for pairs in concepts.values() for pair in pairs)
    for source_document, source_file in source_files:
        _shelve_sources(shelf, source_document, source_file)
    for concept_document, concept_file in concept_files:
        _shelve_concepts(shelf, concept_document, concept_file)
    for source_document, source_file in source_files:
        _check_references(shelf, source_document, source_file)
    for concept_document, concept_file in concept_files:
        _check_broader(shelf, concept_document, concept_file)
    conditions = []
    for folder in folders:
        content = _read_condition(shelf, folder, root, documents, sources=sources[folder], concepts=concepts[folder])
        conditions += [content] if content else []
    problems += [problem for document in documents for problem in document.problems]
    if problems:
        raise ContentError(problems)
    return Library(files_digest(root), tuple(conditions))


def files_digest(root: Path) -> str:
    """A digest of the content files under ``root``, which changes with every byte of them."""
    digest = hashlib.sha256()
    for path in content_files(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def content_files(root: Path) -> list[Path]:
    """The files under ``root`` that are content; others may stand beside them."""
    kinds = ("condition.yml", "sources.yml", "concepts/*.yml", "statements/*.yml")
    return sorted(path for folder in condition_folders(root) for kind in kinds for path in folder.glob(kind))


def _files(folder: Path, kind: str) -> list[Path]:
    return sorted((folder / kind).glob("*.yml"))


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
        shelf.sources.setdefault(source.id, source.licence)


def _check_references(shelf: _Shelf, document: Document, content: SourceFile) -> None:
    for index, source in enumerate(content.sources):
        for unknown in sorted(set(source.cites) - shelf.sources.keys()):
            document.report(document.line("sources", index, "cites"), "cites", f"there is no source {unknown}")


def _shelve_concepts(shelf: _Shelf, document: Document, content: ConceptFile) -> None:
    for index, concept in enumerate(content.concepts):
        if concept.id in shelf.concepts:
            document.report(document.line("concepts", index, "id"), "id", f"concept {concept.id} stands twice")
            continue
        shelf.concepts.add(concept.id)
        for word in {concept.name.casefold(), *(word.casefold() for word in concept.words)}:
            owner = shelf.words.setdefault(word, concept.id)
            if owner != concept.id:
                line = document.line("concepts", index, "words")
                document.report(line, "words", f"“{word}” already means concept {owner}")


def _check_broader(shelf: _Shelf, document: Document, content: ConceptFile) -> None:
    for index, concept in enumerate(content.concepts):
        for unknown in sorted(set(concept.broader) - shelf.concepts):
            document.report(document.line("concepts", index, "broader"), "broader", f"there is no concept {unknown}")


def _read_condition(
    shelf: _Shelf,
    folder: Path,
    root: Path,
    documents: list[Document],
    *,
    sources: tuple[Document, SourceFile | None],
    concepts: list[tuple[Document, ConceptFile | None]],
) -> ConditionContent | None:
    _, condition = _open(ConditionFile, folder / "condition.yml", root, documents)
    pairs = [_open(StatementFile, path, root, documents) for path in _files(folder, "statements")]
    if condition is None:
        return None
    content = ConditionContent(
        condition,
        sources[1] or SourceFile(sources=[]),
        tuple(concept_file for _, concept_file in _read(concepts)),
        tuple(topic for _, topic in _read(pairs)),
    )
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
        for unknown in sorted(set(group.concepts) - shelf.concepts):
            yield document.line("groups", index, "concepts"), "concepts", f"there is no concept {unknown}"
    for index, statement in enumerate(topic.statements):
        for name, reason in _statement_misfits(shelf, content, statement, groups):
            yield document.line("statements", index, name), name, reason


def _statement_misfits(
    shelf: _Shelf, content: ConditionContent, statement: StatementEntry, groups: list[str]
) -> Iterator[tuple[str, str]]:
    if statement.group not in groups:
        yield "group", f"the topic has no group {statement.group}"
    # Whatever its status: a review step can publish it without another load.
    copied = copied_words(statement.text, shelf.imported, shelf.sources)
    if copied:
        yield "text", copied
    for unknown in sorted(set(statement.concepts) - shelf.concepts):
        yield "concepts", f"there is no concept {unknown}"
    for stray in sorted(set(statement.lists) - set(statement.concepts)):
        yield "lists", f"{stray} is not among the statement's concepts"
    cited = [(citation.source, citation.section) for citation in statement.citations]
    for source in sorted({source for source, _ in cited} - shelf.sources.keys()):
        yield "citations", f"there is no source {source}"
    if len(set(cited)) < len(cited):
        yield "citations", "the same section of a source is cited twice"
    for companion in statement.shown_with:
        if companion == statement.id:
            yield "shown_with", "a statement cannot be shown with itself"
        elif companion not in shelf.statements:
            yield "shown_with", f"there is no statement {companion}"
        elif content.status(statement) in SHOWN and shelf.statements[companion] not in SHOWN:
            yield "shown_with", f"{companion} is not published, so this statement could never be shown"
