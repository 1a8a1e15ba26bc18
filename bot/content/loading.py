"""Putting a checked library into the database, in one transaction; review steps that stand are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timezone
from typing import Any

from sqlalchemy import delete, insert, select, text
from sqlalchemy.engine import Connection

from bot.content.database import ContentDatabase
from bot.content.differences import Change, differences
from bot.content.entries import StatementEntry, StatementFile
from bot.content.library import ConditionContent, Library
from bot.content.review import Review, TakenStep, fingerprint, standing, version
from bot.content.steps import as_reviewed, last_steps, note_what_goes
from bot.content.stored import stored_library
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
    ConditionRow.__table__,
    ConditionName.__table__,
    SourceRow.__table__,
    source_reference,
    ConceptRow.__table__,
    ConceptWord.__table__,
    concept_broader,
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
    with database.writing() as connection:
        # First: a review step of the same moment waits here, or is waited for and seen.
        connection.execute(delete(ContentVersion.__table__))
        note_what_goes(connection, library)
        _empty(connection)
        rows = _rows(library, last_steps(connection))
        for table in _ORDER:
            if rows[table]:
                connection.execute(insert(table), rows[table])
        # The planner knows nothing of the new rows until it looks, and would read whole tables.
        connection.execute(text("ANALYZE"))


def changes(database: ContentDatabase, library: Library) -> list[Change]:
    """What loading ``library`` would change, the review steps that stay counted in.

    Raises:
        ContentUnavailableError: where the database is missing, broken or out of reach.
    """
    with database.reading() as connection:
        loaded = connection.execute(select(ContentVersion.id)).scalar() is not None
        before = stored_library(connection) if loaded else None
        after = as_reviewed(library, last_steps(connection))
    return differences(before, after, date.today())


def _empty(connection: Connection) -> None:
    for table in reversed(_ORDER):
        connection.execute(delete(table))


def _rows(library: Library, steps: Mapping[str, TakenStep]) -> Rows:
    rows: Rows = {table: [] for table in _ORDER}
    for position, content in enumerate(library.conditions):
        _add_condition(rows, content, position)
        _add_sources(rows, content)
        _add_concepts(rows, content)
        for topic in content.topics:
            _add_groups(rows, content, topic)
            for place, statement in enumerate(topic.statements):
                _add_statement(rows, content, topic, statement, step=steps.get(statement.id), position=place)
    versions = [row["version"] for row in rows[StatementRow.__table__]]
    rows[ContentVersion.__table__].append(
        {
            "id": 1,
            "version": hashlib.sha256(" ".join([library.version, *versions]).encode()).hexdigest(),
            "files": library.version,
            "loaded_at": datetime.now(timezone.utc).replace(tzinfo=None),
        }
    )
    return rows


def _in_order(owner: Mapping[str, str], column: str, values: Iterable[str], start: int = 0) -> Iterator[dict[str, Any]]:
    """A row for each value of a list, with its place in the list."""
    for position, value in enumerate(dict.fromkeys(values), start):
        yield {**owner, column: value, "position": position}


def _words(owner: Mapping[str, str], column: str, name: str, words: Iterable[str]) -> Iterator[dict[str, Any]]:
    """A row for each word; the name is one of them, at 0 where the list does not say it."""
    words = list(words)
    if name not in words:
        yield {**owner, column: name, "position": 0}
    yield from _in_order(owner, column, words, start=1)


def _add_sources(rows: Rows, content: ConditionContent) -> None:
    for source in content.sources.sources:
        own = {"condition_id": content.condition.id, "position": len(rows[SourceRow.__table__])}
        rows[SourceRow.__table__].append({**source.dict(exclude={"cites"}), **own})
        rows[source_reference].extend(_in_order({"source_id": source.id}, "cited_id", source.cites))


def _add_concepts(rows: Rows, content: ConditionContent) -> None:
    for file in content.concepts:
        for concept in file.concepts:
            fields = concept.dict(exclude={"words", "broader"})
            own = {"kind": file.kind.value, "condition_id": content.condition.id}
            rows[ConceptRow.__table__].append({**fields, **own, "position": len(rows[ConceptRow.__table__])})
            owner = {"concept_id": concept.id}
            rows[ConceptWord.__table__].extend(_words(owner, "word", concept.name, concept.words))
            rows[concept_broader].extend(_in_order(owner, "broader_id", concept.broader))


def _add_condition(rows: Rows, content: ConditionContent, position: int) -> None:
    condition = content.condition
    rows[ConditionRow.__table__].append(
        {
            "id": condition.id,
            "name": condition.name,
            "note": condition.note,
            "default_status": condition.defaults.status.value,
            "default_next_review": condition.defaults.next_review,
            "position": position,
        }
    )
    owner = {"condition_id": condition.id}
    rows[ConditionName.__table__].extend(_words(owner, "name", condition.name, condition.names))
    notes = {topic.topic: topic.note for topic in content.topics}
    rows[TopicRow.__table__].extend(
        {**topic.dict(), **owner, "note": notes.get(topic.id), "position": place}
        for place, topic in enumerate(condition.topics)
    )


def _add_groups(rows: Rows, content: ConditionContent, topic: StatementFile) -> None:
    place = {"condition_id": content.condition.id, "topic_id": topic.topic}
    for position, group in enumerate(topic.groups):
        rows[GroupRow.__table__].append({**place, "id": group.id, "title": group.title, "position": position})
        rows[group_concept].extend(_in_order({**place, "group_id": group.id}, "concept_id", group.concepts))


def _add_statement(
    rows: Rows,
    content: ConditionContent,
    topic: StatementFile,
    statement: StatementEntry,
    *,
    step: TakenStep | None,
    position: int,
) -> None:
    defaults = content.condition.defaults
    wording = fingerprint(statement)
    filed = Review.of(statement)
    review = standing(filed, step, wording)
    rows[StatementRow.__table__].append(
        {
            "id": statement.id,
            "condition_id": content.condition.id,
            "topic_id": topic.topic,
            "group_id": statement.group,
            "position": position,
            "text": statement.text,
            "danger": statement.danger,
            "first_citation": 1,
            "status": review.status_or(defaults).value,
            "reviewer": review.reviewer,
            "reviewed_on": review.reviewed_on,
            "next_review": review.next_review_or(defaults),
            "loaded_on": date.today(),
            "fingerprint": wording,
            "filed_review": filed.text(),
            "own_review": review.text(),
            "version": version(wording, review, step.id if step else 0),
        }
    )
    owner = {"statement_id": statement.id}
    rows[CitationRow.__table__].extend(_citations(statement))
    listed = set(statement.lists)
    rows[StatementConcept.__table__].extend(
        {**row, "listed": row["concept_id"] in listed} for row in _in_order(owner, "concept_id", statement.concepts)
    )
    rows[StatementQuestion.__table__].extend(_in_order(owner, "text", statement.questions))
    rows[ShownWith.__table__].extend(_in_order(owner, "companion_id", statement.shown_with))


def _citations(statement: StatementEntry) -> Iterator[dict[str, Any]]:
    for position, citation in enumerate(statement.citations, 1):
        yield {
            "statement_id": statement.id,
            "position": position,
            "source_id": citation.source,
            "section": citation.section,
        }
