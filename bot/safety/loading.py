"""Reading and checking the safety files of ``content/safety``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, Extra, Field

from bot.content.entries import CitationEntry, SourceFile
from bot.content.files import ContentError, Document, Problem
from bot.safety.patterns import Pattern, PatternError, Vocabulary

Entry = TypeVar("Entry", bound=BaseModel)


class SafetyContentError(ContentError):
    """The safety files cannot be used: names file, line, field and reason of every problem."""


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid


class WordsFile(_Strict):
    """``words.yml``."""

    joined: list[str]
    lists: dict[str, list[str]]


class SignEntry(_Strict):
    """One sign of danger."""

    id: str = Field(regex=r"^[a-z]+(-[a-z]+)*$")
    title: str = Field(min_length=1)
    says: list[str] = Field(min_items=1)
    unless: list[str] = []
    even_if_past: bool = False
    even_if_asked: bool = False
    first: bool = False
    last: bool = False


class SignsFile(_Strict):
    """``signs/*.yml``; where it is not ``mended``, no misspelt word is read as one of its words."""

    level: str = Field(regex="^(emergency|crisis|urgent|distress)$")
    mended: bool = True
    signs: list[SignEntry]


class ContextFile(_Strict):
    """``context.yml``."""

    negated: list[str]
    denied_rows: list[str]
    past: list[str]
    present: list[str]
    resolved: list[str]
    events: list[str]
    now: list[str]
    then: list[str]
    unreal: list[str]
    figures: list[str]
    supposed: list[str]
    pets: list[str]
    inert: list[str]
    personal: list[str]
    acute: list[str]
    general_before: list[str]
    general_after: list[str]
    searched: list[str]
    danger_asked: list[str]
    always_danger: list[str]
    never_danger: list[str]


class PressureEntry(_Strict):
    """What a pair of blood pressure numbers stands for."""

    means: str
    systolic_from: float = 1000
    or_diastolic_from: float = 1000
    systolic_to: float = 0


class MeasureEntry(_Strict):
    """What a number near certain words stands for."""

    means: str
    near: list[str]
    ranges: list[tuple[float, float]]
    only_in: list[str] = []
    not_in: list[str] = []


class MeasuresFile(_Strict):
    """``measures.yml``."""

    not_before: list[str]
    pressure: list[PressureEntry]
    measures: list[MeasureEntry]


class SpellingFile(_Strict):
    """``spelling.yml``."""

    short: dict[str, str]
    mended_though_short: list[str]
    real: list[str]
    drug_endings: list[str]


class DecisionsFile(_Strict):
    """``decisions.yml``."""

    asks: list[str]
    unless: list[str]
    plain: list[str]
    usual: list[str]
    for_others: list[str]
    on_treatment: list[str]
    lists: dict[str, list[str]] = {}


class RedactionFile(_Strict):
    """``redaction.yml``."""

    never_names: list[str]
    not_a_name: list[str]


class LineEntry(_Strict):
    """One line and where it comes from."""

    text: str = Field(min_length=1)
    citations: list[CitationEntry]


class RegionEntry(_Strict):
    """The numbers of one region."""

    id: str
    emergency: LineEntry
    crisis: LineEntry
    nurse: LineEntry
    poison: LineEntry | None = None


class FixedEntry(_Strict):
    """The fixed sentences."""

    care_team: LineEntry
    care_team_on_treatment: LineEntry
    care_team_of_others: LineEntry
    emergency_hint: LineEntry
    not_english: LineEntry
    who_must_not_wait: list[LineEntry] = Field(min_items=1)


class AdviceEntry(_Strict):
    """What is said at one level."""

    lead: LineEntry
    lines: list[LineEntry]
    offer: str = Field(min_length=1)
    asked: LineEntry | None = None


class LevelsEntry(_Strict):
    """What is said, by level."""

    emergency: AdviceEntry
    crisis: AdviceEntry
    urgent: AdviceEntry
    distress: AdviceEntry


class SignAdviceEntry(_Strict):
    """What is said more for one sign."""

    lead: LineEntry | None = None
    lines: list[LineEntry] = []


class WordingFile(_Strict):
    """``wording.yml``."""

    regions: list[RegionEntry] = Field(min_items=1)
    fixed: FixedEntry
    advice: LevelsEntry
    signs: dict[str, SignAdviceEntry]


class Reader:
    """Reads the files of the folder and gathers what is wrong with them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.documents: dict[str, Document] = {}

    def read(self, name: str, model: type[Entry]) -> Entry | None:
        """One file; None, with the problems kept, where it does not fit."""
        document = Document(self.folder / name, self.folder)
        self.documents[name] = document
        entry = document.parse(model)
        self.problems += document.problems
        return entry

    def text(self, name: str) -> str:
        """A plain text file; empty, with the problem kept, where it cannot be read."""
        try:
            return (self.folder / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(Problem(name, 1, "(file)", f"cannot be read: {error}"))
            return ""

    def report(self, name: str, path: Sequence[str | int], reason: str) -> None:
        """Keep a problem of a field of a file that was read."""
        line = self.documents[name].line(*path)
        self.problems.append(Problem(name, line, ".".join(map(str, path)), reason))

    def patterns(
        self, name: str, path: Sequence[str | int], sources: Sequence[str], vocabulary: Vocabulary
    ) -> tuple[Pattern, ...]:
        """The compiled patterns of one list of a file."""
        compiled = []
        for position, source in enumerate(sources):
            try:
                compiled.append(vocabulary.compile(source))
            except PatternError as error:
                self.report(name, (*path, position), str(error))
        return tuple(compiled)

    def check(self) -> None:
        """Raise what was found.

        Raises:
            SafetyContentError: something is wrong.
        """
        if self.problems:
            raise SafetyContentError(self.problems)


def signs_files(folder: Path) -> list[str]:
    """The names of the files with signs."""
    return sorted(f"signs/{path.name}" for path in (folder / "signs").glob("*.yml"))


def sources_file(reader: Reader) -> SourceFile | None:
    """``sources.yml``, its ids unique."""
    entry = reader.read("sources.yml", SourceFile)
    seen: set[str] = set()
    for position, source in enumerate(entry.sources if entry else ()):
        if source.id in seen:
            reader.report("sources.yml", ("sources", position, "id"), f"{source.id!r} stands twice")
        seen.add(source.id)
    return entry


def own_lists(words: WordsFile, more: Mapping[str, list[str]]) -> Vocabulary:
    """The word lists of ``words.yml`` and those of one more file."""
    return Vocabulary({**words.lists, **more})
