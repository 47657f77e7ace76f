"""Saving an answer is what a chat turn waits for: a few statements, and no more with time."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from sqlalchemy import event

from api.database import Database
from tests.api.arrange import Seat, new_turn, take_seat
from tests.api.example_framework import VILLAGE

MOST_STATEMENTS = 7


@contextmanager
def recorded_sql(database: Database) -> Iterator[list[str]]:
    """Yield the list of statements that the database was sent."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


@pytest.fixture
def seat(client: httpx.Client) -> Seat:
    return take_seat(client)


def test_an_answer_takes_few_statements_however_long_the_history(
    seat: Seat, database: Database
) -> None:
    counts = []
    for level in (1, 2, 3):
        for statement in VILLAGE:
            with recorded_sql(database) as sent:
                seat.say(statement, level=level, turn=new_turn())
            counts.append(len(sent))
    assert max(counts) <= MOST_STATEMENTS
    assert counts[1] == counts[-1]


def test_a_position_reads_the_answers_with_one_query(seat: Seat, database: Database) -> None:
    seat.say("V1a", level=1)
    with recorded_sql(database) as sent:
        seat.get("/position")
    assert sum("FROM responses" in statement for statement in sent) == 1
    # The place with all that is around it, the answers, and the hand-overs.
    assert len([statement for statement in sent if "SELECT" in statement]) == 3
