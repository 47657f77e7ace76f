"""The terminal channel shows what the gateway says and sends what is typed."""

import json
from io import StringIO
from typing import Any

import httpx
import pytest
from rich.console import Console

from bot.terminal.chat import Conversation, GatewayRefused, invite_token, show

MESSAGE = {
    "text": "How far along [is it]?",
    "buttons": [{"title": "1 Emerging", "payload": "/level_1"}],
}


def _gateway(seen: list[Any], status: int = 200) -> httpx.Client:
    def handle(request: httpx.Request) -> httpx.Response:
        seen.append((request.url.path, json.loads(request.content), dict(request.headers)))
        if request.url.path.endswith("/sessions"):
            body = {"session": "s", "token": "secret", "messages": [MESSAGE], "state": {}}
            return httpx.Response(201, json=body)
        if status != httpx.codes.OK:
            return httpx.Response(status, json={"error": "TooFast", "detail": "Slow down."})
        return httpx.Response(200, json={"messages": [MESSAGE], "state": {"question": "N1b"}})

    return httpx.Client(base_url="http://api.test", transport=httpx.MockTransport(handle))


def test_a_conversation_sends_its_token_and_a_message_id() -> None:
    seen: list[Any] = []
    with _gateway(seen) as http:
        conversation = Conversation(http, "invite-token")
        conversation.send("3")
    assert seen[0][1] == {"channel": "terminal", "invite": "invite-token"}
    path, body, headers = seen[1]
    assert path == "/v1/chat/messages"
    assert body["text"] == "3"
    assert len(body["client_message_id"]) == 36
    assert headers["authorization"] == "Bearer secret"
    assert conversation.state == {"question": "N1b"}


def test_a_refusal_is_the_gateways_own_sentence() -> None:
    with _gateway([], status=429) as http, pytest.raises(GatewayRefused, match=r"Slow down\."):
        Conversation(http).send("3")


def test_messages_are_shown_with_their_buttons_and_brackets_as_they_are() -> None:
    console = Console(file=StringIO(), width=80)
    show([MESSAGE], console)
    assert isinstance(console.file, StringIO)
    shown = console.file.getvalue()
    assert "How far along [is it]?" in shown
    assert "[ 1 Emerging ]" in shown


@pytest.mark.parametrize(
    ("invite", "token"),
    [
        (None, None),
        ("abc", "abc"),
        ("http://127.0.0.1:8000/chat?invite=abc-_1", "abc-_1"),
        ("http://127.0.0.1:8000/chat", None),
    ],
)
def test_an_invite_may_be_the_whole_link(invite: str | None, token: str | None) -> None:
    assert invite_token(invite) == token
