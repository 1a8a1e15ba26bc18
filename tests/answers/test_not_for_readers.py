"""What must not be read by anybody reaches no answer: by topic, concept, meaning, id or "tell me more"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import shipped as shipped_files
from bot.answers.answer import Kind, Line
from bot.answers.guide import Guide
from bot.answers.plain import spoken
from bot.answers.question import NearStatement, Question, Remembered
from bot.content.database import ContentDatabase
from bot.content.files import ContentError
from bot.content.library import read_library
from bot.content.loading import load
from bot.content.store import ContentStore

Edit = Callable[[str, Callable[[Any], None]], None]
HIDDEN, TEXT = "cause-is-cold", "The cause is cold."


def told(database: ContentDatabase) -> str:
    """All that the guide says where the statement would belong."""
    guide = Guide(ContentStore(database), shipped_files.wording(), shipped_files.safety())
    near = (NearStatement(HIDDEN, "causes", 0.99),)
    questions = [
        Question("blue-toe", ("causes",)),
        Question("blue-toe", ("causes",), concepts=("cold-foot",), yes_no=True),
        Question("blue-toe", ("symptoms",), concepts=("cold-foot",)),
        Question("blue-toe", ("causes",), specific=True, near=near),
        Question("blue-toe", ("symptoms", "causes"), near=near),
    ]
    said = []
    for question in questions:
        turn = guide.answer(question, Remembered())
        more = guide.more(question, turn.remembered)
        said += [spoken(turn.answer), spoken(more.answer)]
    return "\n".join(said)


def test_a_published_statement_does_reach_an_answer(database: ContentDatabase, folder: Path) -> None:
    load(database, read_library(folder))
    assert TEXT in told(database)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "in_review"},
        {"status": "retired"},
        {"next_review": date.today() - timedelta(days=1)},
        {"status": "due", "next_review": date.today() - timedelta(days=1)},
    ],
)
def test_what_is_no_longer_or_not_yet_published_does_not(
    database: ContentDatabase, folder: Path, edit: Edit, fields: dict[str, Any]
) -> None:
    edit("statements/causes.yml", lambda tree: tree["statements"][0].update(fields))
    load(database, read_library(folder))
    assert TEXT not in told(database)


@pytest.mark.parametrize("citations", [[], None])
def test_what_is_not_cited_is_not_even_loaded(folder: Path, edit: Edit, citations: object) -> None:
    edit("statements/causes.yml", lambda tree: tree["statements"][0].update(citations=citations))
    with pytest.raises(ContentError, match="citations"):
        read_library(folder)


def test_a_topic_of_which_nothing_is_on_show_says_so(database: ContentDatabase, folder: Path, edit: Edit) -> None:
    edit("condition.yml", lambda tree: tree["defaults"].update(next_review=date.today() - timedelta(days=1)))
    load(database, read_library(folder))
    guide = Guide(ContentStore(database), shipped_files.wording(), shipped_files.safety())
    turn = guide.answer(Question("blue-toe", ("symptoms", "causes")), Remembered())
    assert turn.answer.kind is Kind.NOT_COVERED
    assert turn.answer.lead == Line(shipped_files.wording().not_covered)
    assert not turn.answer.statements
