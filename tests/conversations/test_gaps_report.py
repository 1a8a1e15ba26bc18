"""The report on gaps and ratings, after 200 questions were put to a real bot."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from xml.etree import ElementTree

import pytest
import requests

from bot.curation.gaps_report import NO_TOPIC, GapsReport, gaps_report
from bot.curation.report_pages import plots, tables, write_report
from bot.language.encoder import SentenceEncoder
from bot.records.answers import Answers
from bot.records.gaps import Gaps
from bot.records.ratings import Ratings
from bot.settings import ENCODER
from tests.conversations.conftest import Bot
from tests.conversations.put_questions import PERSONAL_DATA, UNANSWERED, questions


@pytest.fixture(scope="module")
def url(bot: Bot) -> str:
    return f"sqlite:///{bot.folder / 'conversations.db'}"


@pytest.fixture(scope="module")
def asked(bot: Bot, url: str) -> list[tuple[str, dict]]:
    """Each question with its answer; what other tests asked is not reported."""
    Gaps(url).purge(0)
    Answers(url).purge(0)
    Ratings(url).purge(0)
    answers = []
    for number, question in enumerate(questions()):
        (message,) = bot.post({"sender": f"gaps-{number}", "message": question}).json()
        answers.append((question, message["custom"]))
    return answers


@pytest.fixture(scope="module")
def rated(bot: Bot, asked: list[tuple[str, dict]]) -> dict[str, bool]:
    """Every fourth of the answers is rated over the web chat, every third of these as unhelpful."""
    answers = [answer for _, answer in asked if answer["kind"] == "answer"][::4]
    ratings = {answer["answer_id"]: bool(number % 3) for number, answer in enumerate(answers)}
    for answer_id, helpful in ratings.items():
        body = {
            "conversation": "a" * 32,
            "answer_id": answer_id,
            "helpful": helpful,
            "reason": "" if helpful else "unclear",
        }
        assert requests.post(f"{bot.address}/webhooks/webchat/ratings", json=body, timeout=30).status_code == 204
    return ratings


@pytest.fixture(scope="module")
def report(url: str, rated: dict[str, bool]) -> GapsReport:
    return gaps_report(url, SentenceEncoder.load(ENCODER / "search"))


def test_every_question_is_counted_once(asked: list[tuple[str, dict]], report: GapsReport) -> None:
    kinds = [answer["kind"] for _, answer in asked]
    assert len(kinds) == 200
    assert report.answered == kinds.count("answer") >= 60
    assert report.gaps == kinds.count("not_covered") + kinds.count("refusal") >= 100
    assert sum(cluster.count for cluster in report.clusters) == report.gaps


def test_the_topics_are_those_of_the_answers(asked: list[tuple[str, dict]], report: GapsReport) -> None:
    def counted(kinds: set[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for _, answer in asked:
            if answer["kind"] in kinds:
                for topic in [topic["id"] for topic in answer["topics"]] or [NO_TOPIC]:
                    found[topic] = found.get(topic, 0) + 1
        return found

    assert {one.topic: one.answered for one in report.topics if one.answered} == counted({"answer"})
    assert {one.topic: one.gaps for one in report.topics if one.gaps} == counted({"not_covered", "refusal"})


def test_the_same_question_in_other_words_is_one_cluster(report: GapsReport) -> None:
    told = {cluster.label: set(cluster.wordings) for cluster in report.clusters}
    for wordings in UNANSWERED:
        together = max(len(found & set(wordings)) for found in told.values())
        unanswered = sum(any(one in found for found in told.values()) for one in wordings)
        assert together == unanswered
    assert all(cluster.label in cluster.wordings for cluster in report.clusters)
    assert len(report.clusters) < len({wording for found in told.values() for wording in found}) / 2


def test_ratings_are_told_by_topic_and_statement(
    asked: list[tuple[str, dict]], rated: dict[str, bool], report: GapsReport
) -> None:
    given = {answer["answer_id"]: answer for _, answer in asked}
    assert (report.helpful, report.unhelpful) == (sum(rated.values()), len(rated) - sum(rated.values()))
    assert report.unhelpful >= 5
    for one in report.topics:
        about = [
            helpful
            for answer_id, helpful in rated.items()
            if one.topic in [topic["id"] for topic in given[answer_id]["topics"]]
        ]
        assert (one.helpful, one.unhelpful) == (sum(about), len(about) - sum(about))
    assert report.statements[0].unhelpful >= 1
    assert report.reasons == (("unclear", report.unhelpful),)


def test_there_is_no_personal_data_in_any_of_it(report: GapsReport, tmp_path: Path, url: str) -> None:
    page = write_report(report, tmp_path)
    files = [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()]
    with sqlite3.connect(url.removeprefix("sqlite:///")) as database:
        kept = [database.execute(f"SELECT * FROM netguide_{name}").fetchall() for name in ("gap", "answer", "rating")]
    everything = "\n".join([tables(report), repr(report), repr(kept), *files])
    assert page.name == "index.html"
    # As words of their own: a drawing and random ids hold every row of four digits sooner or later.
    assert not [part for part in PERSONAL_DATA if re.search(rf"(?<![\w.]){re.escape(part)}(?!\w)", everything, re.I)]
    assert "gaps-" not in everything


def test_tables_and_plots_show_the_figures(report: GapsReport, tmp_path: Path) -> None:
    text = tables(report)
    assert f"{report.answered} questions answered, {report.gaps} without an answer" in text
    for one in report.topics:
        assert any(
            line.split() == [*one.topic.split(), *map(str, (one.answered, one.gaps, one.helpful, one.unhelpful))]
            for line in text.splitlines()
        )
    drawn = plots(report)
    assert set(drawn) == {"topics.svg", "clusters.svg", "ratings.svg"}
    for plot in drawn.values():
        assert ElementTree.fromstring(plot).tag.endswith("svg")
    assert all(one.topic in drawn["topics.svg"] for one in report.topics)
    assert report.clusters[0].label in drawn["clusters.svg"]
