"""The one way to the dialogue engine: HTTP on the private network, one request a turn."""

import logging
from typing import Any, Self
from uuid import UUID

import anyio
import httpx
import orjson
from pydantic import BaseModel, Field, JsonValue, ValidationError

from api.chat.schemas import Button, MessageKind, State
from api.config import Settings
from api.exceptions import Unavailable

_CHANNEL = "/webhooks/gateway"
_CONNECT_TIMEOUT_S = 2.0
_READY_TIMEOUT_S = 2.0
# Below the 5 seconds after which the engine's server drops an idle connection: one that is being
# dropped while it is picked up again would look like a lost turn.
_KEEP_ALIVE_S = 3.0
_MAX_CONNECTIONS = 200


class EngineFailed(Unavailable):
    """The engine gave no usable answer to a turn; ``reason`` is a word for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__("The assistant can't be reached just now.")
        self.reason = reason


class EngineTurn(BaseModel):
    """One message for the engine: a redacted text or an offered payload, with its context."""

    conversation: UUID
    turn: UUID
    text: str | None = None
    payload: str | None = None
    metadata: dict[str, JsonValue]


class Custom(BaseModel):
    """The structured part of an engine message."""

    kind: MessageKind | None = None
    card: dict[str, JsonValue] | None = None
    state: State | None = None
    failed: bool = False


class EngineMessage(BaseModel):
    """One message of the engine; every part may be missing."""

    text: str = ""
    buttons: list[Button] = []
    custom: Custom = Custom()

    @property
    def is_visible(self) -> bool:
        """Whether a person would see anything of it."""
        return bool(self.text or self.buttons or self.custom.card)


class _Answer(BaseModel):
    messages: list[EngineMessage] = Field(min_length=1)


class Engine:
    """Talks to the dialogue engine.

    ``timeout_s`` bounds a whole turn, from the connection to the last byte of the answer.
    ``transport`` replaces the network in tests.
    """

    def __init__(
        self,
        base_url: str,
        *,
        token: str = "",
        timeout_s: float = 20.0,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        # Their lines would show every address with the token in it.
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)
        self._timeout_s = timeout_s
        self._http = httpx.AsyncClient(
            base_url=base_url,
            params={"token": token},
            timeout=httpx.Timeout(timeout_s, connect=_CONNECT_TIMEOUT_S),
            transport=transport or httpx.AsyncHTTPTransport(limits=_limits(), retries=1),
        )

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """Make the engine that the settings name."""
        token = settings.engine_token.get_secret_value() if settings.engine_token else ""
        return cls(settings.engine_url, token=token, timeout_s=settings.engine_timeout_s)

    async def is_ready(self) -> bool:
        """Say whether the engine answers and has a model loaded."""
        try:
            with anyio.fail_after(_READY_TIMEOUT_S):
                answer = await self._http.get(f"{_CHANNEL}/ready")
        except (httpx.HTTPError, TimeoutError):
            return False
        return answer.status_code == httpx.codes.OK

    async def converse(self, turn: EngineTurn) -> list[EngineMessage]:
        """Send one turn and give what the engine says to it.

        Raises ``EngineFailed`` when the engine is away, too slow, answers in another shape, says
        nothing that a person could see, or says that the turn failed.
        """
        try:
            with anyio.fail_after(self._timeout_s):
                answer = await self._http.post(
                    f"{_CHANNEL}/turn", content=turn.model_dump_json(exclude_none=True)
                )
        except (TimeoutError, httpx.TimeoutException) as error:
            raise EngineFailed("timeout") from error
        except httpx.HTTPError as error:
            raise EngineFailed("unreachable") from error
        if answer.status_code != httpx.codes.OK:
            raise EngineFailed(f"status {answer.status_code}")
        return _read(answer.content)

    async def forget(self, conversation: UUID) -> None:
        """Erase what the engine keeps of a conversation.

        Raises ``EngineFailed`` when the engine does not confirm it.
        """
        await self._erase(f"{_CHANNEL}/conversations/{conversation}")

    async def forget_words(self, conversation: UUID) -> None:
        """Erase the words that the engine keeps of a conversation, but not its place.

        Raises ``EngineFailed`` when the engine does not confirm it.
        """
        await self._erase(f"{_CHANNEL}/conversations/{conversation}/words")

    async def _erase(self, address: str) -> None:
        try:
            answer = await self._http.delete(address)
        except httpx.HTTPError as error:
            raise EngineFailed("unreachable") from error
        if answer.status_code != httpx.codes.NO_CONTENT:
            raise EngineFailed(f"status {answer.status_code}")

    async def close(self) -> None:
        """Close every connection."""
        await self._http.aclose()


def _limits() -> httpx.Limits:
    return httpx.Limits(
        max_connections=_MAX_CONNECTIONS,
        max_keepalive_connections=_MAX_CONNECTIONS,
        keepalive_expiry=_KEEP_ALIVE_S,
    )


def _read(content: bytes) -> list[EngineMessage]:
    try:
        body: Any = orjson.loads(content)
        messages = _Answer.model_validate(body).messages
    except (orjson.JSONDecodeError, ValidationError) as error:
        raise EngineFailed("shape") from error
    if any(message.custom.failed for message in messages):
        raise EngineFailed("failed")
    if not any(message.is_visible for message in messages):
        raise EngineFailed("nothing said")
    return messages
