import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.assessments.schemas import Channel
from api.chat.engine import Engine
from api.chat.gateway import Gateway as ChatGateway
from api.config import Settings
from api.database import Database
from api.migrations import migrate
from api.safety.care import CareMessages
from api.safety.screen import Screen
from bot.channels.gateway import Gateway
from bot.launch.local import free_ports
from bot.telegram_relay.service import TelegramRelay
from tests.api.chat.fakes import FakeEngine
from tests.api.example_framework import FOLDER
from tests.channels.bot_api import TOKEN, FakeBotApi, bot_api

SERVICE_KEY = "a-service-key-for-tests"
BOT_ID = "123456"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class Door(httpx.AsyncBaseTransport):
    """The way to the API, which can be shut, and which remembers what went through."""

    app: FastAPI
    shut: bool = False
    requests: list[httpx.Request] = field(default_factory=list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self.shut:
            raise httpx.ConnectError("nobody listens")
        return await httpx.ASGITransport(self.app).handle_async_request(request)


@dataclass
class Product:
    """The API with its database, an engine that a test controls, and the way to it."""

    settings: Settings
    app: FastAPI
    engine: FakeEngine
    door: Door

    def http(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=self.door, base_url="http://api")

    async def new_invite(self) -> dict[str, str]:
        """Invite somebody to a new assessment; gives the token and the participant."""
        async with self.http() as http:
            http.headers["X-API-Key"] = SERVICE_KEY
            pcn = await http.post("/v1/organisations", json={"name": "Example", "kind": "pcn"})
            wanted = {"framework": "village-checks", "scope": "village"}
            body = {**wanted, "organisation_id": pcn.json()["id"]}
            assessment = (await http.post("/v1/assessments", json=body)).json()["id"]
            path = f"/v1/assessments/{assessment}/participants"
            invited = (await http.post(path, json={"partner_type": "vcse"})).json()
        return {
            "token": invited["invite"]["token"],
            "participant": invited["participant"]["id"],
        }

    def gateway(self, channel: Channel, account: str = BOT_ID) -> Gateway:
        return Gateway.from_settings(self.settings, channel, account, transport=self.door)

    def use(self, **settings: Any) -> None:
        """Change settings of this test."""
        self.settings = self.settings.model_copy(update=settings)
        self.app.state.settings = self.settings
        state = self.app.state
        gateway = state.gateway
        state.gateway = ChatGateway(
            self.settings,
            state.database,
            state.engine,
            screen=gateway._carer._screen,
            care=gateway._carer._care,
        )


@pytest.fixture(scope="session")
def whole_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The whole application, built once, since it loads every safety rule."""
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("channels"),
        frameworks_dir=FOLDER,
        public_url="https://signpost.example",
        api_key=SERVICE_KEY,
        telegram_token=TOKEN,
        message_rate="1000/second",
        demo=False,
        privacy_notice=False,
    )
    database = Database(settings.effective_database_url)
    migrate(database)
    engine = Engine("http://engine", transport=httpx.MockTransport(lambda _: httpx.Response(503)))
    yield create_app(settings, database=database, engine=engine)
    database.dispose()


@pytest.fixture(scope="session")
def screen(whole_app: FastAPI) -> Screen:
    """The real screen, the one of the application: loading it again would take seconds."""
    return whole_app.state.gateway._carer._screen


@pytest.fixture(scope="session")
def care() -> CareMessages:
    return CareMessages.load()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database in the present shape, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "signpost.db"
    database = Database(f"sqlite:///{path}")
    migrate(database)
    database.dispose()
    return path


@pytest.fixture
def product(whole_app: FastAPI, empty_file: Path, tmp_path: Path) -> Iterator[Product]:
    """The product with an empty database and an engine of this test alone."""
    original = dict(whole_app.state._state)
    settings = original["settings"].model_copy(update={"data_dir": tmp_path})
    shutil.copy(empty_file, tmp_path / "signpost.db")
    database = Database(settings.effective_database_url)
    engine = FakeEngine()
    whole_app.state.database = database
    whole_app.state.engine = Engine("http://engine", transport=engine)
    product = Product(settings, whole_app, engine, Door(whole_app))
    product.use()
    yield product
    whole_app.state._state.update(original)
    database.dispose()


class Naps:
    """A sleep that takes no time, and remembers how long it was asked to be."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        await anyio.lowlevel.checkpoint()


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
async def telegram() -> AsyncIterator[FakeBotApi]:
    async with bot_api() as api:
        yield api


@dataclass
class Bench:
    """A Telegram relay at work between a Bot API and the product."""

    telegram: FakeBotApi
    product: Product
    naps: Naps
    screen: Screen
    care: CareMessages
    read_timeout_s: float = 15.0

    def relay(self, **settings: Any) -> TelegramRelay:
        (port,) = free_ports(1)
        changed = {"telegram_api_url": self.telegram.url, "telegram_port": port, **settings}
        return TelegramRelay(
            self.product.settings.model_copy(update=changed),
            self.screen,
            self.care,
            sleep=self.naps,
            gateway=self.product.gateway(Channel.TELEGRAM),
            read_timeout_s=self.read_timeout_s,
        )

    @asynccontextmanager
    async def running(self, **settings: Any) -> AsyncIterator[None]:
        """Run a relay; at the end it stops where it is."""
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self.relay(**settings).run)
            yield
            tasks.cancel_scope.cancel()


@pytest.fixture
def bench(
    telegram: FakeBotApi, product: Product, naps: Naps, screen: Screen, care: CareMessages
) -> Bench:
    return Bench(telegram, product, naps, screen, care)


@pytest.fixture
async def relay(bench: Bench) -> AsyncIterator[Bench]:
    """A relay that polls."""
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(bench.running())
        yield bench
