"""Processes that start at once on a new database prepare it once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, select

from api.app import prepare
from api.config import Settings
from api.database import Database
from api.models import Organisation
from tests.api.example_framework import example_registry
from tests.api.postgres import fresh_postgres

REPLICAS = 4


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table, once of each kind."""
    if request.param == "postgres":
        with fresh_postgres() as address:
            yield address
    else:
        yield f"sqlite:///{tmp_path / 'new.db'}"


def test_replicas_that_start_first_at_once_migrate_and_seed_once(url: str, tmp_path: Path):
    together, settings = Barrier(REPLICAS), Settings(data_dir=tmp_path)

    def start() -> int:
        database = Database(url)
        together.wait()
        prepare(database, example_registry(), settings)
        with database.reading() as session:
            count = session.scalar(select(func.count()).select_from(Organisation))
        database.dispose()
        return count or 0

    with ThreadPoolExecutor(REPLICAS) as replicas:
        counts = [each.result() for each in [replicas.submit(start) for _ in range(REPLICAS)]]
    assert len(set(counts)) == 1
    assert counts[0] == 4


def test_the_right_to_prepare_is_free_again_after_a_failure(url: str):
    database = Database(url)
    with pytest.raises(ZeroDivisionError), database.starting():
        _ = 1 / 0
    with database.starting():
        pass
    database.dispose()
