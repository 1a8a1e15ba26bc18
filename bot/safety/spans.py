"""Parts of a text that are personal data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Span:
    """From ``start`` to before ``end``, and what kind of data it is."""

    start: int
    end: int
    kind: str


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order and without overlaps; where two overlap they become one, of the kind of the longer."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start < result[-1].end:
            last = result[-1]
            kind = last.kind if last.end - last.start >= span.end - span.start else span.kind
            result[-1] = Span(last.start, max(last.end, span.end), kind)
        else:
            result.append(span)
    return result
