"""The store's tables. What a constraint can say is a constraint."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import declarative_base, relationship

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

Base: Any = declarative_base(metadata=MetaData(naming_convention=_NAMES))


class ContentVersion(Base):
    """One row: which content is loaded; vocabulary and vectors are made anew when it changes."""

    __tablename__ = "content_version"
    id = Column(Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True)
    version = Column(String(64), nullable=False)
    loaded_at = Column(DateTime, nullable=False)


class ConditionRow(Base):
    """A condition that the store has content on."""

    __tablename__ = "condition"
    id = Column(String(80), primary_key=True)
    name = Column(Text, nullable=False)
    position = Column(Integer, nullable=False)


class ConditionName(Base):
    """A word or phrase that means the condition itself."""

    __tablename__ = "condition_name"
    condition_id = Column(ForeignKey("condition.id", ondelete="CASCADE"), primary_key=True)
    name = Column(String(200), primary_key=True)


class TopicRow(Base):
    """A topic of a condition."""

    __tablename__ = "topic"
    condition_id = Column(ForeignKey("condition.id", ondelete="CASCADE"), primary_key=True)
    id = Column(String(80), primary_key=True)
    title = Column(Text, nullable=False)
    question = Column(Text, nullable=False)
    item = Column(Text)
    position = Column(Integer, nullable=False)


class GroupRow(Base):
    """A part of a topic with a heading of its own."""

    __tablename__ = "topic_group"
    condition_id = Column(String(80), primary_key=True)
    topic_id = Column(String(80), primary_key=True)
    id = Column(String(80), primary_key=True)
    title = Column(Text, nullable=False)
    position = Column(Integer, nullable=False)
    __table_args__ = (
        ForeignKeyConstraint(["condition_id", "topic_id"], ["topic.condition_id", "topic.id"], ondelete="CASCADE"),
    )


class SourceRow(Base):
    """A source; see bot.content.sources.Source."""

    __tablename__ = "source"
    id = Column(String(80), primary_key=True)
    title = Column(Text, nullable=False)
    publisher = Column(Text, nullable=False)
    url = Column(Text, nullable=False)
    published = Column(String(10))
    reviewed = Column(String(10))
    accessed = Column(Date, nullable=False)
    licence = Column(Text, nullable=False)
    position = Column(Integer, nullable=False)
    __table_args__ = (
        CheckConstraint("url LIKE 'http://_%' OR url LIKE 'https://_%'", name="web_address"),
        CheckConstraint("length(publisher) > 0 AND length(title) > 0", name="named"),
    )


source_reference = Table(
    "source_reference",
    Base.metadata,
    Column("source_id", ForeignKey("source.id", ondelete="CASCADE"), primary_key=True),
    Column("cited_id", ForeignKey("source.id"), primary_key=True),
)


class ConceptRow(Base):
    """A thing people ask about; conditions share their concepts."""

    __tablename__ = "concept"
    id = Column(String(80), primary_key=True)
    kind = Column(String(20), nullable=False)
    name = Column(Text, nullable=False)
    position = Column(Integer, nullable=False)
    words = relationship("ConceptWord", cascade="all, delete-orphan", passive_deletes=True)


class ConceptWord(Base):
    """A word or phrase that people use for a concept."""

    __tablename__ = "concept_word"
    concept_id = Column(ForeignKey("concept.id", ondelete="CASCADE"), primary_key=True)
    word = Column(String(200), primary_key=True)


concept_broader = Table(
    "concept_broader",
    Base.metadata,
    Column("concept_id", ForeignKey("concept.id", ondelete="CASCADE"), primary_key=True),
    Column("broader_id", ForeignKey("concept.id", ondelete="CASCADE"), primary_key=True),
)

group_concept = Table(
    "group_concept",
    Base.metadata,
    Column("condition_id", String(80), primary_key=True),
    Column("topic_id", String(80), primary_key=True),
    Column("group_id", String(80), primary_key=True),
    Column("concept_id", ForeignKey("concept.id", ondelete="CASCADE"), primary_key=True),
    ForeignKeyConstraint(
        ["condition_id", "topic_id", "group_id"],
        ["topic_group.condition_id", "topic_group.topic_id", "topic_group.id"],
        ondelete="CASCADE",
    ),
)


class StatementRow(Base):
    """One claim. A published statement has a first citation: the database says so.

    ``first_citation`` is 1 where there is one. The deferred foreign key makes sure, when the
    transaction ends, that the citation is really there; the check, that publishing needs it.
    """

    __tablename__ = "statement"
    id = Column(String(120), primary_key=True)
    condition_id = Column(String(80), nullable=False)
    topic_id = Column(String(80), nullable=False)
    group_id = Column(String(80), nullable=False)
    position = Column(Integer, nullable=False)
    text = Column(Text, nullable=False)
    danger = Column(Boolean, nullable=False)
    status = Column(String(20), nullable=False)
    first_citation = Column(Integer)
    reviewer = Column(Text)
    reviewed_on = Column(Date)
    next_review = Column(Date, nullable=False)
    loaded_on = Column(Date, nullable=False)
    citations = relationship(
        "CitationRow",
        cascade="all, delete-orphan",
        passive_deletes=True,
        foreign_keys="CitationRow.statement_id",
        order_by="CitationRow.position",
    )
    __table_args__ = (
        ForeignKeyConstraint(
            ["condition_id", "topic_id", "group_id"],
            ["topic_group.condition_id", "topic_group.topic_id", "topic_group.id"],
        ),
        ForeignKeyConstraint(
            ["id", "first_citation"],
            ["citation.statement_id", "citation.position"],
            name="fk_statement_first_citation",
            use_alter=True,
            deferrable=True,
            initially="DEFERRED",
        ),
        CheckConstraint("status IN ('draft', 'in_review', 'published', 'retired')", name="status"),
        CheckConstraint("status <> 'published' OR first_citation IS NOT NULL", name="published_is_cited"),
        CheckConstraint("first_citation IS NULL OR first_citation = 1", name="first_citation"),
        CheckConstraint("length(text) > 0", name="says_something"),
        CheckConstraint("(reviewer IS NULL) = (reviewed_on IS NULL)", name="reviewer_and_date"),
        CheckConstraint("reviewed_on IS NULL OR reviewed_on <= loaded_on", name="reviewed_in_the_past"),
        CheckConstraint("reviewed_on IS NULL OR next_review > reviewed_on", name="reviewed_again_later"),
        UniqueConstraint("condition_id", "topic_id", "position", name="uq_statement_place"),
        Index("ix_statement_topic", "condition_id", "topic_id", "status", "position"),
        Index("ix_statement_group", "condition_id", "topic_id", "group_id", "status", "position"),
    )


class CitationRow(Base):
    """Where in which source a statement is found; ``position`` counts from 1."""

    __tablename__ = "citation"
    statement_id = Column(ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True)
    position = Column(Integer, primary_key=True)
    source_id = Column(ForeignKey("source.id"), nullable=False, index=True)
    section = Column(Text, nullable=False)
    __table_args__ = (UniqueConstraint("statement_id", "source_id", "section", name="uq_citation_once"),)


class StatementConcept(Base):
    """A concept that a statement is about; ``listed`` where it says "yes" for its topic."""

    __tablename__ = "statement_concept"
    statement_id = Column(ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True)
    concept_id = Column(ForeignKey("concept.id"), primary_key=True, index=True)
    listed = Column(Boolean, nullable=False)


class StatementQuestion(Base):
    """A question that the statement answers, as somebody would type it: what people ask finds it."""

    __tablename__ = "statement_question"
    statement_id = Column(ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True)
    position = Column(Integer, primary_key=True)
    text = Column(Text, nullable=False)


class ShownWith(Base):
    """A statement that another never appears without."""

    __tablename__ = "shown_with"
    statement_id = Column(ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True)
    companion_id = Column(ForeignKey("statement.id"), primary_key=True)
    position = Column(Integer, nullable=False)
    __table_args__ = (CheckConstraint("statement_id <> companion_id", name="another"),)


class ReviewRow(Base):
    """One step in the review of a statement, kept as history, also after the statement is gone."""

    __tablename__ = "review"
    id = Column(Integer, primary_key=True)
    statement_id = Column(String(120), nullable=False, index=True)
    step = Column(String(20), nullable=False)
    reviewer = Column(Text, nullable=False)
    reviewed_on = Column(Date, nullable=False)
    note = Column(Text, nullable=False, default="")
