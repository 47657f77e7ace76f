"""Practice runs: anybody can try an assessment, on an example organisation of its own."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.assessments import service
from api.config import Settings
from api.exceptions import Forbidden
from api.frameworks.schemas import Framework
from api.models import Assessment, Participant
from api.organisations import service as organisations
from api.organisations.schemas import NewOrganisation
from api.participants import service as participants
from api.participants.schemas import NewParticipant, PartnerType

PRACTICE_NAME = "Practice run"


class PracticeSwitchedOff(Forbidden):
    """Practice runs are not offered here."""


def check_practice_allowed(settings: Settings) -> None:
    """Raise ``PracticeSwitchedOff`` unless this installation lets anyone try an assessment."""
    if not settings.demo:
        raise PracticeSwitchedOff("Practice runs are switched off here: SIGNPOST_DEMO is false.")


def start_practice(
    session: Session, framework: Framework, scope: str, now: datetime
) -> tuple[Assessment, Participant]:
    """Open an assessment of an example organisation with one participant.

    Raises ``ScopeNotFound``. Whether practice is allowed is for ``check_practice_allowed`` to say.
    """
    kind = framework.scope(scope).organisation_kinds[0]
    organisation = organisations.add(
        session, NewOrganisation(name=PRACTICE_NAME, kind=kind), now=now, is_example=True
    )
    assessment = service.open_at(session, organisation, framework, scope, now=now)
    anyone = NewParticipant(partner_type=PartnerType.OTHER)
    participant, _ = participants.enrol(session, assessment, anyone, now=now)
    return assessment, participant
