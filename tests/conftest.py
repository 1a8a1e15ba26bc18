"""What the tests of several packages share: small content folders, databases of their own, and the trained model."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from bot.content.database import ContentDatabase
from bot.content.library import read_library
from bot.content.loading import load
from bot.content.remembering import RememberingStore
from bot.content.store import ContentStore
from bot.settings import CONTENT, ROOT

POSTGRES = os.environ.get("NETGUIDE_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder with one invented condition: two topics, two sources, three concepts."""
    root = tmp_path / "content"
    condition = root / "blue-toe"
    write(
        condition / "condition.yml",
        {
            "id": "blue-toe",
            "name": "blue toe",
            "names": ["blue toes"],
            "defaults": {"status": "published", "next_review": "2099-01-01"},
            "topics": [
                {"id": "symptoms", "title": "Symptoms", "question": "What are the symptoms?", "item": "symptom"},
                {"id": "causes", "title": "Causes", "question": "What causes it?"},
            ],
        },
    )
    write(condition / "sources.yml", {"sources": [source("handbook", cites=["atlas"]), source("atlas")]})
    write(
        condition / "concepts" / "symptom.yml",
        {
            "kind": "symptom",
            "concepts": [
                {"id": "blue-skin", "name": "blue skin", "words": ["turning blue"]},
                {"id": "cold-foot", "name": "cold foot", "words": ["cold feet"], "broader": ["blue-skin"]},
                {"id": "late-stage", "name": "late stage"},
            ],
        },
    )
    write(
        condition / "statements" / "symptoms.yml",
        {
            "topic": "symptoms",
            "groups": [
                {"id": "general", "title": "In general"},
                {"id": "late", "title": "Late on", "concepts": ["late-stage"]},
            ],
            "statements": [
                statement("toe-is-blue", concepts=["blue-skin"], lists=["blue-skin"]),
                statement("toe-is-cold", group="late", concepts=["cold-foot"], shown_with=["toe-is-blue"]),
                statement("toe-is-black", group="late", danger=True),
            ],
        },
    )
    write(
        condition / "statements" / "causes.yml",
        {
            "topic": "causes",
            "groups": [{"id": "general", "title": "In general"}],
            "statements": [
                statement("cause-is-cold", concepts=["cold-foot"], questions=["why is my toe blue", "is it the cold?"]),
            ],
        },
    )
    return root


def write(path: Path, tree: object) -> None:
    """Write a YAML file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    YAML(typ="safe").dump(tree, path)


def source(name: str, **fields: object) -> dict[str, object]:
    """An invented source."""
    return {
        "id": name,
        "title": f"The {name}",
        "publisher": "Toe Society",
        "url": f"https://toes.example/{name}",
        "published": "2021-06",
        "accessed": "2026-11-01",
        "licence": "public domain",
        **fields,
    }


def statement(name: str, **fields: object) -> dict[str, object]:
    """An invented statement."""
    return {
        "id": name,
        "group": "general",
        "text": f"The {name.replace('-', ' ')}.",
        "citations": [{"source": "handbook", "section": "Toes"}],
        **fields,
    }


@pytest.fixture
def edit(folder: Path) -> Callable[[str, Callable[[dict], None]], None]:
    """Change one file of the invented condition in place."""

    def change(name: str, edit_tree: Callable[[dict], None]) -> None:
        path = folder / "blue-toe" / name
        tree = YAML(typ="safe").load(path)
        edit_tree(tree)
        write(path, tree)

    return change


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ContentDatabase]:
    """An empty, migrated database: SQLite, and PostgreSQL where a server answers."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_sqlite"), tmp_path / "content.db")
        made = ContentDatabase(f"sqlite:///{tmp_path / 'content.db'}")
        yield made
        made.close()
    else:
        with _Postgres(template=request.getfixturevalue("empty_postgres")) as url:
            made = ContentDatabase(url)
            yield made
            made.close()


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database to copy: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "content.db"
    made = ContentDatabase(f"sqlite:///{path}")
    made.migrate()
    made.close()
    return path


@pytest.fixture(scope="session")
def empty_postgres() -> Iterator[str]:
    """The name of a migrated database to copy."""
    with _Postgres(template="template1") as url:
        made = ContentDatabase(url)
        made.migrate()
        made.close()
        yield str(make_url(url).database)


class _Postgres:
    """A PostgreSQL database of its own, dropped in the end."""

    def __init__(self, template: str) -> None:
        self._template = template

    def __enter__(self) -> str:
        self.name = f"netguide_{secrets.token_hex(6)}"
        self.server = create_engine(POSTGRES, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 3})
        try:
            with self.server.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {self.name} TEMPLATE {self._template}"))
        except OperationalError:
            pytest.skip("no PostgreSQL server answers; NETGUIDE_TEST_POSTGRES_URL names one")
        return make_url(POSTGRES).set(database=self.name).render_as_string(hide_password=False)

    def __exit__(self, *_: object) -> None:
        with self.server.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)"))
        self.server.dispose()


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> ContentStore:
    """A store with the content that the project ships."""
    made = ContentDatabase(f"sqlite:///{tmp_path_factory.mktemp('store') / 'content.db'}")
    made.migrate()
    load(made, read_library(CONTENT))
    return RememberingStore(made)


@pytest.fixture(scope="session")
def parse() -> Callable[[str], dict[str, Any]]:
    """What the trained model understands of a text, a danger that only the second net hears included."""
    from rasa.core.utils import AvailableEndpoints  # noqa: PLC0415 - takes seconds

    from bot.server import load_agent  # noqa: PLC0415

    model = ROOT / "models" / "netguide.tar.gz"
    assert model.exists(), "there is no model: run `make train`"
    agent = load_agent(model, AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")))
    return lambda text: asyncio.run(agent.parse_message(text))
