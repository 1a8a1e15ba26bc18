"""The document that the project began with, read as it stands, against a list made by hand.

The document is copyrighted and no part of the project: the list holds digests of its sentences.
"""

from __future__ import annotations

import hashlib

import pytest

from bot.content.library import read_library
from bot.curation.importing import Imported, Origin, import_document
from bot.settings import CONTENT, ROOT

DOCUMENT = ROOT.parent / "shared" / "documents" / "mayo-clinic-neuroendocrine-tumors-2021-06-03.txt"

# Section, sentences, list items.
STATEMENTS = {
    "Overview": (
        "53ae402d8a dfebd85a42 dccedf1d3d b3ae32ad9b c259a09bc8 e513ef04bf 6e0907d9bd 113997d117 ddf6f201e9",
        "",
    ),
    "Symptoms": (
        "258a2b89c6 529aff3465 126aadbe97 b5bb0f6b4d",
        "9034043c46 1ec91dbe5b c711f4c81d 8c46abd75b 970a3b33c5 bc1bff2f0e 6a8f3fbb43 321b91af5b 6db71bef23 "
        "5ed3cc4260 b27c9dc037",
    ),
    "When to see a doctor": ("cae9e9371a", ""),
    "Causes": ("89105936fc 9671dd194d 5742eb8c79 b443c6c3b0 8ca8275f20 27285be46a ce7a1275d5 e8c3af2ef8", ""),
    "Risk factors": ("4c6a574b28 ed999daedc", "658195c934 4bf5838ea9 72d096bd8e 31e736b1d1 1616644a5b"),
}
REFERENCES = "d471a48340 4dd3635a2b 4da9290dc2"
# Newsletter (2), what it asks, privacy notice, the clinic's own pages (4).
FURNITURE = "670e406851 d586284194 991c1df30e 1f1decb333 7839190770 45ca56d179 9c1f783123 8464c3548d"
TOPICS = {
    "Overview": "overview",
    "Symptoms": "symptoms",
    "When to see a doctor": "when_to_see_doctor",
    "Causes": "causes",
    "Risk factors": "risk_factors",
}


@pytest.fixture(scope="module")
def imported() -> Imported:
    if not DOCUMENT.exists():
        pytest.skip("the given document is not at hand (../shared/documents)")
    origin = Origin("Mayo Clinic", "https://www.mayoclinic.org/page", "2021-06-03")
    return import_document(DOCUMENT, origin, read_library(CONTENT), "neuroendocrine-tumors")


def _digest(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:10]


def test_every_statement_is_found_and_nothing_else(imported: Imported) -> None:
    found: dict[str, tuple[list[str], list[str]]] = {}
    for statement in imported.draft.statements:
        sentences, items = found.setdefault(statement.section, ([], []))
        sentences.append(_digest(statement.from_document))
        items.extend(_digest(item.from_document) for item in statement.items)
    assert found == {section: (some.split(), items.split()) for section, (some, items) in STATEMENTS.items()}
    assert len(imported.draft.statements) == 24
    assert imported.outline.empty_sections() == ("Types",)


def test_the_furniture_is_left_out_and_told(imported: Imported) -> None:
    assert [_digest(one.text) for one in imported.outline.left_out] == FURNITURE.split()


def test_references_and_dates_are_kept_apart(imported: Imported) -> None:
    draft = imported.draft
    assert [_digest(one.text) for one in draft.references] == REFERENCES.split()
    assert [one.dates for one in draft.references] == [["2019-06-04"], ["2019-06-06"], ["2019-04-29"]]
    assert [bool(one.url) for one in draft.references] == [True, True, False]
    assert draft.dates == ["2021-06-03"]


def test_topics_and_concepts_are_suggested(imported: Imported) -> None:
    for statement in imported.draft.statements:
        assert statement.topic == TOPICS[statement.section]
        assert set(statement.lists) <= set(statement.concepts)
    inherited = imported.draft.statements[-1]
    assert inherited.lists == ["men1", "men2", "von-hippel-lindau", "tuberous-sclerosis", "neurofibromatosis"]
