"""Triages over HTTP."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from api.dependencies import Now, ReadSession, ServiceKey, SettingsDependency, WriteSession
from api.error_answers import may_answer
from api.models import Triage
from api.triage import repository, service, views
from api.triage.schemas import (
    AboutRequest,
    AgainRequest,
    AnswerRequest,
    ChoiceRequest,
    NeedsRequest,
    NewTriage,
    PastResult,
    PlaceRequest,
    TellRequest,
    Told,
    TriageView,
    TurnRequest,
)

router = APIRouter(
    prefix="/v1/triage",
    tags=["triage"],
    dependencies=[ServiceKey],
    responses=may_answer(401, 404, 422),
)


@dataclass(frozen=True, slots=True)
class Case:
    """The triage that a request changes; nothing is read before ``triage``."""

    session: Session
    triage_id: uuid.UUID
    now: datetime

    @property
    def triage(self) -> Triage:
        """The triage, locked while it is changed; raises ``TriageNotFound``."""
        return repository.get_or_raise(self.session, self.triage_id, lock=True)

    def view(self) -> TriageView:
        """Show the triage as it stands."""
        return views.describe(self.session, self.triage)


async def _case(triage_id: uuid.UUID, session: WriteSession, now: Now) -> Case:
    return Case(session, triage_id, now)


ThisCase = Annotated[Case, Depends(_case)]


@router.post("")
def open_triage(
    new: NewTriage, session: WriteSession, settings: SettingsDependency, now: Now
) -> TriageView:
    """Return the latest triage of a conversation, or begin the first one."""
    triage = service.open_triage(session, new.conversation_id, settings=settings, now=now)
    return views.view(session, triage, settings=settings, now=now)


@router.get("/{triage_id}")
def read_triage(
    triage_id: uuid.UUID, session: ReadSession, settings: SettingsDependency, now: Now
) -> TriageView:
    """Read a triage as it stands."""
    triage = repository.get_or_raise(session, triage_id)
    return views.view(session, triage, settings=settings, now=now)


@router.post("/{triage_id}/told")
def tell(told: TellRequest, case: ThisCase) -> Told:
    """Take from a message what it says outright; its words are not kept."""
    heard = service.hear(case.session, case.triage, told, now=case.now)
    return Told(heard=heard, triage=case.view())


@router.post("/{triage_id}/answers")
def answer(chosen: AnswerRequest, case: ThisCase) -> TriageView:
    """Take the option that was chosen, or that the person would rather not say."""
    service.answer(case.session, case.triage, chosen.question, chosen.value, now=case.now)
    return case.view()


@router.post("/{triage_id}/needs")
def take_needs(chosen: NeedsRequest, case: ThisCase) -> TriageView:
    """Add needs that were chosen from a list."""
    service.take_needs(case.session, case.triage, chosen.needs, now=case.now)
    return case.view()


@router.put("/{triage_id}/place")
def take_place(given: PlaceRequest, case: ThisCase) -> TriageView:
    """Keep the outcode or area that was named; the rest of a postcode is not kept."""
    service.take_place(case.session, case.triage, given.text, now=case.now)
    return case.view()


@router.put("/{triage_id}/about")
def set_about(wanted: AboutRequest, case: ThisCase) -> TriageView:
    """Note who the help is for."""
    service.set_about(case.session, case.triage, wanted.about, now=case.now)
    return case.view()


@router.post("/{triage_id}/back")
def step_back(turn: TurnRequest, case: ThisCase) -> TriageView:
    """Take the last answered question back, to be asked again; at the first, nothing changes."""
    service.step_back(case.triage, turn=turn.turn, now=case.now)
    return case.view()


@router.put("/{triage_id}/choice")
def choose(wanted: ChoiceRequest, case: ThisCase) -> TriageView:
    """Keep how the person would like to be met, in place of what the rules made of it."""
    service.choose(case.session, case.triage, wanted.group, now=case.now)
    return case.view()


@router.post("/{triage_id}/again", status_code=201)
def begin_again(wanted: AgainRequest, case: ThisCase) -> TriageView:
    """Begin a new triage in the same conversation; the old one stays as history."""
    new = service.begin_again(
        case.session, case.triage, turn=wanted.turn, needs=wanted.needs, now=case.now
    )
    return views.describe(case.session, new)


@router.get("/{triage_id}/history")
def read_history(triage_id: uuid.UUID, session: ReadSession) -> list[PastResult]:
    """Every result in this conversation, oldest first, with the way each moved."""
    triage = repository.get_or_raise(session, triage_id)
    return views.history(session, repository.of_conversation(session, triage.conversation_id))
