"""What readers may see of the content at one time, in memory: every question that answers ask of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.content.statements import Concept, Condition, Statement

MOST_STATEMENTS = 150
"""Of one topic or concept at the most; keeps an answer as fast with 10,000 statements as with 100."""

GroupKey = tuple[str, str, str]
"""Condition, topic and group."""


@dataclass(frozen=True)
class Published:
    """The published content as of one version and day.

    Attributes:
        version: the digest of the content that was read.
        conditions: in order.
        concepts: all that there are.
        statements: by condition, topic and position.
        stood_for: the ids of the concepts that stand for a whole group.
    """

    version: str
    conditions: tuple[Condition, ...]
    concepts: tuple[Concept, ...]
    statements: tuple[Statement, ...]
    stood_for: Mapping[GroupKey, frozenset[str]]

    def of_topic(self, condition: str, topic: str) -> list[Statement]:
        """The statements of a topic, most important first."""
        return self._of_topic.get((condition, topic), [])[:MOST_STATEMENTS]

    def about(self, condition: str, concepts: Iterable[str], topic: str | None = None) -> list[Statement]:
        """The statements about any of ``concepts``, of one topic or of all, in topic order.

        A group that a concept stands for counts with all of its statements.
        """
        rows = sorted({row for concept in concepts for row in self._rows_about.get(concept, ())})
        about = (self.statements[row] for row in rows)
        wanted = [one for one in about if one.condition == condition and topic in (None, one.topic)]
        return wanted[:MOST_STATEMENTS]

    def with_ids(self, ids: Iterable[str]) -> list[Statement]:
        """The statements with these ids, in the order of the ids; those not published are left out."""
        return [self._by_id[one] for one in dict.fromkeys(ids) if one in self._by_id]

    def concepts_with_ids(self, ids: Iterable[str]) -> list[Concept]:
        """The concepts with these ids, in the order of the ids."""
        return [self._concepts[one] for one in dict.fromkeys(ids) if one in self._concepts]

    @cached_property
    def _of_topic(self) -> Mapping[tuple[str, str], list[Statement]]:
        found: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for statement in self.statements:
            found[statement.condition, statement.topic].append(statement)
        return dict(found)

    @cached_property
    def _rows_about(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for row, one in enumerate(self.statements):
            for concept in one.concepts | self.stood_for.get((one.condition, one.topic, one.group.id), frozenset()):
                found[concept].append(row)
        return dict(found)

    @cached_property
    def _by_id(self) -> Mapping[str, Statement]:
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def _concepts(self) -> Mapping[str, Concept]:
        return {concept.id: concept for concept in self.concepts}
