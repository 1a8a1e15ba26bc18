"""Review steps in the store: taken whole or refused, kept as history, and standing over the next load."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, update

from bot.content.database import ContentDatabase, ContentUnavailableError
from bot.content.entries import Status
from bot.content.library import read_library
from bot.content.loading import load
from bot.content.review import Step
from bot.content.reviews import OutdatedStepError, Reviews, StepRefusedError, UnderReview
from bot.content.store import ContentStore
from bot.content.tables import CitationRow, StatementRow

Edit = Callable[[str, Callable[[Any], None]], None]
DAY = date(2099, 5, 1)


@pytest.fixture
def reviews(database: ContentDatabase, folder: Path) -> Reviews:
    load(database, read_library(folder))
    return Reviews(database)


def seen(reviews: Reviews, name: str) -> UnderReview:
    found = reviews.statement(name)
    assert found
    return found


def take(
    reviews: Reviews, name: str, status: Status, note: str = "Read.", clinician: bool = False, **changes: Any
) -> None:
    day = DAY if status is Status.PUBLISHED else None
    step = Step(name, status, seen(reviews, name).version, "toni", clinician, note, day, datetime.now())
    reviews.take(Step(**{**step.__dict__, **changes}))


def shown(database: ContentDatabase) -> set[str]:
    store = ContentStore(database)
    return {one.id for topic in ("symptoms", "causes") for one in store.statements_of("blue-toe", topic)}


def test_the_whole_way_with_its_history(database: ContentDatabase, reviews: Reviews) -> None:
    way = [Status.IN_REVIEW, Status.PUBLISHED, Status.DUE, Status.RETIRED]
    there = []
    for number, status in enumerate(way):
        take(reviews, "cause-is-cold", status, note=f"note {number}")
        there.append("cause-is-cold" in shown(database))
    assert there == [False, True, True, False]
    history = seen(reviews, "cause-is-cold").history
    assert [(one.came_from, one.step, one.note) for one in reversed(history)] == [
        ("published", "in_review", "note 0"),
        ("in_review", "published", "note 1"),
        ("published", "due", "note 2"),
        ("due", "retired", "note 3"),
    ]
    assert {one.reviewer for one in history} == {"toni"}
    assert all(one.same_wording for one in history)


def test_a_step_changes_the_version_of_the_content(database: ContentDatabase, reviews: Reviews) -> None:
    before = ContentStore(database).version()
    take(reviews, "cause-is-cold", Status.DUE)
    assert ContentStore(database).version() != before


def test_a_clinician_signs_and_others_do_not(database: ContentDatabase, reviews: Reviews) -> None:
    for clinician in (False, True):
        take(reviews, "toe-is-blue", Status.DUE)
        take(reviews, "toe-is-blue", Status.PUBLISHED, clinician=clinician)
        (statement,) = ContentStore(database).statements(["toe-is-blue"])
        assert statement.reviewer == ("toni" if clinician else None)
    assert statement.reviewed_on == date.today()


@pytest.mark.parametrize(
    ("status", "note", "reason"),
    [
        (Status.PUBLISHED, "Read.", "From published it can go to"),
        (Status.DUE, " \n", "Write a note"),
    ],
)
def test_a_step_that_the_rules_do_not_know_is_refused(reviews: Reviews, status: Status, note: str, reason: str) -> None:
    with pytest.raises(StepRefusedError, match=reason):
        take(reviews, "toe-is-blue", status, note=note)
    assert seen(reviews, "toe-is-blue").history == ()


@pytest.mark.parametrize("day", [None, date.today()])
def test_publishing_names_a_day_to_come(reviews: Reviews, day: date | None) -> None:
    take(reviews, "toe-is-blue", Status.DUE)
    with pytest.raises(StepRefusedError, match="next review"):
        take(reviews, "toe-is-blue", Status.PUBLISHED, next_review=day)


def test_what_is_never_shown_alone_waits_for_its_companion(reviews: Reviews) -> None:
    assert seen(reviews, "toe-is-blue").dependents == ("toe-is-cold",)
    take(reviews, "toe-is-cold", Status.DUE)
    take(reviews, "toe-is-blue", Status.RETIRED)
    with pytest.raises(StepRefusedError, match="never shown without toe-is-blue"):
        take(reviews, "toe-is-cold", Status.PUBLISHED)


def test_what_is_not_cited_is_not_published(
    database: ContentDatabase, reviews: Reviews, folder: Path, edit: Edit
) -> None:
    take(reviews, "toe-is-blue", Status.IN_REVIEW)
    with database.writing() as connection:
        connection.execute(update(StatementRow).values(first_citation=None).where(StatementRow.id == "toe-is-blue"))
        connection.execute(delete(CitationRow).where(CitationRow.statement_id == "toe-is-blue"))
    with pytest.raises(StepRefusedError, match="no citation"):
        take(reviews, "toe-is-blue", Status.PUBLISHED)
    with pytest.raises(ContentUnavailableError), database.writing() as connection:
        connection.execute(update(StatementRow).values(status="due").where(StatementRow.id == "toe-is-blue"))


def test_of_two_steps_on_one_version_the_second_is_refused(database: ContentDatabase, reviews: Reviews) -> None:
    version = seen(reviews, "toe-is-blue").version
    take(reviews, "toe-is-blue", Status.DUE)
    with pytest.raises(OutdatedStepError):
        take(reviews, "toe-is-blue", Status.RETIRED, seen=version)
    assert seen(reviews, "toe-is-blue").status is Status.DUE
    assert len(seen(reviews, "toe-is-blue").history) == 1


def test_a_step_between_looking_and_writing_is_refused_as_well(
    reviews: Reviews, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = seen(reviews, "toe-is-blue")
    take(reviews, "toe-is-blue", Status.DUE)
    monkeypatch.setattr(reviews, "statement", lambda _: early)
    with pytest.raises(OutdatedStepError):
        take(reviews, "toe-is-blue", Status.RETIRED)
    monkeypatch.undo()
    assert [one.step for one in seen(reviews, "toe-is-blue").history] == ["due"]


def test_a_load_makes_an_open_form_outdated_where_the_wording_changed(
    database: ContentDatabase, reviews: Reviews, folder: Path, edit: Edit
) -> None:
    before = {name: seen(reviews, name).version for name in ("toe-is-blue", "toe-is-black")}
    edit("statements/symptoms.yml", lambda tree: tree["statements"][0].update(text="Other words."))
    load(database, read_library(folder))
    with pytest.raises(OutdatedStepError):
        take(reviews, "toe-is-blue", Status.DUE, seen=before["toe-is-blue"])
    take(reviews, "toe-is-black", Status.DUE, seen=before["toe-is-black"])


def test_steps_stand_over_the_next_load(database: ContentDatabase, reviews: Reviews, folder: Path) -> None:
    take(reviews, "cause-is-cold", Status.RETIRED)
    take(reviews, "toe-is-black", Status.DUE)
    load(database, read_library(folder))
    assert shown(database) == {"toe-is-blue", "toe-is-cold", "toe-is-black"}
    assert seen(reviews, "toe-is-black").status is Status.DUE
    assert len(seen(reviews, "cause-is-cold").history) == 1


def test_a_retired_statement_does_not_come_back_by_rewording(
    database: ContentDatabase, reviews: Reviews, folder: Path, edit: Edit
) -> None:
    take(reviews, "cause-is-cold", Status.RETIRED)
    edit("statements/causes.yml", lambda tree: tree["statements"][0].update(text="Other words."))
    load(database, read_library(folder))
    assert "cause-is-cold" not in shown(database)
    assert not seen(reviews, "cause-is-cold").history[0].same_wording


def test_a_draft_that_was_published_is_a_draft_again_in_other_words(
    database: ContentDatabase, folder: Path, edit: Edit
) -> None:
    edit("statements/causes.yml", lambda tree: tree["statements"][0].update(status="draft"))
    load(database, read_library(folder))
    reviews = Reviews(database)
    take(reviews, "cause-is-cold", Status.IN_REVIEW)
    take(reviews, "cause-is-cold", Status.PUBLISHED)
    load(database, read_library(folder))
    assert "cause-is-cold" in shown(database)
    edit("statements/causes.yml", lambda tree: tree["statements"][0].update(text="Other words."))
    load(database, read_library(folder))
    assert "cause-is-cold" not in shown(database)


def test_what_the_file_says_anew_goes_before_the_step(
    database: ContentDatabase, reviews: Reviews, folder: Path, edit: Edit
) -> None:
    take(reviews, "cause-is-cold", Status.RETIRED)
    edit("statements/causes.yml", lambda tree: tree["statements"][0].update(status="published"))
    load(database, read_library(folder))
    assert "cause-is-cold" in shown(database)


def test_what_is_due(database: ContentDatabase, reviews: Reviews, folder: Path, edit: Edit) -> None:
    today = date.today()
    edit(
        "statements/symptoms.yml",
        lambda tree: [
            tree["statements"][0].update(next_review=today - timedelta(days=1)),
            tree["statements"][2].update(next_review=today + timedelta(days=30)),
        ],
    )
    edit("statements/causes.yml", lambda tree: tree["statements"][0].update(status="draft", next_review=today))
    load(database, read_library(folder))
    assert [one.id for one in reviews.due(today)] == ["toe-is-blue"]
    assert [one.id for one in reviews.due(today + timedelta(days=30))] == ["toe-is-blue", "toe-is-black"]
    take(reviews, "toe-is-cold", Status.DUE)
    assert [one.id for one in reviews.due(today)] == ["toe-is-blue", "toe-is-cold"]
