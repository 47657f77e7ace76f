"""Example organisations and example assessments, so that a first start has something to show."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import cycle
from pathlib import Path

import structlog
import yaml
from sqlalchemy.orm import Session

from api.assessments import answering
from api.assessments import repository as known_assessments
from api.assessments import service as assessments
from api.assessments.answering import Sitting
from api.assessments.history import Recorded
from api.assessments.schemas import AnswerKind, Channel, Confidence, Finish
from api.frameworks.loader import FrameworkRegistry
from api.frameworks.schemas import Scope
from api.kit.schemas import Demo, DemoAssessment, DemoParticipant
from api.models import Assessment, Enrolment, Organisation
from api.organisations import repository as known_organisations
from api.organisations import service as organisations
from api.organisations.schemas import NewOrganisation
from api.participants import service as participants
from api.participants.schemas import NewParticipant
from api.rounds import service as rounds

log = structlog.get_logger()

_FILE = Path(__file__).with_name("demo.yml")
_OPEN = "."
_MARKS = {
    "n": AnswerKind.NOT_APPLICABLE,
    "d": AnswerKind.DONT_KNOW,
    "s": AnswerKind.SKIPPED,
}
_CONFIDENCE = {"s": Confidence.SURE, "f": Confidence.FAIRLY, "g": Confidence.GUESS}


@cache
def load_demo() -> Demo:
    """Read the demo data that comes with the product."""
    return Demo.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def seed(session: Session, frameworks: FrameworkRegistry, now: datetime) -> None:
    """Make the example organisations and their assessments, unless there is any organisation.

    An assessment whose framework is not there is left out.
    """
    if known_organisations.any_exists(session):
        return
    demo = load_demo()
    made = _add_organisations(session, demo, now)
    for wanted in demo.assessments:
        if frameworks.get(wanted.framework) is not None:
            _add_assessment(session, frameworks, wanted, made[wanted.organisation], now=now)
    log.info("kit.demo.seeded", organisations=len(made))


def marked(
    scope: Scope, answers: dict[str, str], asked: Collection[str] | None = None
) -> list[tuple[str, str]]:
    """Deal the marks of each domain out to its statements; a domain without marks stays open.

    With ``asked``, only the statements that are asked get one.
    """
    return [
        (statement, mark)
        for domain in scope.domains
        for statement, mark in zip(
            [each.id for each in domain.statements if asked is None or each.id in asked],
            cycle(answers.get(domain.id, _OPEN)),
            strict=False,
        )
        if mark != _OPEN
    ]


def _add_organisations(session: Session, demo: Demo, now: datetime) -> dict[str, Organisation]:
    made: dict[str, Organisation] = {}
    for wanted in demo.organisations:
        parent_id = made[wanted.parent].id if wanted.parent else None
        new = NewOrganisation(name=wanted.name, kind=wanted.kind, parent_id=parent_id)
        made[wanted.key] = organisations.add(session, new, now=now, is_example=True)
    return made


def _add_assessment(
    session: Session,
    frameworks: FrameworkRegistry,
    wanted: DemoAssessment,
    organisation: Organisation,
    *,
    now: datetime,
) -> None:
    opened = now - timedelta(days=max(each.days_ago for each in wanted.participants) + 1)
    framework = frameworks.get_or_raise(wanted.framework)
    assessment = assessments.open_at(session, organisation, framework, wanted.scope, now=opened)
    for each in wanted.participants:
        new = NewParticipant(partner_type=each.partner_type, role=each.role)
        participant, enrolment = participants.enrol(session, assessment, new, now=opened)
        _continue(session, assessment, each.role, enrolment)
        sitting = answering.sit(session, frameworks, assessment.id, participant.id)
        _answer(session, sitting, each, began=now - timedelta(days=each.days_ago))
    if wanted.closed_days_ago is not None:
        closed = now - timedelta(days=wanted.closed_days_ago)
        assessments.close(session, assessment.id, now=closed)


def _continue(session: Session, opened: Assessment, role: str, enrolment: Enrolment) -> None:
    """Let somebody go on from the place that the same role had in the round before."""
    before = known_assessments.round_before(session, opened)
    for place, whose in known_assessments.seats(session, before.id) if before else ():
        if whose.role == role:
            rounds.continue_from(session, place, enrolment)


def _answer(
    session: Session, sitting: Sitting, wanted: DemoParticipant, *, began: datetime
) -> None:
    minutes = sitting.questionnaire.framework.pace.minutes_per_statement
    responses = list(_responses(sitting, wanted, began=began, pace=timedelta(minutes=minutes)))
    answering.record(session, sitting, responses)
    if sitting.position().status == "finished":
        finished = responses[-1].recorded_at + timedelta(minutes=minutes)
        answering.finish(session, sitting, Finish(channel=Channel.WEB), now=finished)


def _responses(
    sitting: Sitting, wanted: DemoParticipant, *, began: datetime, pace: timedelta
) -> Iterator[Recorded]:
    questionnaire, sure = sitting.questionnaire, cycle(wanted.confidence)
    dealt = marked(questionnaire.scope, wanted.answers, questionnaire.asked)
    for place, (statement, mark) in enumerate(dealt):
        kind = _MARKS.get(mark, AnswerKind.LEVEL)
        yield sitting.respond(
            statement,
            kind,
            level=None if mark in _MARKS else questionnaire.framework.level(int(mark)).value,
            note=wanted.notes.get(statement),
            confidence=_CONFIDENCE.get(next(sure)) if kind.is_answer else None,
            channel=Channel.WEB,
            now=began + place * pace,
        )
