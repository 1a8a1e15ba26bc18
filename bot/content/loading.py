"""Putting a checked library into the database, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timezone
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.engine import Connection

from bot.content.database import ContentDatabase
from bot.content.entries import StatementEntry, StatementFile
from bot.content.library import ConditionContent, Library
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

Rows = dict[Any, list[dict[str, Any]]]

# Parents before children; emptied in the opposite order. Review history is never emptied.
_ORDER = (
    SourceRow.__table__,
    source_reference,
    ConceptRow.__table__,
    ConceptWord.__table__,
    concept_broader,
    ConditionRow.__table__,
    ConditionName.__table__,
    TopicRow.__table__,
    GroupRow.__table__,
    group_concept,
    StatementRow.__table__,
    CitationRow.__table__,
    StatementConcept.__table__,
    StatementQuestion.__table__,
    ShownWith.__table__,
    ContentVersion.__table__,
)


def load(database: ContentDatabase, library: Library) -> None:
    """Replace what the database holds by ``library``, whole or not at all.

    Raises:
        ContentUnavailableError: where the database refuses; it is then as it was.
    """
    rows = _rows(library)
    with database.writing() as connection:
        _empty(connection)
        for table in _ORDER:
            if rows[table]:
                connection.execute(insert(table), rows[table])


def _empty(connection: Connection) -> None:
    for table in reversed(_ORDER):
        connection.execute(delete(table))


def _rows(library: Library) -> Rows:
    rows: Rows = {table: [] for table in _ORDER}
    _add_sources(rows, library)
    _add_concepts(rows, library)
    for position, content in enumerate(library.conditions):
        _add_condition(rows, content, position)
        for topic in content.topics:
            _add_groups(rows, content, topic)
            for place, statement in enumerate(topic.statements):
                _add_statement(rows, content, topic, statement, place)
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    rows[ContentVersion.__table__].append({"id": 1, "version": library.version, "loaded_at": now})
    return rows


def _add_sources(rows: Rows, library: Library) -> None:
    for position, source in enumerate(library.sources):
        rows[SourceRow.__table__].append({**source.dict(exclude={"cites"}), "position": position})
        rows[source_reference].extend({"source_id": source.id, "cited_id": cited} for cited in source.cites)


def _add_concepts(rows: Rows, library: Library) -> None:
    for position, (kind, concept) in enumerate(library.concepts):
        rows[ConceptRow.__table__].append(
            {"id": concept.id, "kind": kind.value, "name": concept.name, "position": position}
        )
        words = dict.fromkeys((concept.name, *concept.words))
        rows[ConceptWord.__table__].extend({"concept_id": concept.id, "word": word} for word in words)
        rows[concept_broader].extend({"concept_id": concept.id, "broader_id": other} for other in concept.broader)


def _add_condition(rows: Rows, content: ConditionContent, position: int) -> None:
    condition = content.condition
    rows[ConditionRow.__table__].append({"id": condition.id, "name": condition.name, "position": position})
    names = dict.fromkeys((condition.name, *condition.names))
    rows[ConditionName.__table__].extend({"condition_id": condition.id, "name": name} for name in names)
    rows[TopicRow.__table__].extend(
        {**topic.dict(), "condition_id": condition.id, "position": place}
        for place, topic in enumerate(condition.topics)
    )


def _add_groups(rows: Rows, content: ConditionContent, topic: StatementFile) -> None:
    place = {"condition_id": content.condition.id, "topic_id": topic.topic}
    for position, group in enumerate(topic.groups):
        rows[GroupRow.__table__].append({**place, "id": group.id, "title": group.title, "position": position})
        rows[group_concept].extend({**place, "group_id": group.id, "concept_id": concept} for concept in group.concepts)


def _add_statement(
    rows: Rows, content: ConditionContent, topic: StatementFile, statement: StatementEntry, position: int
) -> None:
    rows[StatementRow.__table__].append(
        {
            "id": statement.id,
            "condition_id": content.condition.id,
            "topic_id": topic.topic,
            "group_id": statement.group,
            "position": position,
            "text": statement.text,
            "danger": statement.danger,
            "status": content.status(statement).value,
            "first_citation": 1,
            "reviewer": statement.reviewer,
            "reviewed_on": statement.reviewed_on,
            "next_review": statement.next_review or content.condition.defaults.next_review,
            "loaded_on": date.today(),
        }
    )
    rows[CitationRow.__table__].extend(_citations(statement))
    rows[StatementConcept.__table__].extend(
        {"statement_id": statement.id, "concept_id": concept, "listed": concept in statement.lists}
        for concept in dict.fromkeys(statement.concepts)
    )
    rows[StatementQuestion.__table__].extend(
        {"statement_id": statement.id, "position": place, "text": question}
        for place, question in enumerate(statement.questions)
    )
    rows[ShownWith.__table__].extend(
        {"statement_id": statement.id, "companion_id": companion, "position": place}
        for place, companion in enumerate(dict.fromkeys(statement.shown_with))
    )


def _citations(statement: StatementEntry) -> Iterator[dict[str, Any]]:
    for position, citation in enumerate(statement.citations, 1):
        yield {
            "statement_id": statement.id,
            "position": position,
            "source_id": citation.source,
            "section": citation.section,
        }
