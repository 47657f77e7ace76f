"""Every query of the chat gateway.

What every turn needs is prepared once and run without a unit of work: building statements and
tracking objects would cost more than the rest of the turn.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Text, bindparam, cast, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.chat.turn import TurnStatus
from api.models import CareIncident, ChatHandover, ChatKey, ChatOffer, ChatSession, ChatTurn

_CHUNK = 50
_CARE_CARD = '%"type": "care"%'

_HOLD = (
    select(ChatSession).where(ChatSession.token_hash == bindparam("token_hash")).with_for_update()
)
_HOLD_BY_ID = select(ChatSession).where(ChatSession.id == bindparam("id")).with_for_update()
_ADD_TURN = insert(ChatTurn)
_COUNT_TURN = (
    update(ChatSession)
    .where(ChatSession.id == bindparam("conversation"))
    .values(turns=bindparam("turns"), last_seen_at=bindparam("last_seen_at"))
)
_FINISH_TURN = (
    update(ChatTurn)
    .where(ChatTurn.id == bindparam("turn"))
    .values(
        status=bindparam("status"),
        replies=bindparam("replies"),
        state=bindparam("state"),
        answered_at=bindparam("answered_at"),
    )
)
_MOVE = (
    update(ChatSession)
    .where(ChatSession.id == bindparam("conversation"))
    .values(state=bindparam("state"), last_seen_at=bindparam("last_seen_at"))
)
_ANSWERS = (
    select(ChatTurn.replies)
    .where(ChatTurn.session_id == bindparam("conversation"), ChatTurn.status == TurnStatus.ANSWERED)
    .order_by(ChatTurn.number.desc())
    .offset(bindparam("place"))
    .limit(bindparam("size"))
)
_ADD_OFFERS = {
    "sqlite": sqlite.insert(ChatOffer).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(ChatOffer).on_conflict_do_nothing(),
}


class Held(NamedTuple):
    """A conversation that this transaction holds, and the channel by which it was reached."""

    conversation: ChatSession
    channel: str


def get_conversation(session: Session, token_hash: str) -> ChatSession | None:
    """Find the conversation of a token."""
    found = session.scalar(select(ChatSession).where(ChatSession.token_hash == token_hash))
    if found is None and (key := get_key(session, token_hash)) is not None:
        return session.get(ChatSession, key.session_id)
    return found


def hold_conversation(session: Session, token_hash: str) -> Held | None:
    """Find the conversation of a token; other processes wait until this transaction ends."""
    found = session.scalar(_HOLD, {"token_hash": token_hash})
    if found is not None:
        return Held(found, found.channel)
    key = get_key(session, token_hash)
    found = session.scalar(_HOLD_BY_ID, {"id": key.session_id}) if key else None
    return Held(found, key.channel) if key and found else None


def get_key(session: Session, token_hash: str) -> ChatKey | None:
    """Find a key that was added to a conversation."""
    return session.get(ChatKey, token_hash)


def turn_key(session: Session, key: ChatKey) -> None:
    """Let a key open its conversation from now on, and no other that it opened before."""
    session.merge(key)
    session.flush()


def add_handover(session: Session, handover: ChatHandover) -> None:
    """Add a link that carries a conversation to another channel."""
    session.add(handover)
    session.flush()


def hold_handover(session: Session, token_hash: str) -> ChatHandover | None:
    """Find a handover; other processes wait until this transaction ends."""
    return session.scalar(
        select(ChatHandover).where(ChatHandover.token_hash == token_hash).with_for_update()
    )


def get_conversation_by_id(session: Session, conversation: uuid.UUID) -> ChatSession | None:
    """Find a conversation by its id."""
    return session.get(ChatSession, conversation)


def add_conversation(session: Session, conversation: ChatSession) -> None:
    """Add a conversation, so that turns can refer to it."""
    session.add(conversation)
    session.flush()


def add_turn(
    session: Session,
    conversation: ChatSession,
    *,
    turn: uuid.UUID,
    client_message_id: uuid.UUID | None,
    text: str | None,
    payload: str | None,
    now: datetime,
) -> None:
    """Add a turn as the latest of its conversation, which this transaction holds."""
    number = conversation.turns + 1
    added = {
        "id": turn,
        "session_id": conversation.id,
        "number": number,
        "client_message_id": client_message_id,
        "text": text,
        "payload": payload,
        "status": TurnStatus.RECEIVED,
        "replies": [],
        "state": conversation.state,
        "received_at": now,
    }
    session.connection().execute(_ADD_TURN, added)
    counted = {"conversation": conversation.id, "turns": number, "last_seen_at": now}
    session.connection().execute(_COUNT_TURN, counted)


def get_turn_by_client_id(
    session: Session, conversation: uuid.UUID, client_message_id: uuid.UUID
) -> ChatTurn | None:
    """Find the turn of a message that its sender has named."""
    return session.scalar(
        select(ChatTurn).where(
            ChatTurn.session_id == conversation, ChatTurn.client_message_id == client_message_id
        )
    )


def list_turns(session: Session, conversation: uuid.UUID) -> Sequence[ChatTurn]:
    """List the turns of a conversation, oldest first."""
    return session.scalars(
        select(ChatTurn).where(ChatTurn.session_id == conversation).order_by(ChatTurn.number)
    ).all()


def text_before(session: Session, conversation: uuid.UUID, turn: uuid.UUID) -> str | None:
    """Give what was written in the turn before one, where it is kept."""
    this = select(ChatTurn.number).where(ChatTurn.id == turn).scalar_subquery()
    return session.scalar(
        select(ChatTurn.text).where(
            ChatTurn.session_id == conversation, ChatTurn.number == this - 1
        )
    )


def latest_replies(session: Session, conversation: uuid.UUID) -> list[dict[str, Any]]:
    """Give the assistant's last answer; nothing before the first one."""
    return next(replies_backwards(session, conversation), [])


