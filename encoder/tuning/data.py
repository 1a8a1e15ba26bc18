"""The training lines: read from data/nlu, identified by a digest, and a fifth of them held out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML

_SPLIT_SEED = 123
_ONE_IN = 5


@dataclass(frozen=True)
class Line:
    """A training question and what it asks: one intent, or several topics."""

    text: str
    intents: tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    """All lines, those with one intent apart from those that ask several topics."""

    single: tuple[Line, ...]
    several: tuple[Line, ...]

    def digest(self) -> str:
        """SHA-256 of the lines in order, one JSON array [text, [intent, ...]] a line."""
        rows = (json.dumps([line.text, line.intents], ensure_ascii=False) for line in (*self.single, *self.several))
        return hashlib.sha256("\n".join(rows).encode("utf-8")).hexdigest()

    def labels(self) -> list[str]:
        """The intents of the single lines, sorted."""
        return sorted({intent for line in self.single for intent in line.intents})


@dataclass(frozen=True)
class Split:
    """The lines to train on, and the single lines held out to be scored."""

    train: tuple[Line, ...]
    held_out: tuple[Line, ...]


def read(folder: Path, without: Collection[str] = ()) -> Lines:
    """Read the files of ``folder`` by name, but for those named in ``without`` (no ending).

    Raises:
        FileNotFoundError: where ``folder`` holds no file to read, or not one of ``without``.
    """
    paths = sorted(folder.glob("*.yml"))
    unknown = sorted(set(without) - {path.stem for path in paths})
    if unknown or not paths:
        raise FileNotFoundError(f"{folder} lacks {', '.join(unknown) or 'training files'}.")
    single: list[Line] = []
    several: list[Line] = []
    for path in paths:
        if path.stem in without:
            continue
        for entry in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]:
            plain = isinstance(entry["examples"], str)
            (single if plain else several).extend(_examples(entry))
    return Lines(tuple(single), tuple(several))


def split(lines: Lines, hold_out: bool) -> Split:
    """Hold out a random fifth of the single lines and every fifth of the others, or nothing."""
    if not hold_out:
        return Split((*lines.single, *lines.several), ())
    count = len(lines.single)
    held = sorted(np.random.RandomState(_SPLIT_SEED).permutation(count)[: count // _ONE_IN].tolist())
    outside = set(held)
    train = [line for number, line in enumerate(lines.single) if number not in outside]
    train += [line for number, line in enumerate(lines.several) if number % _ONE_IN]
    return Split(tuple(train), _pick(lines.single, held))


def _examples(entry: dict[str, Any]) -> Iterator[Line]:
    examples = entry["examples"]
    if isinstance(examples, str):
        for row in examples.splitlines():
            if row.strip():
                yield Line(row.strip().removeprefix("- ").strip(), (entry["intent"],))
    else:
        for example in examples:
            yield Line(example["text"].strip(), tuple(example["metadata"]["topics"]))


def _pick(lines: Sequence[Line], numbers: Sequence[int]) -> tuple[Line, ...]:
    return tuple(lines[number] for number in numbers)
