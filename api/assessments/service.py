"""The rules of assessments: who can be assessed on what, rounds, closing and scores."""

import uuid
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta

import structlog
from sqlalchemy.orm import Session

from api.assessments import repository
from api.assessments.due import due_on, last_due
from api.assessments.pathways import Terms, statements_owed
from api.assessments.questions import response_in_history
from api.assessments.recorded_pace import refresh_pace
from api.assessments.schemas import (
    AssessmentBrief,
    AssessmentStatus,
    AssessmentView,
    NewAssessment,
    Pathway,
    ResponseInHistory,
)
from api.assessments.score_schemas import Scores, Turnout
from api.assessments.scoring import (
    Contribution,
    Given,
    scale_of,
    score_domains,
    score_sheet,
    score_statements,
)
from api.assessments.turnout import Guest
from api.config import Settings
from api.exceptions import Conflict
from api.frameworks.loader import FrameworkRegistry
from api.frameworks.schemas import Framework, Scope
from api.handovers import repository as handovers
from api.handovers.standing import Standing, standing_of
from api.models import Assessment, Enrolment, Organisation, Participant
from api.organisations import repository as organisations
from api.paging import Page
from api.participants import repository as participants
from api.participants.schemas import PartnerType

log = structlog.get_logger()


class ScopeNotForOrganisation(Conflict):
    """The scope assesses other kinds of organisation than this one."""


def open_assessment(
    session: Session, frameworks: FrameworkRegistry, new: NewAssessment, *, now: datetime
) -> Assessment:
    """Open the next round of a framework's scope at an organisation.

    Raises ``FrameworkNotFound``, ``ScopeNotFound``, ``OrganisationNotFound`` and
    ``ScopeNotForOrganisation``.
    """
    framework = frameworks.get_or_raise(new.framework)
    framework.scope(new.scope)
    # The lock makes rounds that are opened at the same moment follow one another.
    organisation = organisations.get_or_raise(session, new.organisation_id, lock=True)
    return open_at(session, organisation, framework, new.scope, now=now)


def open_at(
    session: Session,
    organisation: Organisation,
    framework: Framework,
    scope_id: str,
    *,
    now: datetime,
) -> Assessment:
    """Open the next round at this organisation, which the caller holds locked or just made.

    Raises ``ScopeNotFound`` and ``ScopeNotForOrganisation``.
    """
    scope = framework.scope(scope_id)
    _check_kind(scope, organisation)
    assessment = Assessment(
        organisation_id=organisation.id,
        framework_id=framework.id,
        framework_version=framework.version,
        scope=scope.id,
        round=repository.last_round(session, organisation.id, framework.id, scope.id) + 1,
        status=AssessmentStatus.OPEN,
        created_at=now,
    )
    session.add(assessment)
    session.flush()
    repository.mark_followed(session, assessment)
    refresh_pace(session, assessment)
    log.info("assessment.opened", assessment=str(assessment.id), framework=framework.id)
    return assessment


def close(session: Session, assessment_id: uuid.UUID, *, now: datetime) -> Assessment:
    """Take no more answers; closing a closed assessment changes nothing."""
    assessment = repository.get_or_raise(session, assessment_id)
    if assessment.status == AssessmentStatus.OPEN:
        assessment.status, assessment.closed_at = AssessmentStatus.CLOSED, now
        log.info("assessment.closed", assessment=str(assessment_id))
    return assessment


def reopen(session: Session, assessment_id: uuid.UUID) -> Assessment:
    """Take answers again; reopening an open assessment changes nothing."""
    assessment = repository.get_or_raise(session, assessment_id)
    if assessment.status == AssessmentStatus.CLOSED:
        assessment.status, assessment.closed_at = AssessmentStatus.OPEN, None
        log.info("assessment.reopened", assessment=str(assessment_id))
    return assessment


def scores(session: Session, frameworks: FrameworkRegistry, assessment_id: uuid.UUID) -> Scores:
    """Return what the answers come to, by domain, group and statement."""
    assessment = repository.get_or_raise(session, assessment_id)
    organisation = organisations.get_or_raise(session, assessment.organisation_id)
    framework = frameworks.get_or_raise(assessment.framework_id)
    scope = framework.scope(assessment.scope)
    invited, started = repository.count_turnout(session, assessment_id)
    guests = guests_of(session, assessment, scope)
    sheet = score_sheet(
        scale_of(framework), [guest.contribution for guest in guests if guest.started]
    )
    return Scores(
        assessment=brief(assessment, organisation.name, framework, scope),
        participants=Turnout(invited=invited, started=started),
        overall=sheet.figures(scope.statements),
        domains=score_domains(scope, sheet),
        statements=score_statements(scope, sheet),
    )


def guests_of(session: Session, assessment: Assessment, scope: Scope) -> list[Guest]:
    """Return everybody who was invited, with what each is asked and has said."""
    responses: defaultdict[uuid.UUID, dict[str, Given]] = defaultdict(dict)
    for recorded in repository.present_answers_of_all(session, assessment.id):
        given = Given(recorded.kind, recorded.level)
        responses[recorded.participant][recorded.statement] = given
    handed = handovers.handed_in(session, assessment.id)
    guests = []
    for enrolment, participant in repository.seats(session, assessment.id):
        standing = standing_of(participant.id, handed)
        terms = terms_of(assessment, enrolment, participant, standing)
        # Until somebody receives it, what was handed over is still the giver's to see to.
        owed = [*statements_owed(scope, terms), *standing.waiting]
        contribution = Contribution(owed, responses[participant.id])
        guests.append(Guest(terms.partner_type, enrolment.started_at is not None, contribution))
    return guests


