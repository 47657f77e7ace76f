"""Carrying a conversation to another channel, by a link that works once and for a short time.

Both sides go on working afterwards: a person may come back to where the link was made. Every
function here runs inside one transaction of its caller.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from api.chat import repository
from api.chat.refusals import HandoverExpired, HandoverNotFound, HandoverUsed, TokenUnknown
from api.chat.schemas import HandoverAnswer
from api.config import Settings
from api.credentials import new_token, token_hash
from api.models import ChatHandover, ChatKey

log = structlog.get_logger()

# Tells a handover from an invite: both come in at the same door, the `start` of a Telegram link
# (at most 64 of A-Z, a-z, 0-9, _ and -) and the `invite` of a web link.
_MARK = "go-"
_LIFE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class NewKey:
    """The key that opens the conversation on the other channel: its hash, never the token."""

    token_hash: str
    channel: str


def is_handover(invite: str | None) -> bool:
    """Say whether what stands in place of an invite carries a conversation on."""
    return invite is not None and invite.startswith(_MARK)


def hand_over(session: Session, key: str, *, settings: Settings, now: datetime) -> HandoverAnswer:
    """Make the links that carry the conversation of a key on; raises ``TokenUnknown``."""
    conversation = repository.get_conversation(session, key)
    if conversation is None:
        raise TokenUnknown(given=True)
    token = f"{_MARK}{new_token()}"
    made = ChatHandover(
        token_hash=token_hash(token), session_id=conversation.id, expires_at=now + _LIFE
    )
    repository.add_handover(session, made)
    log.info("chat.handover.made", conversation=str(conversation.id))
    return HandoverAnswer(
        token=token,
        expires_at=made.expires_at,
        web=f"{settings.effective_public_url}/chat?invite={token}",
        telegram=settings.telegram_url(token),
    )


def carry_on(session: Session, token: str, key: NewKey, *, now: datetime) -> uuid.UUID:
    """Let a key open the conversation of a handover, and give the conversation's id.

    The same key may come twice: a channel that lost the first answer asks again. Raises
    ``HandoverNotFound``, ``HandoverUsed`` and ``HandoverExpired``.
    """
    found = repository.hold_handover(session, token_hash(token))
    if found is None:
        raise HandoverNotFound
    if found.used_at is not None:
        known = repository.get_key(session, key.token_hash)
        if known is None or known.session_id != found.session_id:
            raise HandoverUsed
        return found.session_id
    if found.expires_at <= now:
        raise HandoverExpired
    found.used_at = now
    add_key(session, found.session_id, key, now=now)
    log.info("chat.handover.used", conversation=str(found.session_id), channel=key.channel)
    return found.session_id


def add_key(session: Session, conversation: uuid.UUID, key: NewKey, *, now: datetime) -> None:
    """Let a key open a conversation, in place of the one that it opened before."""
    repository.turn_key(
        session,
        ChatKey(
            token_hash=key.token_hash,
            session_id=conversation,
            channel=key.channel,
            created_at=now,
        ),
    )
