"""The review of a statement as pure rules: which steps may be taken, and what stands where files and steps differ."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.content.entries import SHOWN, ReviewDefaults, StatementEntry, Status

_NEXT = {
    Status.DRAFT: (Status.IN_REVIEW, Status.RETIRED),
    Status.IN_REVIEW: (Status.PUBLISHED, Status.DRAFT, Status.RETIRED),
    Status.PUBLISHED: (Status.DUE, Status.IN_REVIEW, Status.RETIRED),
    Status.DUE: (Status.PUBLISHED, Status.IN_REVIEW, Status.RETIRED),
    Status.RETIRED: (Status.IN_REVIEW,),
}


def next_steps(status: Status) -> tuple[Status, ...]:
    """Where a statement with ``status`` may go from there."""
    return _NEXT[status]


@dataclass(frozen=True)
class Review:
    """What stands in the file of a statement's review; None where the condition's default holds."""

    status: Status | None = None
    next_review: date | None = None
    reviewer: str | None = None
    reviewed_on: date | None = None

    @classmethod
    def of(cls, statement: StatementEntry) -> Review:
        """The review as the entry states it."""
        return cls(statement.status, statement.next_review, statement.reviewer, statement.reviewed_on)

    def kept_by(self, statement: StatementEntry) -> StatementEntry:
        """The same entry with this review."""
        return statement.copy(
            update={
                "status": self.status,
                "next_review": self.next_review,
                "reviewer": self.reviewer,
                "reviewed_on": self.reviewed_on,
            }
        )

    def status_or(self, defaults: ReviewDefaults) -> Status:
        """The own status, or the default."""
        return self.status or defaults.status

    def next_review_or(self, defaults: ReviewDefaults) -> date:
        """The own day of the next review, or the default."""
        return self.next_review or defaults.next_review

    def text(self) -> str:
        """As the database keeps it."""
        return json.dumps(
            [
                self.status.value if self.status else None,
                self.next_review.isoformat() if self.next_review else None,
                self.reviewer,
                self.reviewed_on.isoformat() if self.reviewed_on else None,
            ]
        )

    @classmethod
    def from_text(cls, text: str) -> Review:
        """Out of what the database keeps."""
        status, next_review, reviewer, reviewed_on = json.loads(text)
        return cls(
            Status(status) if status else None,
            date.fromisoformat(next_review) if next_review else None,
            reviewer,
            date.fromisoformat(reviewed_on) if reviewed_on else None,
        )

    def after(self, step: Step) -> Review:
        """The review once ``step`` was taken.

        Only a clinician's publishing signs a statement. Otherwise an earlier signature stays: the
        wording that it vouches for cannot change by a step.
        """
        moved = replace(self, status=step.status)
        if step.status is not Status.PUBLISHED:
            return moved
        moved = replace(moved, next_review=step.next_review)
        if step.by_clinician:
            return replace(moved, reviewer=step.reviewer, reviewed_on=step.taken_at.date())
        return moved


@dataclass(frozen=True)
class Step:
    """One step that a person takes: the statement goes to ``status``.

    Attributes:
        seen: version of the statement that the person saw.
        next_review: last day on which it is shown; only publishing sets it.
    """

    statement: str
    status: Status
    seen: str
    reviewer: str
    by_clinician: bool
    note: str
    next_review: date | None
    taken_at: datetime


@dataclass(frozen=True)
class TakenStep:
    """A step in the history, as much of it as a later load needs.

    Attributes:
        filed: what stood in the file when the step was taken.
        result: what the step made of it.
        fingerprint: of the wording that the person saw.
    """

    id: int
    filed: str
    result: str
    fingerprint: str


def standing(filed: Review, step: TakenStep | None, fingerprint: str) -> Review:
    """What stands after a load: the file's review, or that of the last step.

    A step stands until the file says something else about the review than it did then. One that
    publishes stands for the wording alone that was seen; one that takes a statement from readers
    stands for any wording, so that no rewording brings it back by itself.
    """
    if step is None or step.filed != filed.text():
        return filed
    result = Review.from_text(step.result)
    if result.status in SHOWN and step.fingerprint != fingerprint:
        return filed
    return result


def fingerprint(statement: StatementEntry) -> str:
    """A digest of all that a reviewer vouches for."""
    wording = (
        statement.text,
        [(citation.source, citation.section) for citation in statement.citations],
        sorted(statement.lists),
        statement.shown_with,
        statement.danger,
    )
    return _digest(json.dumps(wording))


def version(wording: str, review: Review, last_step: int) -> str:
    """Changes with everything that a reviewer sees, so that a form can say what was seen."""
    return _digest(json.dumps([wording, review.text(), last_step]))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
