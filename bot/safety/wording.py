"""The wording for one region, its numbers filled in and its citations resolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.content.entries import CitationEntry, SourceEntry
from bot.content.sources import Source
from bot.safety.findings import Advice, CitedLine, CitedSource, Finding, Level, Wording
from bot.safety.loading import AdviceEntry, LineEntry, Reader, RegionEntry, WordingFile, sources_file

_FILE = "wording.yml"
_NO_REGION = "none"
_NUMBERS = ("emergency", "crisis", "poison", "nurse")


@dataclass(frozen=True)
class Advices:
    """What is said, by level and sign."""

    levels: Mapping[Level, AdviceEntry]
    leads: Mapping[str, LineEntry]
    lines: Mapping[str, Sequence[LineEntry]]
    writer: Writer

    def advice(self, finding: Finding) -> Advice:
        """What is said about a finding."""
        level = self.levels[finding.level]
        lead = level.asked if finding.general and level.asked else self.leads.get(finding.sign, level.lead)
        more = () if finding.general else level.lines
        return Advice(
            kind=finding.level.kind,
            lead=self.writer.line(lead),
            lines=self.writer.lines((*self.lines.get(finding.sign, ()), *more)),
            offer=level.offer,
        )


@dataclass(frozen=True)
class Writer:
    """Fills the region's numbers in and finds the sources."""

    numbers: Mapping[str, LineEntry]
    sources: Mapping[str, Source]

    def line(self, entry: LineEntry) -> CitedLine:
        """One line, ready to be shown."""
        used = [name for name in _NUMBERS if f"{{{name}}}" in entry.text]
        text = " ".join(entry.text.split())
        for name in used:
            text = text.replace(f"{{{name}}}", self.numbers[name].text)
        cited = [*entry.citations, *(citation for name in used for citation in self.numbers[name].citations)]
        return CitedLine(text[:1].upper() + text[1:], tuple(dict.fromkeys(map(self._cited, cited))))

    def lines(self, entries: Sequence[LineEntry]) -> tuple[CitedLine, ...]:
        """The lines for which the region has the numbers."""
        return tuple(self.line(entry) for entry in entries if self.can_write(entry))

    def can_write(self, entry: LineEntry) -> bool:
        """Whether the region has every number that the line names."""
        return all(name in self.numbers for name in _NUMBERS if f"{{{name}}}" in entry.text)

    def _cited(self, citation: CitationEntry) -> CitedSource:
        return CitedSource(self.sources[citation.source], citation.section)


def load_wording(reader: Reader, region: str | None) -> tuple[Wording, Advices] | None:
    """The wording for the region; None, with the problems kept, where it cannot be used."""
    sources = sources_file(reader)
    words = reader.read(_FILE, WordingFile)
    if sources is None or words is None:
        return None
    known = {entry.id: _source(entry) for entry in sources.sources}
    _check_citations(reader, words.dict(), (), known)
    chosen = _region(reader, words, region or _NO_REGION)
    if chosen is None or reader.problems:
        return None
    numbers = {name: getattr(chosen, name) for name in _NUMBERS if getattr(chosen, name) is not None}
    writer = Writer(numbers, known)
    fixed = words.fixed
    wording = Wording(
        care_team=writer.line(fixed.care_team),
        care_team_on_treatment=writer.line(fixed.care_team_on_treatment),
        care_team_of_others=writer.line(fixed.care_team_of_others),
        emergency_hint=writer.line(fixed.emergency_hint),
        not_english=writer.line(fixed.not_english),
        who_must_not_wait=writer.lines(fixed.who_must_not_wait),
    )
    advices = Advices(
        levels={level: getattr(words.advice, level.kind) for level in Level},
        leads={sign: entry.lead for sign, entry in words.signs.items() if entry.lead is not None},
        lines={sign: entry.lines for sign, entry in words.signs.items()},
        writer=writer,
    )
    return wording, advices


def _region(reader: Reader, words: WordingFile, wanted: str) -> RegionEntry | None:
    for region in words.regions:
        if region.id == wanted.lower():
            return region
    reader.report(_FILE, ("regions",), f"there is no region {wanted!r}, only {', '.join(r.id for r in words.regions)}")
    return None


def _check_citations(reader: Reader, node: object, path: tuple[str | int, ...], known: Mapping[str, Source]) -> None:
    """Report every citation of a source that is not there."""
    if isinstance(node, dict):
        if set(node) == {"source", "section"} and node["source"] not in known:
            reader.report(_FILE, (*path, "source"), f"there is no source {node['source']!r}")
        for key, value in node.items():
            _check_citations(reader, value, (*path, key), known)
    elif isinstance(node, list):
        for position, value in enumerate(node):
            _check_citations(reader, value, (*path, position), known)


def _source(entry: SourceEntry) -> Source:
    return Source(
        id=entry.id,
        title=entry.title,
        publisher=entry.publisher,
        url=entry.url,
        published=entry.published,
        reviewed=entry.reviewed,
        accessed=entry.accessed,
        licence=entry.licence,
        cites=tuple(entry.cites),
    )
