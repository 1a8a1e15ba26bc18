"""Files that cannot be used are refused, with every problem named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.safety import SafetyBook, SafetyContentError
from bot.safety.patterns import PatternError, Vocabulary
from tests.safety.conftest import FOLDER


@pytest.fixture
def edit(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """A copy of the folder in which a text of a file is replaced."""
    folder = tmp_path / "safety"
    shutil.copytree(FOLDER, folder)

    def replaced(name: str, old: str, new: str) -> Path:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return replaced


def test_all_problems_are_named_at_once(edit: Callable[[str, str, str], Path]) -> None:
    edit("signs/urgent.yml", '"_fastpulse"', '"(heart"')
    edit("decisions.yml", "unless:\n", 'unless:\n  - "{nolist} x"\n')
    folder = edit("context.yml", "[carcinoid-crisis]", "[no-sign]")
    with pytest.raises(SafetyContentError) as caught:
        SafetyBook.load(folder, "us")
    named = [(problem.file, problem.field, problem.reason) for problem in caught.value.problems]
    assert ("context.yml", "always_danger.0", "there is no sign 'no-sign'") in named
    assert ("decisions.yml", "unless.0", "there is no list named 'nolist'") in named
    assert any(file == "signs/urgent.yml" and "missing" in reason for file, _, reason in named)
    assert all(problem.line > 1 for problem in caught.value.problems)


def test_a_citation_of_no_source(edit: Callable[[str, str, str], Path]) -> None:
    folder = edit("wording.yml", "source: acep-emergencies", "source: nobody")
    with pytest.raises(SafetyContentError, match="there is no source 'nobody'"):
        SafetyBook.load(folder, "us")


def test_a_sign_that_stands_twice(edit: Callable[[str, str, str], Path]) -> None:
    folder = edit("signs/urgent.yml", "id: no-urine", "id: chest-pain")
    with pytest.raises(SafetyContentError, match="'chest-pain' stands twice"):
        SafetyBook.load(folder, "us")


def test_a_missing_file(edit: Callable[[str, str, str], Path]) -> None:
    folder = edit("ordinary-words.txt", "aardvark", "aardvark")
    (folder / "ordinary-words.txt").unlink()
    (folder / "measures.yml").unlink()
    with pytest.raises(SafetyContentError) as caught:
        SafetyBook.load(folder, "us")
    assert {problem.file for problem in caught.value.problems} == {"ordinary-words.txt", "measures.yml"}


def test_a_field_too_many(edit: Callable[[str, str, str], Path]) -> None:
    folder = edit("signs/urgent.yml", "level: urgent", "level: urgent\nmood: bad")
    with pytest.raises(SafetyContentError, match="mood"):
        SafetyBook.load(folder, "us")


@pytest.mark.parametrize(
    "source", ["", "..", "a ..", "(a|)", "(a", "a)", "a|b", "{none}", "[a]", "a <1> b <2> c", "a §"]
)
def test_patterns_that_cannot_be_read(source: str) -> None:
    with pytest.raises(PatternError):
        Vocabulary({}).compile(source)


def test_a_list_must_not_hold_itself() -> None:
    with pytest.raises(PatternError, match="holds itself"):
        Vocabulary({"a": ["b", "{a}"]}).compile("{a}")
