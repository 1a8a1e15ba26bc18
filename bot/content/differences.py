"""What a load would change, as pure comparison of what is loaded with what would be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.content.entries import SHOWN
from bot.content.library import Library
from bot.content.review import Review, fingerprint

_SILENT = frozenset({"next_review", "reviewer", "reviewed_on"})
"""Fields whose change alone leaves a statement on show as it reads."""


@dataclass(frozen=True)
class Change:
    """One thing that a load would add, change or take away.

    Attributes:
        act: "added", "changed", or "retired" for what is no longer there or no longer shown.
        kind: "condition", "source", "concept" or "statement".
        fields: what differs, of a changed one.
        reaches_readers: whether a statement on show would be retired or read otherwise.
        stale_signature: whose review would be claimed for a wording that they did not see, or None.
    """

    act: str
    kind: str
    id: str
    fields: tuple[str, ...] = ()
    reaches_readers: bool = False
    stale_signature: str | None = None

    def __str__(self) -> str:
        told = f"{self.act:8} {self.kind:10} {self.id}"
        if self.fields:
            told += f" ({', '.join(self.fields)})"
        return told + (" - is shown to readers" if self.reaches_readers else "")


def differences(before: Library | None, after: Library, today: date) -> list[Change]:
    """What turns ``before``, or an empty store, into ``after``."""
    old = _facts(before) if before else {}
    new = _facts(after)
    changes = [_change(key, old.get(key), fact, today) for key, fact in new.items() if old.get(key) != fact]
    gone = [_change(key, fact, None, today) for key, fact in old.items() if key not in new]
    return changes + gone


_Fact = Mapping[str, Any]


def _facts(library: Library) -> dict[tuple[str, str], _Fact]:
    """Everything that a library says, by kind and id."""
    facts: dict[tuple[str, str], _Fact] = {}
    for content in library.conditions:
        groups = {topic.topic: (topic.note, topic.groups) for topic in content.topics}
        facts["condition", content.condition.id] = {**content.condition.dict(), "groups": groups}
    facts.update({("source", source.id): source.dict() for source in library.sources})
    facts.update({("concept", concept.id): {**concept.dict(), "kind": kind} for kind, concept in library.concepts})
    facts.update(_statement_facts(library))
    return facts


def _statement_facts(library: Library) -> Iterator[tuple[tuple[str, str], _Fact]]:
    for content, topic, statement in library.statements():
        review, defaults = Review.of(statement), content.condition.defaults
        fact = {
            **statement.dict(),
            "topic": topic.topic,
            "status": review.status_or(defaults),
            "next_review": review.next_review_or(defaults),
            "fingerprint": fingerprint(statement),
        }
        yield ("statement", statement.id), fact


def _change(key: tuple[str, str], old: _Fact | None, new: _Fact | None, today: date) -> Change:
    kind, name = key
    was_shown, is_shown = _is_shown(kind, old, today), _is_shown(kind, new, today)
    if old is None:
        return Change("added", kind, name)
    if new is None:
        return Change("retired", kind, name, reaches_readers=was_shown)
    fields = tuple(field for field in new if field != "fingerprint" and old.get(field) != new[field])
    return Change(
        "retired" if was_shown and not is_shown else "changed",
        kind,
        name,
        fields,
        reaches_readers=was_shown and (not is_shown or not _SILENT.issuperset(fields)),
        stale_signature=_stale_signature(kind, old, new),
    )


def _is_shown(kind: str, fact: _Fact | None, today: date) -> bool:
    if kind != "statement" or fact is None:
        return False
    return bool(fact["status"] in SHOWN and fact["next_review"] >= today)


def _stale_signature(kind: str, old: _Fact, new: _Fact) -> str | None:
    if kind != "statement" or new["reviewer"] is None or old["fingerprint"] == new["fingerprint"]:
        return None
    same = all(old[field] == new[field] for field in ("reviewer", "reviewed_on"))
    return str(new["reviewer"]) if same else None
