"""What is written back is what was read, byte for byte, with the review steps in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.content.database import ContentDatabase
from bot.content.entries import SourceFile, StatementFile, Status
from bot.content.exporting import FilesChangedError, export, library_files, write_canonically
from bot.content.files import ContentError
from bot.content.library import read_library
from bot.content.loading import changes, load
from bot.content.review import Step
from bot.content.reviews import Reviews
from bot.content.yaml_text import yaml_text
from bot.settings import CONTENT

Edit = Callable[[str, Callable[[Any], None]], None]


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.yml"))}


def test_the_shipped_files_stand_in_the_one_form() -> None:
    """`netguide content format` brings them there."""
    for place, text in library_files(read_library(CONTENT)).items():
        assert (CONTENT / place).read_bytes() == text.encode(), place


def test_the_shipped_content_comes_back_byte_for_byte(database: ContentDatabase, tmp_path: Path) -> None:
    library = read_library(CONTENT)
    load(database, library)
    export(database, tmp_path / "out")
    condition = library.conditions[0].condition.id
    assert files(tmp_path / "out" / condition) == files(CONTENT / condition)


def test_exporting_what_is_loaded_writes_nothing(database: ContentDatabase, folder: Path) -> None:
    write_canonically(read_library(folder), folder)
    load(database, read_library(folder))
    before = files(folder)
    assert export(database, folder) == []
    assert files(folder) == before


def test_review_steps_are_written_and_loaded_again(database: ContentDatabase, folder: Path) -> None:
    write_canonically(read_library(folder), folder)
    load(database, read_library(folder))
    reviews = Reviews(database)
    for status, day in ((Status.DUE, None), (Status.PUBLISHED, date(2099, 5, 1))):
        seen = reviews.statement("cause-is-cold")
        assert seen
        reviews.take(Step("cause-is-cold", status, seen.version, "Dr. Toe", True, "Read.", day, datetime.now()))
    assert export(database, folder) == ["blue-toe/statements/causes.yml"]
    (statement,) = read_library(folder).conditions[0].topics[0].statements
    assert (statement.status, statement.reviewer) == (Status.PUBLISHED, "Dr. Toe")
    assert (statement.reviewed_on, statement.next_review) == (date.today(), date(2099, 5, 1))
    assert changes(database, read_library(folder)) == []
    assert export(database, folder) == []
    load(database, read_library(folder))
    assert export(database, folder) == []


def test_files_that_were_edited_since_are_not_written_over(database: ContentDatabase, folder: Path, edit: Edit) -> None:
    load(database, read_library(folder))
    edit("statements/causes.yml", lambda tree: tree["statements"][0].update(text="Other words."))
    before = files(folder)
    with pytest.raises(FilesChangedError, match="netguide content load"):
        export(database, folder)
    assert files(folder) == before


def test_formatting_refuses_to_lose_a_comment(folder: Path) -> None:
    path = folder / "blue-toe" / "sources.yml"
    path.write_text("# The best ones first.\n" + path.read_text())
    before = files(folder)
    with pytest.raises(ContentError, match=r"sources.yml:1: \(comment\)"):
        write_canonically(read_library(folder), folder)
    assert files(folder) == before


def test_a_file_in_another_place_is_told(database: ContentDatabase, folder: Path) -> None:
    statements = folder / "blue-toe" / "statements"
    shutil.move(statements / "causes.yml", statements / "why.yml")
    load(database, read_library(folder))
    with pytest.raises(ContentError, match=r"why\.yml"):
        export(database, folder)


texts = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1).filter(lambda text: text.strip())
MARKS = (
    """yes No 1e3 2021 012 2021-06-03 - ? : # a: b#c a:b 'x' "x" {a} [b] , | > ~ null %a @b `c` &d *e !f = << .inf"""
)
PHRASES = ["a # b", "a: b", "- a", "? a", "a,", "In general, a", "a\tb", "é’s", "a\u2028b", "\x7f", "\ufeff", "x\x85y"]
hard = st.sampled_from([*MARKS.split(), *PHRASES])


@settings(max_examples=150, deadline=None)
@given(title=texts | hard, licence=texts | hard, cites=st.lists(hard | texts, unique_by=str.strip))
def test_any_text_survives_writing_and_reading(title: str, licence: str, cites: list[str]) -> None:
    entry = {
        "id": "atlas",
        "title": title,
        "publisher": licence,
        "url": "https://toes.example/?a=b&c=%20#d",
        "published": "2021",
        "accessed": date(2026, 11, 1),
        "licence": licence,
        "cites": cites,
    }
    content = SourceFile(sources=[entry])
    assert SourceFile(**YAML(typ="safe").load(yaml_text(content))) == content


@settings(max_examples=150, deadline=None)
@given(text=texts | hard, note=st.none() | texts | hard, section=texts | hard)
def test_any_statement_survives_writing_and_reading(text: str, note: str | None, section: str) -> None:
    statement = {
        "id": "toe",
        "group": "general",
        "text": text,
        "concepts": ["blue", "cold"],
        "lists": ["cold"],
        "citations": [{"source": "atlas", "section": section}],
        "danger": True,
        "status": "in_review",
        "next_review": date(2099, 1, 1),
    }
    content = StatementFile(
        topic="symptoms", note=note, groups=[{"id": "general", "title": section}], statements=[statement]
    )
    assert StatementFile(**YAML(typ="safe").load(yaml_text(content))) == content
