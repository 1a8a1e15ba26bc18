"""The lines from which the second net learns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.safety import Level, SafetyContentError
from bot.safety.examples import read_examples
from tests.safety.conftest import FOLDER

SETS = Path(__file__).parent / "sets"


def test_there_are_lines_of_every_level_and_look_alikes() -> None:
    levels = [example.level for example in read_examples(FOLDER)]
    assert min(levels.count(level) for level in (Level.EMERGENCY, Level.CRISIS, Level.URGENT, None)) >= 100


@pytest.mark.parametrize("name", ["emergencies", "decisions", "distress", "unseen"])
def test_no_line_that_is_measured_with_is_learned_from(name: str) -> None:
    measured = {json.loads(line)["text"].lower() for line in (SETS / f"{name}.jsonl").read_text("utf-8").splitlines()}
    learned = {example.text.lower() for example in read_examples(FOLDER)}
    # Greetings and the like: nobody can write them otherwise.
    assert {text for text in measured & learned if len(text.split()) > 2} == set()


def test_a_line_that_stands_twice_and_a_level_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "a.yml").write_text("level: crisis\nlines: [one, one]\n", encoding="utf-8")
    (tmp_path / "examples" / "b.yml").write_text("level: bad\nlines: [two]\n", encoding="utf-8")
    with pytest.raises(SafetyContentError) as caught:
        read_examples(tmp_path)
    assert [problem.file for problem in caught.value.problems] == ["examples/a.yml", "examples/b.yml"]
