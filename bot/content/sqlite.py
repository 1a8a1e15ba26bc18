"""SQLite engines that keep their connections: to open one anew takes longer than most queries.

For the content and for the conversations (bot/records).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Engine
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import QueuePool

_PRAGMAS = ("journal_mode = WAL",)


def sqlite_engine(url: URL, pragmas: Sequence[str] = (), **options: Any) -> Engine:
    """An engine whose connections are good for as long as the files are those that they opened.

    A connection to a file that was moved or deleted would read and write what nobody finds again; one to a journal
    that was, would spoil every reading of the file that came back.

    Args:
        url: of a file.
        pragmas: set for each connection, beside the journal that lets others read while one writes.
        options: of SQLAlchemy's engine.
    """
    engine = create_engine(
        url, poolclass=QueuePool, connect_args={"check_same_thread": False}, pool_size=10, max_overflow=40, **options
    )
    path = Path(url.database or "")

    def opened(connection: sqlite3.Connection, record: Any) -> None:
        cursor = connection.cursor()
        for pragma in (*_PRAGMAS, *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
        # The first reading opens the journal.
        cursor.execute("SELECT count(*) FROM sqlite_master")
        cursor.close()
        record.info["files"] = _files(path)

    def taken(_: sqlite3.Connection, record: Any, __: object) -> None:
        if record.info["files"] != _files(path):
            raise DisconnectionError("The database is another file by now.")

    event.listen(engine, "connect", opened)
    event.listen(engine, "checkout", taken)
    return engine


def _files(path: Path) -> list[tuple[int, int] | None]:
    return [_file(one) for one in (path, path.with_name(f"{path.name}-wal"))]


def _file(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
