"""PostgreSQL databases for tests: each is made for them and dropped, no other is touched."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, make_url, text

SERVER_VARIABLE = "SIGNPOST_TEST_POSTGRES_URL"


@contextmanager
def fresh_postgres() -> Iterator[str]:
    """Yield the URL of an empty database; skip the test when no server is named."""
    server = os.environ.get(SERVER_VARIABLE)
    if not server:
        pytest.skip(f"{SERVER_VARIABLE} names no PostgreSQL server")
    name = f"signpost_test_{uuid.uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()
