"""Putting an answer together: numbering its sources, and its statements by their groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.answers.answer import Line, NumberedSource, ShownStatement
from bot.content.sources import Source
from bot.content.statements import Statement
from bot.safety import CitedLine


@dataclass
class Numbering:
    """Sources in the order of their first use; one number for each, whatever sections are cited."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _sources: list[Source] = field(default_factory=list)
    _sections: list[dict[str, None]] = field(default_factory=list)

    def cite(self, source: Source, section: str) -> int:
        """The number of ``source``, which it gets now if it has none."""
        number = self._numbers.setdefault(source.url, len(self._sources) + 1)
        if number > len(self._sources):
            self._sources.append(source)
            self._sections.append({})
        self._sections[number - 1].setdefault(section)
        return number

    def numbered(self) -> tuple[NumberedSource, ...]:
        """All sources cited so far."""
        return tuple(
            NumberedSource(
                n=number,
                title=source.title,
                publisher=source.publisher,
                url=source.url,
                published=source.published,
                reviewed=source.reviewed,
                accessed=source.accessed,
                section="; ".join(sections),
                licence=source.licence,
            )
            for number, (source, sections) in enumerate(zip(self._sources, self._sections), 1)
        )

    def line(self, line: CitedLine) -> Line:
        """A line of the safety wording with its numbers."""
        numbers = (self.cite(citation.source, citation.section) for citation in line.citations)
        return Line(line.text, _once(numbers))

    def lead(self, statement: Statement) -> Line:
        """A statement as the answer's main message."""
        return Line(statement.text, self._numbers_of(statement), statement.id)

    def statement(self, statement: Statement) -> ShownStatement:
        """A statement with its numbers."""
        numbers = self._numbers_of(statement)
        return ShownStatement(statement.id, statement.text, statement.topic, statement.group.title, numbers)

    def citations(self, statements: Iterable[Statement]) -> tuple[int, ...]:
        """The numbers that these statements rest on together."""
        return _once(number for statement in statements for number in self._numbers_of(statement))

    def _numbers_of(self, statement: Statement) -> tuple[int, ...]:
        return _once(self.cite(citation.source, citation.section) for citation in statement.citations)


def _once(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers))


def by_group(statements: Iterable[Statement]) -> list[Statement]:
    """The statements of one topic with those of a group together, groups in the order of their first."""
    groups: dict[str, list[Statement]] = {}
    for statement in statements:
        groups.setdefault(statement.group.id, []).append(statement)
    return [statement for group in groups.values() for statement in group]
