"""A load is whole or not at all, tells what it changes, and keeps the tables' promises through migrations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import event, select, text
from sqlalchemy.engine import Connection

from bot.content.database import ContentDatabase
from bot.content.entries import Status
from bot.content.library import read_library
from bot.content.loading import changes, load
from bot.content.review import Step
from bot.content.reviews import Reviews
from bot.content.stored import stored_library
from bot.content.tables import Base

Edit = Callable[[str, Callable[[Any], None]], None]


class PowerCutError(Exception):
    """What nobody expects: the load stops here."""


@contextmanager
def power_cut(database: ContentDatabase, after: int) -> Iterator[list[str]]:
    """Fails once ``after`` statements of SQL were done; gives those that were."""
    done: list[str] = []

    def count(*arguments: Any) -> None:
        done.append(arguments[2])
        if len(done) == after:
            raise PowerCutError

    event.listen(database._engine, "after_cursor_execute", count)
    try:
        yield done
    finally:
        event.remove(database._engine, "after_cursor_execute", count)


def everything(database: ContentDatabase) -> dict[str, list[Any]]:
    """All rows of all tables."""
    with database.reading() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)))) for table in Base.metadata.sorted_tables
        }


def test_a_load_interrupted_after_any_statement_changes_nothing(
    database: ContentDatabase, folder: Path, edit: Edit
) -> None:
    load(database, read_library(folder))
    before = everything(database)
    edit("statements/causes.yml", lambda tree: tree["statements"].pop())
    edit("statements/symptoms.yml", lambda tree: tree["statements"][0].update(text="Other words."))
    library = read_library(folder)
    points = 0
    while True:
        with power_cut(database, points + 1) as done:
            try:
                load(database, library)
            except PowerCutError:
                points += 1
                assert everything(database) == before, f"after {done[-1]}"
            else:
                break
    assert points > 25
    assert everything(database) != before


def acts(database: ContentDatabase, folder: Path) -> list[tuple[str, str, str, bool]]:
    return [(one.act, one.kind, one.id, one.reaches_readers) for one in changes(database, read_library(folder))]


def test_what_is_loaded_would_change_nothing(database: ContentDatabase, folder: Path) -> None:
    assert {act for act, *_ in acts(database, folder)} == {"added"}
    load(database, read_library(folder))
    assert acts(database, folder) == []


def test_every_kind_of_change_is_told(database: ContentDatabase, folder: Path, edit: Edit) -> None:
    load(database, read_library(folder))
    edit("statements/causes.yml", lambda tree: tree["statements"].pop())
    edit(
        "statements/symptoms.yml",
        lambda tree: [
            tree["statements"][1].update(text="Other words."),
            tree["statements"][2].update(status="retired"),
        ],
    )
    edit("sources.yml", lambda tree: tree["sources"][0].update(publisher="Foot Society"))
    edit("sources.yml", lambda tree: tree["sources"].append({**tree["sources"][0], "id": "leaflet", "cites": []}))
    edit("concepts/symptom.yml", lambda tree: tree["concepts"][0]["words"].append("bluish"))
    edit("condition.yml", lambda tree: tree["names"].append("azure toe"))
    assert acts(database, folder) == [
        ("changed", "condition", "blue-toe", False),
        ("changed", "source", "handbook", False),
        ("added", "source", "leaflet", False),
        ("changed", "concept", "blue-skin", False),
        ("changed", "statement", "toe-is-cold", True),
        ("retired", "statement", "toe-is-black", True),
        ("retired", "statement", "cause-is-cold", True),
    ]


def test_a_later_review_date_changes_nothing_for_readers(database: ContentDatabase, folder: Path, edit: Edit) -> None:
    load(database, read_library(folder))
    edit("condition.yml", lambda tree: tree["defaults"].update(next_review="2099-06-01"))
    assert not any(reaches for *_, reaches in acts(database, folder))
    edit("condition.yml", lambda tree: tree["defaults"].update(next_review="2020-06-01"))
    assert sum(reaches for *_, reaches in acts(database, folder)) == 4


def test_a_signature_under_other_words_is_told(database: ContentDatabase, folder: Path, edit: Edit) -> None:
    signed = {"reviewer": "Dr. Toe", "reviewed_on": date(2026, 1, 2)}
    edit("statements/causes.yml", lambda tree: tree["statements"][0].update(signed))
    load(database, read_library(folder))
    edit("statements/causes.yml", lambda tree: tree["statements"][0].update(text="Other words."))
    assert [one.stale_signature for one in changes(database, read_library(folder))] == ["Dr. Toe"]
    edit("statements/causes.yml", lambda tree: tree["statements"][0].update(reviewed_on=date(2026, 1, 3)))
    assert [one.stale_signature for one in changes(database, read_library(folder))] == [None]


def test_what_goes_is_kept_in_the_history(database: ContentDatabase, folder: Path, edit: Edit) -> None:
    load(database, read_library(folder))
    gone: list[Any] = []
    edit("statements/causes.yml", lambda tree: gone.append(tree["statements"].pop()))
    load(database, read_library(folder))
    edit("statements/causes.yml", lambda tree: tree["statements"].append(gone[0]))
    load(database, read_library(folder))
    statement = Reviews(database).statement("cause-is-cold")
    assert statement
    assert statement.status is Status.PUBLISHED
    assert [(one.step, one.reviewer) for one in statement.history] == [("retired", "content load")]


def test_the_store_reads_back_what_was_loaded(database: ContentDatabase, folder: Path) -> None:
    library = read_library(folder)
    load(database, library)
    with database.reading() as connection:
        assert stored_library(connection) == library


@pytest.fixture
def config(database: ContentDatabase) -> Config:
    made = Config()
    made.set_main_option("script_location", str(Path(load.__code__.co_filename).parent / "migrations"))
    return made


def test_migrations_keep_content_keys_and_history(database: ContentDatabase, folder: Path, config: Config) -> None:
    """Down to the first tables and up again, with statements and citations in them."""
    load(database, read_library(folder))
    reviews = Reviews(database)
    seen = reviews.statement("toe-is-blue")
    assert seen
    reviews.take(Step("toe-is-blue", Status.DUE, seen.version, "toni", False, "Read.", None, datetime.now()))
    with database.writing() as connection:
        _unwatched(connection, config, lambda: command.downgrade(config, "0001"))
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM citation")).scalar() == 4
        assert connection.execute(text("SELECT status FROM statement WHERE id = 'toe-is-blue'")).scalar() == "published"
    database.migrate()
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM citation")).scalar() == 4
    load(database, read_library(folder))
    again = reviews.statement("toe-is-blue")
    assert again
    assert [one.note for one in again.history] == ["Read."]


def _unwatched(connection: Connection, config: Config, migrate: Callable[[], None]) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    config.attributes["connection"] = connection
    migrate()


def test_the_tables_are_those_of_the_models(database: ContentDatabase) -> None:
    with database.reading() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert found == []
