"""The curators' page over the invented condition, with two reviewers."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.commands.curate import report_maker
from bot.content.database import ContentDatabase
from bot.content.library import read_library
from bot.content.loading import load
from bot.content.reviews import Reviews
from bot.content.store import ContentStore
from bot.curators.app import curators_app
from bot.curators.reviewers import add_reviewer
from bot.settings import Settings

PASSWORD = "a long password of toni's"
HERE = "http://testserver"


def app(settings: Settings) -> Starlette:
    """The page as `netguide curate` serves it."""
    return curators_app(settings, report_maker(settings.conversations_url))


@dataclass
class World:
    """The page's settings, and the store behind it."""

    settings: Settings
    store: ContentStore
    reviews: Reviews

    def visit(self) -> Visit:
        """A browser of somebody who is not signed in."""
        return Visit(TestClient(app(self.settings), base_url=HERE, follow_redirects=False))

    def signed_in(self, name: str = "toni") -> Visit:
        """A browser of somebody who is."""
        visit = self.visit()
        assert visit.sign_in(name).status_code == 303
        return visit


class Visit:
    """What a browser does: it gets pages, and sends their forms with all of their fields."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, path: str) -> Any:
        return self.client.get(f"/curators{path}")

    def fields(self, path: str) -> dict[str, str]:
        """The hidden fields of the last form on a page."""
        form = self.get(path).text.rpartition("<form")[2]
        return {
            name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)
        }

    def post(self, path: str, fields: dict[str, str], origin: str | None = HERE) -> Any:
        headers = {"Origin": origin} if origin else {}
        return self.client.post(f"/curators{path}", data=fields, headers=headers)

    def send(self, path: str, origin: str | None = HERE, **fields: str) -> Any:
        """Fill in the form of a page and send it."""
        return self.post(path, {**self.fields(path), **fields}, origin)

    def sign_in(self, name: str = "toni", password: str = PASSWORD) -> Any:
        return self.send("/login", username=name, password=password)


@pytest.fixture(scope="session")
def two_reviewers(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file that holds them; hashing takes long on purpose, so it is made once."""
    path = tmp_path_factory.mktemp("reviewers") / "reviewers.json"
    add_reviewer(path, "toni", PASSWORD, clinician=False)
    add_reviewer(path, "Dr. Toe", PASSWORD, clinician=True)
    return path.read_text()


@pytest.fixture
def settings(tmp_path: Path, folder: Path, two_reviewers: str, empty_sqlite: Path) -> Iterator[Settings]:
    shutil.copy(empty_sqlite, tmp_path / "content.db")
    database = ContentDatabase(f"sqlite:///{tmp_path / 'content.db'}")
    load(database, read_library(folder))
    reviewers = tmp_path / "reviewers.json"
    reviewers.write_text(two_reviewers)
    yield Settings.from_environment(
        {
            "NETGUIDE_CONTENT_URL": f"sqlite:///{tmp_path / 'content.db'}",
            "NETGUIDE_CONVERSATIONS_URL": f"sqlite:///{tmp_path / 'conversations.db'}",
            "NETGUIDE_REVIEWERS": str(reviewers),
        }
    )
    database.close()


@pytest.fixture
def world(settings: Settings) -> World:
    database = ContentDatabase(settings.content_url)
    return World(settings, ContentStore(database), Reviews(database))
