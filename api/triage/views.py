"""A triage as it is shown: where it stands, with the reason of its result in plain words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from api.chat.repository import gave_care_since
from api.config import Settings
from api.models import Triage, TriageResult
from api.signposting.needs import Need, need_titles
from api.triage import repository, service
from api.triage.answers import AGE, HUNGER, WANTS_TO_START, About, AgeBand, Group, Question
from api.triage.rules import load_rules
from api.triage.schemas import (
    NeedView,
    PastResult,
    QuestionView,
    ReasonView,
    ResultView,
    TriageView,
)

_ORDER = list(Group)
_JUST = timedelta(days=1)


def view(session: Session, triage: Triage, *, settings: Settings, now: datetime) -> TriageView:
    """Show a triage with what is to be asked now, or with its result."""
    return describe(
        session, triage, returning=service.is_returning(triage, settings=settings, now=now)
    )


def describe(session: Session, triage: Triage, *, returning: bool = False) -> TriageView:
    """Show a triage; ``returning`` says that the person was away for long."""
    step = service.step_of(triage)
    is_question = isinstance(step, Question)
    latest = None if is_question else repository.latest_result(session, triage.id)
    titles = need_titles()
    return TriageView(
        id=triage.id,
        conversation_id=triage.conversation_id,
        about=About(triage.about),
        age=AgeBand(triage.age) if triage.age else None,
        needs=[NeedView(id=Need(need), title=titles[Need(need)]) for need in triage.needs],
        place=triage.place,
        question=_question(triage, step) if isinstance(step, Question) else None,
        result=_result(latest, About(triage.about)) if latest else None,
        signposted=triage.signposted_at is not None,
        hungry=triage.answers.get(HUNGER) is not None,
        wants_to_start=triage.answers.get(WANTS_TO_START) is not None,
        told_danger=gave_care_since(session, triage.conversation_id, triage.last_seen_at - _JUST),
        cannot_ring=service.cannot_ring(triage),
        returning=returning,
        started_at=triage.started_at,
        last_seen_at=triage.last_seen_at,
    )


def history(session: Session, triages: Sequence[Triage]) -> list[PastResult]:
    """Show every result of a conversation, oldest first, with the way each moved."""
    abouts = {triage.id: About(triage.about) for triage in triages}
    rows = repository.results(session, list(abouts))
    return list(_with_moves(_result(row, abouts[row.triage_id]) for row in rows))


def _with_moves(results: Iterable[ResultView]) -> Iterator[PastResult]:
    before: Group | None = None
    for result in results:
        moved = _moved(before, result.group)
        yield PastResult.model_validate({**result.model_dump(), "moved": moved})
        before = result.group


def _moved(before: Group | None, now: Group) -> str | None:
    if before is None or before is now:
        return None
    more = _ORDER.index(now) > _ORDER.index(before)
    return "to_more_support" if more else "to_less_support"


def _question(triage: Triage, step: Question) -> QuestionView:
    options = [band.value for band in AgeBand] if step.id == AGE else list(step.options)
    return QuestionView(id=step.id, number=len(triage.asked) + 1, options=options)


def _result(row: TriageResult, about: About) -> ResultView:
    rules = load_rules()
    reasons = [ReasonView(id=each, text=rules.words(each, about)) for each in row.reasons]
    return ResultView.model_validate(
        {
            "stage": row.stage,
            "group": row.motivation,
            "reasons": reasons,
            "because": " and ".join(reason.text for reason in reasons),
            "decided_by": row.decided_by,
            "recorded_at": row.recorded_at,
        }
    )
