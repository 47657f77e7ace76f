"""The public routes of conversations."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.chat.gateway import Gateway
from api.chat.interpreter import offered_locales
from api.chat.practice import start_practice_in
from api.chat.route import ChatRoute
from api.chat.schemas import (
    ChannelSessionRequest,
    HandoverAnswer,
    MessageRequest,
    PracticeAnswer,
    PracticeRequest,
    SessionAnswer,
    SessionRequest,
    Transcript,
    TurnAnswer,
)
from api.dependencies import FrameworksDependency, Now, ServiceKey, SettingsDependency, WriteSession
from api.error_answers import may_answer
from api.languages.locales import OfferedLocale

router = APIRouter(
    prefix="/v1/chat",
    tags=["chat"],
    route_class=ChatRoute,
    responses=may_answer(411, 413, 422, 503),
)

_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="Conversation",
    description="The token that opening the conversation gave.",
)


# These two are async so that they cost no thread: they run before every message.
async def _gateway(request: Request) -> Gateway:
    gateway: Gateway = request.app.state.gateway
    return gateway


async def _token(
    bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> str | None:
    return bearer.credentials if bearer else None


GatewayDependency = Annotated[Gateway, Depends(_gateway)]
Token = Annotated[str | None, Depends(_token)]


@router.post("/sessions", status_code=201, responses=may_answer(404, 410, 429))
async def open_session(
    body: SessionRequest, request: Request, gateway: GatewayDependency
) -> SessionAnswer:
    """Open a conversation; an invite links it to a participant's place in an assessment."""
    address = request.client.host if request.client else "unknown"
    return await gateway.sessions.open(body, address=address)


@router.post(
    "/channel-sessions",
    status_code=201,
    dependencies=[ServiceKey],
    responses=may_answer(401, 404, 410),
)
async def open_channel_session(
    body: ChannelSessionRequest, gateway: GatewayDependency
) -> SessionAnswer:
    """Open a conversation for a chat of another channel, under the token that the channel made.

    A link that carries a conversation on (`invite`) opens that one instead, where it stands.
    """
    return await gateway.sessions.open_for_channel(body)


@router.get("/locales")
async def list_locales() -> list[OfferedLocale]:
    """Give the languages that a conversation can be held in, English first.

    A conversation is opened in one by its `locale`, and goes on in another when the person asks
    for it, in words or by the payload `/language{"to": "pl"}`.
    """
    return offered_locales()


@router.post("/handovers", status_code=201, responses=may_answer(401, 429))
async def hand_over(gateway: GatewayDependency, token: Token) -> HandoverAnswer:
    """Make links that carry this conversation to another channel; they work once, for 15 minutes.

    The conversation goes on in both places.
    """
    return await gateway.sessions.hand_over(token=token)


@router.post("/messages", responses=may_answer(401, 409, 429))
async def send_message(
    body: MessageRequest, gateway: GatewayDependency, token: Token
) -> TurnAnswer:
    """Say something in a conversation, or press one of the buttons that were offered in it.

    Words that tell of danger are answered with help whatever else is wrong with the request. When
    the assistant is away, a notice says so and the answer has `"failed": true`; the same
    `client_message_id` sent again tries the same message again, and a message that was answered
    gets its first answer again.
    """
    return await gateway.say(body, token=token)


@router.get("/messages", responses=may_answer(401))
async def read_messages(gateway: GatewayDependency, token: Token) -> Transcript:
    """Give both sides of the conversation, oldest first, without personal details.

    Each message says who it is `from`, `person` or `assistant`, and when it came.
    """
    return await gateway.sessions.transcript(token=token)


@router.get("/messages/latest", responses=may_answer(401))
async def read_latest(
    gateway: GatewayDependency,
    token: Token,
    offering: Annotated[bool, Query(description="Pass over answers without buttons.")] = True,
) -> TurnAnswer:
    """Give the assistant's latest answer that asks with buttons, or else its latest answer.

    Its buttons are the ones that are open just now; what a notice offers comes with them.
    """
    return await gateway.sessions.latest(token=token, offering=offering)


@router.post(
    "/sessions/{session_id}/practice",
    status_code=201,
    dependencies=[ServiceKey],
    responses=may_answer(401, 403, 404),
)
def start_practice(  # noqa: PLR0917 -- FastAPI passes what it depends on by name
    session_id: UUID,
    body: PracticeRequest,
    session: WriteSession,
    frameworks: FrameworksDependency,
    settings: SettingsDependency,
    now: Now,
) -> PracticeAnswer:
    """Start a practice run, and let the conversation answer for it from now on."""
    return start_practice_in(
        session, session_id, body, frameworks=frameworks, settings=settings, now=now
    )
