"""How the database of conversations is kept in SQLite: what is deleted leaves the file."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.engine import Engine

SECONDS_TO_WAIT = 5
"""For a lock, in a database of conversations of any kind."""

PRAGMAS = ("synchronous = NORMAL", "secure_delete = ON", f"busy_timeout = {SECONDS_TO_WAIT * 1000}")


def erase_remains(engine: Engine) -> None:
    """Take out of the file what was deleted.

    SQLite's secure_delete overwrites rows, but of one deletion in a hundred bytes were found in the gaps of
    pages that had been split (SQLite 3.40): the file is written anew. The log of changes keeps what was
    deleted until it is written into the file.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            connection.execute(text(statement))
