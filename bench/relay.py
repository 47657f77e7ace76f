"""How many turns a second the Telegram relay carries, from a press to the next question shown."""

import asyncio
import time
from itertools import cycle

import anyio

from bench.product import Product
from tests.channels.bot_api import TOKEN, FakeBotApi, Sent, bot_api

CHATS = 50
ANSWERS = 6
_FIRST_CHAT = 1_000
_LEVELS = 4
_START_WITHIN_S = 180


def relay_turns_per_second(product: Product) -> float:
    """Let 50 people answer at once through a Bot API on this machine; give turns a second.

    A turn goes the whole way: an update that is polled, the gateway, the engine, the answer
    committed, the next question sent, the old buttons closed and the press acknowledged.
    """
    return asyncio.run(_measure(product))


async def _measure(product: Product) -> float:
    async with bot_api() as telegram:
        telegram.patience_s = _START_WITHIN_S
        settings = {"SIGNPOST_TELEGRAM_TOKEN": TOKEN, "SIGNPOST_TELEGRAM_API_URL": telegram.url}
        with product.running("telegram_relay", settings):
            people = [_Person(telegram, _FIRST_CHAT + place) for place in range(CHATS)]
            for person in people:
                telegram.say(person.chat, f"/start {product.new_invite()}")
            await _all(people, 0)
            started = time.perf_counter()
            await _all(people, ANSWERS)
            return CHATS * ANSWERS / (time.perf_counter() - started)


async def _all(people: "list[_Person]", answers: int) -> None:
    async with anyio.create_task_group() as tasks:
        for person in people:
            tasks.start_soon(person.answer, answers)


class _Person:
    """Somebody who answers by pressing one level after the other."""

    def __init__(self, telegram: FakeBotApi, chat: int) -> None:
        self._telegram = telegram
        self._levels = cycle((2, 1, 3, 0))
        self._answered: int | None = None
        self.chat = chat

    async def answer(self, answers: int) -> None:
        """Wait for the first question, then answer so many."""
        question = await self._question()
        for _ in range(answers):
            self._telegram.press(question, question.titles[next(self._levels)])
            self._answered = question.id
            question = await self._question()

    async def _question(self) -> Sent:
        await self._telegram.wait_until(lambda: self._asked() is not None)
        asked = self._asked()
        if asked is None:
            raise RuntimeError("The question went away.")
        return asked

    def _asked(self) -> Sent | None:
        sent = self._telegram.to(self.chat)
        last = sent[-1] if sent else None
        if last is None or len(last.buttons) < _LEVELS or last.id == self._answered:
            return None
        return last
