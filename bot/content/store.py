"""Reading the store: every question that answers ask of it, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Date, and_, bindparam, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from bot.content.database import ContentDatabase, ContentUnavailableError
from bot.content.entries import SHOWN
from bot.content.sources import Source
from bot.content.statements import (
    COUNTRY,
    ILLNESS,
    Citation,
    Concept,
    Condition,
    Findable,
    Group,
    Statement,
    Topic,
    Vocabulary,
)
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

_SHOWN = sorted(status.value for status in SHOWN)

# Asked with every message.
_VERSION = select(ContentVersion.version)


class ContentStore:
    """What is published or due and not past its review date. Everything else is not there for readers.

    Every method raises ContentUnavailableError where the database is missing, broken or out of reach.
    """

    def __init__(self, database: ContentDatabase) -> None:
        self._database = database

    def version(self) -> str:
        """The digest of the content that is loaded."""
        with self._database.reading() as connection:
            version = connection.execute(_VERSION).scalar()
        if version is None:
            raise ContentUnavailableError("The content database is empty: run `netguide content load`.")
        return str(version)

    def conditions(self) -> list[str]:
        """The ids of all conditions, in order."""
        with self._database.reading() as connection:
            found = connection.execute(select(ConditionRow.id).order_by(ConditionRow.position)).scalars().all()
        if not found:
            raise ContentUnavailableError("The content database is empty: run `netguide content load`.")
        return [str(condition) for condition in found]

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
            return _statements(connection, _OF_TOPIC, {"condition": condition, "topic": topic})

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
        wanted = _PUBLISHED.where(StatementRow.condition_id == condition, StatementRow.id.in_(about) | in_group)
        if topic is not None:
            wanted = wanted.where(StatementRow.topic_id == topic)
        with self._database.reading() as connection:
            wanted = wanted.order_by(TopicRow.position, StatementRow.position).limit(MOST_STATEMENTS)
            return _statements(connection, wanted, {})

    def statements(self, ids: Iterable[str]) -> list[Statement]:
        """The statements with these ids, in the order of the ids; those not published are left out."""
        wanted = list(dict.fromkeys(ids))
        query = _PUBLISHED.where(StatementRow.id.in_(wanted)).limit(MOST_STATEMENTS)
        with self._database.reading() as connection:
            found = {statement.id: statement for statement in _statements(connection, query, {})}
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


_READ = tuple(
    StatementRow.__table__.c[name]
    for name in "id condition_id topic_id group_id position text danger reviewer reviewed_on".split()
)


# Made once, as are those below: putting queries together takes longer than the database does.
_PUBLISHED = (
    select(*_READ, GroupRow.title.label("group_title"))
    .join(
        GroupRow,
        and_(
            GroupRow.condition_id == StatementRow.condition_id,
            GroupRow.topic_id == StatementRow.topic_id,
            GroupRow.id == StatementRow.group_id,
        ),
    )
    .join(TopicRow, and_(TopicRow.condition_id == StatementRow.condition_id, TopicRow.id == StatementRow.topic_id))
    .where(
        StatementRow.status.in_(_SHOWN),
        StatementRow.next_review >= bindparam("today", callable_=date.today, type_=Date),
    )
)
"""The statements that readers may see today, each with the title of its group."""

_OF_TOPIC = (
    _PUBLISHED.where(StatementRow.condition_id == bindparam("condition"), StatementRow.topic_id == bindparam("topic"))
    .order_by(StatementRow.position)
    .limit(MOST_STATEMENTS)
)

_IDS = bindparam("ids", expanding=True)
_CITATIONS = (
    select(
        CitationRow.statement_id,
        CitationRow.section,
        *(SourceRow.__table__.c[field.name] for field in fields(Source) if field.name != "cites"),
    )
    .join(SourceRow, SourceRow.id == CitationRow.source_id)
    .where(CitationRow.statement_id.in_(_IDS))
    .order_by(CitationRow.statement_id, CitationRow.position)
)
_ABOUT = (
    select(StatementConcept.statement_id, StatementConcept.concept_id, StatementConcept.listed, ConceptRow.kind)
    .join(ConceptRow, ConceptRow.id == StatementConcept.concept_id)
    .where(StatementConcept.statement_id.in_(_IDS))
)
_SHOWN_WITH = (
    select(ShownWith.statement_id, ShownWith.companion_id)
    .where(ShownWith.statement_id.in_(_IDS))
    .order_by(ShownWith.position)
)


def _statements(connection: Connection, wanted: Select, values: Mapping[str, str]) -> list[Statement]:
    rows = connection.execute(wanted, values).all()
    ids = {"ids": [row.id for row in rows]}
    if not rows:
        return []
    citations = _citations(connection, ids)
    concepts: dict[str, set[str]] = defaultdict(set)
    illnesses: dict[str, set[str]] = defaultdict(set)
    countries: dict[str, set[str]] = defaultdict(set)
    listed: dict[str, set[str]] = defaultdict(set)
    for statement_id, concept, answers_yes, kind in connection.execute(_ABOUT, ids).all():
        concepts[statement_id].add(concept)
        if kind in ILLNESS:
            illnesses[statement_id].add(concept)
        elif kind == COUNTRY:
            countries[statement_id].add(concept)
        if answers_yes:
            listed[statement_id].add(concept)
    companions: dict[str, list[str]] = defaultdict(list)
    for statement_id, companion in connection.execute(_SHOWN_WITH, ids).all():
        companions[statement_id].append(companion)
    return [
        Statement(
            id=row.id,
            condition=row.condition_id,
            topic=row.topic_id,
            group=Group(row.group_id, row.group_title),
            position=row.position,
            text=row.text,
            concepts=frozenset(concepts[row.id]),
            illnesses=frozenset(illnesses[row.id]),
            countries=frozenset(countries[row.id]),
            listed=frozenset(listed[row.id]),
            citations=tuple(citations[row.id]),
            shown_with=tuple(companions[row.id]),
            danger=row.danger,
            reviewer=row.reviewer,
            reviewed_on=row.reviewed_on,
        )
        for row in rows
    ]


def _citations(connection: Connection, ids: dict[str, list[str]]) -> dict[str, list[Citation]]:
    sources: dict[str, Source] = {}
    found: dict[str, list[Citation]] = defaultdict(list)
    for statement_id, section, source_id, *rest in connection.execute(_CITATIONS, ids).all():
        source = sources.get(source_id) or sources.setdefault(source_id, Source(source_id, *rest))
        found[statement_id].append(Citation(source, section))
    return found


def _findable(connection: Connection) -> list[Findable]:
    questions: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(StatementQuestion.__table__).order_by(StatementQuestion.position)):
        questions[row.statement_id].append(row.text)
    texts = _PUBLISHED.with_only_columns(StatementRow.id, StatementRow.topic_id, StatementRow.text)
    in_order = texts.order_by(TopicRow.position, StatementRow.position)
    return [Findable(row.id, row.topic_id, row.text, tuple(questions[row.id])) for row in connection.execute(in_order)]


def _conditions(connection: Connection) -> list[Condition]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(ConditionName.__table__).order_by(ConditionName.position)):
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
    for row in connection.execute(
        only(select(ConceptWord.__table__), ConceptWord.concept_id).order_by(ConceptWord.position)
    ):
        words[row.concept_id].append(row.word)
    broader: dict[str, list[str]] = defaultdict(list)
    in_order = only(select(concept_broader), concept_broader.c.concept_id).order_by(concept_broader.c.position)
    for row in connection.execute(in_order):
        broader[row.concept_id].append(row.broader_id)
    rows = connection.execute(only(select(ConceptRow.__table__), ConceptRow.id).order_by(ConceptRow.position))
    return [Concept(row.id, row.kind, row.name, tuple(words[row.id]), tuple(broader[row.id])) for row in rows]
