"""Finding the signs of danger in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.safety.context import Contexts, Sign, Standing
from bot.safety.findings import Finding, Level
from bot.safety.patterns import Pattern, Stretch
from bot.safety.reading import Reading


@dataclass(frozen=True)
class Rule:
    """One pattern of one sign."""

    level: Level
    sign: Sign
    pattern: Pattern


Thing = TypeVar("Thing")


class Shelf(Generic[Thing]):
    """Things with a pattern, found by the words that a text has: most texts have the words of only a few."""

    def __init__(self, things: Iterable[tuple[Pattern, Thing]]) -> None:
        self._always: list[Thing] = []
        self._by_word: dict[str, list[Thing]] = defaultdict(list)
        for pattern, thing in things:
            if not pattern.needed:
                self._always.append(thing)
            for word in min(pattern.needed, key=len, default=()):
                self._by_word[word].append(thing)

    def within_reach(self, stretch: Stretch) -> Iterator[Thing]:
        """Those whose pattern may fit the text."""
        yield from self._always
        for word in stretch.words:
            yield from self._by_word.get(word, ())


class Rules:
    """All rules, those within one sentence apart from those across several."""

    def __init__(self, rules: Sequence[Rule], contexts: Contexts) -> None:
        self._narrow = Shelf((rule.pattern, rule) for rule in rules if not rule.pattern.wide)
        self._wide = Shelf((rule.pattern, rule) for rule in rules if rule.pattern.wide)
        self._contexts = contexts
        self._rank = {rule.sign.id: rule.sign.first - rule.sign.last for rule in rules}

    def assess(self, reading: Reading) -> tuple[Finding, ...]:
        """The signs found, gravest first; one that is present comes before one that is only asked about."""
        standing: dict[tuple[Level, str], Standing] = {}
        for stretch in reading.sentences:
            self._search(self._narrow, stretch, standing)
        for stretch in reading.windows:
            self._search(self._wide, stretch, standing)
        findings = (Finding(level, sign, found is Standing.ASKED) for (level, sign), found in standing.items())
        return tuple(sorted(findings, key=self._gravity, reverse=True))

    def _gravity(self, finding: Finding) -> tuple[bool, Level, bool, int, str]:
        taken_over = finding.level >= Level.CRISIS and not finding.general
        return taken_over, finding.level, not finding.general, self._rank[finding.sign], finding.sign

    def _search(self, shelf: Shelf[Rule], stretch: Stretch, standing: dict[tuple[Level, str], Standing]) -> None:
        for rule in shelf.within_reach(stretch):
            key = (rule.level, rule.sign.id)
            if standing.get(key) is Standing.PRESENT:
                continue
            for span in rule.pattern.spans(stretch):
                found = self._contexts.judge(rule.sign, stretch, span)
                if found is Standing.PRESENT or (found is Standing.ASKED and rule.level >= Level.CRISIS):
                    standing[key] = found
                if found is Standing.PRESENT:
                    break
