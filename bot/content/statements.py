"""What the store gives to readers: plain, frozen data, free of any database."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.content.sources import Source


@dataclass(frozen=True)
class Citation:
    """Where a statement is found: the source and the section in it."""

    source: Source
    section: str


@dataclass(frozen=True)
class Group:
    """A part of a topic with a heading of its own."""

    id: str
    title: str


ILLNESS = frozenset({"tumor", "syndrome"})
"""The kinds of concepts that are an illness."""

MOST_OF_ONE_KIND = 3
"""The illnesses that a statement on one of them and its near kin names at most."""

SITE = "site"
"""The kind of concepts that are a part of the body."""

SYMPTOM = "symptom"
"""The kind of concepts that somebody feels or sees."""

TREATMENT = "treatment"
"""The kind of concepts that are meant to help a patient."""

CARE = frozenset({"test", TREATMENT})
"""The kinds of concepts that are something done for a patient."""

TRAIT = "trait"
"""The kind of concepts that tell of a tumor: its grade, its stage, that it has spread."""

ASPECT = "aspect"
"""The kind of concepts that are asked of something else: the side effects of a treatment."""

COUNTRY = "country"
"""The kind of concepts that are a country: what holds in one may be wrong in another."""


@dataclass(frozen=True)
class Statement:
    """One published claim.

    Attributes:
        concepts: ids of the concepts it is about.
        illnesses: those of them that are an illness.
        care: those of them that are a test or a treatment.
        countries: those of them that are a country.
        listed: those of them for which it answers "yes" in its topic ("is flushing a symptom?").
        shown_with: ids of the statements without which it is never shown.
        danger: whether the emergency advice stands on top of any answer that holds it.
        reviewer: who reviewed it clinically, or None where nobody has.
    """

    id: str
    condition: str
    topic: str
    group: Group
    position: int
    text: str
    concepts: frozenset[str]
    illnesses: frozenset[str]
    care: frozenset[str]
    countries: frozenset[str]
    listed: frozenset[str]
    citations: tuple[Citation, ...]
    shown_with: tuple[str, ...]
    danger: bool
    reviewer: str | None
    reviewed_on: date | None

    @cached_property
    def of_one_illness(self) -> bool:
        """Whether it holds for one illness or its near kin, and not for many: those of a list are NETs in general."""
        return 0 < len(self.illnesses) <= MOST_OF_ONE_KIND


@dataclass(frozen=True)
class Topic:
    """A topic of a condition; ``item`` is what a thing on its lists is called."""

    id: str
    title: str
    question: str
    item: str | None


@dataclass(frozen=True)
class Concept:
    """A thing people ask about, with the words they use for it."""

    id: str
    kind: str
    name: str
    words: tuple[str, ...]
    broader: tuple[str, ...]


def with_their_kind(concepts: Iterable[Concept], kinds: Set[str]) -> set[str]:
    """The ids of those of ``concepts`` that are of ``kinds``, and of what takes their place."""
    return {other for one in concepts if one.kind in kinds for other in (one.id, *one.broader)}


@dataclass(frozen=True)
class Condition:
    """A condition that the store has content on, with its topics in order."""

    id: str
    name: str
    names: tuple[str, ...]
    topics: tuple[Topic, ...]

    def topic(self, topic: str) -> Topic:
        """The topic with this id."""
        return next(one for one in self.topics if one.id == topic)


@dataclass(frozen=True)
class Findable:
    """What a statement is found by: its text, the questions that it answers, and what it tells of.

    Attributes:
        tells_of: ids of the concepts that it is about, and of those that are of the kind of one of them, sorted.
    """

    id: str
    topic: str
    text: str
    questions: tuple[str, ...]
    tells_of: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """The words that the store knows, as of one version of the content."""

    version: str
    conditions: tuple[Condition, ...]
    concepts: tuple[Concept, ...]
    statements: tuple[Findable, ...]