def history(
    session: Session,
    frameworks: FrameworkRegistry,
    assessment_id: uuid.UUID,
    participant_id: uuid.UUID | None,
    *,
    limit: int,
    offset: int,
) -> Page[ResponseInHistory]:
    """Return one page of every response ever given, newest last.

    Raises ``AssessmentNotFound`` and ``ParticipantNotFound``.
    """
    assessment = repository.get_or_raise(session, assessment_id)
    if participant_id is not None:
        participants.get_or_raise(session, assessment_id, participant_id)
    framework = frameworks.get_or_raise(assessment.framework_id)
    found, total = repository.history(
        session, assessment_id, participant_id=participant_id, limit=limit, offset=offset
    )
    return Page(items=[response_in_history(framework, each) for each in found], total=total)


def terms_of(
    assessment: Assessment, enrolment: Enrolment, participant: Participant, standing: Standing
) -> Terms:
    """Return what decides which statements a participant is asked."""
    return Terms(
        partner_type=PartnerType(participant.partner_type),
        pathway=Pathway(enrolment.pathway),
        domains=enrolment.domains,
        changed=assessment.routing,
        given=standing.given,
        received=list(standing.received),
    )


def brief(
    assessment: Assessment, organisation: str, framework: Framework, scope: Scope
) -> AssessmentBrief:
    """Return the assessment as people name it."""
    return AssessmentBrief(
        id=assessment.id,
        framework=framework.id,
        framework_title=framework.title,
        scope=scope.id,
        scope_title=scope.title,
        organisation=organisation,
        round=assessment.round,
        status=AssessmentStatus(assessment.status),
        due_on=next_due(assessment, framework),
        priorities_due_on=priorities_due(assessment, framework),
    )


def next_due(assessment: Assessment, framework: Framework) -> date | None:
    """Return the day from which the next round is due, or None when it was opened already."""
    return _due_after(assessment, framework.rounds.reassess_after_months)


def priorities_due(assessment: Assessment, framework: Framework) -> date | None:
    """Return the day by which priorities are set anew; those of a next round follow from it."""
    return _due_after(assessment, framework.rounds.priorities_after_months)


def _due_after(assessment: Assessment, months: int) -> date | None:
    if assessment.next_round_at is not None:
        return None
    return due_on((assessment.closed_at or assessment.created_at).date(), months)


def due_since(frameworks: FrameworkRegistry, now: datetime) -> dict[str, datetime]:
    """Return, for each framework, the moment before which an assessment is due again today.

    It is due when its next round or its priorities are, whichever comes first.
    """
    return {
        framework.id: datetime.combine(
            last_due(now.date(), _first_due_after(framework)) + timedelta(days=1),
            time.min,
            tzinfo=UTC,
        )
        for framework in frameworks
    }


def _first_due_after(framework: Framework) -> int:
    rounds = framework.rounds
    return min(rounds.reassess_after_months, rounds.priorities_after_months)


def view_of(
    session: Session, frameworks: FrameworkRegistry, assessment: Assessment, *, settings: Settings
) -> AssessmentView:
    """Return the assessment as it is kept."""
    organisation = organisations.get_or_raise(session, assessment.organisation_id)
    return view(frameworks, assessment, organisation.name, settings=settings)


def view(
    frameworks: FrameworkRegistry, assessment: Assessment, organisation: str, *, settings: Settings
) -> AssessmentView:
    """Return the assessment as it is kept, under ids instead of titles when its file is gone."""
    framework = frameworks.get(assessment.framework_id)
    framework_title, scope_title = _titles(framework, assessment)
    return AssessmentView(
        id=assessment.id,
        framework=assessment.framework_id,
        framework_title=framework_title,
        framework_version=assessment.framework_version,
        scope=assessment.scope,
        scope_title=scope_title,
        organisation_id=assessment.organisation_id,
        organisation=organisation,
        round=assessment.round,
        status=AssessmentStatus(assessment.status),
        due_on=next_due(assessment, framework) if framework else None,
        priorities_due_on=priorities_due(assessment, framework) if framework else None,
        created_at=assessment.created_at,
        closed_at=assessment.closed_at,
        result_url=settings.result_url(assessment.id),
    )


def _titles(framework: Framework | None, assessment: Assessment) -> tuple[str, str]:
    if framework is None:
        return assessment.framework_id, assessment.scope
    return framework.title, framework.scope(assessment.scope).title


def _check_kind(scope: Scope, organisation: Organisation) -> None:
    if organisation.kind not in scope.organisation_kinds:
        raise ScopeNotForOrganisation(
            f"Scope '{scope.id}' does not assess an organisation of kind '{organisation.kind}': "
            f"allowed is {' or '.join(scope.organisation_kinds)}."
        )
