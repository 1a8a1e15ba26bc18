"""Review steps in the store: taking one, and reading what was taken and what is due."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import case, func, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import NoResultFound

from bot.content.database import ContentDatabase
from bot.content.entries import SHOWN, Status
from bot.content.review import Review, Step, next_steps, version
from bot.content.tables import (
    CitationRow,
    ContentVersion,
    ReviewRow,
    ShownWith,
    SourceRow,
    StatementConcept,
    StatementRow,
)
from bot.errors import NetGuideError

_SHOWN = sorted(status.value for status in SHOWN)


class StepRefusedError(NetGuideError):
    """The rules do not allow this step; the message says why, and nothing was changed."""


class OutdatedStepError(StepRefusedError):
    """The statement is no longer what the person saw; nothing was changed."""


@dataclass(frozen=True)
class PastStep:
    """One step of a statement's history; ``same_wording`` whether it was about the wording of now."""

    came_from: str
    step: str
    reviewer: str
    taken_at: datetime
    next_review: date | None
    note: str
    same_wording: bool


@dataclass(frozen=True)
class UnderReview:
    """A statement as a reviewer sees it.

    Attributes:
        citations: publisher, title, address and section of each.
        companions: ids of the statements that it is never shown without, with whether each is shown.
        dependents: ids of the statements on show that are never shown without it.
        history: the steps taken so far, the last one first.
    """

    id: str
    condition: str
    topic: str
    group: str
    text: str
    danger: bool
    status: Status
    reviewer: str | None
    reviewed_on: date | None
    next_review: date
    version: str
    lists: tuple[str, ...]
    citations: tuple[tuple[str, str, str, str], ...]
    companions: tuple[tuple[str, bool], ...]
    dependents: tuple[str, ...]
    history: tuple[PastStep, ...]

    @property
    def next_steps(self) -> tuple[Status, ...]:
        """Where it may go from here."""
        return next_steps(self.status)

    def obstacles(self, step: Step) -> list[str]:
        """What speaks against ``step``; nothing where it may be taken."""
        found = []
        if step.status not in self.next_steps:
            allowed = ", ".join(status.value for status in self.next_steps)
            found.append(f"From {self.status.value} it can go to {allowed}, not to {step.status.value}.")
        if not step.note.strip():
            found.append("Write a note: what was checked, or why.")
        if step.status is Status.PUBLISHED:
            found += self._obstacles_to_publishing(step)
        return found

    def _obstacles_to_publishing(self, step: Step) -> list[str]:
        found = []
        if step.next_review is None or step.next_review <= step.taken_at.date():
            found.append("Name the day of the next review; it must come after today.")
        if not self.citations:
            found.append("It has no citation.")
        hidden = [companion for companion, shown in self.companions if not shown]
        if hidden:
            found.append(f"It is never shown without {', '.join(hidden)}: publish that first.")
        return found


@dataclass(frozen=True)
class Due:
    """A statement on show whose review is due."""

    id: str
    topic: str
    text: str
    status: str
    next_review: date
    reviewer: str | None


class Reviews:
    """The review of the statements in one content database.

    Every method raises ContentUnavailableError where the database is missing, broken or out of reach.
    """

    def __init__(self, database: ContentDatabase) -> None:
        self._database = database

    def statement(self, statement_id: str) -> UnderReview | None:
        """One statement, whatever its status; None where there is none with this id."""
        with self._database.reading() as connection:
            query = select(StatementRow.__table__).where(StatementRow.id == statement_id)
            row = connection.execute(query).one_or_none()
            return _under_review(connection, row) if row else None

    def take(self, step: Step) -> None:
        """Take a step and keep it as history, both or neither.

        Raises:
            OutdatedStepError: where the statement was changed since the person saw it.
            StepRefusedError: where the rules do not allow it.
        """
        seen = self.statement(step.statement)
        if seen is None or seen.version != step.seen:
            raise OutdatedStepError("The statement was changed since you opened it. Nothing was done.")
        obstacles = seen.obstacles(step)
        if obstacles:
            raise StepRefusedError(" ".join(obstacles))
        with self._database.writing() as connection:
            _renew_version(connection, step)
            _take(connection, step)

    def counts(self) -> dict[str, int]:
        """How many statements stand where; what is past its review date counts as "past", whatever it was."""
        past = StatementRow.status.in_(_SHOWN) & (StatementRow.next_review < date.today())
        state = case((past, "past"), else_=StatementRow.status)
        with self._database.reading() as connection:
            found = dict(connection.execute(select(state, func.count()).group_by(state)).all())
        return {name: found.get(name, 0) for name in (*(status.value for status in Status), "past")}

    def due(self, until: date) -> list[Due]:
        """The statements on show whose next review is not after ``until`` or was called due, the first one first."""
        columns = (
            StatementRow.id,
            StatementRow.topic_id,
            StatementRow.text,
            StatementRow.status,
            StatementRow.next_review,
            StatementRow.reviewer,
        )
        wanted = (
            select(*columns)
            .where(StatementRow.status.in_(_SHOWN))
            .where((StatementRow.next_review <= until) | (StatementRow.status == Status.DUE.value))
            .order_by(StatementRow.next_review, StatementRow.id)
        )
        with self._database.reading() as connection:
            return [Due(*row) for row in connection.execute(wanted)]


