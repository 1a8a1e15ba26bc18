"""All that the safety core knows, loaded once: rules, wording and redaction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path

from bot.safety.assessing import Rule, Rules
from bot.safety.context import Contexts, Sign, negation
from bot.safety.decisions import Decisions
from bot.safety.findings import UNNAMED, UNNAMED_OR_CRISIS, Advice, CitedLine, Finding, Judgment, Level, Wording
from bot.safety.loading import (
    ContextFile,
    DecisionsFile,
    MeasuresFile,
    Reader,
    RedactionFile,
    SignsFile,
    SpellingFile,
    WordsFile,
    own_lists,
    signs_files,
)
from bot.safety.measures import Measure, Measures, Pressure
from bot.safety.past import Past
from bot.safety.patterns import Vocabulary
from bot.safety.personal_names import Names
from bot.safety.reading import Spelling, read
from bot.safety.redaction import NAME, Redactor, labelled
from bot.safety.spans import Span
from bot.safety.spelling import Speller
from bot.safety.wording import Advices, load_wording

_ORDINARY_WORDS = "ordinary-words.txt"
_SHORTEST_STEM = 5
"""Letters of "vomit*", from which misspelt words are read as one that begins so."""


@dataclass(frozen=True)
class SafetyBook:
    """Looks at texts for danger, personal decisions and personal data, and says what is to be said."""

    wording: Wording
    _rules: Rules = field(repr=False)
    _decisions: Decisions = field(repr=False)
    _redactor: Redactor = field(repr=False)
    _advices: Advices = field(repr=False)
    _spelling: Spelling = field(repr=False)

    @classmethod
    def load(cls, folder: Path, region: str | None = None) -> SafetyBook:
        """Read and check the safety files.

        Args:
            folder: ``content/safety``.
            region: which region's numbers to show (an id of ``wording.yml``); None for all of them by name.

        Raises:
            SafetyContentError: the files cannot be used; names every problem by file, line, field and reason.
        """
        reader = Reader(folder)
        words = reader.read("words.yml", WordsFile)
        context = reader.read("context.yml", ContextFile)
        decisions = reader.read("decisions.yml", DecisionsFile)
        measures = reader.read("measures.yml", MeasuresFile)
        spelling = reader.read("spelling.yml", SpellingFile)
        redaction = reader.read("redaction.yml", RedactionFile)
        signs = {name: reader.read(name, SignsFile) for name in signs_files(folder)}
        wording = load_wording(reader, region)
        ordinary = _ordinary_words(reader)
        reader.check()
        assert words and context and decisions and measures and spelling and redaction and wording
        vocabulary = own_lists(words, {})
        files = {name: entry for name, entry in signs.items() if entry}
        _check_names(reader, files, context, wording[1])
        rules = _rules(reader, files, context, vocabulary)
        decided = _decisions(reader, decisions, own_lists(words, decisions.lists))
        reader.check()
        return cls(
            wording=wording[0],
            _rules=rules,
            _decisions=decided,
            _redactor=Redactor(Names(frozenset(redaction.never_names), frozenset(redaction.not_a_name), ordinary)),
            _advices=wording[1],
            _spelling=Spelling(
                short={word.lower(): tuple(meant.split()) for word, meant in spelling.short.items()},
                joined=_joined(words.joined),
                speller=_speller(files, vocabulary, spelling, ordinary),
                measures=_measures(measures),
            ),
        )

    def judge(self, text: str) -> Judgment:
        """What `assess` and `is_personal_decision` tell, of one reading of the text."""
        reading = read(text, self._spelling)
        decisions = self._decisions
        findings = self._rules.assess(reading)
        return Judgment(
            findings=findings,
            personal_decision=decisions.asked(reading),
            on_treatment=decisions.on_treatment(reading),
            plain=decisions.plain(reading),
            of_anybody=decisions.of_anybody(reading),
            for_others=decisions.for_others(reading),
            usual=all(one.level is Level.DISTRESS for one in findings) and decisions.usual(reading),
        )

    def assess(self, text: str) -> tuple[Finding, ...]:
        """The signs of danger or distress in a text, gravest first; empty when there is none."""
        return self._rules.assess(read(text, self._spelling))

    def is_personal_decision(self, text: str) -> bool:
        """Whether the text asks for a decision that only the person's own care team can make."""
        return self._decisions.asked(read(text, self._spelling))

    def personal_data(self, text: str) -> tuple[Span, ...]:
        """Where personal data stands in a text, in order.

        A word that tells of danger or distress is no name, however it is written: "i am suicidle".
        """
        return tuple(span for span in self._redactor.spans(text) if span.kind != NAME or not self._tells(text, span))

    def _tells(self, text: str, span: Span) -> bool:
        """Whether a sign would be lost with the span."""
        without = labelled(text, [span])
        return not set(self.assess(text)) <= set(self.assess(without))

    def redact(self, text: str) -> str:
        """The text without personal data, labels in its place."""
        return labelled(text, self.personal_data(text))

    def advice(self, finding: Finding) -> Advice:
        """What is said about a finding, in the region's numbers."""
        return self._advices.advice(finding)

    def first_lines(self, findings: Sequence[Finding]) -> tuple[CitedLine, ...]:
        """What stands on top of an answer: about the gravest finding, and the kind sentence for distress beside it."""
        lines: list[CitedLine] = []
        for finding in findings[:1]:
            advice = self.advice(finding)
            lines += (advice.lead, *advice.lines)
        lines += (self.advice(finding).lead for finding in findings[1:] if finding.level is Level.DISTRESS)
        return tuple(lines)


