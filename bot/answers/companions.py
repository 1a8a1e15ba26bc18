"""Statements that must be seen together. Applied after every way of choosing, before any limit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.content.statements import Statement
from bot.content.store import ContentStore

Bundle = tuple[Statement, ...]
"""A statement with those it is never shown without, itself first."""


def bundled(chosen: Sequence[Statement], store: ContentStore) -> list[Bundle]:
    """Each chosen statement with its companions, and theirs; a statement stands in one bundle only.

    A statement whose companion is not published (any more) is left out: alone it must not be shown.
    """
    known = {statement.id: statement for statement in chosen}
    missing = _companions(known.values()) - set(known)
    while missing:
        found = {statement.id: statement for statement in store.statements(sorted(missing))}
        known.update(found)
        missing = _companions(found.values()) - set(known)
    bundles: list[Bundle] = []
    placed: set[str] = set()
    for statement in chosen:
        members = _closure(statement, known)
        if members is None or statement.id in placed:
            continue
        bundle = tuple(member for member in members if member.id not in placed)
        placed.update(member.id for member in bundle)
        bundles.append(bundle)
    return bundles


def _companions(statements: Iterable[Statement]) -> set[str]:
    return {companion for statement in statements for companion in statement.shown_with}


def _closure(statement: Statement, known: dict[str, Statement]) -> list[Statement] | None:
    members = [statement]
    for member in members:
        for companion in member.shown_with:
            if companion not in known:
                return None
            if known[companion] not in members:
                members.append(known[companion])
    return members
