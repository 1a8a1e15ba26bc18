"""The curators' page and the chat in a real browser; the walk itself is web/test/curators.browser.test.ts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from bot.content.database import ContentDatabase
from bot.content.library import read_library
from bot.content.loading import load
from bot.content.tables import ReviewRow
from bot.curators.reviewers import add_reviewer
from bot.records.gaps import Gaps
from bot.records.ratings import Ratings
from bot.settings import CONTENT, ROOT
from tests.conversations.conftest import Bot
from tests.curators.conftest import PASSWORD
from tests.served import free_port, wait_for

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
MODULES = ROOT / "web" / "node_modules" / "playwright-core"


@pytest.fixture
def content_as_before(bot: Bot) -> Iterator[None]:
    """The walk's review steps are undone, for the bot serves other tests as well."""
    yield
    database = ContentDatabase(f"sqlite:///{bot.folder / 'content.db'}")
    with database.writing() as connection:
        connection.execute(delete(ReviewRow))
    load(database, read_library(CONTENT))


@pytest.mark.skipif(
    not (CHROMIUM.exists() and MODULES.exists() and shutil.which("npm")),
    reason="no Chromium, or `npm ci` was not run in web/",
)
@pytest.mark.usefixtures("content_as_before")
def test_the_walk_through_the_page_and_the_chat(bot: Bot, tmp_path: Path) -> None:
    reviewers = tmp_path / "reviewers.json"
    add_reviewer(reviewers, "toni", PASSWORD, clinician=False)
    add_reviewer(reviewers, "Dr. Toe", PASSWORD, clinician=True)
    conversations = f"sqlite:///{bot.folder / 'conversations.db'}"
    Gaps(conversations).note("what does octreotide taste like", ["treatment"])
    Ratings(conversations).rate("walk", False, "too long for me")
    port = free_port()
    environment = {
        **os.environ,
        "NETGUIDE_CONTENT_URL": f"sqlite:///{bot.folder / 'content.db'}",
        "NETGUIDE_CONVERSATIONS_URL": conversations,
        "NETGUIDE_REVIEWERS": str(reviewers),
        "NETGUIDE_TEST_SERVER": bot.address,
        "NETGUIDE_TEST_CURATORS": f"http://127.0.0.1:{port}",
        "NETGUIDE_TEST_PASSWORD": PASSWORD,
    }
    log = tmp_path / "log"
    with log.open("w") as written:
        page = subprocess.Popen(
            [sys.executable, "-m", "bot", "curate", "--port", str(port)],
            env=environment,
            cwd=ROOT,
            stdout=written,
            stderr=written,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/curators/login", page, log)
            walk = subprocess.run(
                ["node", "scripts/test.mjs", "--test-name-pattern=the curators' page"],
                env=environment,
                cwd=ROOT / "web",
                capture_output=True,
                text=True,
                timeout=300,
                check=False,
            )
        finally:
            page.terminate()
            page.wait(30)
    assert walk.returncode == 0, walk.stdout + walk.stderr + log.read_text()
    assert "pass 7" in walk.stdout, walk.stdout