def _check_names(reader: Reader, files: dict[str, SignsFile], context: ContextFile, advices: Advices) -> None:
    """Report signs that stand twice, and names of signs that are none."""
    known: set[str] = set()
    for name, file in files.items():
        for position, sign in enumerate(file.signs):
            if sign.id in known:
                reader.report(name, ("signs", position, "id"), f"{sign.id!r} stands twice")
            known.add(sign.id)
    for position, sign_id in enumerate(context.always_danger):
        if sign_id not in known:
            reader.report("context.yml", ("always_danger", position), f"there is no sign {sign_id!r}")
    for sign_id in advices.lines:
        if sign_id not in known.union(UNNAMED.values(), (UNNAMED_OR_CRISIS,)):
            reader.report("wording.yml", ("signs", sign_id), f"there is no sign {sign_id!r}")


def real_words(folder: Path) -> frozenset[str]:
    """What is written so is meant so: ordinary English words, and those of the field that are missing among them.

    Args:
        folder: ``content/safety``; its rules are not read, which takes a hundred times as long.

    Raises:
        SafetyContentError: the files cannot be used.
    """
    reader = Reader(folder)
    spelling, ordinary = reader.read("spelling.yml", SpellingFile), _ordinary_words(reader)
    reader.check()
    assert spelling
    return ordinary.union(spelling.real, spelling.short)


def _ordinary_words(reader: Reader) -> frozenset[str]:
    """The words of the list, comment lines left out."""
    lines = reader.text(_ORDINARY_WORDS).splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def _rules(reader: Reader, files: dict[str, SignsFile], context: ContextFile, vocabulary: Vocabulary) -> Rules:
    rules: list[Rule] = []
    for name, file in files.items():
        level = Level[file.level.upper()]
        for position, entry in enumerate(file.signs):
            sign = Sign(
                entry.id,
                reader.patterns(name, ("signs", position, "unless"), entry.unless, vocabulary),
                entry.even_if_past,
                entry.even_if_asked,
                entry.id in context.always_danger,
                entry.first,
                entry.last,
            )
            patterns = reader.patterns(name, ("signs", position, "says"), entry.says, vocabulary)
            rules += (Rule(level, sign, pattern) for pattern in patterns)
    lists = {
        field: reader.patterns("context.yml", (field,), getattr(context, field), vocabulary)
        for field in (
            "negated",
            "denied_rows",
            "past",
            "present",
            "resolved",
            "events",
            "now",
            "then",
            "unreal",
            "figures",
            "supposed",
            "pets",
            "inert",
            "personal",
            "acute",
            "general_before",
            "general_after",
            "searched",
            "danger_asked",
            "never_danger",
        )
    }
    negated = tuple(negation(pattern) for pattern in lists.pop("negated"))
    past = Past(
        marks=lists.pop("past"),
        **{field.name: lists.pop(field.name) for field in fields(Past) if field.name != "marks"},
    )
    return Rules(rules, Contexts(negated=negated, past=past, **lists))


def _decisions(reader: Reader, entry: DecisionsFile, vocabulary: Vocabulary) -> Decisions:
    return Decisions(
        asks=reader.patterns("decisions.yml", ("asks",), entry.asks, vocabulary),
        unless=reader.patterns("decisions.yml", ("unless",), entry.unless, vocabulary),
        plain=reader.patterns("decisions.yml", ("plain",), entry.plain, vocabulary),
        usual=reader.patterns("decisions.yml", ("usual",), entry.usual, vocabulary),
        for_others=reader.patterns("decisions.yml", ("for_others",), entry.for_others, vocabulary),
        on_treatment=reader.patterns("decisions.yml", ("on_treatment",), entry.on_treatment, vocabulary),
    )


def _joined(phrases: Sequence[str]) -> re.Pattern[str]:
    """Phrases that are read as one word, the longest first."""
    longest_first = sorted(map(re.escape, phrases), key=len, reverse=True)
    return re.compile(rf"(?<= )(?:{'|'.join(longest_first)}) ")


def _speller(
    files: dict[str, SignsFile], vocabulary: Vocabulary, spelling: SpellingFile, ordinary: frozenset[str]
) -> Speller:
    sources = _said(file for file in files.values() if file.mended)
    unmended = _said(file for file in files.values() if not file.mended)
    stems = tuple(stem for stem in vocabulary.stems(sources) if len(stem) >= _SHORTEST_STEM)
    words = vocabulary.words(sources).union(word for word in ordinary if word.startswith(stems))
    real = ordinary.union(spelling.real, spelling.short, vocabulary.words(unmended))
    return Speller(words, real, tuple(spelling.drug_endings), frozenset(spelling.mended_though_short))


def _said(files: Iterable[SignsFile]) -> list[str]:
    return [source for file in files for sign in file.signs for source in sign.says]


def _measures(entry: MeasuresFile) -> Measures:
    return Measures(
        pressures=tuple(Pressure(**kind.dict()) for kind in entry.pressure),
        measures=tuple(
            Measure(
                kind.means,
                frozenset(kind.near),
                tuple(kind.ranges),
                frozenset(kind.only_in),
                frozenset(kind.not_in),
            )
            for kind in entry.measures
        ),
        not_before=frozenset(entry.not_before),
    )
