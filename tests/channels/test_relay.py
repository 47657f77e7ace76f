"""Another channel brings one method, and has everything else from the relay."""

from collections.abc import Sequence

import pytest

from api.assessments.schemas import Channel
from api.chat.schemas import Message
from bot.channels.arrivals import Arrival, Said, name_of
from bot.channels.gateway import Gateway, GatewayAway, GatewayRefused
from bot.channels.relay import Relay
from tests.channels.conftest import SERVICE_KEY, Bench, Product

pytestmark = pytest.mark.anyio


class Notebook:
    """The smallest channel: what is said stands in a list."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    async def deliver(self, recipient: str, messages: Sequence[Message]) -> None:
        self.lines += [f"{recipient}: {message.text}" for message in messages]


async def test_a_channel_of_one_method_talks(bench: Bench) -> None:
    notebook = Notebook()
    gateway = bench.product.gateway(Channel.API)
    relay = Relay(notebook, gateway, screen=bench.screen, care=bench.care, sleep=bench.naps)
    await relay.handle(Arrival("anna", name_of("notebook", 1), Said("hello")))
    assert notebook.lines == ["anna: I see.", "anna: I see."]


async def test_a_refusal_is_said_in_its_own_words(bench: Bench) -> None:
    notebook = Notebook()
    gateway = bench.product.gateway(Channel.API)
    relay = Relay(notebook, gateway, screen=bench.screen, care=bench.care, sleep=bench.naps)
    await relay.handle(Arrival("anna", name_of("notebook", 1), Said("x" * 5000)))
    assert "5000 characters" in notebook.lines[-1]


def test_a_chats_token_is_its_own_and_tells_nothing(product: Product) -> None:
    telegram = product.gateway(Channel.TELEGRAM, "1")
    token = telegram.token_of("1001")
    assert token == telegram.token_of("1001")
    assert len(token) == 43
    assert "1001" not in token
    others = {
        telegram.token_of("1002"),
        product.gateway(Channel.TELEGRAM, "2").token_of("1001"),
        product.gateway(Channel.SMS, "1").token_of("1001"),
    }
    assert len(others | {token}) == 4


async def test_a_gateway_that_answers_in_another_shape_is_away(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway = product.gateway(Channel.API)
    monkeypatch.setattr(product.door, "app", _nonsense)
    with pytest.raises(GatewayAway):
        await gateway.latest("anna")


async def _nonsense(_scope: object, _receive: object, send: object) -> None:
    await send({"type": "http.response.start", "status": 418, "headers": []})
    await send({"type": "http.response.body", "body": b"I am a teapot"})


async def test_a_wrong_service_key_is_refused_by_name(product: Product) -> None:
    http = product.http()
    gateway = Gateway(http, key=SERVICE_KEY + "x", channel=Channel.API, account="1")
    with pytest.raises(GatewayRefused) as refused:
        await gateway.open("anna", locale="en")
    assert refused.value.error == "Unauthorised"
    await gateway.close()
