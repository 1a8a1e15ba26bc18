"""The content that the project ships keeps what docs/content.md promises."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bot.content.copied import digests_of, read_digests
from bot.content.library import Library, read_library
from bot.content.report import report
from bot.content.store import ContentStore
from bot.curation.importing import read_document
from bot.language.intents import CONTENT, topic_of
from bot.settings import CONTENT as CONTENT_FOLDER
from bot.settings import ROOT

NETS = "neuroendocrine-tumors"
DOCUMENTS = sorted((ROOT.parent / "shared" / "documents").glob("*.txt"))
TOPICS = tuple(topic_of(intent) for intent in CONTENT)
LONGEST_SHARED_RUN = 8


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(CONTENT_FOLDER)


@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_stands_on_several_sources(shipped: ContentStore, topic: str) -> None:
    statements = shipped.statements_of(NETS, topic)
    sources = {citation.source.id for statement in statements for citation in statement.citations}
    assert len(statements) >= (6 if topic in ("location", "prevention") else 10)
    assert len(sources) >= 2


@pytest.mark.parametrize("topic", TOPICS)
def test_from_statement_to_source_there_is_no_dead_end(shipped: ContentStore, topic: str) -> None:
    for statement in shipped.statements_of(NETS, topic):
        assert statement.citations
        for citation in statement.citations:
            source = citation.source
            assert citation.section
            assert source.publisher
            assert source.licence
            assert re.match(r"https?://[^/]+\.[^/]+", source.url)
            assert source.accessed <= date.today()


def test_no_run_of_words_is_copied_from_a_document(shipped: ContentStore) -> None:
    if not DOCUMENTS:
        pytest.skip("the documents are not at hand")
    runs = {run for path in DOCUMENTS for run in _runs(path.read_text(encoding="utf-8"))}
    copied = [one.id for one in shipped.vocabulary().statements if runs & set(_runs(one.text))]
    assert not copied


@pytest.mark.skipif(not DOCUMENTS, reason="the documents are not at hand")
def test_a_load_knows_the_words_of_the_given_document() -> None:
    kept, problems = read_digests(CONTENT_FOLDER)
    assert not problems
    known = {document.digests for document in kept}
    assert known == {digests_of(read_document(path).whole) for path in DOCUMENTS}


@pytest.mark.skipif(not DOCUMENTS, reason="the documents are not at hand")
def test_no_run_of_words_is_copied_into_any_file() -> None:
    runs = {run for path in DOCUMENTS for run in _runs(path.read_text(encoding="utf-8"))}
    places = [path for kind in ("*.yml", "*.md", "*.py", "*.jsonl") for path in _project_files(kind)]
    assert places
    copied = {path.name: runs & set(_runs(path.read_text(encoding="utf-8"))) for path in places}
    # The list of inherited syndromes is names only: it may read alike.
    assert not {name: found for name, found in copied.items() if any(not _names_only(run) for run in found)}


def test_statements_read_easily(library: Library) -> None:
    """Flesch-Kincaid grades; a concept's name counts as one two-syllable word."""
    found = report(library, date.today())
    assert found.median_grade <= 7
    assert [(one.entry.id, one.grade) for one in found.hardest if one.grade > 10] == []


def test_no_statement_is_due_or_uncited(library: Library) -> None:
    found = report(library, date.today())
    assert [one.entry.id for one in found.due if one.next_review < found.day] == []
    assert all(one.sources for one in found.statements)


def _project_files(kind: str) -> list[Path]:
    folders = ("content", "data", "docs", "bot", "actions")
    return [path for folder in folders for path in (ROOT / folder).rglob(kind)] + list(ROOT.glob(kind))


def _runs(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", text.lower())
    return [tuple(words[place : place + LONGEST_SHARED_RUN]) for place in range(len(words) - LONGEST_SHARED_RUN + 1)]


def _names_only(run: tuple[str, ...]) -> bool:
    names = """
        multiple endocrine neoplasia type 1 2 men von hippel lindau disease tuberous sclerosis neurofibromatosis
        adrenal cancer carcinoid tumors merkel cell carcinoma pancreatic neuroendocrine paraganglioma
        pheochromocytoma https www cancer net types introduction com org professionals physician gls default aspx
        mayo clinic tumor and symptoms causes mayoclinic diseases conditions national comprehensive network
    """.split()
    return all(word in names for word in run)
