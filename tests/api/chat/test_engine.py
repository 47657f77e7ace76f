"""The client of the engine."""

from uuid import UUID, uuid4

import httpx
import pytest
from pydantic import SecretStr

from api.chat.engine import Engine, EngineFailed, EngineTurn
from api.config import Settings
from tests.api.chat.fakes import FakeEngine, fail

pytestmark = pytest.mark.anyio

TURN = EngineTurn(conversation=uuid4(), turn=uuid4(), text="hello", metadata={})


async def test_ready_is_what_the_engine_says() -> None:
    fake = FakeEngine()
    engine = Engine("http://engine", transport=fake)
    assert await engine.is_ready()
    fake.ready = False
    assert not await engine.is_ready()
    await engine.close()


@pytest.mark.parametrize("error", [httpx.ConnectError("no"), httpx.ReadTimeout("slow")])
async def test_an_engine_that_is_away_is_not_ready(error: Exception) -> None:
    def refuse(_request: httpx.Request) -> httpx.Response:
        raise error

    engine = Engine("http://engine", transport=httpx.MockTransport(refuse))
    assert not await engine.is_ready()
    with pytest.raises(EngineFailed):
        await engine.forget(uuid4())
    await engine.close()


async def test_the_reason_of_a_failure_is_for_the_log() -> None:
    fake = FakeEngine()
    fake.next.append(fail(httpx.ConnectError("no")))
    engine = Engine("http://engine", transport=fake)
    with pytest.raises(EngineFailed) as caught:
        await engine.converse(TURN)
    assert caught.value.reason == "unreachable"
    await engine.close()


async def test_forgetting_erases_one_conversation() -> None:
    fake = FakeEngine()
    engine = Engine("http://engine", token="t0k", transport=fake)
    conversation = UUID("00000000-0000-0000-0000-000000000007")
    await engine.forget(conversation)
    (request,) = fake.requests
    assert request.method == "DELETE"
    assert request.url.path == f"/webhooks/gateway/conversations/{conversation}"
    assert request.url.params["token"] == "t0k"
    await engine.close()


async def test_the_settings_name_the_engine() -> None:
    settings = Settings(engine_url="http://engine:1234", engine_token=SecretStr("t0k"))
    engine = Engine.from_settings(settings)
    assert engine._http.base_url == "http://engine:1234"
    assert engine._http.params["token"] == "t0k"
    await engine.close()
