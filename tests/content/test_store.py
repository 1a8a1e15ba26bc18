"""What is loaded is what is read; what must not be shown is not there; the database says no as well."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from bot.content.database import ContentDatabase, ContentUnavailableError
from bot.content.library import read_library
from bot.content.loading import load
from bot.content.statements import Findable
from bot.content.store import ContentStore
from bot.content.tables import CitationRow, SourceRow, StatementRow

Edit = Callable[[str, Callable[[Any], None]], None]


@pytest.fixture
def store(database: ContentDatabase, folder: Path) -> ContentStore:
    load(database, read_library(folder))
    return ContentStore(database)


def ids(statements: list) -> list[str]:
    return [statement.id for statement in statements]


def test_a_topic_in_its_order_with_citations(store: ContentStore) -> None:
    statements = store.statements_of("blue-toe", "symptoms")
    assert ids(statements) == ["toe-is-blue", "toe-is-cold", "toe-is-black"]
    first = statements[0]
    assert first.listed == first.concepts == {"blue-skin"}
    assert [(citation.source.publisher, citation.section) for citation in first.citations] == [("Toe Society", "Toes")]
    assert statements[1].shown_with == ("toe-is-blue",)
    assert [statement.danger for statement in statements] == [False, False, True]


def test_statements_about_a_concept_in_one_topic_or_in_all(store: ContentStore) -> None:
    assert ids(store.statements_about("blue-toe", ["cold-foot"])) == ["toe-is-cold", "cause-is-cold"]
    assert ids(store.statements_about("blue-toe", ["cold-foot"], "causes")) == ["cause-is-cold"]
    assert store.statements_about("red-toe", ["cold-foot"]) == []


def test_a_concept_that_stands_for_a_group_brings_the_group(store: ContentStore) -> None:
    assert ids(store.statements_about("blue-toe", ["late-stage"], "symptoms")) == ["toe-is-cold", "toe-is-black"]


def test_statements_by_id_in_the_order_asked(store: ContentStore) -> None:
    assert ids(store.statements(["toe-is-black", "unknown", "toe-is-blue"])) == ["toe-is-black", "toe-is-blue"]


def test_vocabulary(store: ContentStore) -> None:
    vocabulary = store.vocabulary()
    assert set(vocabulary.conditions[0].names) == {"blue toe", "blue toes"}
    cold = next(concept for concept in vocabulary.concepts if concept.id == "cold-foot")
    assert set(cold.words) == {"cold foot", "cold feet"}
    assert cold.broader == ("blue-skin",)
    questions = ("why is my toe blue", "is it the cold?")
    found = {statement.id: statement for statement in vocabulary.statements}
    assert found["cause-is-cold"] == Findable(
        "cause-is-cold", "causes", "The cause is cold.", questions, tells_of=("cold-foot",)
    )
    # What is told of blue skin is told of a cold foot, which is of its kind.
    assert found["toe-is-blue"].tells_of == ("blue-skin", "cold-foot")


@pytest.mark.parametrize("status", ["draft", "in_review", "retired"])
def test_only_published_statements_are_there(database: ContentDatabase, folder: Path, edit: Edit, status: str) -> None:
    edit("statements/causes.yml", lambda tree: tree["statements"][0].update(status=status))
    load(database, read_library(folder))
    store = ContentStore(database)
    assert store.statements_of("blue-toe", "causes") == []
    assert store.statements(["cause-is-cold"]) == []
    assert store.statements_about("blue-toe", ["cold-foot"], "causes") == []
    assert "cause-is-cold" not in {one.id for one in store.vocabulary().statements}


def test_past_its_review_date_a_statement_is_not_there(database: ContentDatabase, folder: Path, edit: Edit) -> None:
    yesterday = date.today() - timedelta(days=1)
    edit("statements/causes.yml", lambda tree: tree["statements"][0].update(next_review=yesterday))
    load(database, read_library(folder))
    assert ContentStore(database).statements_of("blue-toe", "causes") == []


def test_loading_replaces_everything_and_changes_the_version(
    database: ContentDatabase, store: ContentStore, folder: Path, edit: Edit
) -> None:
    before = store.version()
    edit("statements/causes.yml", lambda tree: tree["statements"].pop())
    load(database, read_library(folder))
    assert store.statements_of("blue-toe", "causes") == []
    assert store.version() != before


def test_a_load_that_fails_halfway_changes_nothing(
    database: ContentDatabase, store: ContentStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.version()
    library = read_library(folder)
    library.conditions[0].topics[0].statements[0].text = ""
    with pytest.raises(ContentUnavailableError):
        load(database, library)
    assert store.version() == before
    assert ids(store.statements_of("blue-toe", "causes")) == ["cause-is-cold"]


def refused(database: ContentDatabase, change: Any) -> None:
    with pytest.raises(ContentUnavailableError), database.writing() as connection:
        connection.execute(change)


def test_the_database_refuses_an_uncited_statement(database: ContentDatabase, store: ContentStore) -> None:
    refused(database, delete(CitationRow).where(CitationRow.statement_id == "toe-is-blue"))
    refused(database, update(StatementRow).values(first_citation=None).where(StatementRow.id == "toe-is-blue"))


def test_the_database_refuses_an_unknown_source(database: ContentDatabase, store: ContentStore) -> None:
    row = {"statement_id": "toe-is-blue", "position": 2, "source_id": "nobody", "section": "Toes"}
    refused(database, insert(CitationRow).values(row))


@pytest.mark.parametrize(
    "values",
    [
        {"status": "perfect"},
        {"text": ""},
        {"group_id": "elsewhere"},
        {"reviewer": "Dr. Toe"},
        {"reviewer": "Dr. Toe", "reviewed_on": date.today() + timedelta(days=2)},
        {"reviewer": "Dr. Toe", "reviewed_on": date(2026, 1, 2), "next_review": date(2026, 1, 1)},
    ],
)
def test_the_database_refuses_what_the_loader_does(
    database: ContentDatabase, store: ContentStore, values: dict[str, Any]
) -> None:
    refused(database, update(StatementRow).values(values).where(StatementRow.id == "toe-is-blue"))


def test_the_database_refuses_a_broken_address(database: ContentDatabase, store: ContentStore) -> None:
    refused(database, update(SourceRow).values(url="javascript:alert(1)"))


def test_a_missing_or_broken_database_is_told(tmp_path: Path) -> None:
    missing = tmp_path / "content.db"
    with pytest.raises(ContentUnavailableError, match="netguide content load"):
        ContentStore(ContentDatabase(f"sqlite:///{missing}")).version()
    assert not missing.exists()
    missing.write_bytes(b"no database at all" * 100)
    with pytest.raises(ContentUnavailableError):
        ContentStore(ContentDatabase(f"sqlite:///{missing}")).statements_of("blue-toe", "symptoms")


def test_an_empty_database_is_told(database: ContentDatabase) -> None:
    with pytest.raises(ContentUnavailableError, match="is empty"):
        ContentStore(database).version()


def test_a_server_out_of_reach_is_told() -> None:
    store = ContentStore(ContentDatabase("postgresql://nobody@127.0.0.1:1/nothing"))
    with pytest.raises(ContentUnavailableError):
        store.version()


def test_migrating_twice_changes_nothing(database: ContentDatabase, store: ContentStore) -> None:
    database.migrate()
    assert ids(store.statements_of("blue-toe", "causes")) == ["cause-is-cold"]
