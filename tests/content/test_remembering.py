"""What is read once, and when it is read again."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.content.database import ContentDatabase, ContentUnavailableError
from bot.content.library import read_library
from bot.content.loading import load
from bot.content.remembering import SECONDS_BETWEEN_LOOKS, RememberingStore


@pytest.fixture
def now() -> list[float]:
    return [0.0]


@pytest.fixture
def store(database: ContentDatabase, folder: Path, now: list[float]) -> RememberingStore:
    load(database, read_library(folder))
    return RememberingStore(database, clock=lambda: now[0])


def ids(store: RememberingStore) -> list[str]:
    return [statement.id for statement in store.statements_of("blue-toe", "symptoms")]


def test_new_content_is_read_after_the_next_look(
    store: RememberingStore,
    database: ContentDatabase,
    folder: Path,
    now: list[float],
    edit: Callable[[str, Callable[[dict], None]], None],
) -> None:
    before = ids(store)
    edit("statements/symptoms.yml", lambda tree: tree["statements"].pop())
    load(database, read_library(folder))
    assert ids(store) == before
    now[0] += SECONDS_BETWEEN_LOOKS
    assert ids(store) == before[:-1]


def test_nothing_is_answered_from_memory_when_the_database_is_gone(
    store: RememberingStore, database: ContentDatabase, now: list[float]
) -> None:
    assert ids(store)
    with database.writing() as connection:
        connection.execute(text("ALTER TABLE content_version RENAME TO elsewhere"))
    now[0] += SECONDS_BETWEEN_LOOKS
    with pytest.raises(ContentUnavailableError):
        ids(store)


def test_what_is_read_once_is_not_read_again(
    store: RememberingStore, database: ContentDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = (store.conditions(), store.condition("blue-toe"), ids(store), store.concepts(["cold-foot"]))
    monkeypatch.setattr(database, "_engine", None)  # whoever reads now fails
    assert (store.conditions(), store.condition("blue-toe"), ids(store), store.concepts(["cold-foot"])) == first


def test_what_is_asked_for_the_first_time_is_read_already(
    store: RememberingStore, database: ContentDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ids(store)
    monkeypatch.setattr(database, "_engine", None)  # whoever reads now fails
    assert [one.id for one in store.statements_about("blue-toe", ["cold-foot"])] == ["toe-is-cold", "cause-is-cold"]
    assert [one.id for one in store.statements(["toe-is-cold"])] == ["toe-is-cold"]
    with pytest.raises(ContentUnavailableError, match="no condition red-toe"):
        store.condition("red-toe")


def test_content_that_changes_while_it_is_read_is_read_again(
    store: RememberingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = iter(["old", "new", "new", "new"])
    monkeypatch.setattr(store, "version", lambda: next(versions))
    assert store.published().version == "new"


@pytest.fixture
def path(empty_sqlite: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty_sqlite, tmp_path / "in-a-file.db"))


@pytest.fixture
def in_a_file(path: Path, folder: Path, now: list[float]) -> RememberingStore:
    """A store that reads a SQLite file, and has looked."""
    database = ContentDatabase(f"sqlite:///{path}")
    load(database, read_library(folder))
    store = RememberingStore(database, clock=lambda: now[0])
    assert ids(store)
    now[0] += SECONDS_BETWEEN_LOOKS
    assert ids(store)
    now[0] += SECONDS_BETWEEN_LOOKS
    return store


def test_a_file_that_nobody_wrote_is_not_opened_again(
    in_a_file: RememberingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_a_file._database, "_engine", None)  # whoever reads now fails
    assert ids(in_a_file) == ["toe-is-blue", "toe-is-cold", "toe-is-black"]


def test_a_file_that_went_and_came_back_is_noticed(in_a_file: RememberingStore, path: Path, now: list[float]) -> None:
    aside = path.rename(path.with_name("aside.db"))
    with pytest.raises(ContentUnavailableError, match="is missing"):
        ids(in_a_file)
    aside.rename(path)
    now[0] += SECONDS_BETWEEN_LOOKS
    assert ids(in_a_file)


def test_another_file_in_its_place_is_read(in_a_file: RememberingStore, path: Path, empty_sqlite: Path) -> None:
    Path(shutil.copy(empty_sqlite, path.with_name("other.db"))).rename(path)
    with pytest.raises(ContentUnavailableError, match="is empty"):
        ids(in_a_file)


def test_what_another_program_wrote_is_read(in_a_file: RememberingStore, path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("DELETE FROM content_version")
    with pytest.raises(ContentUnavailableError, match="is empty"):
        ids(in_a_file)
