"""Reading the store: every question that answers ask of it, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import fields
from datetime import date

from sqlalchemy import Date, and_, bindparam, select
from sqlalchemy.engine import Connection

from bot.content.database import ContentDatabase, ContentUnavailableError
from bot.content.entries import SHOWN
from bot.content.published import GroupKey, Published
from bot.content.sources import Source
from bot.content.statements import (
    CARE,
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
        return self.published().of_topic(condition, topic)

    def statements_about(self, condition: str, concepts: Iterable[str], topic: str | None = None) -> list[Statement]:
        """The statements about any of ``concepts``, of one topic or of all, in topic order.

        A group that a concept stands for counts with all of its statements.
        """
        return self.published().about(condition, concepts, topic)

    def statements(self, ids: Iterable[str]) -> list[Statement]:
        """The statements with these ids, in the order of the ids; those not published are left out."""
        return self.published().with_ids(ids)

    def concepts(self, ids: Iterable[str]) -> list[Concept]:
        """The concepts with these ids, in the order of the ids."""
        return self.published().concepts_with_ids(ids)

    def published(self) -> Published:
        """All of it, read now, of one version."""
        before = self.version()
        with self._database.reading() as connection:
            found = Published(
                version=before,
                conditions=tuple(_conditions(connection)),
                concepts=tuple(_concepts(connection)),
                statements=tuple(_statements(connection)),
                stood_for=_stood_for(connection),
            )
        return found if self.version() == before else self.published()

    def vocabulary(self) -> Vocabulary:
        """All words, names and statement texts, for the understanding of questions."""
        version = self.version()
        with self._database.reading() as connection:
            return Vocabulary(
                version=version,
                conditions=tuple(_conditions(connection)),
                concepts=tuple(_concepts(connection)),
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
    .join(ConditionRow, ConditionRow.id == StatementRow.condition_id)
    .where(
        StatementRow.status.in_(_SHOWN),
        StatementRow.next_review >= bindparam("today", callable_=date.today, type_=Date),
    )
)
"""The statements that readers may see today, each with the title of its group."""

_IN_ORDER = (ConditionRow.position, TopicRow.position, StatementRow.position)
_CITATIONS = (
    select(
        CitationRow.statement_id,
        CitationRow.section,
        *(SourceRow.__table__.c[field.name] for field in fields(Source) if field.name != "cites"),
    )
    .join(SourceRow, SourceRow.id == CitationRow.source_id)
    .order_by(CitationRow.statement_id, CitationRow.position)
)
_ABOUT = select(
    StatementConcept.statement_id, StatementConcept.concept_id, StatementConcept.listed, ConceptRow.kind
).join(ConceptRow, ConceptRow.id == StatementConcept.concept_id)
_SHOWN_WITH = select(ShownWith.statement_id, ShownWith.companion_id).order_by(ShownWith.position)


def _statements(connection: Connection) -> list[Statement]:
    citations = _citations(connection)
    kinds: dict[str, dict[str, str]] = defaultdict(dict)
    listed: dict[str, set[str]] = defaultdict(set)
    for statement_id, concept, answers_yes, kind in connection.execute(_ABOUT):
        kinds[statement_id][concept] = kind
        if answers_yes:
            listed[statement_id].add(concept)
    companions: dict[str, list[str]] = defaultdict(list)
    for statement_id, companion in connection.execute(_SHOWN_WITH):
        companions[statement_id].append(companion)
    return [
        Statement(
            id=row.id,
            condition=row.condition_id,
            topic=row.topic_id,
            group=Group(row.group_id, row.group_title),
            position=row.position,
            text=row.text,
            concepts=frozenset(kinds[row.id]),
            illnesses=_of_kinds(ILLNESS, kinds[row.id]),
            care=_of_kinds(CARE, kinds[row.id]),
            countries=_of_kinds({COUNTRY}, kinds[row.id]),
            listed=frozenset(listed[row.id]),
            citations=tuple(citations[row.id]),
            shown_with=tuple(companions[row.id]),
            danger=row.danger,
            reviewer=row.reviewer,
            reviewed_on=row.reviewed_on,
        )
        for row in connection.execute(_PUBLISHED.order_by(*_IN_ORDER))
    ]


def _of_kinds(wanted: Set[str], kinds: Mapping[str, str]) -> frozenset[str]:
    return frozenset(concept for concept, kind in kinds.items() if kind in wanted)


def _citations(connection: Connection) -> dict[str, list[Citation]]:
    sources: dict[str, Source] = {}
    found: dict[str, list[Citation]] = defaultdict(list)
    for statement_id, section, source_id, *rest in connection.execute(_CITATIONS):
        source = sources.get(source_id) or sources.setdefault(source_id, Source(source_id, *rest))
        found[statement_id].append(Citation(source, section))
    return found


def _findable(connection: Connection) -> list[Findable]:
    questions: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(StatementQuestion.__table__).order_by(StatementQuestion.position)):
        questions[row.statement_id].append(row.text)
    narrower: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(select(concept_broader)):
        narrower[row.broader_id].add(row.concept_id)
    tells_of: dict[str, set[str]] = defaultdict(set)
    for statement_id, concept, *_ in connection.execute(_ABOUT):
        tells_of[statement_id] |= {concept, *narrower[concept]}
    texts = _PUBLISHED.with_only_columns(StatementRow.id, StatementRow.topic_id, StatementRow.text)
    return [
        Findable(row.id, row.topic_id, row.text, tuple(questions[row.id]), tuple(sorted(tells_of[row.id])))
        for row in connection.execute(texts.order_by(TopicRow.position, StatementRow.position))
    ]


def _conditions(connection: Connection) -> list[Condition]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(ConditionName.__table__).order_by(ConditionName.position)):
        names[row.condition_id].append(row.name)
    topics: dict[str, list[Topic]] = defaultdict(list)
    for row in connection.execute(select(TopicRow.__table__).order_by(TopicRow.position)):
        topics[row.condition_id].append(Topic(row.id, row.title, row.question, row.item))
    rows = connection.execute(select(ConditionRow.__table__).order_by(ConditionRow.position))
    return [Condition(row.id, row.name, tuple(names[row.id]), tuple(topics[row.id])) for row in rows]


def _concepts(connection: Connection) -> list[Concept]:
    words: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(ConceptWord.__table__).order_by(ConceptWord.position)):
        words[row.concept_id].append(row.word)
    broader: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(concept_broader).order_by(concept_broader.c.position)):
        broader[row.concept_id].append(row.broader_id)
    rows = connection.execute(select(ConceptRow.__table__).order_by(ConceptRow.position))
    return [Concept(row.id, row.kind, row.name, tuple(words[row.id]), tuple(broader[row.id])) for row in rows]


def _stood_for(connection: Connection) -> dict[GroupKey, frozenset[str]]:
    found: dict[GroupKey, set[str]] = defaultdict(set)
    for row in connection.execute(select(group_concept)):
        found[row.condition_id, row.topic_id, row.group_id].add(row.concept_id)
    return {group: frozenset(concepts) for group, concepts in found.items()}
