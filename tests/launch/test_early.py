"""The service answers from its first second, and hands over to the application."""

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import anyio
import httpx
import pytest
from fastapi import FastAPI

from bot.launch.early import EarlyAnswers

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Start:
    """A start that goes on when it is told to, with the client of its server."""

    def __init__(self, *, fails: bool = False) -> None:
        self.may_load = threading.Event()
        self.steps: list[str] = []
        self.fails = fails
        self.early = EarlyAnswers(self._load)
        self.early.on_failure(lambda: self.steps.append("told to end"))

    def _load(self) -> FastAPI:
        assert self.may_load.wait(timeout=30)
        if self.fails:
            raise RuntimeError("the settings are wrong")

        @asynccontextmanager
        async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
            self.steps.append("opened")
            yield
            self.steps.append("closed")

        app = FastAPI(lifespan=lifespan)
        app.get("/")(lambda: "the application")
        return app

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[httpx.AsyncClient]:
        """Run as a server does: startup, requests, shutdown."""
        send_in, receive_in = anyio.create_memory_object_stream[dict[str, str]](2)
        said: list[str] = []

        async def send(message: dict[str, str]) -> None:
            said.append(message["type"])

        async with send_in, receive_in, anyio.create_task_group() as tasks:
            tasks.start_soon(self.early, {"type": "lifespan"}, receive_in.receive, send)
            await send_in.send({"type": "lifespan.startup"})
            await _until(lambda: said == ["lifespan.startup.complete"])
            transport = httpx.ASGITransport(self.early)
            async with httpx.AsyncClient(transport=transport, base_url="http://early") as http:
                yield http
            await send_in.send({"type": "lifespan.shutdown"})
        assert said[-1] == "lifespan.shutdown.complete"


async def _until(is_so: Callable[[], bool]) -> None:
    with anyio.fail_after(30):
        while not is_so():
            await anyio.lowlevel.checkpoint()


async def test_a_page_says_that_it_starts_and_where_help_is() -> None:
    start = Start()
    async with start.serving() as http:
        page = await http.get("/")
        assert page.status_code == 200
        assert "The assistant is starting" in page.text
        assert all(number in page.text for number in ("999", "111", "116 123"))
        assert 'http-equiv="refresh"' in page.text
        start.may_load.set()


async def test_callers_are_told_to_come_back() -> None:
    start = Start()
    async with start.serving() as http:
        answer = await http.post("/v1/chat/sessions", json={"channel": "web"})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        assert answer.json()["error"] == "Starting"
        assert "999" in answer.json()["detail"]
        form = await http.post("/chat/plain", data={"text": "help"})
        assert (form.status_code, "116 123" in form.text) == (503, True)
        assert (await http.get("/readyz")).json() == {"database": False, "engine": False}
        assert (await http.get("/healthz")).status_code == 200
        start.may_load.set()


async def test_the_application_takes_over_and_is_closed_at_the_end() -> None:
    start = Start()
    async with start.serving() as http:
        start.may_load.set()
        await _until(lambda: start.early.is_loaded)
        assert (await http.get("/")).json() == "the application"
        assert start.steps == ["opened"]
    assert start.steps == ["opened", "closed"]


async def test_a_start_that_fails_ends_the_server_with_the_reason() -> None:
    start = Start(fails=True)
    async with start.serving():
        start.may_load.set()
        await _until(lambda: start.early.failure is not None)
    assert str(start.early.failure) == "the settings are wrong"
    assert start.steps == ["told to end"]
