"""SQLite engines that keep their connections: to open one anew takes longer than most queries."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import URL, Engine
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool

SECONDS_TO_WAIT = 5
"""For a lock, in a database of conversations of any kind."""

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "secure_delete = ON",
    f"busy_timeout = {SECONDS_TO_WAIT * 1000}",
)


def sqlite_engine(url: URL, **options: Any) -> Engine:
    """An engine whose connections are good for as long as the file is the one that they opened.

    A connection to a file that was moved or deleted would read and write what nobody finds again.
    """
    engine = create_engine(
        url, poolclass=QueuePool, connect_args={"check_same_thread": False}, pool_size=10, max_overflow=40, **options
    )
    path = Path(url.database or "")

    def opened(connection: sqlite3.Connection, record: Any) -> None:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
        record.info["file"] = _file(path)

    def taken(_: sqlite3.Connection, record: Any, __: object) -> None:
        if record.info["file"] != _file(path):
            raise DisconnectionError("The database is another file by now.")

    event.listen(engine, "connect", opened)
    event.listen(engine, "checkout", taken)
    return engine


def erase_remains(engine: Engine) -> None:
    """Take out of the file what was deleted.

    SQLite's secure_delete overwrites rows, but of one deletion in a hundred bytes were found in the gaps of
    pages that had been split (SQLite 3.40): the file is written anew. The log of changes keeps what was
    deleted until it is written into the file.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            connection.execute(text(statement))


def _file(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
