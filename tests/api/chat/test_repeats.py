"""The same message twice is one message: in one process, in several, and after faults."""

from uuid import uuid4

import anyio
import httpx
import pytest

from api.chat.keeping import DATABASE_PATIENCE_S
from tests.api.chat.conftest import Chat, Conversation, Start
from tests.api.chat.fakes import FakeEngine, Hold, fail, say

pytestmark = pytest.mark.anyio


async def test_the_same_message_gets_the_same_answer(chat: Chat, talk: Conversation) -> None:
    name = uuid4()
    first = await talk.say("hello", name=name)
    again = await talk.say("hello", name=name)
    assert first.json() == again.json()
    assert len(chat.engine.turns) == 2
    assert len((await talk.transcript())["messages"]) == 3


async def test_a_repeated_press_is_one_press(chat: Chat) -> None:
    yes = {"title": "Yes", "payload": "/affirm"}
    chat.engine.next.append(say({"text": "Ready?", "buttons": [yes]}))
    talk = await chat.open()
    body = {"payload": "/affirm", "client_message_id": str(uuid4())}
    assert (await talk.send(**body)).json() == (await talk.send(**body)).json()
    assert len(chat.engine.turns) == 2


async def test_the_same_message_twice_at_once_is_one(chat: Chat, talk: Conversation) -> None:
    name, slow, answers = uuid4(), Hold(), []
    chat.engine.next.append(slow)

    async def send() -> None:
        answers.append((await talk.say("hello", name=name)).json())

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(send)
        await slow.asked.wait()
        tasks.start_soon(send)
        await anyio.wait_all_tasks_blocked()
        slow.let_go.set()
    assert answers[0] == answers[1]
    assert len(chat.engine.turns) == 2


async def test_the_same_words_in_two_messages_are_two(chat: Chat, talk: Conversation) -> None:
    await talk.say("3", name=uuid4())
    await talk.say("3", name=uuid4())
    assert len(set(chat.engine.turn_ids)) == 3


async def test_two_processes_give_one_answer(start: Start) -> None:
    here, there = await start(), await start(engine=FakeEngine())
    talk = await here.open()
    name, slow, answers = uuid4(), Hold(), []
    here.engine.next.append(slow)

    async def send(through: Chat) -> None:
        answers.append((await through.conversation(talk).say("hello", name=name)).json())

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(send, here)
        await slow.asked.wait()
        tasks.start_soon(send, there)
        while len(there.waits) < 2:
            await anyio.lowlevel.checkpoint()
        slow.let_go.set()
    assert answers[0] == answers[1]
    assert there.engine.turns == []


async def test_when_the_other_process_fails_both_say_so(start: Start) -> None:
    here, there = await start(), await start(engine=FakeEngine())
    talk = await here.open()
    name, slow, answers = uuid4(), Hold(fail(httpx.ConnectError("refused"))), []
    here.engine.next.append(slow)

    async def send(through: Chat) -> None:
        answers.append((await through.conversation(talk).say("hello", name=name)).json())

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(send, here)
        await slow.asked.wait()
        tasks.start_soon(send, there)
        while not there.waits:
            await anyio.lowlevel.checkpoint()
        slow.let_go.set()
    assert answers[0] == answers[1]
    assert answers[0]["messages"][0]["kind"] == "notice"
    assert there.engine.turns == []


async def test_a_turn_whose_process_died_is_taken_over_with_its_id(start: Start) -> None:
    here, there = await start(), await start(engine=FakeEngine())
    talk = await here.open()
    name, stuck = uuid4(), Hold()
    here.engine.next.append(stuck)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(lambda: talk.say("hello", name=name))
        await stuck.asked.wait()
        tasks.cancel_scope.cancel()
    there.clock.pass_time(20 + DATABASE_PATIENCE_S)
    answer = await there.conversation(talk).say("hello", name=name)
    assert answer.json()["messages"][0]["text"] == "I see."
    assert there.engine.turn_ids == here.engine.turn_ids[-1:]
