"""Example organisations and an example assessment, so that a first start has something to show."""

from datetime import datetime, timedelta
from functools import cache
from itertools import cycle
from pathlib import Path

import structlog
import yaml
from sqlalchemy.orm import Session

from api.assessments import answering
from api.assessments import service as assessments
from api.assessments.answering import Sitting
from api.assessments.schemas import AnswerKind, Channel, Finish
from api.frameworks.loader import FrameworkRegistry
from api.frameworks.schemas import Scope
from api.kit.schemas import Demo, DemoAssessment
from api.models import Organisation
from api.organisations import repository as known_organisations
from api.organisations import service as organisations
from api.organisations.schemas import NewOrganisation
from api.participants import service as participants
from api.participants.schemas import NewParticipant

log = structlog.get_logger()

_FILE = Path(__file__).with_name("demo.yml")
_OPEN = "."
_MARKS = {
    "n": AnswerKind.NOT_APPLICABLE,
    "d": AnswerKind.DONT_KNOW,
    "s": AnswerKind.SKIPPED,
}


@cache
def load_demo() -> Demo:
    """Read the demo data that comes with the product."""
    return Demo.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def seed(session: Session, frameworks: FrameworkRegistry, now: datetime) -> None:
    """Make the example organisations and their assessment, unless there is any organisation.

    Without the framework that the demo needs, only the organisations are made.
    """
    if known_organisations.any_exists(session):
        return
    demo = load_demo()
    made = _add_organisations(session, demo, now)
    wanted = demo.assessment
    if frameworks.get(wanted.framework) is not None:
        _add_assessment(session, frameworks, wanted, made[wanted.organisation], now=now)
    log.info("kit.demo.seeded", organisations=len(made))


def marked(scope: Scope, answers: dict[str, str]) -> list[tuple[str, str]]:
    """Deal the marks of each domain out to its statements; a domain without marks stays open."""
    return [
        (statement.id, mark)
        for domain in scope.domains
        for statement, mark in zip(
            domain.statements, cycle(answers.get(domain.id, _OPEN)), strict=False
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
        participant, _ = participants.enrol(session, assessment, new, now=opened)
        sitting = answering.sit(session, frameworks, assessment.id, participant.id)
        _answer(session, sitting, each.answers, began=now - timedelta(days=each.days_ago))


def _answer(
    session: Session, sitting: Sitting, answers: dict[str, str], *, began: datetime
) -> None:
    questionnaire = sitting.questionnaire
    pace = timedelta(minutes=questionnaire.framework.pace.minutes_per_statement)
    responses = [
        sitting.respond(
            statement,
            _MARKS.get(mark, AnswerKind.LEVEL),
            level=None if mark in _MARKS else questionnaire.framework.level(int(mark)).value,
            channel=Channel.WEB,
            now=began + place * pace,
        )
        for place, (statement, mark) in enumerate(marked(questionnaire.scope, answers))
    ]
    answering.record(session, sitting, responses)
    if sitting.position().status == "finished":
        wanted = Finish(channel=Channel.WEB)
        answering.finish(session, sitting, wanted, now=responses[-1].recorded_at + pace)
