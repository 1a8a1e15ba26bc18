"""Statements in the words of an imported document, known at a load by digests alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.content.copied import ImportedDocument, copied_words, digests_of, read_digests, write_digests
from bot.content.files import ContentError
from bot.content.library import read_library
from bot.content.wording_overlap import DocumentWords, words_of

TEXT = """\
The toe of the person turns a deep blue within two days of the frost. It is seldom warm.

- Nobody knows it.
"""
SENTENCE = "The toe of the person turns a deep blue within two days of the frost."
FREE = {"handbook": "CC BY 4.0"}


@pytest.fixture
def kept(tmp_path: Path) -> tuple[ImportedDocument, ...]:
    write_digests(TEXT, "handbook", tmp_path / "blue-toe")
    documents, problems = read_digests(tmp_path)
    assert not problems
    return documents


def _refusal(folder: Path) -> str:
    with pytest.raises(ContentError) as refused:
        read_library(folder)
    return str(refused.value)


def _say(folder: Path, text: str, status: str = "published", licence: str = "copyrighted") -> None:
    """Edit the statement on the cause, and its source's licence, by hand."""
    _edit(folder / "blue-toe" / "statements" / "causes.yml", "statements", text=text, status=status)
    _edit(folder / "blue-toe" / "sources.yml", "sources", licence=licence)


def _edit(path: Path, name: str, **fields: str) -> None:
    tree = YAML(typ="safe").load(path)
    tree[name][0].update(fields)
    YAML(typ="safe").dump(tree, path)


@pytest.mark.parametrize("status", ["published", "due", "in_review", "retired", "draft"])
def test_a_copied_statement_is_refused_whatever_its_status(folder: Path, status: str) -> None:
    write_digests(TEXT, "handbook", folder / "blue-toe")
    read_library(folder)
    _say(folder, "As told, the toe of the PERSON turns a deep “blue”, they say.", status)
    told = _refusal(folder)
    assert re.search(r"blue-toe/statements/causes\.yml:\d+: text: shares 8 or more words in a row", told)
    assert "document of handbook" in told
    assert "(“the toe of the person turns a deep blue”)" in told


@pytest.mark.parametrize(
    "text",
    [
        "As told, toe of the person turns a deep shade.",
        "Within two days the toe is blue.",
        "Short.",
    ],
)
def test_seven_words_in_a_row_may_be_shared(folder: Path, text: str) -> None:
    write_digests(TEXT, "handbook", folder / "blue-toe")
    _say(folder, text)
    assert read_library(folder)


def test_a_document_counts_whatever_the_statement_cites(folder: Path) -> None:
    write_digests(TEXT, "some-other-source", folder / "blue-toe")
    _say(folder, SENTENCE)
    assert "document of some-other-source" in _refusal(folder)


@pytest.mark.parametrize("text", [f"“{SENTENCE}”", f'"{SENTENCE}"'])
def test_a_quotation_is_taken_where_the_licence_allows_it(folder: Path, text: str) -> None:
    write_digests(TEXT, "handbook", folder / "blue-toe")
    _say(folder, text, licence="CC BY 4.0")
    assert read_library(folder)


def test_a_quotation_is_refused_where_the_licence_does_not_allow_it(folder: Path) -> None:
    write_digests(TEXT, "handbook", folder / "blue-toe")
    _say(folder, f"“{SENTENCE}”")
    assert "own words" in _refusal(folder)


@pytest.mark.parametrize(
    "text",
    [SENTENCE, f"“{SENTENCE}” So they say.", f"“{SENTENCE} Call your doctor.”", SENTENCE.replace("The", "“The”")],
)
def test_under_a_free_licence_the_quotation_is_marked_whole_and_exact(
    kept: tuple[ImportedDocument, ...], text: str
) -> None:
    assert copied_words(text, kept, FREE)
    assert copied_words(f"“{SENTENCE}”", kept, FREE) is None


def test_a_sentence_that_stands_in_two_documents_may_be_quoted_from_the_free_one(
    kept: tuple[ImportedDocument, ...],
) -> None:
    both = (ImportedDocument("a-closed-one", kept[0].digests), *kept)
    assert copied_words(f"“{SENTENCE}”", both, FREE) is None
    assert copied_words(SENTENCE, both, FREE)


def test_the_file_holds_no_word_and_no_order_of_the_document(tmp_path: Path) -> None:
    lines = write_digests(TEXT, "handbook", tmp_path).read_text().splitlines()
    digests = [line for line in lines if not line.startswith("#")]
    assert len(digests) == len(words_of(TEXT)) - 7
    assert digests == sorted(digests)
    assert all(re.fullmatch("[0-9a-f]{12}", line) for line in digests)


def test_a_second_import_takes_the_place_of_the_first(folder: Path) -> None:
    write_digests(TEXT, "handbook", folder / "blue-toe")
    write_digests("Other words that nobody would say of any toe at all.", "handbook", folder / "blue-toe")
    _say(folder, SENTENCE)
    assert read_library(folder)


def test_a_broken_file_is_told_by_line(folder: Path) -> None:
    path = write_digests(TEXT, "handbook", folder / "blue-toe")
    lines = path.read_text().splitlines()
    lines[4] = "<<<<<<< ours"
    path.write_text("\n".join(lines))
    assert "blue-toe/documents/handbook.txt:5: (line): is no digest" in _refusal(folder)


WORDS = st.lists(st.sampled_from("a b c".split()), max_size=40).map(" ".join)


@given(WORDS, WORDS)
def test_digests_find_what_the_document_itself_would(document: str, text: str) -> None:
    digests = ImportedDocument("one", digests_of(document))
    assert bool(copied_words(text, [digests], {})) is (len(DocumentWords(document).longest_run(text)) >= 8)
