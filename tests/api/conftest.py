import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from sqlalchemy import text

from api.app import create_app
from api.chat.engine import Engine
from api.config import Settings
from api.database import Database
from api.frameworks.loader import FrameworkRegistry
from api.migrations import migrate
from api.models import Base
from tests.api.example_framework import FOLDER, example_registry
from tests.api.in_process import client_of
from tests.api.postgres import fresh_postgres

SERVICE_KEY = "a-service-key-for-tests"
SHIPPED = Path(__file__).parents[2] / "frameworks"


@pytest.fixture(scope="session")
def shipped() -> FrameworkRegistry:
    """The frameworks that are shipped with the product."""
    return FrameworkRegistry.from_folder(SHIPPED)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file in the present shape, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.dispose()
    return path


@pytest.fixture(scope="session")
def migrated_postgres() -> Iterator[Database]:
    """A PostgreSQL database in the present shape."""
    with fresh_postgres() as url:
        database = Database(url)
        migrate(database)
        yield database
        database.dispose()


@pytest.fixture
def sqlite_database(migrated_file: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite database of this test alone."""
    copy = shutil.copy(migrated_file, tmp_path / "signpost.db")
    database = Database(f"sqlite:///{copy}")
    yield database
    database.dispose()


@pytest.fixture
def postgres_database(migrated_postgres: Database) -> Database:
    """The PostgreSQL database, emptied."""
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with migrated_postgres.transaction() as session:
        session.execute(text(f"TRUNCATE {tables}"))
    return migrated_postgres


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty database in the present shape, once of each kind."""
    found: Database = request.getfixturevalue(f"{request.param}_database")
    return found


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The whole application, built once, since it loads every safety rule; its engine is away."""
    folder = tmp_path_factory.mktemp("application")
    settings = Settings(
        data_dir=folder,
        frameworks_dir=FOLDER,
        public_url="https://signpost.example",
        api_key=SERVICE_KEY,
    )
    database = Database(settings.effective_database_url)
    migrate(database)
    away = httpx.MockTransport(lambda _request: httpx.Response(503))
    yield create_app(settings, database=database, engine=Engine("http://engine", transport=away))
    database.dispose()


@pytest.fixture
def app(application: FastAPI, database: Database) -> FastAPI:
    """The application over the database of this test and the made-up framework."""
    application.state.database = database
    application.state.frameworks = example_registry()
    return application


@pytest.fixture(scope="session")
def portal() -> Iterator[BlockingPortal]:
    """The event loop, in a thread of its own, that the application runs in."""
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture
def client(app: FastAPI, portal: BlockingPortal) -> Iterator[httpx.Client]:
    """A client that holds the service key."""
    with client_of(app, portal, headers={"X-API-Key": SERVICE_KEY}) as client:
        yield client
