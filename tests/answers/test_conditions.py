"""Which condition is meant, and what a condition does not cover."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot import shipped as shipped_files
from bot.answers.answer import Kind
from bot.answers.guide import Guide
from bot.answers.meant import condition_meant
from bot.answers.question import Question, Remembered
from bot.content.database import ContentDatabase
from bot.content.library import read_library
from bot.content.loading import load
from bot.content.store import ContentStore
from tests.conftest import statement, write

TOE, EAR = "blue-toe", "red-ear"


@pytest.fixture
def store(folder: Path, tmp_path: Path) -> ContentStore:
    """The invented condition, and a second one with one topic and a concept of its own."""
    _write_ear(folder / EAR)
    return _store(folder, tmp_path)


def _write_ear(folder: Path) -> None:
    write(
        folder / "condition.yml",
        {
            "id": EAR,
            "name": "red ear",
            "names": [],
            "defaults": {"status": "published", "next_review": "2099-01-01"},
            "topics": [{"id": "symptoms", "title": "Symptoms", "question": "What are the symptoms?"}],
        },
    )
    write(folder / "sources.yml", {"sources": []})
    write(
        folder / "concepts" / "site.yml",
        {"kind": "site", "concepts": [{"id": "lobe", "name": "lobe"}, {"id": "nowhere", "name": "nowhere"}]},
    )
    groups = [{"id": "general", "title": "In general"}]
    statements = [statement("ear-is-red", concepts=["lobe"])]
    write(folder / "statements" / "symptoms.yml", {"topic": "symptoms", "groups": groups, "statements": statements})


def _store(folder: Path, tmp_path: Path) -> ContentStore:
    database = ContentDatabase(f"sqlite:///{tmp_path / 'two.db'}")
    database.migrate()
    load(database, read_library(folder))
    return ContentStore(database)


def _guide(store: ContentStore) -> Guide:
    return Guide(store, shipped_files.wording(), shipped_files.safety())


@pytest.mark.parametrize(
    ("concepts", "preferred", "meant"),
    [
        ((), (None, None), TOE),
        ((), (None, EAR), EAR),
        ((), (TOE, EAR), TOE),
        (("lobe",), (None, None), EAR),
        (("lobe",), (TOE, None), EAR),
        (("blue-skin",), (EAR, None), TOE),
        (("nowhere",), (EAR, None), EAR),
    ],
)
def test_the_condition_that_is_meant(
    store: ContentStore, concepts: tuple[str, ...], preferred: tuple[str | None, ...], meant: str
) -> None:
    assert condition_meant(store, concepts, preferred) == meant


def test_a_topic_that_the_condition_lacks_is_not_covered(store: ContentStore) -> None:
    turn = _guide(store).answer(Question(EAR, ("causes",)), Remembered(condition=TOE))
    assert turn.answer.kind is Kind.NOT_COVERED
    assert "red ear" in turn.answer.lead.text
    both = _guide(store).answer(Question(EAR, ("causes", "symptoms")), Remembered())
    assert both.answer.kind is Kind.ANSWER
    assert [topic.id for topic in both.answer.topics] == ["symptoms"]
    assert both.remembered.condition == EAR


def test_a_topic_whose_statements_are_all_past_their_review_is_not_covered(
    folder: Path, tmp_path: Path, edit: Callable[[str, Callable[[dict], None]], None]
) -> None:
    edit("statements/causes.yml", lambda tree: tree["statements"][0].update(next_review="2020-01-01"))
    turn = _guide(_store(folder, tmp_path)).answer(Question(TOE, ("causes",)), Remembered())
    assert turn.answer.kind is Kind.NOT_COVERED
    assert not turn.answer.statement_ids
