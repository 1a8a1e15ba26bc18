"""What is read once, and when it is read again."""

from __future__ import annotations

from collections.abc import Callable
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
    about, some = store.statements_about("blue-toe", ["cold-foot"]), store.statements(["toe-is-cold"])
    monkeypatch.setattr(database, "_engine", None)  # whoever reads now fails
    assert (store.conditions(), store.condition("blue-toe"), ids(store), store.concepts(["cold-foot"])) == first
    assert store.statements_about("blue-toe", ["cold-foot"]) == about
    assert store.statements(["toe-is-cold"]) == some
