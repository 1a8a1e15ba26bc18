"""The lines from which the second net learns (``content/safety/examples``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, Extra, Field

from bot.safety.findings import Level
from bot.safety.loading import Reader


@dataclass(frozen=True)
class Example:
    """One line, and what it tells of; None where it only looks like danger."""

    text: str
    level: Level | None


class ExamplesFile(BaseModel):
    """``examples/*.yml``."""

    level: str = Field(regex="^(emergency|crisis|urgent|none)$")
    lines: list[str] = Field(min_items=1)

    class Config:
        extra = Extra.forbid


def read_examples(folder: Path) -> tuple[Example, ...]:
    """All lines of ``folder``, which is ``content/safety``.

    Raises:
        SafetyContentError: a file cannot be used, or a line stands twice.
    """
    reader = Reader(folder)
    examples: dict[str, Example] = {}
    for name in example_files(folder):
        entry = reader.read(name, ExamplesFile)
        for position, text in enumerate(entry.lines if entry else ()):
            if text in examples:
                reader.report(name, ("lines", position), f"{text!r} stands twice")
            examples[text] = Example(text, _LEVELS[entry.level if entry else "none"])
    reader.check()
    return tuple(examples.values())


def example_files(folder: Path) -> list[str]:
    """The names of the files with examples."""
    return sorted(f"examples/{path.name}" for path in (folder / "examples").glob("*.yml"))


_LEVELS = {"emergency": Level.EMERGENCY, "crisis": Level.CRISIS, "urgent": Level.URGENT, "none": None}
