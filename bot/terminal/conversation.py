"""One conversation of the terminal, over HTTP: nothing typed is lost or answered twice."""

import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlparse

import httpx

from api.exceptions import SignpostError


class GatewayRefused(SignpostError):
    """The gateway answered with an error; the detail is its own sentence."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status

    @property
    def may_pass(self) -> bool:
        """Whether the same message may be taken later: it was too fast, or something is away."""
        return self.status in {408, 429} or self.status >= httpx.codes.INTERNAL_SERVER_ERROR


class GatewayAway(SignpostError):
    """No answer came: the gateway, or the way to it, is away."""


@dataclass(frozen=True)
class Outgoing:
    """A text with the name under which it is sent, however often."""

    text: str
    name: uuid.UUID


@dataclass(frozen=True)
class Answer:
    """What came back; ``failed`` when the same message may be sent again."""

    messages: list[dict[str, Any]]
    state: dict[str, Any]
    failed: bool


class Conversation:
    """One conversation through the chat gateway; ``http`` carries the address.

    Every method raises ``GatewayRefused`` when the gateway says no and ``GatewayAway`` when no
    answer comes.
    """

    def __init__(self, http: httpx.Client, invite: str | None = None) -> None:
        self._http = http
        self._invite = invite

    def open(self) -> Answer:
        """Open the conversation, and give the assistant's first words."""
        body = {"channel": "terminal"} | ({"invite": self._invite} if self._invite else {})
        opened = self._ask("POST", "/v1/chat/sessions", body)
        self._http.headers["Authorization"] = f"Bearer {opened['token']}"
        return _answer(opened)

    def send(self, message: Outgoing) -> Answer:
        """Send a text; the same ``Outgoing`` sent again is the same message."""
        body = {"text": message.text, "client_message_id": str(message.name)}
        return _answer(self._ask("POST", "/v1/chat/messages", body))

    def first_words(self) -> Answer | None:
        """Give the assistant's first words when they come late; None while it still starts."""
        said = _answer(self._ask("GET", "/v1/chat/messages"))
        only_notices = all(message["kind"] == "notice" for message in said.messages)
        return None if only_notices else said

    def _ask(self, method: str, path: str, body: dict[str, str] | None = None) -> dict[str, Any]:
        try:
            answer = self._http.request(method, path, json=body)
            content: dict[str, Any] = answer.json()
        except (httpx.TransportError, ValueError) as error:
            raise GatewayAway(
                f"The service at {self._http.base_url} does not answer. Is 'make run' running?"
            ) from error
        if answer.is_error:
            detail = str(content.get("detail", answer.reason_phrase))
            raise GatewayRefused(answer.status_code, detail)
        return content


def invite_token(invite: str | None) -> str | None:
    """Give the token of an invite, which may be the whole link."""
    if invite is None or "://" not in invite:
        return invite
    found = parse_qs(urlparse(invite).query).get("invite")
    return found[0] if found else None


def _answer(body: dict[str, Any]) -> Answer:
    return Answer(body["messages"], body["state"], bool(body.get("failed")))
