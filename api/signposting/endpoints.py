"""Signposts, what people report of them, and the gaps they showed, over HTTP."""

import uuid
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.dependencies import Now, ReadSession, ServiceKey, SettingsDependency, WriteSession
from api.error_answers import may_answer
from api.paging import Limit, Offset, Page
from api.signposting import repository, service
from api.signposting.needs import Need
from api.signposting.schemas import (
    Given,
    Judged,
    OutcomeRequest,
    ReportChange,
    ReportStatus,
    ReportView,
    SignpostRequest,
    SignpostView,
    UnmetNeeds,
    VerdictRequest,
)
from api.triage import repository as triages

router = APIRouter(
    prefix="/v1", tags=["signposts"], dependencies=[ServiceKey], responses=may_answer(401, 422)
)


async def _referrals_on(settings: SettingsDependency) -> bool:
    """Whether a person can ask here for a link worker's call."""
    return settings.referrals


async def _least_count(settings: SettingsDependency) -> int:
    """The least count of a gap that is shown with its area."""
    return settings.unmet_needs_least


@router.post("/signposts", status_code=201, responses=may_answer(404, 409))
def give_signposts(
    wanted: SignpostRequest,
    session: WriteSession,
    now: Now,
    referrals: Annotated[bool, Depends(_referrals_on)],
) -> Given:
    """Give signposts for a triage that were not given before, at most three.

    For `needs` that are named, those given before come again once nothing new is there.
    """
    triage = triages.get_or_raise(session, wanted.triage_id, lock=True)
    asked = wanted.model_dump(exclude={"triage_id"})
    return service.give(session, triage, referrals=referrals, now=now, **asked)


@router.get("/signposts", responses=may_answer(404))
def list_signposts(triage_id: uuid.UUID, session: ReadSession, now: Now) -> list[SignpostView]:
    """List the signposts of a triage."""
    triages.get_or_raise(session, triage_id)
    found = repository.of_triage(session, triage_id)
    return [service.present(signpost, now=now) for signpost in found]


@router.get("/signposts/reports")
def list_reports(
    session: ReadSession,
    status: ReportStatus | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Page[ReportView]:
    """List what people said is wrong, for the owner of the directory; latest first."""
    found, total = repository.reports(session, status=status, limit=limit, offset=offset)
    return Page(items=[ReportView.model_validate(report) for report in found], total=total)


@router.patch("/signposts/reports/{report_id}", responses=may_answer(404))
def change_report(
    report_id: uuid.UUID, wanted: ReportChange, session: WriteSession, now: Now
) -> ReportView:
    """Say how far a report is."""
    report = service.change_report(session, report_id, wanted.status, now=now)
    return ReportView.model_validate(report)


@router.post("/signposts/{signpost_id}/verdict", responses=may_answer(404))
def judge(signpost_id: uuid.UUID, said: VerdictRequest, session: WriteSession, now: Now) -> Judged:
    """Take "not for me" or "this is wrong"."""
    signpost = repository.get_or_raise(session, signpost_id, lock=True)
    return service.judge(session, signpost, said.verdict, said.text, now=now)


@router.post("/signposts/{signpost_id}/outcome", responses=may_answer(404))
def follow_up(
    signpost_id: uuid.UUID, said: OutcomeRequest, session: WriteSession, now: Now
) -> SignpostView:
    """Note whether the person went."""
    signpost = repository.get_or_raise(session, signpost_id, lock=True)
    return service.follow_up(signpost, said.outcome, now=now)


@router.get("/reports/unmet-needs", tags=["reports"])
def list_unmet_needs(
    session: ReadSession,
    least: Annotated[int, Depends(_least_count)],
    area: Annotated[str | None, Query(max_length=80)] = None,
    need: Need | None = None,
    since: date | None = None,
) -> UnmetNeeds:
    """Count, by area and need, how often nothing near was found; no person can be told from it.

    Counts that are too small to be shown with their area are summed as `elsewhere`.
    """
    return service.unmet_needs(session, area=area, need=need, since=since, least=least)
