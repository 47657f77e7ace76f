"""Whoever waits for the writer takes no thread from the one who writes."""

from collections.abc import Iterator
from pathlib import Path

import anyio
import httpx
import pytest
from anyio import to_thread
from fastapi import FastAPI
from pydantic import BaseModel
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from api.chat.transactions import Transactions
from api.database import Database, closing_database
from api.dependencies import WriteSession
from api.waiting_writers import held

pytestmark = pytest.mark.anyio

THREADS, PEOPLE = 2, 12


class Said(BaseModel):
    """What is answered: it is written out in a thread too."""

    word: str


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing_database(f"sqlite:///{tmp_path}/few.db") as database:
        with database.engine.begin() as connection:
            _run(connection, "CREATE TABLE said (word TEXT)")
        yield database


def _run(connection: Connection, statement: str) -> None:
    connection.execute(text(statement))


def _count(database: Database) -> int:
    with database.reading() as session:
        return session.execute(text("SELECT count(*) FROM said")).scalar_one()


async def test_requests_and_turns_all_end_where_threads_are_few(database: Database) -> None:
    app = FastAPI()
    app.state.database = database

    @app.post("/said")
    def say(session: WriteSession) -> Said:
        session.execute(text("INSERT INTO said VALUES ('request')"))
        return Said(word="request")

    limiter = to_thread.current_default_thread_limiter()
    before, limiter.total_tokens = limiter.total_tokens, THREADS
    transactions = Transactions(database)
    statuses: list[int] = []
    try:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:

            async def request() -> None:
                statuses.append((await http.post("/said")).status_code)

            async def turn() -> None:
                statement = text("INSERT INTO said VALUES ('turn')")
                await transactions.write(lambda session: session.execute(statement) and None)

            async with anyio.create_task_group() as tasks:
                for _ in range(PEOPLE):
                    tasks.start_soon(request)
                    tasks.start_soon(turn)
    finally:
        limiter.total_tokens = before
    assert statuses == [200] * PEOPLE
    assert _count(database) == 2 * PEOPLE


async def _say_in_vain(database: Database) -> None:
    async with held(database.transaction()) as session:
        session.execute(text("INSERT INTO said VALUES ('lost')"))
        session.execute(text("INSERT INTO never VALUES ('lost')"))


async def test_what_is_raised_or_cancelled_ends_the_transaction(database: Database) -> None:
    with pytest.raises(OperationalError):
        await _say_in_vain(database)
    with anyio.move_on_after(0.05):
        async with held(database.transaction()) as session:
            session.execute(text("INSERT INTO said VALUES ('lost')"))
            await anyio.sleep_forever()
    async with held(database.transaction()) as session:
        session.execute(text("INSERT INTO said VALUES ('kept')"))
    assert _count(database) == 1
