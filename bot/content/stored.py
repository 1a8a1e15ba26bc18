"""The store read back as the entries that it was loaded from, for comparing and for writing them to files."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from bot.content.database import ContentUnavailableError
from bot.content.entries import (
    ConceptEntry,
    ConceptFile,
    ConditionFile,
    GroupEntry,
    ReviewDefaults,
    SourceEntry,
    SourceFile,
    StatementEntry,
    StatementFile,
    TopicEntry,
)
from bot.content.library import ConditionContent, Library
from bot.content.review import Review
from bot.content.tables import (
    CitationRow,
    ConceptRow,
    ConceptWord,
    ConditionName,
    ConditionRow,
    ContentVersion,
    GroupRow,
    ShownWith,
    SourceRow,
    StatementConcept,
    StatementQuestion,
    StatementRow,
    TopicRow,
    concept_broader,
    group_concept,
    source_reference,
)

_Lists = dict[Any, list[Any]]


def stored_library(connection: Connection) -> Library:
    """All that the store holds, with the review steps that were taken; its version is that of the loaded files."""
    files = connection.execute(select(ContentVersion.files)).scalar()
    if files is None:
        raise ContentUnavailableError("The content database is empty: run `netguide content load`.")
    sources, concepts, topics = _sources(connection), _concepts(connection), _topics(connection)
    entries = _topic_entries(connection)
    names = _lists(connection, ConditionName.__table__, "condition_id", "name", from_position=1)
    conditions = []
    for row in _rows(connection, ConditionRow.__table__):
        condition = ConditionFile(
            id=row.id,
            name=row.name,
            names=names[row.id],
            note=row.note,
            defaults=ReviewDefaults(status=row.default_status, next_review=row.default_next_review),
            topics=entries[row.id],
        )
        content = ConditionContent(
            condition,
            SourceFile(sources=sources[row.id]),
            # The files of a folder are read in the order of their names, which are their kinds.
            tuple(
                ConceptFile(kind=kind, concepts=found)
                for (condition_id, kind), found in sorted(concepts.items())
                if condition_id == row.id
            ),
            tuple(file for condition_id, file in topics if condition_id == row.id),
        )
        conditions.append(content)
    return Library(files, tuple(conditions))


def _rows(connection: Connection, table: Any, *order: str) -> Any:
    return connection.execute(select(table).order_by(*(table.c[name] for name in order or ("position",))))


def _lists(connection: Connection, table: Any, owner: str, value: str, from_position: int = 0) -> _Lists:
    """The lists that ``table`` holds, each under its owner's id and in its order."""
    found: _Lists = defaultdict(list)
    for row in _rows(connection, table):
        if row.position >= from_position:
            found[row._mapping[owner]].append(row._mapping[value])
    return found


def _sources(connection: Connection) -> _Lists:
    cites = _lists(connection, source_reference, "source_id", "cited_id")
    found: _Lists = defaultdict(list)
    for row in _rows(connection, SourceRow.__table__):
        found[row.condition_id].append(SourceEntry(**_fields(SourceEntry, row), cites=cites[row.id]))
    return found


def _concepts(connection: Connection) -> _Lists:
    words = _lists(connection, ConceptWord.__table__, "concept_id", "word", from_position=1)
    broader = _lists(connection, concept_broader, "concept_id", "broader_id")
    found: _Lists = defaultdict(list)
    for row in _rows(connection, ConceptRow.__table__):
        entry = ConceptEntry(**_fields(ConceptEntry, row), words=words[row.id], broader=broader[row.id])
        found[row.condition_id, row.kind].append(entry)
    return found


def _topic_entries(connection: Connection) -> _Lists:
    found: _Lists = defaultdict(list)
    for row in _rows(connection, TopicRow.__table__):
        found[row.condition_id].append(TopicEntry(**_fields(TopicEntry, row)))
    return found


def _topics(connection: Connection) -> list[tuple[str, StatementFile]]:
    """The files of statements, each with its condition, in the order of their names."""
    groups, statements = _groups(connection), _statements(connection)
    return [
        (
            row.condition_id,
            StatementFile(
                topic=row.id,
                note=row.note,
                groups=groups[row.condition_id, row.id],
                statements=statements[row.condition_id, row.id],
            ),
        )
        for row in _rows(connection, TopicRow.__table__, "condition_id", "id")
        if groups[row.condition_id, row.id]
    ]


def _groups(connection: Connection) -> _Lists:
    concepts: _Lists = defaultdict(list)
    for row in _rows(connection, group_concept):
        concepts[row.condition_id, row.topic_id, row.group_id].append(row.concept_id)
    found: _Lists = defaultdict(list)
    for row in _rows(connection, GroupRow.__table__):
        entry = GroupEntry(id=row.id, title=row.title, concepts=concepts[row.condition_id, row.topic_id, row.id])
        found[row.condition_id, row.topic_id].append(entry)
    return found


def _statements(connection: Connection) -> _Lists:
    citations: _Lists = defaultdict(list)
    for row in _rows(connection, CitationRow.__table__):
        citations[row.statement_id].append({"source": row.source_id, "section": row.section})
    lists: dict[str, _Lists] = {
        "concepts": _lists(connection, StatementConcept.__table__, "statement_id", "concept_id"),
        "questions": _lists(connection, StatementQuestion.__table__, "statement_id", "text"),
        "shown_with": _lists(connection, ShownWith.__table__, "statement_id", "companion_id"),
        "lists": defaultdict(list),
    }
    for row in _rows(connection, StatementConcept.__table__):
        if row.listed:
            lists["lists"][row.statement_id].append(row.concept_id)
    found: _Lists = defaultdict(list)
    for row in _rows(connection, StatementRow.__table__):
        entry = StatementEntry.parse_obj(
            {
                "id": row.id,
                "group": row.group_id,
                "text": row.text,
                "danger": row.danger,
                "citations": citations[row.id],
                **{name: values[row.id] for name, values in lists.items()},
            }
        )
        found[row.condition_id, row.topic_id].append(Review.from_text(row.own_review).kept_by(entry))
    return found


def _fields(model: Any, row: Any) -> dict[str, Any]:
    """The fields of ``model`` that are columns of ``row``."""
    return {name: row._mapping[name] for name in model.__fields__ if name in row._fields}
