"""Reading the store: every question that answers ask of it, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from bot.content.database import ContentDatabase, ContentUnavailableError
from bot.content.entries import Status
from bot.content.sources import Source
from bot.content.statements import Citation, Concept, Condition, Findable, Group, Statement, Topic, Vocabulary
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
)

MOST_STATEMENTS = 150
"""Of one topic or concept at the most; keeps an answer as fast with 10,000 statements as with 100."""


class ContentStore:
    """What is published and not past its review date. Everything else is not there for readers.

    Every method raises ContentUnavailableError where the database is missing, broken or out of reach.
    """

    def __init__(self, database: ContentDatabase) -> None:
        self._database = database

    def version(self) -> str:
        """The digest of the content that is loaded."""
        with self._database.reading() as connection:
            version = connection.execute(select(ContentVersion.version)).scalar()
        if version is None:
            raise ContentUnavailableError("The content database is empty: run `netguide content load`.")
        return str(version)

    def first_condition(self) -> str:
        """The id of the condition that is meant where a message names none."""
        with self._database.reading() as connection:
            found = connection.execute(select(ConditionRow.id).order_by(ConditionRow.position)).scalar()
        if found is None:
            raise ContentUnavailableError("The content database is empty: run `netguide content load`.")
        return str(found)

    def condition(self, condition: str) -> Condition:
        """One condition with its names and topics."""
        with self._database.reading() as connection:
            found = {one.id: one for one in _conditions(connection)}
        if condition not in found:
            raise ContentUnavailableError(f"The content database holds no condition {condition}.")
        return found[condition]

    def statements_of(self, condition: str, topic: str) -> list[Statement]:
        """The statements of a topic, most important first."""
        with self._database.reading() as connection:
            wanted = _published().where(StatementRow.condition_id == condition, StatementRow.topic_id == topic)
            return _statements(connection, wanted.order_by(StatementRow.position))

    def statements_about(self, condition: str, concepts: Iterable[str], topic: str | None = None) -> list[Statement]:
        """The statements about any of ``concepts``, of one topic or of all, in topic order.

        A group that a concept stands for counts with all of its statements.
        """
        concepts = list(concepts)
        about = select(StatementConcept.statement_id).where(StatementConcept.concept_id.in_(concepts))
        in_group = (
            select(group_concept.c.group_id)
            .where(
                group_concept.c.concept_id.in_(concepts),
                group_concept.c.condition_id == StatementRow.condition_id,
                group_concept.c.topic_id == StatementRow.topic_id,
                group_concept.c.group_id == StatementRow.group_id,
            )
            .exists()
        )
        wanted = _published().where(StatementRow.condition_id == condition, StatementRow.id.in_(about) | in_group)
        if topic is not None:
            wanted = wanted.where(StatementRow.topic_id == topic)
        with self._database.reading() as connection:
            return _statements(connection, wanted.order_by(TopicRow.position, StatementRow.position))

    def statements(self, ids: Iterable[str]) -> list[Statement]:
        """The statements with these ids, in the order of the ids; those not published are left out."""
        wanted = list(dict.fromkeys(ids))
        with self._database.reading() as connection:
            found = {
                statement.id: statement
                for statement in _statements(connection, _published().where(StatementRow.id.in_(wanted)))
            }
        return [found[statement_id] for statement_id in wanted if statement_id in found]

    def concepts(self, ids: Iterable[str]) -> list[Concept]:
        """The concepts with these ids, in the order of the ids."""
        wanted = list(dict.fromkeys(ids))
        with self._database.reading() as connection:
            found = {concept.id: concept for concept in _concepts(connection, wanted)}
        return [found[concept_id] for concept_id in wanted if concept_id in found]

    def vocabulary(self) -> Vocabulary:
        """All words, names and statement texts, for the understanding of questions."""
        version = self.version()
        with self._database.reading() as connection:
            return Vocabulary(
                version=version,
                conditions=tuple(_conditions(connection)),
                concepts=tuple(_concepts(connection, None)),
                statements=tuple(_findable(connection)),
            )


def _published() -> Select:
    """The statements that readers may see, each with the title of its group."""
    group = and_(
        GroupRow.condition_id == StatementRow.condition_id,
        GroupRow.topic_id == StatementRow.topic_id,
        GroupRow.id == StatementRow.group_id,
    )
    topic = and_(TopicRow.condition_id == StatementRow.condition_id, TopicRow.id == StatementRow.topic_id)
    return (
        select(StatementRow.__table__, GroupRow.title.label("group_title"))
        .join(GroupRow, group)
        .join(TopicRow, topic)
        .where(StatementRow.status == Status.PUBLISHED.value, StatementRow.next_review >= date.today())
    )


def _statements(connection: Connection, wanted: Select) -> list[Statement]:
    rows = connection.execute(wanted.limit(MOST_STATEMENTS)).all()
    ids = [row.id for row in rows]
    if not ids:
        return []
    citations = _citations(connection, ids)
    concepts: dict[str, set[str]] = defaultdict(set)
    listed: dict[str, set[str]] = defaultdict(set)
    about = select(StatementConcept.__table__).where(StatementConcept.statement_id.in_(ids))
    for row in connection.execute(about):
        concepts[row.statement_id].add(row.concept_id)
        if row.listed:
            listed[row.statement_id].add(row.concept_id)
    companions: dict[str, list[str]] = defaultdict(list)
    shown_with = select(ShownWith.__table__).where(ShownWith.statement_id.in_(ids)).order_by(ShownWith.position)
    for row in connection.execute(shown_with):
        companions[row.statement_id].append(row.companion_id)
    return [
        Statement(
            id=row.id,
            condition=row.condition_id,
            topic=row.topic_id,
            group=Group(row.group_id, row.group_title),
            position=row.position,
            text=row.text,
            concepts=frozenset(concepts[row.id]),
            listed=frozenset(listed[row.id]),
            citations=tuple(citations[row.id]),
            shown_with=tuple(companions[row.id]),
            danger=row.danger,
            reviewer=row.reviewer,
            reviewed_on=row.reviewed_on,
        )
        for row in rows
    ]


def _citations(connection: Connection, ids: Sequence[str]) -> dict[str, list[Citation]]:
    source = SourceRow.__table__.c
    columns = (source.id, source.title, source.publisher, source.url)
    dates = (source.published, source.reviewed, source.accessed, source.licence)
    query = (
        select(CitationRow.statement_id, CitationRow.section, *columns, *dates)
        .join(SourceRow, SourceRow.id == CitationRow.source_id)
        .where(CitationRow.statement_id.in_(ids))
        .order_by(CitationRow.statement_id, CitationRow.position)
    )
    found: dict[str, list[Citation]] = defaultdict(list)
    for statement_id, section, *fields in connection.execute(query):
        found[statement_id].append(Citation(Source(*fields), section))
    return found


def _findable(connection: Connection) -> list[Findable]:
    questions: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(StatementQuestion.__table__).order_by(StatementQuestion.position)):
        questions[row.statement_id].append(row.text)
    texts = _published().with_only_columns(StatementRow.id, StatementRow.topic_id, StatementRow.text)
    in_order = texts.order_by(TopicRow.position, StatementRow.position)
    return [Findable(row.id, row.topic_id, row.text, tuple(questions[row.id])) for row in connection.execute(in_order)]


def _conditions(connection: Connection) -> list[Condition]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(ConditionName.__table__)):
        names[row.condition_id].append(row.name)
    topics: dict[str, list[Topic]] = defaultdict(list)
    for row in connection.execute(select(TopicRow.__table__).order_by(TopicRow.position)):
        topics[row.condition_id].append(Topic(row.id, row.title, row.question, row.item))
    rows = connection.execute(select(ConditionRow.__table__).order_by(ConditionRow.position))
    return [Condition(row.id, row.name, tuple(names[row.id]), tuple(topics[row.id])) for row in rows]


def _concepts(connection: Connection, ids: Sequence[str] | None) -> list[Concept]:
    def only(query: Select, column: Any) -> Select:
        return query if ids is None else query.where(column.in_(ids))

    words: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(only(select(ConceptWord.__table__), ConceptWord.concept_id)):
        words[row.concept_id].append(row.word)
    broader: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(only(select(concept_broader), concept_broader.c.concept_id)):
        broader[row.concept_id].append(row.broader_id)
    rows = connection.execute(only(select(ConceptRow.__table__), ConceptRow.id).order_by(ConceptRow.position))
    return [Concept(row.id, row.kind, row.name, tuple(words[row.id]), tuple(broader[row.id])) for row in rows]
