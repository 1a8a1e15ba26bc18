"""The tables beside Rasa's own: questions that found no answer, the answers given, and their ratings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

from sqlalchemy import Boolean, Column, DateTime, Integer, MetaData, String, Table, Text, create_engine
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import NetGuideError
from bot.records.sqlite import sqlite_engine

metadata = MetaData()

gap = Table(
    "netguide_gap",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("topics", Text, nullable=False),
    Column("noted_at", DateTime, nullable=False, index=True),
)

rating = Table(
    "netguide_rating",
    metadata,
    Column("answer_id", String(16), primary_key=True),
    Column("helpful", Boolean, nullable=False),
    Column("reason", String(200), nullable=False),
    Column("rated_at", DateTime, nullable=False, index=True),
)

# Its primary key is what a rating refers to.
answer = Table(
    "netguide_answer",
    metadata,
    Column("answer_id", String(16), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("topics", Text, nullable=False),
    Column("statements", Text, nullable=False),
    Column("answered_at", DateTime, nullable=False, index=True),
)


class RecordsUnavailableError(NetGuideError):
    """The database of conversations cannot be read."""


@contextmanager
def readable() -> Iterator[None]:
    """Within it, a database that refuses is told as an error of ours.

    Raises:
        RecordsUnavailableError: where it cannot be read.
    """
    try:
        yield
    except SQLAlchemyError as error:
        reason = f"The database of conversations cannot be read ({type(error).__name__})"
        raise RecordsUnavailableError(f"{reason}: see NETGUIDE_CONVERSATIONS_URL.") from error


def open_database(url: str) -> Engine:
    """The database of conversations, with these tables made where they are missing."""
    place = make_url(url)
    make = create_engine
    if place.get_backend_name() == "sqlite" and place.database:
        Path(place.database).parent.mkdir(parents=True, exist_ok=True)
        make = sqlite_engine
    # Errors of the database would else carry what was to be kept into the log.
    engine = make(place, future=True, hide_parameters=True)
    metadata.create_all(engine)
    return engine


def now() -> datetime:
    """The time in UTC, as the tables hold it."""
    return datetime.now(timezone.utc).replace(tzinfo=None)
