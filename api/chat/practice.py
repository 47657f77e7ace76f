"""A practice run for the person in a conversation."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from api.assessments.answering import sit
from api.assessments.practice import check_practice_allowed, start_practice
from api.chat import repository
from api.chat.refusals import ConversationNotFound
from api.chat.schemas import PracticeAnswer, PracticeRequest
from api.config import Settings
from api.frameworks.loader import FrameworkRegistry
from api.participants import service as participants


def start_practice_in(
    session: Session,
    conversation_id: UUID,
    wanted: PracticeRequest,
    *,
    frameworks: FrameworkRegistry,
    settings: Settings,
    now: datetime,
) -> PracticeAnswer:
    """Start a practice run and link the conversation to it, in place of what it answered for.

    Raises ``PracticeSwitchedOff``, ``ConversationNotFound``, ``FrameworkNotFound`` and
    ``ScopeNotFound``.
    """
    check_practice_allowed(settings)
    conversation = repository.get_conversation_by_id(session, conversation_id)
    if conversation is None:
        raise ConversationNotFound(conversation_id)
    framework = frameworks.get_or_raise(wanted.framework)
    assessment, participant = start_practice(session, framework, wanted.scope, now)
    conversation.assessment_id = assessment.id
    conversation.participant_id = participant.id
    invited = participants.invite(
        session, assessment.id, participant.id, settings=settings, now=now
    )
    return PracticeAnswer(
        assessment_id=assessment.id,
        participant_id=participant.id,
        link=invited.url,
        position=sit(session, frameworks, assessment.id, participant.id).position(),
    )
