"""One turn at a time in a conversation."""

import anyio
import pytest

from api.chat.order import TurnOrder

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


async def _fail(order: TurnOrder) -> None:
    async with order.turn("a"):
        raise ZeroDivisionError


async def _take(order: TurnOrder) -> None:
    async with order.turn("a"):
        pass
