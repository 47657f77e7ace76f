"""The rules of asking about wellbeing: who may be asked, what comes next, when help is offered."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.exceptions import Conflict, InvalidRequest, NotFound
from api.models import Triage
from api.triage.answers import About, AgeBand
from api.wellbeing import repository
from api.wellbeing.ons4 import HIGHEST, LOWEST, load_ons4
from api.wellbeing.schemas import (
    Moment,
    NewWellbeingAnswer,
    NextWellbeing,
    WellbeingAnswerView,
    WellbeingView,
)


class WellbeingQuestionNotFound(NotFound):
    """There is no such question."""


class ValueOutsideScale(InvalidRequest):
    """The answer is not on the scale."""


class NotToBeAsked(Conflict):
    """The questions are for people of 16 and over, about themselves."""


def may_be_asked(triage: Triage) -> bool:
    """Say whether the person may be asked: 16 or over, and about themselves (ONS guidance)."""
    about_me = triage.about == About.ME
    # Where a child is hinted at and the age is not known, nothing is asked.
    known_young = triage.age == AgeBand.CHILD or (triage.child_hinted and triage.age is None)
    return about_me and not known_young


def save(
    session: Session, triage: Triage, new: NewWellbeingAnswer, *, now: datetime
) -> NextWellbeing:
    """Keep an answer and say what comes next.

    Raises ``NotToBeAsked``, ``WellbeingQuestionNotFound`` and ``ValueOutsideScale``.
    """
    if not may_be_asked(triage):
        raise NotToBeAsked("These questions are for people of 16 and over, about themselves.")
    question = load_ons4().questions.get(new.question)
    if question is None:
        known = ", ".join(load_ons4().questions)
        raise WellbeingQuestionNotFound(f"There is no question '{new.question}'; known: {known}.")
    if not LOWEST <= new.value <= HIGHEST:
        raise ValueOutsideScale(
            f"'{new.value}' is not on the scale; allowed is {LOWEST} to {HIGHEST}."
        )
    repository.save(
        session, triage.id, moment=new.moment, question=new.question, value=new.value, now=now
    )
    following = next_question(session, triage, new.moment)
    offer = question.wants_gentleness(new.value)
    return following.model_copy(update={"offer_help": offer})


def next_question(session: Session, triage: Triage, moment: Moment) -> NextWellbeing:
    """Give the first question of this moment that has no answer; the first brings the intro."""
    answered = {
        row.question for row in repository.of_triage(session, triage.id) if row.moment == moment
    }
    ons4 = load_ons4()
    left = [name for name in ons4.questions if name not in answered]
    if not left:
        return NextWellbeing(moment=moment, intro=None, question=None, text=None, scale=None)
    question = ons4.questions[left[0]]
    return NextWellbeing(
        moment=moment,
        intro=None if answered else ons4.intro,
        question=left[0],
        text=question.text,
        scale=question.scale,
    )


def read(session: Session, triage: Triage, moment: Moment) -> WellbeingView:
    """Give the answers with their bands, and what comes next."""
    ons4 = load_ons4()
    answers = [
        WellbeingAnswerView(
            moment=Moment(row.moment),
            question=row.question,
            value=row.value,
            band=ons4.questions[row.question].band(row.value),
            recorded_at=row.recorded_at,
        )
        for row in repository.of_triage(session, triage.id)
    ]
    following = next_question(session, triage, moment) if may_be_asked(triage) else None
    return WellbeingView(answers=answers, next=following)
