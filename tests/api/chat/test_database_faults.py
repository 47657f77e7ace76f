"""The database may be away or locked: nothing is lost silently and nothing is done twice."""

import sqlite3
from typing import Any
from uuid import uuid4

import anyio
import pytest
from sqlalchemy import event, text

from api.chat.words import WORDS
from api.safety.staying import Heard
from tests.api.chat.conftest import Chat, Conversation, Start
from tests.api.chat.fakes import CARRY_ON, CERTAIN, POSSIBLE, SAFE, FaultyDatabase

pytestmark = pytest.mark.anyio

AWAY = {
    "error": "ConversationsAway",
    "detail": WORDS.with_help(WORDS.refusals.database_away),
}


async def test_every_route_says_that_the_database_is_away(chat: Chat, talk: Conversation) -> None:
    chat.database.away = True
    opening = await chat.http.post("/v1/chat/sessions", json={"channel": "web"})
    reading = await chat.http.get("/v1/chat/messages", headers=talk.headers)
    for answer in (opening, reading, await talk.say("hello"), await talk.press("/affirm")):
        assert (answer.status_code, answer.json()) == (503, AWAY)
    assert len(chat.engine.turns) == 1


async def test_a_message_that_was_not_taken_can_be_sent_again(
    chat: Chat, talk: Conversation
) -> None:
    name = uuid4()
    chat.database.fail_transaction(1)
    assert (await talk.say("hello", name=name)).status_code == 503
    assert (await talk.say("hello", name=name)).status_code == 200
    assert len(chat.engine.turns) == 2


async def test_an_answer_that_could_not_be_kept_is_asked_for_again_in_the_same_turn(
    chat: Chat, talk: Conversation
) -> None:
    name = uuid4()
    chat.database.fail_transaction(2)
    assert (await talk.say("3", name=name)).json() == AWAY
    answer = await talk.say("3", name=name)
    assert answer.json()["messages"][0]["text"] == "I see."
    assert chat.engine.turn_ids[1] == chat.engine.turn_ids[2]
    assert chat.waits == []
    assert await talk.say("3", name=name)
    assert len(chat.engine.turns) == 3


async def test_a_locked_database_is_answered_like_one_that_is_away(
    chat: Chat, talk: Conversation
) -> None:
    database = chat.database
    database.dispose()
    event.listen(database.engine, "connect", _wait_for_nothing)
    with database.engine.connect() as other:
        other.execute(text("UPDATE chat_sessions SET turns = turns"))
        assert (await talk.say("hello")).json() == AWAY
        assert len((await talk.transcript())["messages"]) == 1
        other.rollback()
    assert (await talk.say("hello")).status_code == 200


def _wait_for_nothing(connection: Any, _record: object) -> None:
    sqlite = isinstance(connection, sqlite3.Connection)
    connection.execute("PRAGMA busy_timeout=0" if sqlite else "SET lock_timeout = '1ms'")
    connection.commit()


async def test_certain_danger_is_answered_without_a_database(
    chat: Chat, talk: Conversation
) -> None:
    chat.database.away = True
    answer = await talk.say(f"there is {CERTAIN} here")
    assert answer.status_code == 200
    assert answer.json()["messages"][0]["text"] == "Care: crisis certain"
    titles = [button["title"] for button in answer.json()["messages"][-1]["buttons"]]
    assert titles == [SAFE["title"], CARRY_ON["title"]]
    chat.database.away = False
    assert (await talk.press_care(Heard.CARRY_ON)).status_code == 200


async def test_certain_danger_is_answered_when_it_cannot_be_kept_in_time(
    start: Start, database: FaultyDatabase
) -> None:
    talk = await (await start(care_patience_s=0.01)).open()
    with database.engine.connect() as other:
        other.execute(text("UPDATE chat_sessions SET turns = turns"))
        answer = await talk.say(CERTAIN)
        other.rollback()
    assert answer.json()["messages"][0]["text"] == "Care: crisis certain"
    while database.engine.pool.checkedout():
        await anyio.lowlevel.checkpoint()
    assert (await talk.transcript())["messages"][1]["text"] == CERTAIN


async def test_possible_danger_is_answered_gently_without_a_database(
    chat: Chat, talk: Conversation
) -> None:
    chat.database.away = True
    answer = await talk.say(POSSIBLE)
    assert answer.status_code == 200
    said = [message["text"] for message in answer.json()["messages"]]
    assert said == ["Care: safeguarding possible", AWAY["detail"]]
