"""Every query of the chat gateway."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.chat.turn_status import TurnStatus
from api.models import ChatOffer, ChatSession, ChatTurn

_INSERTS: dict[str, type[sqlite.Insert] | type[postgresql.Insert]] = {
    "sqlite": sqlite.Insert,
    "postgresql": postgresql.Insert,
}
_CHUNK = 50


def get_conversation(session: Session, token_hash: str) -> ChatSession | None:
    """Find the conversation of a token."""
    return session.scalar(select(ChatSession).where(ChatSession.token_hash == token_hash))


def hold_conversation(session: Session, token_hash: str) -> ChatSession | None:
    """Find the conversation of a token; other processes wait until this transaction ends."""
    return session.scalar(
        select(ChatSession).where(ChatSession.token_hash == token_hash).with_for_update()
    )


def get_conversation_by_id(session: Session, conversation: uuid.UUID) -> ChatSession | None:
    """Find a conversation by its id."""
    return session.get(ChatSession, conversation)


def add_conversation(session: Session, conversation: ChatSession) -> None:
    """Add a conversation, so that turns can refer to it."""
    session.add(conversation)
    session.flush()


def add_turn(session: Session, conversation: ChatSession, turn: ChatTurn) -> None:
    """Add a turn as the latest of its conversation."""
    conversation.turns += 1
    turn.session_id = conversation.id
    turn.number = conversation.turns
    session.add(turn)
    session.flush()


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


def latest_replies(session: Session, conversation: uuid.UUID) -> list[dict[str, Any]]:
    """Give the assistant's last answer; nothing before the first one."""
    return next(replies_backwards(session, conversation), [])


def replies_backwards(session: Session, conversation: uuid.UUID) -> Iterator[list[dict[str, Any]]]:
    """Give the assistant's answers one by one, latest first."""
    answers = (
        select(ChatTurn.replies)
        .where(ChatTurn.session_id == conversation, ChatTurn.status == TurnStatus.ANSWERED)
        .order_by(ChatTurn.number.desc())
    )
    place, size = 0, 1
    while found := session.scalars(answers.offset(place).limit(size)).all():
        yield from found
        place, size = place + len(found), _CHUNK


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
    session.execute(
        update(ChatTurn)
        .where(ChatTurn.id == turn)
        .values(status=status, replies=replies, state=state, answered_at=now)
    )


def move_conversation(
    session: Session, conversation: uuid.UUID, *, state: dict[str, Any], now: datetime
) -> None:
    """Store where a conversation stands now."""
    session.execute(
        update(ChatSession)
        .where(ChatSession.id == conversation)
        .values(state=state, last_seen_at=now)
    )


def is_offered(session: Session, conversation: uuid.UUID, payload: str) -> bool:
    """Say whether a button with this payload was ever offered in the conversation."""
    return session.get(ChatOffer, (conversation, payload)) is not None


def add_offers(session: Session, conversation: uuid.UUID, payloads: Iterable[str]) -> None:
    """Note what is offered; what was offered before stays as it is."""
    rows = [{"session_id": conversation, "payload": payload} for payload in sorted(set(payloads))]
    if rows:
        insert = _INSERTS[session.get_bind().dialect.name]
        session.execute(insert(ChatOffer).values(rows).on_conflict_do_nothing())
