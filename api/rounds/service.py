"""The rules of rounds: how the next one begins from the last, and what moved between them."""

import uuid
from collections.abc import Mapping
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from api.assessments import repository as assessments
from api.assessments.schemas import AssessmentStatus
from api.assessments.scoring import scale_of
from api.assessments.service import open_at, scores, view_of
from api.config import Settings
from api.exceptions import Conflict
from api.frameworks.loader import FrameworkRegistry
from api.handovers import repository as handovers
from api.models import Assessment, Continuation, Enrolment, Handover, Participant
from api.organisations import repository as organisations
from api.participants import service as participants
from api.participants.schemas import NewParticipant, PartnerType
from api.rounds.changes import moved_statements
from api.rounds.schemas import Changes, OpenedRound

log = structlog.get_logger()


class RoundStillOpen(Conflict):
    """The round takes answers still, so that the next one has nothing to begin from."""


class NextRoundExists(Conflict):
    """The round after this one was opened already."""


def open_next(
    session: Session,
    frameworks: FrameworkRegistry,
    assessment_id: uuid.UUID,
    *,
    settings: Settings,
    now: datetime,
) -> OpenedRound:
    """Open the next round with everybody of the last one, each with a new invite.

    Who is asked what stays: routes that were changed, domains, and hand-overs. Raises
    ``AssessmentNotFound``, ``RoundStillOpen``, ``NextRoundExists``, ``FrameworkNotFound``.
    """
    last = assessments.get_or_raise(session, assessment_id)
    # The lock makes rounds that are opened at the same moment follow one another.
    organisation = organisations.get_or_raise(session, last.organisation_id, lock=True)
    last = assessments.get_or_raise(session, assessment_id, lock=True)
    _check_closed_and_last(last)
    framework = frameworks.get_or_raise(last.framework_id)
    opened = open_at(session, organisation, framework, last.scope, now=now)
    opened.routing = dict(last.routing)
    places = {
        place.participant_id: _continue(session, place, whose, opened, now=now)
        for place, whose in assessments.seats(session, last.id)
    }
    _hand_over_again(session, last, opened, places, now=now)
    invites = {
        participant.id: participants.invite(
            session, opened.id, participant.id, settings=settings, now=now
        )
        for participant, _ in places.values()
    }
    log.info("round.opened", assessment=str(opened.id), round=opened.round, people=len(places))
    return OpenedRound(
        assessment=view_of(session, frameworks, opened, settings=settings),
        participants=[
            participants.invited(participant, enrolment, invites[participant.id])
            for participant, enrolment in places.values()
        ],
    )


def continue_from(session: Session, before: Enrolment, now: Enrolment) -> None:
    """Say that a place goes on from the same person's place in the round before."""
    session.add(
        Continuation(
            assessment_id=now.assessment_id,
            participant_id=now.participant_id,
            previous_assessment_id=before.assessment_id,
            previous_participant_id=before.participant_id,
        )
    )
    session.flush()


def changes(session: Session, frameworks: FrameworkRegistry, assessment_id: uuid.UUID) -> Changes:
    """Return what moved since the round before; raises ``AssessmentNotFound``."""
    now = scores(session, frameworks, assessment_id)
    present = assessments.get_or_raise(session, assessment_id)
    before = assessments.round_before(session, present)
    previous = scores(session, frameworks, before.id) if before else None
    return Changes(
        previous=previous.assessment if previous else None,
        statements=moved_statements(
            previous.statements if previous else [],
            now.statements,
            scale_of(frameworks.get_or_raise(present.framework_id)),
        ),
    )


def _check_closed_and_last(last: Assessment) -> None:
    if last.status == AssessmentStatus.OPEN:
        raise RoundStillOpen(
            f"Round {last.round} of assessment '{last.id}' is open: close it to open the next one."
        )
    if last.next_round_at is not None:
        raise NextRoundExists(
            f"Round {last.round + 1} was opened on {last.next_round_at:%-d %B %Y} already: "
            "the next one begins from that."
        )


def _continue(
    session: Session, place: Enrolment, whose: Participant, opened: Assessment, *, now: datetime
) -> tuple[Participant, Enrolment]:
    new = NewParticipant(
        partner_type=PartnerType(whose.partner_type),
        role=whose.role,
        organisation_id=whose.organisation_id,
        domains=place.domains,
    )
    participant, enrolment = participants.enrol(session, opened, new, now=now)
    continue_from(session, place, enrolment)
    return participant, enrolment


def _hand_over_again(
    session: Session,
    last: Assessment,
    opened: Assessment,
    places: Mapping[uuid.UUID, tuple[Participant, Enrolment]],
    *,
    now: datetime,
) -> None:
    for number, made in enumerate(handovers.find(session, last.id), start=1):
        receiver = places.get(made.receiver_id) if made.receiver_id else None
        session.add(
            Handover(
                assessment_id=opened.id,
                number=number,
                giver_id=places[made.giver_id][0].id,
                receiver_id=receiver[0].id if receiver else None,
                statement_id=made.statement_id,
                role=made.role,
                note=made.note,
                channel=made.channel,
                created_at=now,
            )
        )
    session.flush()
