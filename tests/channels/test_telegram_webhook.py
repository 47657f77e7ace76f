"""Telegram calls the relay: only Telegram may, and an update counts when it was handled."""

import json
from collections.abc import AsyncIterator
from typing import Any

import anyio
import httpx
import pytest

from bot.launch.local import free_ports
from bot.telegram_relay.webhook import Webhook
from tests.api.chat.fakes import Hold, say
from tests.channels.conftest import Bench

pytestmark = pytest.mark.anyio

ANNA = 1001
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
async def called(bench: Bench) -> AsyncIterator[tuple[Bench, httpx.AsyncClient]]:
    """A relay that is called, and a client that calls it as Telegram does."""
    (port,) = free_ports(1)
    url = "https://bot.signpost.example/telegram/updates"
    async with bench.running(telegram_webhook_url=url, telegram_port=port):
        (given,) = await bench.telegram.wait_for_call("setWebhook")
        headers = {HEADER: given["secret_token"]}
        address = f"http://127.0.0.1:{port}"
        async with httpx.AsyncClient(base_url=address, headers=headers, timeout=20) as http:
            yield bench, http


def message(number: int, text: str) -> dict[str, Any]:
    chat = {"id": ANNA, "type": "private", "first_name": "Person"}
    sender = {"id": ANNA, "is_bot": False, "first_name": "Person"}
    return {
        "update_id": number,
        "message": {"message_id": number, "date": 1, "chat": chat, "from": sender, "text": text},
    }


async def bring(http: httpx.AsyncClient, update: object, **headers: str) -> int:
    answer = await http.post("/telegram/updates", json=update, headers=headers)
    return answer.status_code


async def test_an_update_that_telegram_brings_is_answered(
    called: tuple[Bench, httpx.AsyncClient],
) -> None:
    bench, http = called
    assert await bring(http, message(1, "hello")) == 200
    assert bench.telegram.texts(ANNA) == ["I see.", "I see."]
    assert (await http.get("/healthz")).status_code == 200


async def test_the_relay_tells_telegram_where_and_what_to_bring(
    called: tuple[Bench, httpx.AsyncClient],
) -> None:
    bench, _ = called
    (given,) = bench.telegram.called("setWebhook")
    assert given["url"] == "https://bot.signpost.example/telegram/updates"
    wanted = ["message", "edited_message", "callback_query", "my_chat_member"]
    assert json.loads(given["allowed_updates"]) == wanted
    assert len(given["secret_token"]) == 64


@pytest.mark.parametrize("secret", ["", "wrong", "ключ"])
async def test_who_does_not_know_the_secret_is_turned_away(
    called: tuple[Bench, httpx.AsyncClient], secret: str
) -> None:
    bench, http = called
    headers = {HEADER.encode(): secret.encode()}
    answer = await http.post("/telegram/updates", json=message(1, "hello"), headers=headers)
    assert answer.status_code == 403
    del http.headers[HEADER]
    assert await bring(http, message(1, "hello")) == 403
    assert bench.telegram.sent == []


async def test_an_update_that_is_brought_twice_is_answered_once(
    called: tuple[Bench, httpx.AsyncClient],
) -> None:
    bench, http = called
    assert await bring(http, message(1, "hello")) == 200
    assert await bring(http, message(1, "hello")) == 200
    assert bench.telegram.texts(ANNA) == ["I see.", "I see."]


@pytest.mark.parametrize(
    "content", [b"", b"not json", b"[]", b'"text"', b"{}", b'{"update_id": "one"}', b"\xff"]
)
async def test_what_is_no_update_is_refused(
    called: tuple[Bench, httpx.AsyncClient], content: bytes
) -> None:
    _, http = called
    answer = await http.post("/telegram/updates", content=content)
    assert answer.status_code == 400


async def test_a_body_that_no_update_needs_is_refused(
    called: tuple[Bench, httpx.AsyncClient],
) -> None:
    _, http = called
    answer = await http.post("/telegram/updates", content=b" " * 1_000_001)
    assert answer.status_code == 413


async def test_an_update_that_takes_long_is_brought_again_and_joins_the_first() -> None:
    slow, begun = Hold(say({"text": "At last."})), []

    async def handle(update: dict[str, Any]) -> None:
        begun.append(update["update_id"])
        slow.asked.set()
        await slow.let_go.wait()

    async with anyio.create_task_group() as tasks:
        app = Webhook(handle, tasks, secret="s" * 64, patience_s=0.01).app("https://bot/updates")
        transport = httpx.ASGITransport(app)
        headers = {HEADER: "s" * 64}
        async with httpx.AsyncClient(
            transport=transport, base_url="http://relay", headers=headers
        ) as http:
            first = await http.post("/updates", json=message(1, "hello"))
            slow.let_go.set()
            await anyio.wait_all_tasks_blocked()
            second = await http.post("/updates", json=message(1, "hello"))
    assert (first.status_code, second.status_code) == (503, 200)
    assert begun == [1]