def until(today: date, days: int) -> date:
    """The last day that counts as near."""
    return today + timedelta(days=days)


def _renew_version(connection: Connection, step: Step) -> None:
    """The bot reads its words anew when the content's version changes. Also holds off a load until the step is kept."""
    mark = f"{step.statement} {step.status.value} {step.taken_at.isoformat()}"
    try:
        old = connection.execute(select(ContentVersion.version).with_for_update()).scalar_one()
    except NoResultFound:
        raise OutdatedStepError("The content is being loaded. Nothing was done; try again.") from None
    new = hashlib.sha256(f"{old} {mark}".encode()).hexdigest()
    connection.execute(update(ContentVersion).values(version=new))


def _take(connection: Connection, step: Step) -> None:
    row = connection.execute(select(StatementRow.__table__).where(StatementRow.id == step.statement)).one_or_none()
    if row is None or row.version != step.seen:
        raise OutdatedStepError("The statement was changed since you opened it. Nothing was done.")
    result = Review.from_text(row.own_review).after(step)
    kept = {
        "statement_id": step.statement,
        "came_from": row.status,
        "step": step.status.value,
        "reviewer": step.reviewer,
        "reviewed_on": step.taken_at.date(),
        "next_review": step.next_review,
        "note": step.note.strip(),
        "filed": row.filed_review,
        "result": result.text(),
        "fingerprint": row.fingerprint,
        "taken_at": step.taken_at,
    }
    step_id = connection.execute(insert(ReviewRow.__table__).values(kept)).inserted_primary_key[0]
    changed = connection.execute(
        update(StatementRow.__table__)
        .where(StatementRow.id == step.statement, StatementRow.version == step.seen)
        .values(
            status=step.status.value,
            next_review=result.next_review or row.next_review,
            reviewer=result.reviewer,
            reviewed_on=result.reviewed_on,
            loaded_on=step.taken_at.date(),
            own_review=result.text(),
            version=version(row.fingerprint, result, step_id),
        )
    )
    if changed.rowcount != 1:
        raise OutdatedStepError("The statement was changed since you opened it. Nothing was done.")


def _under_review(connection: Connection, row: Any) -> UnderReview:
    cited = (
        select(SourceRow.publisher, SourceRow.title, SourceRow.url, CitationRow.section)
        .join(SourceRow, SourceRow.id == CitationRow.source_id)
        .where(CitationRow.statement_id == row.id)
        .order_by(CitationRow.position)
    )
    listed = select(StatementConcept.concept_id).where(StatementConcept.statement_id == row.id, StatementConcept.listed)
    shown = StatementRow.status.in_(_SHOWN) & (StatementRow.next_review >= date.today())
    companions = (
        select(ShownWith.companion_id, shown)
        .join(StatementRow, StatementRow.id == ShownWith.companion_id)
        .where(ShownWith.statement_id == row.id)
        .order_by(ShownWith.position)
    )
    dependents = (
        select(ShownWith.statement_id)
        .join(StatementRow, StatementRow.id == ShownWith.statement_id)
        .where(ShownWith.companion_id == row.id, shown)
        .order_by(ShownWith.statement_id)
    )
    steps = select(ReviewRow.__table__).where(ReviewRow.statement_id == row.id).order_by(ReviewRow.id.desc())
    return UnderReview(
        id=row.id,
        condition=row.condition_id,
        topic=row.topic_id,
        group=row.group_id,
        text=row.text,
        danger=row.danger,
        status=Status(row.status),
        reviewer=row.reviewer,
        reviewed_on=row.reviewed_on,
        next_review=row.next_review,
        version=row.version,
        lists=tuple(connection.execute(listed.order_by(StatementConcept.position)).scalars()),
        citations=tuple(tuple(one) for one in connection.execute(cited)),
        companions=tuple((companion, bool(is_shown)) for companion, is_shown in connection.execute(companions)),
        dependents=tuple(connection.execute(dependents).scalars()),
        history=tuple(
            PastStep(
                one.came_from,
                one.step,
                one.reviewer,
                one.taken_at,
                one.next_review,
                one.note,
                one.fingerprint == row.fingerprint,
            )
            for one in connection.execute(steps)
        ),
    )
