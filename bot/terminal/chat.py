"""Talk to the running assistant in the terminal (``signpost chat``)."""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlparse

import httpx
from rich.console import Console

from api.exceptions import SignpostError

_LEAVE = {"/quit", "/exit"}
_TIMEOUT_S = 60.0


class GatewayRefused(SignpostError):
    """The gateway answered with an error; the detail is its own sentence."""


class Conversation:
    """One conversation through the chat gateway; ``http`` carries the address."""

    def __init__(self, http: httpx.Client, invite: str | None = None) -> None:
        self._http = http
        body = {"channel": "terminal"} | ({"invite": invite} if invite else {})
        opened = self._post("/v1/chat/sessions", body)
        self._http.headers["Authorization"] = f"Bearer {opened['token']}"
        self.messages: list[dict[str, Any]] = opened["messages"]
        self.state: dict[str, Any] = opened["state"]

    def send(self, text: str) -> list[dict[str, Any]]:
        """Send a text and give the answer's messages."""
        body = {"text": text, "client_message_id": str(uuid.uuid4())}
        answer = self._post("/v1/chat/messages", body)
        self.messages, self.state = answer["messages"], answer["state"]
        return self.messages

    def _post(self, path: str, body: dict[str, str]) -> dict[str, Any]:
        answer = self._http.post(path, json=body)
        content: dict[str, Any] = answer.json()
        if answer.is_error:
            raise GatewayRefused(str(content.get("detail", answer.reason_phrase)))
        return content


def talk(
    api_url: str,
    invite: str | None = None,
    *,
    ask: Callable[[str], str] = input,
    console: Console | None = None,
) -> None:
    """Hold a conversation until the person writes /quit or closes the input."""
    console = console or Console()
    with httpx.Client(base_url=api_url, timeout=_TIMEOUT_S) as http:
        conversation = Conversation(http, invite_token(invite))
        console.print("Type your answers. /quit leaves; everything is saved.", style="dim")
        show(conversation.messages, console)
        while (text := _read(ask)) is not None:
            if not text.strip():
                continue
            try:
                show(conversation.send(text), console)
            except GatewayRefused as refusal:
                console.print(refusal.detail, style="yellow", markup=False)


def invite_token(invite: str | None) -> str | None:
    """Give the token of an invite, which may be the whole link."""
    if invite is None or "://" not in invite:
        return invite
    found = parse_qs(urlparse(invite).query).get("invite")
    return found[0] if found else None


def show(messages: list[dict[str, Any]], console: Console) -> None:
    """Print messages with their buttons."""
    for message in messages:
        console.print()
        console.print(message["text"], markup=False, highlight=False)
        for button in message["buttons"]:
            console.print(f"  [ {button['title']} ]", markup=False, style="cyan")


def _read(ask: Callable[[str], str]) -> str | None:
    try:
        text = ask("\n> ")
    except (EOFError, KeyboardInterrupt):
        return None
    return None if text.strip() in _LEAVE else text