def replies_backwards(session: Session, conversation: uuid.UUID) -> Iterator[list[dict[str, Any]]]:
    """Give the assistant's answers one by one, latest first."""
    place, size = 0, 1
    while found := _answers(session, conversation, place, size):
        yield from found
        place, size = place + len(found), _CHUNK


def _answers(
    session: Session, conversation: uuid.UUID, place: int, size: int
) -> Sequence[list[dict[str, Any]]]:
    wanted = {"conversation": conversation, "place": place, "size": size}
    return session.connection().execute(_ANSWERS, wanted).scalars().all()


def finish_turn(
    session: Session,
    turn: uuid.UUID,
    *,
    status: TurnStatus,
    replies: list[dict[str, Any]],
    state: dict[str, Any],
    now: datetime,
) -> None:
    """Store what was answered to a turn, and where the conversation stood then."""
    finished = {
        "turn": turn,
        "status": status,
        "replies": replies,
        "state": state,
        "answered_at": now,
    }
    session.connection().execute(_FINISH_TURN, finished)


def move_conversation(
    session: Session, conversation: uuid.UUID, *, state: dict[str, Any], now: datetime
) -> None:
    """Store where a conversation stands now."""
    moved = {"conversation": conversation, "state": state, "last_seen_at": now}
    session.connection().execute(_MOVE, moved)


def keep_stay(session: Session, conversation: uuid.UUID, care: dict[str, Any] | None) -> None:
    """Store what the assistant stays with in a conversation; None when it is nothing."""
    session.execute(update(ChatSession).where(ChatSession.id == conversation).values(care=care))


def hold_stay(session: Session, conversation: uuid.UUID) -> dict[str, Any] | None:
    """Give what the assistant stays with; other processes wait until this transaction ends."""
    held = select(ChatSession.care).where(ChatSession.id == conversation).with_for_update()
    return session.scalar(held)


def speak(session: Session, conversation: uuid.UUID, locale: str) -> None:
    """Store the language that a conversation is held in from now on."""
    said_in = update(ChatSession).where(ChatSession.id == conversation)
    session.execute(said_in.values(locale=locale))


def add_incident(session: Session, incident: CareIncident) -> None:
    """Count that care was given."""
    session.add(incident)


def gave_care_since(session: Session, conversation: uuid.UUID, since: datetime) -> bool:
    """Whether the assistant stays with a disclosure, or answered one with care since a moment."""
    stays = select(ChatSession.id).where(
        ChatSession.id == conversation, ChatSession.care.is_not(None)
    )
    answered = select(ChatTurn.id).where(
        ChatTurn.session_id == conversation,
        ChatTurn.received_at >= since,
        cast(ChatTurn.replies, Text).like(_CARE_CARD),
    )
    return bool(session.scalar(select(or_(stays.exists(), answered.exists()))))


def list_incidents(session: Session, since: datetime) -> Sequence[CareIncident]:
    """List the times at which care was given since a moment."""
    return session.scalars(select(CareIncident).where(CareIncident.hour >= since)).all()


def is_offered(session: Session, conversation: uuid.UUID, payload: str) -> bool:
    """Say whether a button with this payload was ever offered in the conversation."""
    return session.get(ChatOffer, (conversation, payload)) is not None


def add_offers(session: Session, conversation: uuid.UUID, payloads: Iterable[str]) -> None:
    """Note what is offered; what was offered before stays as it is."""
    rows = [{"session_id": conversation, "payload": payload} for payload in sorted(set(payloads))]
    if rows:
        session.connection().execute(_ADD_OFFERS[session.get_bind().dialect.name], rows)
