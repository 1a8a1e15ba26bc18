"""The review steps that were taken, as a load needs them: those that stand over the files, and one for what goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timezone

from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection

from bot.content.entries import SHOWN, StatementEntry, Status
from bot.content.library import Library
from bot.content.review import Review, TakenStep, fingerprint, standing
from bot.content.tables import ReviewRow, StatementRow


def note_what_goes(connection: Connection, library: Library) -> None:
    """Keep in the history which statements on show the files no longer hold."""
    staying = {statement.id for _, _, statement in library.statements()}
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    on_show = StatementRow.status.in_(status.value for status in SHOWN)
    gone = [
        {
            "statement_id": row.id,
            "came_from": row.status,
            "step": Status.RETIRED.value,
            "reviewer": "content load",
            "reviewed_on": now.date(),
            "next_review": None,
            "note": "No longer in the content files.",
            # Nothing was decided on what the files may hold later: this stands over no file.
            "filed": "",
            "result": "",
            "fingerprint": "",
            "taken_at": now,
        }
        for row in connection.execute(select(StatementRow.id, StatementRow.status).where(on_show))
        if row.id not in staying
    ]
    if gone:
        connection.execute(insert(ReviewRow.__table__), gone)


def last_steps(connection: Connection) -> dict[str, TakenStep]:
    """The last review step of each statement that had one."""
    last = select(func.max(ReviewRow.id)).group_by(ReviewRow.statement_id)
    columns = (ReviewRow.statement_id, ReviewRow.id, ReviewRow.filed, ReviewRow.result, ReviewRow.fingerprint)
    rows = connection.execute(select(*columns).where(ReviewRow.id.in_(last)))
    return {statement: TakenStep(*step) for statement, *step in rows}


def as_reviewed(library: Library, steps: Mapping[str, TakenStep]) -> Library:
    """The library with the review steps that stand over its files."""
    return replace(
        library,
        conditions=tuple(
            replace(
                content,
                topics=tuple(
                    topic.copy(update={"statements": [_reviewed(one, steps) for one in topic.statements]})
                    for topic in content.topics
                ),
            )
            for content in library.conditions
        ),
    )


def _reviewed(statement: StatementEntry, steps: Mapping[str, TakenStep]) -> StatementEntry:
    return standing(Review.of(statement), steps.get(statement.id), fingerprint(statement)).kept_by(statement)
