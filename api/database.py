"""The one way to the database: an engine, a session factory and a transaction."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Condition
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.orm import Session, sessionmaker

from api.exceptions import SignpostError

_BUSY_TIMEOUT_MS = 10_000
# A search of the directory reads pages all over the file: mapped, that costs no copying.
_MAPPED_BYTES = 2 * 1024 * 1024 * 1024 - 64 * 1024
# A search has many shapes, of which none should have to be compiled twice.
_STATEMENTS_KEPT = 2_000
_BEGIN = "signpost_begin"
# Names the advisory lock of a start among all that PostgreSQL holds for this database.
_STARTING_KEY = 7_446_678_701_203


class DatabaseUnknown(SignpostError):
    """The address of the database is none that can be used."""


class Database:
    """An engine with its session factory, made from a URL.

    Errors never show what was bound to a statement, for that may be a person's words. SQLite runs
    in write-ahead mode, waits for a busy writer and enforces foreign keys; any other URL is used as
    SQLAlchemy understands it, with a limit to how long a lock is waited for. Raises
    ``DatabaseUnknown`` for an address that names no database that is known here.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = _create_known_engine(url)
        self._writers = sessionmaker(self.engine, expire_on_commit=False)
        reading = self.engine.execution_options(**{_BEGIN: "DEFERRED"})
        self._readers = sessionmaker(reading, expire_on_commit=False)
        self._under_way = _UnderWay()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Yield a session; commit at the end, roll back when anything is raised."""
        with self._under_way, self._writers.begin() as session:
            yield session

    @contextmanager
    def trial(self) -> Iterator[Session]:
        """Yield a session whose changes can be counted, and never last."""
        with self._under_way, self._writers() as session:
            yield session
            session.rollback()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that only reads, and so never waits for a writer."""
        with self._under_way, self._readers() as session:
            yield session

    @contextmanager
    def starting(self) -> Iterator[None]:
        """Hold the one right to prepare this database; others that start at once wait their turn.

        The right ends with the process that holds it, however that ends.
        """
        with _starting_lock(self.engine):
            yield

    def overwrite_erased(self) -> None:
        """Let nothing that was erased stay in SQLite's write-ahead log; else do nothing.

        A reader that is under way can hold it up; the next call then does it.
        """
        if self.engine.dialect.name != "sqlite":
            return
        connection = self.engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()

    def dispose(self) -> None:
        """Close every connection, once what is under way in other threads has ended.

        A caller who left before its transaction ended leaves it running; cut off from the pool, its
        connection would never be closed.
        """
        self._under_way.wait(_BUSY_TIMEOUT_MS / 1000)
        self.engine.dispose()


@contextmanager
def closing_database(url: str) -> Iterator[Database]:
    """Yield the database of a command, whose connections are closed when it ends."""
    database = Database(url)
    try:
        yield database
    finally:
        database.dispose()


class _UnderWay:
    """Counts the sessions that are open, in whatever thread, and lets one wait for the last."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = Condition()

    def __enter__(self) -> None:
        with self._changed:
            self._count += 1

    def __exit__(self, *_raised: object) -> None:
        with self._changed:
            self._count -= 1
            self._changed.notify_all()

    def wait(self, patience_s: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._count == 0, timeout=patience_s)


@contextmanager
def _starting_lock(engine: Engine) -> Iterator[None]:
    file = engine.url.database
    if engine.dialect.name == "sqlite":
        with _locked_file(Path(f"{file}.lock")) if _is_file(file) else nullcontext():
            yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # A migration may take longer than any lock of an ordinary request.
        connection.execute(text("SET lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _STARTING_KEY})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _STARTING_KEY})
            connection.invalidate()


@contextmanager
def _locked_file(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_file(database: str | None) -> bool:
    return database not in {None, "", ":memory:"}


def _create_known_engine(url: str) -> Engine:
    try:
        return _create_engine(url)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        # Only the kind is shown: the rest may hold a password.
        kind = url.partition(":")[0]
        raise DatabaseUnknown(
            f"SIGNPOST_DATABASE_URL begins with '{kind}:', which is not the address of a database "
            "that can be used: 'sqlite:///path/to/file.db' or "
            "'postgresql+psycopg://user:password@host:5432/name'."
        ) from error


def _create_engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            url,
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=20,
            hide_parameters=True,
            query_cache_size=_STATEMENTS_KEPT,
            connect_args={"options": f"-c lock_timeout={_BUSY_TIMEOUT_MS}"},
        )
    if parsed.database and _is_file(parsed.database):
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        hide_parameters=True,
        query_cache_size=_STATEMENTS_KEPT,
        connect_args={"timeout": _BUSY_TIMEOUT_MS / 1000},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling is off: it would begin late, as a reader, and a reader
    # that turns into a writer fails at once instead of waiting for its turn.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA mmap_size={_MAPPED_BYTES}")
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    # What is erased is overwritten, not only let go of.
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    kind = connection.get_execution_options().get(_BEGIN, "IMMEDIATE")
    connection.exec_driver_sql(f"BEGIN {kind}")
