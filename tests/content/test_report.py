"""The editors' report tells what there is, what is hard, due, disputed or thinly supported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.library import read_library
from bot.content.readability import Readability
from bot.content.report import ContentReport, rendered, report
from bot.content.wording_overlap import DocumentWords, words_of

DAY = date(2026, 11, 25)
Edit = Callable[[str, Callable[[Any], None]], None]


@pytest.fixture
def found(folder: Path, edit: Edit) -> ContentReport:
    def change(tree: Any) -> None:
        first, second, third = tree["statements"]
        first["text"] = "Sources differ on whether the toe is blue."
        second["next_review"] = "2026-12-01"
        third["citations"].append({"source": "atlas", "section": "Nails"})

    edit("statements/symptoms.yml", change)
    return report(read_library(folder), DAY, "Some say: the cause is cold! Others do not.")


def ids(some: tuple) -> list[str]:
    return [one.entry.id for one in some]


def test_what_editors_need_to_see(found: ContentReport) -> None:
    assert ids(found.conflicts) == ["toe-is-blue"]
    assert ids(found.due) == ["toe-is-cold"]
    assert ids(found.with_one_source) == ["cause-is-cold", "toe-is-blue", "toe-is-cold"]
    assert found.most_shared.entry.id == "cause-is-cold"
    assert found.most_shared.shared.words == ("the", "cause", "is", "cold")


def test_the_report_names_every_statement_and_source(found: ContentReport) -> None:
    text = rendered(found)
    for name in ("toe-is-blue", "toe-is-cold", "toe-is-black", "cause-is-cold", "handbook", "atlas"):
        assert name in text


def test_a_name_counts_as_one_short_word() -> None:
    text = "A pheochromocytoma makes adrenaline."
    assert Readability(["pheochromocytoma"]).grade(text) < Readability([]).grade(text)


@given(st.lists(st.sampled_from("toe cold blue red".split())), st.lists(st.sampled_from("toe cold blue red".split())))
def test_the_longest_run_is_the_longest(text: list[str], document: list[str]) -> None:
    joined = f" {' '.join(document)} "
    runs = [text[start:end] for start in range(len(text)) for end in range(start + 1, len(text) + 1)]
    longest = max((len(run) for run in runs if f" {' '.join(run)} " in joined), default=0)
    run = DocumentWords(" ".join(document)).longest_run(" ".join(text))
    assert len(run) == longest
    assert f" {' '.join(run.words)} " in joined or not run.words


def test_words_are_read_without_case_and_marks() -> None:
    assert words_of("It's HERE, (twice) 3x!") == ["it's", "here", "twice", "3x"]
