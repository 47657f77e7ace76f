from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import anyio
import httpx
import pytest
from fastapi import FastAPI

from api.chat.endpoints import router
from api.chat.engine import Engine
from api.chat.gateway import Gateway
from api.config import Settings
from api.database import Database
from api.error_answers import install_error_answers
from api.safety.care_buttons import pressed
from api.safety.staying import Heard
from tests.api.chat.fakes import Clock, FakeCare, FakeEngine, FakeScreen, FaultyDatabase
from tests.api.example_framework import example_registry

KEY = "a-service-key-for-tests"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class Conversation:
    """One conversation, as a client of the gateway holds it."""

    http: httpx.AsyncClient
    opened: dict[str, Any]
    offered: list[dict[str, str]] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.opened["session"]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.opened['token']}"}

    async def send(self, **body: Any) -> httpx.Response:
        # Only a message that waits for what it must not wait for takes so long.
        with anyio.fail_after(30):
            answer = await self.http.post("/v1/chat/messages", json=body, headers=self.headers)
        if answer.is_success:
            said = answer.json()["messages"]
            self.offered = [button for each in said for button in each["buttons"]]
        return answer

    async def send_raw(self, content: bytes) -> httpx.Response:
        headers = {**self.headers, "Content-Type": "application/json"}
        return await self.http.post("/v1/chat/messages", content=content, headers=headers)

    async def say(self, text: str, *, name: UUID | None = None) -> httpx.Response:
        return await self.send(text=text, **({"client_message_id": str(name)} if name else {}))

    async def press(self, payload: str) -> httpx.Response:
        return await self.send(payload=payload)

    def button(self, heard: Heard) -> str:
        """The payload of the button of care that says this, as it was offered last."""
        sent = [button["payload"] for button in self.offered]
        return next(each for each in sent if (found := pressed(each)) and found.heard is heard)

    async def press_care(self, heard: Heard) -> httpx.Response:
        return await self.press(self.button(heard))

    async def transcript(self) -> dict[str, Any]:
        answer = await self.http.get("/v1/chat/messages", headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()


@dataclass
class Chat:
    """A gateway behind its routes, with everything around it in reach of the test."""

    http: httpx.AsyncClient
    engine: FakeEngine
    database: FaultyDatabase
    gateway: Gateway
    screen: FakeScreen
    clock: Clock
    waits: list[float]
    real_engine: Engine

    async def open(self, **body: Any) -> Conversation:
        answer = await self.http.post("/v1/chat/sessions", json={"channel": "web", **body})
        assert answer.status_code == 201, answer.text
        return Conversation(self.http, answer.json())

    def conversation(self, opened: Conversation) -> Conversation:
        """The same conversation, held through this gateway."""
        return Conversation(self.http, opened.opened)


Start = Callable[..., Awaitable[Chat]]


@pytest.fixture
def database(database: Database) -> Iterator[FaultyDatabase]:
    """The database of this test, as one that can go away."""
    faulty = FaultyDatabase(database.url)
    yield faulty
    faulty.dispose()


@pytest.fixture
async def start(database: FaultyDatabase, tmp_path: Path) -> AsyncIterator[Start]:
    """Start one more gateway process on the same database; settings may be given."""
    async with AsyncExitStack() as stack:

        async def start_one(
            *,
            engine: FakeEngine | None = None,
            screen: Any = None,
            care: Any = None,
            care_patience_s: float = 10.0,
            **given: Any,
        ) -> Chat:
            settings = Settings(data_dir=tmp_path, **{"privacy_notice": False, **given})
            fake_engine, waits, clock = engine or FakeEngine(), [], Clock()
            real_engine = Engine(
                "http://engine",
                token="t0k",
                timeout_s=settings.engine_timeout_s,
                transport=fake_engine,
            )

            async def wait(seconds: float) -> None:
                waits.append(seconds)
                await anyio.lowlevel.checkpoint()

            screen = screen or FakeScreen()
            gateway = Gateway(
                settings,
                database,
                real_engine,
                screen=screen,
                care=care or FakeCare(),
                clock=clock,
                sleep=wait,
                care_patience_s=care_patience_s,
            )
            app = FastAPI()
            app.state.settings, app.state.database = settings, database
            app.state.gateway, app.state.api_key = gateway, KEY
            app.state.frameworks = example_registry()
            install_error_answers(app)
            app.include_router(router)
            stack.push_async_callback(real_engine.close)
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            http = await stack.enter_async_context(
                httpx.AsyncClient(transport=transport, base_url="http://api")
            )
            return Chat(http, fake_engine, database, gateway, screen, clock, waits, real_engine)

        yield start_one


@pytest.fixture
async def chat(start: Start) -> Chat:
    return await start()


@pytest.fixture
async def talk(chat: Chat) -> Conversation:
    """A conversation that is open."""
    return await chat.open()
