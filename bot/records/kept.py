"""The tables beside Rasa's own: what people asked that found no answer, and how answers were rated."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

from sqlalchemy import Boolean, Column, DateTime, Integer, MetaData, String, Table, Text, create_engine
from sqlalchemy.engine import Engine, make_url

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


def open_database(url: str) -> Engine:
    """The database of conversations, with these tables made where they are missing."""
    place = make_url(url)
    if place.get_backend_name() == "sqlite" and place.database:
        Path(place.database).parent.mkdir(parents=True, exist_ok=True)
    # Errors of the database would else carry what was to be kept into the log.
    engine = create_engine(place, future=True, hide_parameters=True)
    metadata.create_all(engine)
    return engine


def now() -> datetime:
    """The time in UTC, as the tables hold it."""
    return datetime.now(timezone.utc).replace(tzinfo=None)
