"""Which condition a question is about, where it does not say so."""

from __future__ import annotations

from collections.abc import Iterable

from bot.content.store import ContentStore


def condition_meant(store: ContentStore, concepts: Iterable[str], preferred: Iterable[str | None]) -> str:
    """The first condition that has statements about one of ``concepts``: of ``preferred``, then of all.

    Where no concept is named, or none of them is told of anywhere, the most preferred one is meant.

    Raises:
        ContentUnavailableError: where the store cannot be read.
    """
    concepts = tuple(concepts)
    order = [*(one for one in preferred if one), *store.conditions()]
    if concepts and len(set(order)) > 1:
        return next((one for one in dict.fromkeys(order) if store.statements_about(one, concepts)), order[0])
    return order[0]
