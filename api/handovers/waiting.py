"""Hand-overs that wait until somebody of their role takes part."""

import uuid

from sqlalchemy.orm import Session

from api.handovers import repository
from api.models import Participant
from api.participants.roles import is_called
from api.participants.schemas import PartnerType


def give_waiting(session: Session, assessment_id: uuid.UUID, newcomer: Participant) -> None:
    """Give a participant who was just added every statement that waits for such a role."""
    partner_type = PartnerType(newcomer.partner_type)
    for waiting in repository.find_waiting(session, assessment_id):
        if is_called(waiting.role, newcomer.role, partner_type):
            waiting.receiver_id = newcomer.id
    session.flush()
