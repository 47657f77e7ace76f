"""Stand-ins for what surrounds the chat gateway, each with the shape of the real thing."""

import json
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import anyio
import httpx
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from api.database import Database
from api.safety.care_buttons import payload
from api.safety.finding import NOTHING, Category, Certainty, Finding
from api.safety.staying import Heard, Stay

Reply = Callable[[dict[str, Any]], Awaitable[httpx.Response]]

CARRY_ON = {"title": "Carry on where I was", "payload": payload(Heard.CARRY_ON)}
SAFE = {"title": "I'm safe for now", "payload": payload(Heard.SAFE)}
UNSAFE = {"title": "I'm not safe", "payload": payload(Heard.UNSAFE)}
FIND_SUPPORT = {"title": "Find support", "payload": "/find_support"}
CERTAIN = "certain danger"
POSSIBLE = "possible danger"


def say(*messages: dict[str, Any]) -> Reply:
    """Answer a turn with these engine messages."""
    return raw(200, json.dumps({"messages": messages}).encode())


def raw(status: int, content: bytes) -> Reply:
    """Answer a turn with this status and these bytes."""

    async def reply(_turn: dict[str, Any]) -> httpx.Response:
        return httpx.Response(status, content=content)

    return reply


def fail(error: Exception) -> Reply:
    """Break the connection in this way."""

    async def reply(_turn: dict[str, Any]) -> httpx.Response:
        raise error

    return reply


class Hold:
    """A reply that does not come before it is let go."""

    def __init__(self, reply: Reply | None = None) -> None:
        self.asked = anyio.Event()
        self.let_go = anyio.Event()
        self._reply = reply or say({"text": "At last."})

    async def __call__(self, turn: dict[str, Any]) -> httpx.Response:
        self.asked.set()
        await self.let_go.wait()
        return await self._reply(turn)


class FakeEngine(httpx.AsyncBaseTransport):
    """Answers like the engine's channel; records every turn that it was asked."""

    def __init__(self) -> None:
        self.turns: list[dict[str, Any]] = []
        self.requests: list[httpx.Request] = []
        self.ready = True
        self.can_delete = True
        self.next: deque[Reply] = deque()
        self.otherwise: Reply = say({"text": "I see."})

    @property
    def turn_ids(self) -> list[str]:
        return [turn["turn"] for turn in self.turns]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if request.url.path.endswith("/ready"):
            return httpx.Response(200 if self.ready else 503)
        if request.method == "DELETE":
            return httpx.Response(204 if self.can_delete else 503)
        turn = json.loads(request.content)
        self.turns.append(turn)
        reply = self.next.popleft() if self.next else self.otherwise
        return await reply(turn)


class FakeScreen:
    """Finds danger in texts that say so, and remembers what it was shown."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def check(self, text: str) -> Finding:
        self.seen.append(text)
        if CERTAIN in text:
            return Finding(Category.CRISIS, Certainty.CERTAIN, ["rule-1"])
        if POSSIBLE in text:
            return Finding(Category.SAFEGUARDING, Certainty.POSSIBLE, ["rule-2"])
        return NOTHING


class FakeCare:
    """Gives one care message, recognisable by its text."""

    has_local_lines = False

    def messages(
        self, finding: Finding, locale: str, _place: str | None = None
    ) -> list[dict[str, Any]]:
        return [
            {
                "kind": "notice",
                "text": f"Care: {finding.category} {finding.certainty}",
                "buttons": [SAFE, CARRY_ON] if finding.certainty is Certainty.CERTAIN else [],
                "card": {"type": "care", "contacts": []},
                "lang": locale,
                "dir": "ltr",
            }
        ]

    def told_again(
        self, finding: Finding, locale: str, _place: str | None = None
    ) -> list[dict[str, Any]]:
        return [self._notice(f"Care again: {finding.category}", locale, [SAFE, CARRY_ON])]

    def ask_again(
        self, stay: Stay, locale: str = "en", _place: str | None = None
    ) -> list[dict[str, Any]]:
        return [self._notice(f"Old button: {stay.category}", locale, [SAFE, CARRY_ON])]

    def check(
        self, finding: Finding, locale: str, _place: str | None = None, *, beside_need: bool = False
    ) -> list[dict[str, Any]]:
        beside = " beside a need" if beside_need else ""
        return [self._notice(f"Check: {finding.category}{beside}", locale, [])]

    def who_listens(
        self, stay: Stay, locale: str = "en", _place: str | None = None
    ) -> list[dict[str, Any]]:
        return [self._notice(f"Who listens: {stay.category}", locale, [UNSAFE, CARRY_ON])]

    def found_out(
        self, about: list[str], locale: str = "en", _place: str | None = None
    ) -> list[dict[str, Any]]:
        return [self._notice(f"Who is told what ({', '.join(about)})", locale, [])]

    def no_calls(
        self, _about: list[str], locale: str = "en", *, goes_on: bool = False
    ) -> list[dict[str, Any]]:
        return [self._notice("Nobody rings.", locale, [] if goes_on else [FIND_SUPPORT])]

    def stay(
        self, stay: Stay, heard: Heard, locale: str = "en", _place: str | None = None
    ) -> list[dict[str, Any]]:
        about = ", ".join(stay.about)
        again = f" again {stay.times}" if stay.times else ""
        text = f"Stay: {stay.category} {heard} ({about}){again}"
        return [self._notice(text, locale, [CARRY_ON])]

    def ask_gently_again(
        self, _stay: Stay, locale: str = "en", _place: str | None = None
    ) -> list[dict[str, Any]]:
        return [self._notice("Not safe?", locale, [UNSAFE, CARRY_ON])]

    def glad(self, locale: str = "en") -> list[dict[str, Any]]:
        return [self._notice("Glad.", locale, [])]

    def nothing_open(self, locale: str = "en") -> list[dict[str, Any]]:
        return [self._notice("Nothing is open.", locale, [FIND_SUPPORT])]

    @staticmethod
    def _notice(text: str, locale: str, buttons: list[dict[str, str]]) -> dict[str, Any]:
        return {"kind": "notice", "text": text, "buttons": buttons, "lang": locale, "dir": "ltr"}


class FaultyDatabase(Database):
    """A database that can go away at any transaction: at its start or at its commit."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.away = False
        self.transactions = 0
        self.failing: set[int] = set()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        self.transactions += 1
        self._fail_if(self.away or self.transactions in self.failing)
        with super().transaction() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        self._fail_if(self.away)
        with super().reading() as session:
            yield session

    def fail_transaction(self, ahead: int) -> None:
        """Fail the one that is so many transactions ahead: 1 is the next."""
        self.failing.add(self.transactions + ahead)

    @staticmethod
    def _fail_if(faulty: bool) -> None:
        if faulty:
            raise OperationalError("SELECT 1", {}, Exception("the disk is gone"))


class Clock:
    """A clock that only moves when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_time(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
