"""What the curators' page shows of people's questions: the report of `netguide report`, and the latest of them."""

from __future__ import annotations

import dataclasses
import re
import threading
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from bot.commands.curate import report_maker
from bot.curation.shown_report import ShownReport
from bot.curators.app import curators_app
from bot.curators.asked import SECONDS_KEPT, Asked
from bot.errors import NetGuideError
from bot.records import answers
from bot.records.gaps import Gaps
from bot.records.kept import open_database
from bot.records.ratings import Ratings
from tests.curators.conftest import HERE, Visit, World, app

TASTE = ("what does octreotide taste like", "how does octreotide taste", "what is the taste of octreotide")


@pytest.fixture
def asked(world: World) -> World:
    """A world in which people asked and rated."""
    url = world.settings.conversations_url
    gaps, ratings = Gaps(url), Ratings(url)
    for question in (*TASTE, "can i <script>alert(1)</script> toes"):
        gaps.note(question, ["symptoms", "causes"])
    gaps.note("hats for $5 or $6", [])
    given = {"answer_id": "a", "kind": "answer", "topics": ["causes"], "statements": ["cause-is-cold"]}
    with open_database(url).begin() as connection:
        answers.note(connection, [given])
    ratings.rate("a", False, "too <long>")
    ratings.rate("b", True)
    return world


def cells(page: str) -> list[list[str]]:
    """The rows of all tables of a page."""
    return [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in re.findall(r"<tr>(.*?)</tr>", page)]


def pictures(page: str) -> dict[str, str]:
    """The drawings on a page, by what is said of them."""
    found = re.findall(r'<img class="img-fluid" src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]+)">', page)
    return {alternative: b64decode(data).decode() for data, alternative in found}


def test_the_page_shows_the_tables_of_the_report(asked: World) -> None:
    page = asked.signed_in().get("/asked").text
    report = report_maker(asked.settings.conversations_url)()
    assert "1 questions answered, 5 without an answer since " in page
    assert "1 answers rated helpful, 1 unhelpful." in page
    rows = cells(page)
    assert ["causes", "1", "4", "0", "1"] in rows
    (taste,) = [row for row in rows if len(row) == 4 and row[1] in TASTE]
    assert (taste[0], set(taste[2].split(", ")), taste[3]) == ("3", {"symptoms", "causes"}, "3")
    assert ["cause-is-cold", "0", "1"] in rows
    assert ["too &lt;long&gt;", "1"] in rows
    assert "<script" not in page
    for table in report.tables:
        assert f">{table.caption}</h2>" in page
        assert list(map(str, table.heads)) in rows


def test_the_page_holds_the_plots_of_the_report_each_with_a_text(asked: World) -> None:
    found = pictures(asked.signed_in().get("/asked").text)
    by_topic, ratings, by_wording = found
    assert "by topic. The table “By topic” holds the same figures." in by_topic
    assert "ratings" in ratings
    assert "by wording" in by_wording
    for drawing in found.values():
        assert ElementTree.fromstring(drawing).tag.endswith("svg")
    assert "causes" in found[by_topic]
    assert any(wording in found[by_wording] for wording in TASTE)
    assert "hats for $5 or $6" in found[by_wording]
    assert "<script" not in found[by_wording]


def test_where_nothing_was_asked_the_page_says_so(world: World) -> None:
    page = world.signed_in().get("/asked").text
    assert "0 questions answered, 0 without an answer" in page
    assert not pictures(page)
    assert page.count("None.") == 2


def test_without_the_encoder_the_rest_of_the_page_stands(asked: World, tmp_path: Path) -> None:
    url = asked.settings.conversations_url
    lacking = curators_app(asked.settings, report_maker(url, tmp_path / "no-encoder"))
    visit = Visit(TestClient(lacking, base_url=HERE, follow_redirects=False))
    visit.sign_in()
    shown = visit.get("/asked")
    assert shown.status_code == 200
    assert "The sentence encoder lacks" in shown.text
    assert "hats for $5 or $6" in shown.text


def test_a_database_that_cannot_be_read_is_told(asked: World, tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_text("This is no database, and it is long enough to be told from an empty one. " * 30)
    visit = Visit(
        TestClient(
            app(dataclasses.replace(asked.settings, conversations_url=f"sqlite:///{broken}")),
            base_url=HERE,
            follow_redirects=False,
        )
    )
    visit.sign_in()
    assert "NETGUIDE_CONVERSATIONS_URL" in visit.get("/asked").text


def test_a_report_is_kept_for_a_while() -> None:
    now, made = 0.0, []

    def make() -> ShownReport:
        made.append(now)
        return ShownReport(f"at {now}", ())

    shown = Asked("sqlite://", make, lambda: now)
    assert shown.report().summary == "at 0.0"
    now = SECONDS_KEPT - 1.0
    assert shown.report().summary == "at 0.0"
    now = SECONDS_KEPT + 0.0
    assert shown.report().summary == f"at {now}"
    assert len(made) == 2


def test_a_report_that_failed_is_not_kept() -> None:
    results = iter([None, ShownReport("made", ())])

    def make() -> ShownReport:
        result = next(results)
        if result is None:
            raise NetGuideError("not now")
        return result

    shown = Asked("sqlite://", make)
    with pytest.raises(NetGuideError):
        shown.report()
    assert shown.report().summary == "made"


def test_many_at_once_wait_for_one_report_off_the_loop(world: World) -> None:
    threads: list[str] = []
    together = threading.Barrier(4)

    def make() -> ShownReport:
        threads.append(threading.current_thread().name)
        return ShownReport("one report", ())

    shown = Asked("sqlite://", make)

    def look(_: int) -> str:
        together.wait(10)
        return shown.report().summary

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(look, range(4))) == ["one report"] * 4
    assert len(threads) == 1
    visit = Visit(TestClient(curators_app(world.settings, make), base_url=HERE, follow_redirects=False))
    visit.sign_in()
    visit.get("/asked")
    assert "AnyIO worker thread" in threads[1]
