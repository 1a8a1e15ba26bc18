"""Three layouts that the tests write themselves: plain text, a web page, a leaflet in PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.curation.blocks import DocumentError
from bot.curation.importing import read_document
from bot.curation.outline import Outline, outline
from tests.curation.layouts import PAGE, PDF_PAGES, PLAIN, pdf

PUBLISHER = "Ear Society"


def _outline(path: Path, data: str | bytes) -> Outline:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return outline(read_document(path), PUBLISHER)


def _told(found: Outline) -> list[tuple[str, str, str, list[str]]]:
    return [(one.section, one.place, one.sentence, [item.text for item in one.items]) for one in found.candidates]


def test_plain_text(tmp_path: Path) -> None:
    found = _outline(tmp_path / "guide.txt", PLAIN)
    assert _told(found) == [
        (
            "What it is",
            "section 2, paragraph 1, sentence 1",
            "Blue-ear syndrome is an invented illness of the outer ear.",
            [],
        ),
        (
            "What it is",
            "section 2, paragraph 1, sentence 2",
            "It is named after its colour, which comes and goes, e.g. with the weather.",
            [],
        ),
        ("What it is", "section 2, paragraph 1, sentence 3", "Dr. Lobe named it.", []),
        (
            "SYMPTOMS",
            "section 3, list 1",
            "People with it may notice:",
            ["a blue rim around the ear", "humming at night", "a cold lobe"],
        ),
        ("SYMPTOMS", "section 3, paragraph 2, sentence 1", "It seldom hurts.", []),
        ("Treatment", "section 4, list 1, item 1, sentence 1", "Warm the ear with a soft cap.", []),
        ("Treatment", "section 4, list 1, item 1, sentence 2", "Do so twice a day.", []),
        ("Treatment", "section 4, list 1, item 2, sentence 1", "Leave the cap on at night.", []),
        ("Treatment", "section 4, list 1, item 2, sentence 2", "It must not be tight.", []),
    ]
    assert [one.place for one in found.candidates[3].items][1] == "section 3, list 1, item 2"
    assert [one.text for one in found.left_out] == [
        "Share this page",
        "Facebook | Twitter | Print",
        "© 2023 Ear Society. All rights reserved.",
    ]
    assert [(one.url, one.dates) for one in found.references] == [
        (None, ()),
        ("https://ears.example/blue", ("2022-05-04",)),
    ]
    assert found.dates == ("2023-06-03",)


def test_a_web_page(tmp_path: Path) -> None:
    found = _outline(tmp_path / "page.html", PAGE)
    assert _told(found) == [
        (
            "Blue-ear syndrome",
            "section 1, paragraph 1, sentence 1",
            "Blue-ear syndrome is an invented illness.",
            [],
        ),
        ("Blue-ear syndrome", "section 1, paragraph 1, sentence 2", "Its cause is unknown.", []),
        ("Symptoms", "section 2, paragraph 1, sentence 1", "The first sign is a blue rim.", []),
        ("Symptoms", "section 2, list 1", "Others are:", ["humming", "a cold lobe", "mostly the left one"]),
        ("At the doctor's", "section 4, list 1", "", ["Ear lamp blue light"]),
        ("At home", "section 5, paragraph 1, sentence 1", "A mirror shows the rim.", []),
    ]
    assert found.candidates[-1].headings == ("Blue-ear syndrome", "Tests", "At home")
    assert {one.text for one in found.left_out} == {
        "Sign up for our free e-mail updates.",
        "Related content",
        "Green-nose syndrome",
        "It is another invented illness.",
    }
    assert [one.text[:8] for one in found.references] == ["Lobe A. ", "Ear Soci"]
    assert found.dates == ("2022-05-12",)


def test_a_leaflet_in_pdf(tmp_path: Path) -> None:
    found = _outline(tmp_path / "leaflet.pdf", pdf(PDF_PAGES, "Living with blue ears"))
    place = "page 1, section"
    assert _told(found) == [
        (
            "Living with blue ears",
            f"{place} 1, paragraph 1, sentence 1",
            "Blue-ear syndrome is an invented illness of the outer ear.",
            [],
        ),
        (
            "Living with blue ears",
            f"{place} 1, paragraph 1, sentence 2",
            "Most people live with it for years.",
            [],
        ),
        ("Living with blue ears", f"{place} 1, paragraph 2, sentence 1", "It is not catching.", []),
        (
            "Symptoms",
            f"{place} 2, list 1",
            "Tell your doctor if you have:",
            ["a blue rim", "humming that keeps you awake"],
        ),
        (
            "Symptoms",
            f"{place} 2, paragraph 2, sentence 1",
            "The rim may be well-known to you before it is seen by others.",
            [],
        ),
        ("Treatment", "page 2, section 3, paragraph 1, sentence 1", "A warm cap helps most people.", []),
    ]
    assert found.dates == ("2021-05",)


@pytest.mark.parametrize(
    ("sentence", "stays"),
    [
        ("Share this list with your doctor.", True),
        ("Read more slowly if you feel dizzy.", True),
        ("People may opt out of screening.", True),
        ("Related tumors run in families.", True),
        ("We use cookies to improve your visit.", False),
        ("Read more about our hospital", False),
        ("Home > Illnesses > Blue ear", False),
        ("Skip to main content", False),
        ("Get our newsletter.", False),
    ],
)
def test_what_is_furniture_is_told_from_what_only_sounds_like_it(tmp_path: Path, sentence: str, stays: bool) -> None:
    found = _outline(tmp_path / "guide.txt", f"Heading\n\nIt begins here.\n\n- {sentence}\n- Another item\n")
    kept = {item.text for one in found.candidates for item in one.items}
    assert (sentence in kept) is stays


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("scan.pdf", pdf([[]]), "holds no text"),
        ("broken.pdf", b"%PDF-1.4 broken", "cannot be read as PDF"),
        ("letter.docx", b"", "is none of .txt"),
        ("guide.txt", b"\x81\x8d", "save it as UTF-8"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(DocumentError, match=reason):
        read_document(tmp_path / name)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="cannot be opened"):
        read_document(tmp_path / "nowhere.txt")
