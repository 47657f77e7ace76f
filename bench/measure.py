"""Measure a bot's turns: one at a time, as a conversation grows, and many at once."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from typing import Protocol

import httpx

ANSWERS = ("3", "2", "4", "1")
FIRST_ANSWERS = 5
PLACES = (10, 75, 150)
AROUND = 2

Say = Callable[[str], None]


class Conversation(Protocol):
    """What the benchmark does with a bot."""

    async def begin(self) -> None:
        """Come to the first question."""

    async def answer(self, text: str) -> None:
        """Answer one question."""


class Bot(Protocol):
    """A running bot."""

    ready_s: float

    @property
    def engine_pid(self) -> int:
        """The process whose memory counts."""

    def open(self, http: httpx.AsyncClient) -> Conversation:
        """Begin a conversation."""


@dataclass(frozen=True)
class Figures:
    """What was measured of one bot; times in milliseconds, memory in MiB."""

    turn_p50_ms: float
    turn_p95_ms: float
    at_place_ms: dict[int, float]
    turns_per_second: float
    engine_memory_mib: float
    ready_s: float

    def growth(self) -> float:
        """How many times longer the last place takes than the first."""
        return self.at_place_ms[PLACES[-1]] / self.at_place_ms[PLACES[0]]


async def measure(bot: Bot, *, conversations: int, long_conversations: int, say: Say) -> Figures:
    """Measure a bot that is running; ``say`` reports progress."""
    limits = httpx.Limits(max_connections=50)
    async with httpx.AsyncClient(timeout=60, limits=limits) as http:
        say("warming up")
        await _hold(bot.open(http), FIRST_ANSWERS)
        say("first answers")
        first = [
            taken
            for _ in range(conversations)
            for taken in await _hold(bot.open(http), FIRST_ANSWERS)
        ]
        say("long conversations")
        long = [await _hold(bot.open(http), PLACES[-1] + AROUND) for _ in range(long_conversations)]
        memory = resident_mib(bot.engine_pid)
        say("eight conversations at once")
        rate = await _throughput(bot, http)
    return Figures(
        turn_p50_ms=median(first),
        turn_p95_ms=quantiles(first, n=20)[-1],
        at_place_ms={place: _around(long, place) for place in PLACES},
        turns_per_second=rate,
        engine_memory_mib=memory,
        ready_s=bot.ready_s,
    )


async def _hold(conversation: Conversation, answers: int) -> list[float]:
    await conversation.begin()
    taken = []
    for _, answer in zip(range(answers), cycle(ANSWERS), strict=False):
        started = time.perf_counter()
        await conversation.answer(answer)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def _around(conversations: list[list[float]], place: int) -> float:
    window = slice(place - 1 - AROUND, place + AROUND)
    return median(taken for each in conversations for taken in each[window])


async def _throughput(bot: Bot, http: httpx.AsyncClient, at_once: int = 8, each: int = 15) -> float:
    conversations = [bot.open(http) for _ in range(at_once)]
    for conversation in conversations:
        await conversation.begin()
    started = time.perf_counter()
    await asyncio.gather(*(_answer_all(conversation, each) for conversation in conversations))
    return at_once * each / (time.perf_counter() - started)


async def _answer_all(conversation: Conversation, answers: int) -> None:
    for _, answer in zip(range(answers), cycle(ANSWERS), strict=False):
        await conversation.answer(answer)


def resident_mib(pid: int) -> float:
    """The resident memory of a process and its children, in MiB."""
    total = 0.0
    for process in [pid, *_children(pid)]:
        status = Path(f"/proc/{process}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        total += int(line.split()[1]) / 1024
    return total


def _children(pid: int) -> list[int]:
    found = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return found + [grandchild for child in found for grandchild in _children(child)]
