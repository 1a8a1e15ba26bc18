"""SQLite engines that keep their connections: to open one anew takes longer than most queries."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Engine
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool


def sqlite_engine(url: URL, seconds_to_wait: int, pragmas: tuple[str, ...] = (), **options: Any) -> Engine:
    """An engine whose connections are good for as long as the file is the one that they opened.

    A connection to a file that was moved or deleted would read and write what nobody finds again.
    Who waits for a lock waits ``seconds_to_wait``; ``pragmas`` are further settings of a connection.
    """
    all_pragmas = (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        f"busy_timeout = {seconds_to_wait * 1000}",
        *pragmas,
    )
    engine = create_engine(
        url, poolclass=QueuePool, connect_args={"check_same_thread": False}, pool_size=10, max_overflow=40, **options
    )
    path = Path(url.database or "")

    def opened(connection: sqlite3.Connection, record: Any) -> None:
        cursor = connection.cursor()
        for pragma in all_pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
        record.info["file"] = _file(path)

    def taken(_: sqlite3.Connection, record: Any, __: object) -> None:
        if record.info["file"] != _file(path):
            raise DisconnectionError("The database is another file by now.")

    event.listen(engine, "connect", opened)
    event.listen(engine, "checkout", taken)
    return engine


def _file(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
