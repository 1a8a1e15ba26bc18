"""The rules of review, without any database."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import pytest

from bot.content.entries import CitationEntry, StatementEntry, Status
from bot.content.review import Review, Step, TakenStep, fingerprint, next_steps, standing, version

SILENT = Review()
DAY = date(2099, 1, 1)


def entry(text: str = "Toes are blue.") -> StatementEntry:
    return StatementEntry(id="toe", group="general", text=text, citations=[{"source": "atlas", "section": "Toes"}])


def step(status: Status, by_clinician: bool = False, next_review: date | None = None) -> Step:
    return Step("toe", status, "seen", "Dr. Toe", by_clinician, "Read.", next_review, datetime(2026, 11, 25, 12))


def taken(result: Review, filed: Review = SILENT, text: str = "Toes are blue.") -> TakenStep:
    return TakenStep(7, filed.text(), result.text(), fingerprint(entry(text)))


def test_the_way_of_a_statement() -> None:
    way = [Status.DRAFT, Status.IN_REVIEW, Status.PUBLISHED, Status.DUE, Status.RETIRED]
    for here, there in pairwise(way):
        assert there in next_steps(here)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (Status.DRAFT, Status.PUBLISHED),
        (Status.DRAFT, Status.DUE),
        (Status.RETIRED, Status.PUBLISHED),
        (Status.RETIRED, Status.DRAFT),
        (Status.IN_REVIEW, Status.DUE),
    ],
)
def test_no_step_leads_past_a_review(here: Status, there: Status) -> None:
    assert there not in next_steps(here)


def test_only_what_was_in_review_or_due_is_published() -> None:
    assert {status for status in Status if Status.PUBLISHED in next_steps(status)} == {Status.IN_REVIEW, Status.DUE}


def test_a_review_is_kept_as_text() -> None:
    review = Review(Status.DUE, DAY, "Dr. “Toe”", date(2026, 1, 2))
    assert Review.from_text(review.text()) == review
    assert Review.from_text(SILENT.text()) == SILENT


def test_publishing_sets_the_day_and_only_a_clinician_signs() -> None:
    published = SILENT.after(step(Status.PUBLISHED, next_review=DAY))
    assert published == Review(Status.PUBLISHED, DAY)
    signed = SILENT.after(step(Status.PUBLISHED, by_clinician=True, next_review=DAY))
    assert signed == Review(Status.PUBLISHED, DAY, "Dr. Toe", date(2026, 11, 25))
    assert signed.after(step(Status.DUE, by_clinician=True)) == Review(Status.DUE, DAY, "Dr. Toe", date(2026, 11, 25))


def test_a_step_stands_while_the_file_says_the_same() -> None:
    retired = Review(Status.RETIRED)
    assert standing(SILENT, taken(retired), fingerprint(entry())) == retired
    assert standing(SILENT, None, fingerprint(entry())) == SILENT


def test_a_file_that_says_something_new_goes_before_the_step() -> None:
    moved = Review(Status.PUBLISHED, DAY)
    assert standing(moved, taken(Review(Status.RETIRED)), fingerprint(entry())) == moved


def test_publishing_stands_for_the_wording_that_was_seen_alone() -> None:
    draft = Review(Status.DRAFT)
    published = taken(Review(Status.PUBLISHED, DAY), filed=draft)
    assert standing(draft, published, fingerprint(entry())).status is Status.PUBLISHED
    assert standing(draft, published, fingerprint(entry("Toes are red."))) == draft


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.RETIRED])
def test_no_rewording_brings_back_what_was_taken_from_readers(status: Status) -> None:
    withdrawn = taken(Review(status))
    assert standing(SILENT, withdrawn, fingerprint(entry("Toes are red."))).status is status


def test_the_version_changes_with_wording_review_and_step() -> None:
    versions = {version("a", SILENT, 0), version("b", SILENT, 0), version("a", Review(Status.DUE), 0)}
    assert len(versions | {version("a", SILENT, 1)}) == 4


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Toes are red."},
        {"danger": True},
        {"shown_with": ["other"]},
        {"citations": [CitationEntry(source="atlas", section="Feet")]},
    ],
)
def test_the_fingerprint_changes_with_all_that_is_vouched_for(change: dict[str, object]) -> None:
    assert fingerprint(entry().copy(update=change)) != fingerprint(entry())
    assert fingerprint(entry().copy(update={"group": "late"})) == fingerprint(entry())
