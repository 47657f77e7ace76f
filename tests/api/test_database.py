"""The one way to the database leaves no connection behind."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text

from api.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'some.db'}")
    yield database
    database.dispose()


def test_what_is_under_way_elsewhere_ends_before_its_connection_is_closed(
    database: Database,
) -> None:
    began, may_end = Event(), Event()
    raw: list[sqlite3.Connection] = []

    def work() -> int:
        with database.transaction() as session:
            raw.append(session.connection().connection.dbapi_connection)  # type: ignore[arg-type]
            began.set()
            assert may_end.wait(10)
            return session.execute(text("SELECT 1")).scalar_one()

    with ThreadPoolExecutor(2) as threads:
        working = threads.submit(work)
        assert began.wait(10)
        disposing = threads.submit(database.dispose)
        assert not disposing.done()
        may_end.set()
        disposing.result(10)
        assert working.result(10) == 1
    with pytest.raises(sqlite3.ProgrammingError, match=r"closed|thread"):
        raw[0].execute("SELECT 1")


def test_a_disposed_database_can_be_used_again(database: Database) -> None:
    database.dispose()
    with database.reading() as session:
        assert session.execute(text("SELECT 1")).scalar_one() == 1
