"""The relays' client of the chat gateway (``POST /v1/chat/…``).

Two errors come out of it: ``GatewayAway`` when no answer came or the gateway itself failed, and
``GatewayRefused`` when it said no.
"""

import base64
import hashlib
import hmac
from typing import Any, Self
from uuid import UUID

import httpx
from pydantic import BaseModel, ValidationError

from api.assessments.schemas import Channel
from api.chat.schemas import HandoverAnswer, SessionAnswer, TurnAnswer
from api.config import Settings
from api.credentials import service_key
from api.exceptions import SignpostError

TOKEN_UNKNOWN = "TokenUnknown"  # noqa: S105 -- the name of an error
NOT_OFFERED = "PayloadNotOffered"
_SPARE_S = 25.0
# Below the 5 seconds after which the API drops an idle connection.
_LIMITS = httpx.Limits(max_connections=200, max_keepalive_connections=100, keepalive_expiry=3.0)


class GatewayAway(SignpostError):
    """The gateway cannot be reached, or failed."""

    status = 503


class GatewayRefused(SignpostError):
    """The gateway refused a request; ``wait_s`` is for how long, when that is all."""

    def __init__(self, status: int, error: str, detail: str, wait_s: int | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.error = error
        self.wait_s = wait_s


class Gateway:
    """Talks to the chat gateway for the chats of one channel.

    ``account`` is the bot or number that the chats belong to. Every method raises ``GatewayAway``
    and ``GatewayRefused``. ``transport`` replaces the network in tests.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        *,
        key: str,
        channel: Channel,
        account: str,
    ) -> None:
        self._http = http
        self._key = key
        self._channel = channel
        self._account = account

    @classmethod
    def from_settings(
        cls,
        settings: Settings,
        channel: Channel,
        account: str,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> Self:
        """Make the client that the settings describe."""
        http = httpx.AsyncClient(
            base_url=settings.effective_api_url,
            timeout=settings.engine_timeout_s + _SPARE_S,
            transport=transport or httpx.AsyncHTTPTransport(limits=_LIMITS, retries=1),
        )
        return cls(http, key=service_key(settings), channel=channel, account=account)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    def token_of(self, sender: str) -> str:
        """Give the token of a chat's conversation: the same for the same chat, and unguessable."""
        chat = f"signpost:{self._channel}:{self._account}:{sender}"
        digest = hmac.digest(self._key.encode(), chat.encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    async def open(self, sender: str, *, locale: str, invite: str | None = None) -> SessionAnswer:
        """Open a conversation for a chat, or carry on the one that ``invite`` hands over."""
        body = {
            "channel": self._channel,
            "token": self.token_of(sender),
            "locale": locale,
            "invite": invite,
        }
        headers = {"X-API-Key": self._key}
        answer = await self._post("/v1/chat/channel-sessions", body, headers)
        return _read(SessionAnswer, answer)

    async def say(
        self, sender: str, *, name: UUID, text: str | None = None, payload: str | None = None
    ) -> TurnAnswer:
        """Say something in a chat's conversation, or press a button of it."""
        body = {"text": text, "payload": payload, "client_message_id": str(name)}
        answer = await self._post("/v1/chat/messages", body, self._bearer(sender))
        return _read(TurnAnswer, answer)

    async def latest(self, sender: str, *, offering: bool = True) -> TurnAnswer:
        """Give the latest answer of a chat's conversation, or the latest that offers buttons."""
        path = f"/v1/chat/messages/latest?offering={str(offering).lower()}"
        answer = await self._send("GET", path, headers=self._bearer(sender))
        return _read(TurnAnswer, answer)

    async def hand_over(self, sender: str) -> HandoverAnswer:
        """Make the links that carry a chat's conversation on elsewhere."""
        answer = await self._post("/v1/chat/handovers", {}, self._bearer(sender))
        return _read(HandoverAnswer, answer)

    def _bearer(self, sender: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token_of(sender)}"}

    async def _post(
        self, path: str, body: dict[str, Any], headers: dict[str, str]
    ) -> httpx.Response:
        return await self._send("POST", path, json=body, headers=headers)

    async def _send(self, method: str, path: str, **request: Any) -> httpx.Response:
        try:
            answer = await self._http.request(method, path, **request)
        except httpx.TransportError as error:
            raise GatewayAway(f"{path} got no answer.") from error
        if answer.is_error:
            raise _refusal(path, answer)
        return answer


def _read[M: BaseModel](model: type[M], answer: httpx.Response) -> M:
    try:
        return model.model_validate_json(answer.content)
    except ValidationError as error:
        raise GatewayAway(f"{answer.url.path} answered in another shape.") from error


def _refusal(path: str, answer: httpx.Response) -> SignpostError:
    if answer.is_server_error:
        return GatewayAway(f"{path} answered {answer.status_code}.")
    try:
        body = answer.json()
        error, detail = str(body["error"]), str(body["detail"])
    except (ValueError, KeyError, TypeError):
        return GatewayAway(f"{path} answered {answer.status_code} in another shape.")
    wait = answer.headers.get("Retry-After", "")
    return GatewayRefused(
        answer.status_code, error, detail, int(wait) if wait.isdecimal() else None
    )
