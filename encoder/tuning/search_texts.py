"""What the search encoder is tuned on: statements with the questions that they answer, and other texts to be kept."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from encoder.tuning import data


@dataclass(frozen=True)
class Texts:
    """The texts.

    Attributes:
        statements: of each statement its text and its questions; those that say the same in two topics are one.
        others: training questions, and twice the lines on dangers: of them the vectors are to stay what they are.
    """

    statements: tuple[tuple[str, ...], ...]
    others: tuple[str, ...]

    def digest(self) -> str:
        """SHA-256 of all of them in order, as one JSON array."""
        rows = json.dumps([self.statements, self.others], ensure_ascii=False)
        return hashlib.sha256(rows.encode("utf-8")).hexdigest()


def read(content: Path, questions: Path) -> Texts:
    """Read the content's folder and that of the training questions; no evaluation question is among them."""
    statements: dict[str, dict[str, None]] = {}
    for path in sorted(content.glob("*/statements/*.yml")):
        for statement in _yaml(path)["statements"]:
            text = statement["text"].strip()
            statements.setdefault(text, {text: None}).update(dict.fromkeys(statement.get("questions", ())))
    dangers = [line for path in sorted(content.glob("safety/examples/*.yml")) for line in _yaml(path)["lines"]]
    asked = [line.text for line in data.read(questions).single]
    return Texts(tuple(map(tuple, statements.values())), (*asked, *dangers, *dangers))


def _yaml(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))
