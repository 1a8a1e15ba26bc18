"""Opening the content database, and bringing its tables up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import NetGuideError

SECONDS_TO_WAIT = 3


class ContentUnavailableError(NetGuideError):
    """The content database cannot be reached or read."""


class ContentDatabase:
    """One database by its SQLAlchemy URL; SQLite and PostgreSQL are tested.

    Connections are made when they are first needed, so that a missing database stops nothing
    but the answer that needs it.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        options = {} if self._is_sqlite else {"connect_args": {"connect_timeout": SECONDS_TO_WAIT}}
        # SQLAlchemy opens a SQLite file anew for every reading. A kept connection would hold on to a journal that was
        # moved away with the file, and spoil every reading of the file that came back.
        # Hidden parameters: an error would else carry what was looked for into the log.
        self._engine: Engine = create_engine(
            self.url, future=True, hide_parameters=True, pool_pre_ping=not self._is_sqlite, **options
        )
        if self._is_sqlite:
            event.listen(self._engine, "connect", _prepare_sqlite)

    @property
    def engine(self) -> Engine:
        """For a library that reads tables by itself."""
        return self._engine

    @property
    def _is_sqlite(self) -> bool:
        return bool(self.url.get_backend_name() == "sqlite")

    def trace(self) -> Hashable | None:
        """What changes whenever a SQLite file or its journal is written or replaced; None where only asking tells."""
        if not (self._is_sqlite and self.url.database):
            return None
        return tuple(map(_trace, (Path(self.url.database), Path(f"{self.url.database}-wal"))))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with.

        Raises:
            ContentUnavailableError: where the database is missing, broken or out of reach.
        """
        # SQLite would make an empty file of a missing one, and answer that it holds nothing.
        if self._is_sqlite and self.url.database and not Path(self.url.database).exists():
            raise ContentUnavailableError("The content database is missing: run `netguide content load`.")
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise ContentUnavailableError(f"The content database cannot be read ({type(error).__name__}).") from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose transaction is kept whole or not at all.

        Raises:
            ContentUnavailableError: where the database refuses; nothing was changed.
        """
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise ContentUnavailableError(f"The content database was not changed: {error}") from error

    def migrate(self) -> None:
        """Create or upgrade the tables (Alembic, bot/content/migrations).

        Raises:
            ContentUnavailableError: where the database refuses.
        """
        if self._is_sqlite and self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        # An engine of its own: SQLite makes altered tables anew, for which keys must not be watched.
        engine = create_engine(self.url, future=True)
        if self._is_sqlite:
            event.listen(engine, "connect", _leave_transactions_to_us)
            event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        try:
            with engine.begin() as connection:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except SQLAlchemyError as error:
            raise ContentUnavailableError(f"The content database was not changed: {error}") from error
        finally:
            engine.dispose()

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()


def _trace(path: Path) -> tuple[int, int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute(f"PRAGMA busy_timeout = {SECONDS_TO_WAIT * 1000}")
    cursor.close()


def _leave_transactions_to_us(connection: sqlite3.Connection, _: object) -> None:
    # Python's driver would begin none before a change of tables: a migration could stop halfway.
    connection.isolation_level = None
