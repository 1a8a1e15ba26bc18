"""Whatever a file holds: it is read or refused, and nothing is told that does not stand in it."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import Mock

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.entries import ConditionFile
from bot.content.files import Document as ContentDocument
from bot.content.library import ConditionContent, Library
from bot.curation.blocks import Document, DocumentError
from bot.curation.dates import dates_in, is_date
from bot.curation.drafts import DraftFile, write_draft
from bot.curation.html import read_html
from bot.curation.importing import Origin, import_document
from bot.curation.outline import outline
from bot.curation.pdf import read_pdf
from bot.curation.plain_text import read_plain_text
from bot.errors import NetGuideError
from tests.curation.layouts import PAGE, PDF_PAGES, PLAIN, pdf

_LINES = st.sampled_from(
    [*PLAIN.splitlines(), "", "  • item", "3. third", "2.1 Part", "====", "# Mark", "May 2020", "a) b", "\t- x", "©"]
)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(st.one_of(_LINES, st.text(max_size=30)), max_size=25).map("\n".join))
_TAGS = st.sampled_from(
    [*re.findall(r"<[^>]+>", PAGE), "<li>", "<p hidden>", "<![CDATA[", "<!x", "</", "<h1", "&amp", "<td>", "<br>"]
)
_PAGES = st.lists(st.one_of(_TAGS, st.text(max_size=20), st.sampled_from(PLAIN.splitlines())), max_size=40).map("".join)
_LEAFLET = pdf(PDF_PAGES)
_ORIGIN = Origin("Ear Society", "https://ears.example/blue", "2022-05-12", title="Blue ears")
_CONDITION = ConditionFile(
    id="blue-ear",
    name="blue-ear syndrome",
    names=[],
    defaults={"status": "draft", "next_review": "2099-01-01"},
    topics=[{"id": "symptoms", "title": "Symptoms", "question": "What are the symptoms?"}],
)
_LIBRARY = Mock(
    spec=Library, sources=(), concepts=(), conditions=(Mock(spec=ConditionContent, condition=_CONDITION, topics=()),)
)


def _told(document: Document) -> list[str]:
    """Everything that an outline tells, in order within its kind."""
    found = outline(document, "Ear Society")
    sentences = [text for one in found.candidates for text in (one.sentence, *(item.text for item in one.items))]
    return [*sentences, *found.sections, *(one.text for one in (*found.references, *found.left_out))]


def _stands_in(text: str, whole: str) -> bool:
    """Whether the characters of ``text`` stand in ``whole`` in their order, blanks aside."""
    rest = iter(whole)
    return all(character in rest for character in text if not character.isspace())


@settings(deadline=None)
@given(_TEXTS)
def test_plain_text_tells_only_what_it_holds(text: str) -> None:
    for told in _told(read_plain_text(text)):
        assert "".join(told.split()) in "".join(text.split())


@settings(deadline=None)
@given(_PAGES)
def test_a_page_tells_only_what_it_holds(page: str) -> None:
    with suppress(NetGuideError):
        whole = BeautifulSoup(page, "html.parser").get_text() if "<!" not in page else page
        for told in _told(read_html(page)):
            assert _stands_in(told, whole)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_pdf_is_read_or_refused(data: st.DataObject) -> None:
    broken = bytearray(_LEAFLET)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(broken) - 1))
        broken[place : place + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    with suppress(NetGuideError):
        document = read_pdf(bytes(broken))
        for told in _told(document):
            assert _stands_in(told, document.text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PLAIN.split()).filter(lambda word: word.isalpha()), min_size=1, max_size=40))
def test_a_pdf_gives_back_its_words(words: list[str]) -> None:
    lines = [(10, 780 - 12 * place, word) for place, word in enumerate(words)]
    assert "".join(read_pdf(pdf([lines])).text.split()) == "".join(words)


def test_a_page_may_be_nested_deeper_than_python_goes() -> None:
    page = "<div>" * 5000 + "It is deep." + "</div>" * 5000
    assert _told(read_html(page)) == ["It is deep."]


@settings(deadline=None)
@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_dates_are_read_however_they_are_written(day: date) -> None:
    iso = day.isoformat()
    for written in (iso, f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%b} {day.year}", f"{day:%B %d, %Y}"):
        assert dates_in(written) == (iso,)
        assert is_date(f"Last updated: {written}")
    assert dates_in(f"{day:%B %Y}") == (iso[:7],)


@settings(max_examples=50, deadline=None)
@given(_TEXTS)
def test_a_draft_file_gives_back_what_was_found(text: str) -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / "guide.txt"
        path.write_text(text, encoding="utf-8", newline="")
        with suppress(DocumentError):
            draft = import_document(path, _ORIGIN, _LIBRARY, "blue-ear").draft
            write_draft(draft, path.with_suffix(".yml"))
            read = ContentDocument(path.with_suffix(".yml"), path.parent)
            assert read.parse(DraftFile) == draft, read.problems
