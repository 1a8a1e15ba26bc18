"""What editors want to see of the content as a whole: `netguide content report`.

Plain functions over the checked content files; nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from bot.content.entries import SourceEntry, StatementEntry
from bot.content.library import Library
from bot.content.readability import Readability
from bot.content.wording_overlap import DocumentWords, SharedRun

HARDEST = 5
DAYS_AHEAD = 60
"""A review that is due within so many days is told."""

_CONFLICT = re.compile(r"\b(?:sources|lists)\b.*\bdiffer\b|\bdiffers by\b.*\bsource\b", re.IGNORECASE)


@dataclass(frozen=True)
class ReportedStatement:
    """A statement with its topic, reading grade, next review and what it shares with the document."""

    topic: str
    entry: StatementEntry
    grade: float
    next_review: date
    shared: SharedRun

    @property
    def sources(self) -> frozenset[str]:
        """The ids of its sources."""
        return frozenset(citation.source for citation in self.entry.citations)


@dataclass(frozen=True)
class ContentReport:
    """All statements and sources as of one day, and the views on them that editors need."""

    day: date
    statements: tuple[ReportedStatement, ...]
    sources: tuple[SourceEntry, ...]

    @property
    def median_grade(self) -> float:
        """Of all statements."""
        return median(statement.grade for statement in self.statements)

    @property
    def hardest(self) -> tuple[ReportedStatement, ...]:
        """The five that ask most of their readers."""
        return tuple(sorted(self.statements, key=lambda one: -one.grade)[:HARDEST])

    @property
    def with_one_source(self) -> tuple[ReportedStatement, ...]:
        """Those that stand on a single source."""
        return tuple(one for one in self.statements if len(one.sources) == 1)

    @property
    def conflicts(self) -> tuple[ReportedStatement, ...]:
        """Those that say that sources differ."""
        return tuple(one for one in self.statements if _CONFLICT.search(one.entry.text))

    @property
    def due(self) -> tuple[ReportedStatement, ...]:
        """Those whose next review is past or comes soon, the earliest first."""
        soon = self.day + timedelta(days=DAYS_AHEAD)
        return tuple(
            sorted((one for one in self.statements if one.next_review <= soon), key=lambda one: one.next_review)
        )

    @property
    def most_shared(self) -> ReportedStatement:
        """The one that shares the longest run of words with the document."""
        return max(self.statements, key=lambda one: len(one.shared))

    def topics(self) -> dict[str, list[ReportedStatement]]:
        """The statements by topic, topics in order."""
        found: dict[str, list[ReportedStatement]] = {}
        for statement in self.statements:
            found.setdefault(statement.topic, []).append(statement)
        return found


def report(library: Library, day: date, document: str = "") -> ContentReport:
    """The report on ``library``; ``document`` is the text to hold the wording against."""
    readability = Readability(concept.name for _, concept in library.concepts)
    words = DocumentWords(document)
    statements = tuple(
        ReportedStatement(
            topic=topic.topic,
            entry=entry,
            grade=readability.grade(entry.text),
            next_review=entry.next_review or content.condition.defaults.next_review,
            shared=words.longest_run(entry.text),
        )
        for content in library.conditions
        for topic in content.topics
        for entry in topic.statements
    )
    return ContentReport(day, statements, library.sources)


def rendered(found: ContentReport) -> str:
    """The report as Markdown."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: ContentReport) -> Iterator[str]:
    yield f"# The content on {found.day}"
    yield ""
    figures = f"{len(found.statements)} statements, {len(found.sources)} sources"
    yield f"{figures}, a median reading grade of {found.median_grade:.1f}."
    yield from _table(
        "By topic",
        ("topic", "statements", "sources", "citations", "median grade"),
        (
            (topic, len(some), len({name for one in some for name in one.sources}), _citations(some), _median(some))
            for topic, some in found.topics().items()
        ),
    )
    yield from _statements(f"The {HARDEST} hardest to read", found.hardest, "grade", lambda one: f"{one.grade:.1f}")
    yield from _statements("Sources differ", found.conflicts, "sources", lambda one: str(len(one.sources)))
    yield from _statements("Due for review", found.due, "next review", lambda one: str(one.next_review))
    yield from _statements("One source only", found.with_one_source, "source", lambda one: min(one.sources))
    yield from _shared(found)
    yield from _table(
        "Licenses of the sources",
        ("source", "publisher", "license", "published or reviewed"),
        ((one.id, one.publisher, one.licence, _date(one)) for one in found.sources),
    )
    yield from _table(
        "Reading grade of every statement",
        ("statement", "grade"),
        ((one.entry.id, f"{one.grade:.1f}") for one in found.statements),
    )


def _shared(found: ContentReport) -> Iterator[str]:
    longest = found.most_shared
    yield ""
    yield "## Words shared with the document"
    yield ""
    yield f"At most {len(longest.shared)} in a row ({longest.entry.id}): “{' '.join(longest.shared.words)}”."


def _statements(
    title: str, some: Iterable[ReportedStatement], name: str, value: Callable[[ReportedStatement], str]
) -> Iterator[str]:
    rows = ((one.entry.id, value(one), one.entry.text) for one in some)
    yield from _table(title, ("statement", name, "text"), rows)


def _table(title: str, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    written = [" | ".join(str(cell).replace("|", "\\|") for cell in row) for row in rows]
    yield ""
    yield f"## {title} ({len(written)})"
    yield ""
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    yield from (f"| {row} |" for row in written)


def _citations(some: Iterable[ReportedStatement]) -> int:
    return sum(len(one.entry.citations) for one in some)


def _median(some: Iterable[ReportedStatement]) -> str:
    return f"{median(one.grade for one in some):.1f}"


def _date(source: SourceEntry) -> str:
    return source.reviewed or source.published or f"undated, read {source.accessed}"
