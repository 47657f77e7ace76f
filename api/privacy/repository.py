"""Every query about what is held and what is to be erased."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from api.models import (
    CareIncident,
    ChatOffer,
    ChatSession,
    ChatTurn,
    Invite,
    Misunderstanding,
    PendingErasure,
    Response,
    Signpost,
    Triage,
    WellbeingAnswer,
)

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """Moments before which each kind of thing is too old to be kept."""

    citizens: datetime
    participants: datetime
    unkept: datetime
    incidents: datetime
    invites: datetime

    @property
    def conversations(self) -> ColumnElement[bool]:
        """The conversations that nobody came back to in time."""
        seen = ChatSession.last_seen_at
        return or_(
            ChatSession.keeps_words.is_(False) & (seen < self.unkept),
            ChatSession.participant_id.is_(None) & (seen < self.citizens),
            ChatSession.participant_id.is_not(None) & (seen < self.participants),
        )


def count_messages(session: Session, conversation: uuid.UUID) -> int:
    """Count the turns of a conversation whose words are kept."""
    kept = select(func.count()).where(
        ChatTurn.session_id == conversation, ChatTurn.text.is_not(None)
    )
    return session.scalar(kept) or 0


def count_answers(session: Session, participant: uuid.UUID, assessment: uuid.UUID | None) -> int:
    """Count the statements that a participant has said something to."""
    statements = select(func.count(Response.statement_id.distinct())).where(
        Response.participant_id == participant, Response.assessment_id == assessment
    )
    return session.scalar(statements) or 0


def find_triages(session: Session, conversation: uuid.UUID) -> Sequence[Triage]:
    """Give every time that somebody looked for support in a conversation, oldest first."""
    wanted = select(Triage).where(Triage.conversation_id == conversation)
    return session.scalars(wanted.order_by(Triage.started_at, Triage.id)).all()


def count_of_triages(
    session: Session, table: type[Signpost | WellbeingAnswer], conversation: uuid.UUID
) -> int:
    """Count what hangs on the triages of a conversation."""
    of_these = select(Triage.id).where(Triage.conversation_id == conversation)
    wanted = select(func.count()).select_from(table).where(table.triage_id.in_(of_these))
    return session.scalar(wanted) or 0


def find_conversations_past(session: Session, limits: Limits) -> Sequence[uuid.UUID]:
    """Give the ids of some conversations that are past their time."""
    return session.scalars(select(ChatSession.id).where(limits.conversations).limit(_BATCH)).all()


def count_conversations_past(session: Session, limits: Limits) -> int:
    """Count the conversations that are past their time."""
    return session.scalar(select(func.count()).where(limits.conversations)) or 0


def erase_conversation(session: Session, conversation: uuid.UUID, now: datetime) -> None:
    """Delete a conversation with all that hangs on it, and note that the engine has to as well."""
    session.execute(delete(ChatOffer).where(ChatOffer.session_id == conversation))
    session.execute(delete(ChatTurn).where(ChatTurn.session_id == conversation))
    session.execute(delete(ChatSession).where(ChatSession.id == conversation))
    session.add(PendingErasure(conversation=conversation, asked_at=now))


def erase_misunderstood(session: Session, conversation: uuid.UUID) -> None:
    """Delete what the review queue has of a conversation: it names none, so by the same words."""
    said = select(ChatTurn.text).where(
        ChatTurn.session_id == conversation, ChatTurn.text.is_not(None)
    )
    session.execute(delete(Misunderstanding).where(Misunderstanding.text.in_(said)))


def erase_old_incidents(session: Session, before: datetime) -> int:
    """Delete the counts of care that are too old; gives how many."""
    return _deleted(session, CareIncident, CareIncident.hour < before)


def erase_old_invites(session: Session, before: datetime) -> int:
    """Delete the invites that ended too long ago; gives how many."""
    return _deleted(session, Invite, Invite.expires_at < before)


def _deleted(
    session: Session, table: type[CareIncident | Invite], condition: ColumnElement[bool]
) -> int:
    ids = session.scalars(delete(table).where(condition).returning(table.id)).all()
    return len(ids)


def pending_erasures(session: Session) -> Sequence[uuid.UUID]:
    """Give some of the conversations that the engine has yet to forget."""
    return session.scalars(select(PendingErasure.conversation).limit(_BATCH)).all()


def count_pending_erasures(session: Session) -> int:
    """Count the conversations that the engine has yet to forget."""
    return session.scalar(select(func.count()).select_from(PendingErasure)) or 0


def erased_everywhere(session: Session, conversation: uuid.UUID) -> None:
    """Note that the engine has forgotten a conversation."""
    session.execute(delete(PendingErasure).where(PendingErasure.conversation == conversation))


def choose_keeping(session: Session, conversation: uuid.UUID, *, keeps_words: bool) -> None:
    """Store whether the words of a conversation are kept."""
    chosen = update(ChatSession).where(ChatSession.id == conversation)
    session.execute(chosen.values(keeps_words=keeps_words))


def forget_words(session: Session, conversation: uuid.UUID, *, but_replies_of: uuid.UUID) -> None:
    """Clear the words of a conversation: the person's, and the answers but for the last one.

    The last answer stays, as its buttons can still be chosen by their words.
    """
    turns = update(ChatTurn).where(ChatTurn.session_id == conversation)
    session.execute(turns.values(text=None, payload=None))
    session.execute(turns.where(ChatTurn.id != but_replies_of).values(replies=[]))
