"""What a content folder holds, field by field, as curators write it (docs/content.md)."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from typing import Any, Optional
from urllib.parse import urlsplit

from pydantic import BaseModel, Extra, Field, validator

_ID = r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*$"
_PARTIAL_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


class Status(str, Enum):
    """Where a statement stands on its way to readers; a DUE one is shown until its day, and wants a new review."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    DUE = "due"
    RETIRED = "retired"


SHOWN = frozenset({Status.PUBLISHED, Status.DUE})
"""What readers may see, until its next review is past."""


class ConceptKind(str, Enum):
    """What sort of thing a concept is."""

    SYMPTOM = "symptom"
    SYNDROME = "syndrome"
    SITE = "site"
    TUMOR = "tumor"
    TRAIT = "trait"
    TEST = "test"
    TREATMENT = "treatment"
    SUPPORT = "support"
    HORMONE = "hormone"
    FACTOR = "factor"
    COUNTRY = "country"
    ASPECT = "aspect"


class _Entry(BaseModel):
    class Config:
        extra = Extra.forbid
        anystr_strip_whitespace = True

    @validator("text", "note", check_fields=False)
    def _is_one_line(cls, value: Optional[str]) -> Optional[str]:
        return None if value is None else " ".join(value.split())


class SourceEntry(_Entry):
    """A source; ``published`` and ``reviewed`` are as exact as the source shows them."""

    id: str = Field(regex=_ID)
    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    url: str
    published: Optional[str] = None
    reviewed: Optional[str] = None
    accessed: date
    licence: str = Field(min_length=1)
    cites: list[str] = []

    @validator("url")
    def _is_a_web_address(cls, value: str) -> str:
        try:
            parts = urlsplit(value)
        except ValueError:
            raise ValueError("is not a web address") from None
        if parts.scheme not in ("http", "https") or "." not in (parts.hostname or "") or re.search(r"\s", value):
            raise ValueError("is not a web address (http://… or https://…)")
        return value

    @validator("published", "reviewed", pre=True)
    def _is_a_date(cls, value: Any) -> Any:
        if value is None:
            return None
        text = str(value)
        if not _PARTIAL_DATE.match(text):
            raise ValueError("is not a date (2021, 2021-06 or 2021-06-03)")
        date.fromisoformat((text + "-01-01")[:10])
        if text > date.today().isoformat():
            raise ValueError("lies in the future")
        return text

    @validator("accessed")
    def _was_read(cls, value: date) -> date:
        if value > date.today():
            raise ValueError("lies in the future")
        return value


class SourceFile(_Entry):
    """``sources.yml``."""

    sources: list[SourceEntry]


class ConceptEntry(_Entry):
    """A thing people ask about, with the words they use for it; ``part`` heads a part of the file, for editors."""

    id: str = Field(regex=_ID)
    part: Optional[str] = None
    name: str = Field(min_length=1)
    words: list[str] = []
    broader: list[str] = []

    @validator("words", each_item=True)
    def _is_a_word(cls, value: str) -> str:
        if not re.search(r"\w", value):
            raise ValueError("holds no word")
        return value


class ConceptFile(_Entry):
    """``concepts/<kind>.yml``."""

    kind: ConceptKind
    concepts: list[ConceptEntry]


class CitationEntry(_Entry):
    """Where in which source a statement is found."""

    source: str
    section: str = Field(min_length=1)


class ReviewDefaults(_Entry):
    """Status and dates of the statements that name none of their own."""

    status: Status
    next_review: date


class StatementEntry(_Entry):
    """One claim, in the project's own words, with its citations."""

    id: str = Field(regex=_ID)
    group: str
    text: str = Field(min_length=1)
    concepts: list[str] = []
    lists: list[str] = []
    questions: list[str] = []
    citations: list[CitationEntry] = Field(min_items=1)
    shown_with: list[str] = []
    danger: bool = False
    status: Optional[Status] = None
    reviewer: Optional[str] = None
    reviewed_on: Optional[date] = None
    next_review: Optional[date] = None

    @validator("lists")
    def _stands_in_the_order_of_concepts(cls, value: list[str], values: dict[str, Any]) -> list[str]:
        concepts = dict.fromkeys(values.get("concepts") or [])
        return [one for one in concepts if one in value] + [one for one in value if one not in concepts]

    @validator("questions", each_item=True)
    def _asks_something(cls, value: str) -> str:
        if not re.search(r"\w\w", value):
            raise ValueError("holds no question")
        return " ".join(value.split())

    @validator("reviewed_on")
    def _was_reviewed(cls, value: Optional[date]) -> Optional[date]:
        if value is not None and value > date.today():
            raise ValueError("a review date cannot lie in the future")
        return value

    @validator("reviewed_on", always=True)
    def _has_a_reviewer(cls, value: Optional[date], values: dict[str, Any]) -> Optional[date]:
        if (value is None) != (values.get("reviewer") is None):
            raise ValueError("reviewer and reviewed_on go together")
        return value

    @validator("next_review")
    def _comes_after_the_review(cls, value: Optional[date], values: dict[str, Any]) -> Optional[date]:
        reviewed_on = values.get("reviewed_on")
        if value is not None and reviewed_on is not None and value <= reviewed_on:
            raise ValueError("the next review must come after the last one")
        return value


class GroupEntry(_Entry):
    """A part of a topic with a heading of its own; ``concepts`` are those that mean it."""

    id: str = Field(regex=_ID)
    title: str = Field(min_length=1)
    concepts: list[str] = []


class StatementFile(_Entry):
    """``statements/<topic>.yml``, in the order of importance; ``note`` is for editors."""

    topic: str
    note: Optional[str] = None
    groups: list[GroupEntry] = Field(min_items=1)
    statements: list[StatementEntry]


class TopicEntry(_Entry):
    """A topic: its heading, the question that asks for it, and what its list items are called."""

    id: str = Field(regex=_ID)
    title: str = Field(min_length=1)
    question: str = Field(min_length=1)
    item: Optional[str] = None


class ConditionFile(_Entry):
    """``condition.yml``: the condition, its names and its topics in order; ``note`` is for editors."""

    id: str = Field(regex=_ID)
    name: str = Field(min_length=1)
    names: list[str]
    note: Optional[str] = None
    defaults: ReviewDefaults
    topics: list[TopicEntry] = Field(min_items=1)
