"""One turn at a time in a conversation, and no database transaction while the engine thinks."""

import anyio
import httpx
import pytest

from api.chat.order import TurnOrder
from tests.api.chat.conftest import Chat, Conversation, Start
from tests.api.chat.fakes import FakeEngine, Hold, say

pytestmark = pytest.mark.anyio


async def test_turns_come_in_the_order_of_arrival() -> None:
    order, done = TurnOrder(), []

    async def take(place: int) -> None:
        async with order.turn("a"):
            await anyio.lowlevel.checkpoint()
            done.append(place)

    async with anyio.create_task_group() as tasks, order.turn("a"):
        for place in range(5):
            tasks.start_soon(take, place)
            await anyio.wait_all_tasks_blocked()
        assert done == []
    assert done == [0, 1, 2, 3, 4]


async def test_conversations_are_forgotten_when_they_are_idle() -> None:
    order = TurnOrder()
    assert not order.is_busy("a")
    async with order.turn("a"), order.turn("b"):
        assert order.is_busy("a")
        assert len(order) == 2
    assert len(order) == 0


async def test_a_turn_that_fails_lets_the_next_one_in() -> None:
    order = TurnOrder()
    with pytest.raises(ZeroDivisionError):
        await _fail(order)
    assert len(order) == 0
    await _take(order)


async def test_a_turn_that_is_cancelled_while_it_waits_lets_the_next_one_in() -> None:
    order = TurnOrder()
    async with anyio.create_task_group() as impatient, order.turn("a"):
        impatient.start_soon(_take, order)
        await anyio.wait_all_tasks_blocked()
        impatient.cancel_scope.cancel()
    assert len(order) == 0
    await _take(order)


async def test_a_turn_takes_two_transactions_and_none_while_the_engine_thinks(
    chat: Chat, talk: Conversation
) -> None:
    open_ones: list[int] = []

    async def look(_turn: dict[str, object]) -> httpx.Response:
        open_ones.append(chat.database.engine.pool.checkedout())
        return httpx.Response(200, json={"messages": [{"text": "I see."}]})

    chat.engine.next.append(look)
    before = chat.database.transactions
    assert (await talk.say("hello")).status_code == 200
    assert chat.database.transactions - before == 2
    assert open_ones == [0]


async def test_two_messages_at_once_are_both_answered_in_order(
    chat: Chat, talk: Conversation
) -> None:
    slow = Hold(say({"text": "First."}))
    chat.engine.next.extend([slow, say({"text": "Second."})])
    answers: dict[str, str] = {}

    async def send(text: str) -> None:
        answers[text] = (await talk.say(text)).json()["messages"][0]["text"]

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(send, "one")
        await slow.asked.wait()
        tasks.start_soon(send, "two")
        await anyio.wait_all_tasks_blocked()
        assert len(chat.engine.turns) == 2
        slow.let_go.set()
    assert answers == {"one": "First.", "two": "Second."}
    said = [each["text"] for each in (await talk.transcript())["messages"]]
    assert said == ["I see.", "one", "First.", "two", "Second."]


async def test_conversations_do_not_wait_for_each_other(chat: Chat, talk: Conversation) -> None:
    other = await chat.open()
    slow = Hold()
    chat.engine.next.append(slow)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(talk.say, "one")
        await slow.asked.wait()
        assert (await other.say("two")).status_code == 200
        slow.let_go.set()


async def test_messages_through_two_processes_at_once_are_all_kept(start: Start) -> None:
    here, there = await start(), await start(engine=FakeEngine())
    talk = await here.open()
    sent = [f"message {place}" for place in range(8)]
    async with anyio.create_task_group() as tasks:
        for place, text in enumerate(sent):
            through = (here, there)[place % 2].conversation(talk)
            tasks.start_soon(through.say, text)
    messages = (await talk.transcript())["messages"]
    assert sorted(each["text"] for each in messages if each["from"] == "person") == sent
    assert len(here.engine.turns) + len(there.engine.turns) == 1 + len(sent)


async def _fail(order: TurnOrder) -> None:
    async with order.turn("a"):
        raise ZeroDivisionError


async def _take(order: TurnOrder) -> None:
    async with order.turn("a"):
        pass
