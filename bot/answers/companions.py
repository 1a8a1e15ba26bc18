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


def limited(bundles: Iterable[Bundle], most_statements: int, most_words: int) -> list[Bundle]:
    """The first bundles that fit; a bundle is shown whole or not at all, and the first one always is."""
    kept: list[Bundle] = []
    statements = words = 0
    for bundle in bundles:
        more = _words(bundle)
        fits = statements + len(bundle) <= most_statements and words + more <= most_words
        if kept and not fits:
            break
        kept.append(bundle)
        statements += len(bundle)
        words += more
    return kept


def led_by_fitting(bundles: Sequence[Bundle], most_words: int) -> list[Bundle]:
    """The bundles with the first that fits in front; where none fits, with the shortest."""
    fitting = [bundle for bundle in bundles if _words(bundle) <= most_words]
    first = fitting[:1] or sorted(bundles, key=_words)[:1]
    return [*first, *(bundle for bundle in bundles if bundle not in first)]


def _words(bundle: Bundle) -> int:
    return sum(word_count(statement.text) for statement in bundle)


def word_count(text: str) -> int:
    """The words of a text as a reader counts them."""
    return len(text.split())
