"""Every query about signposts, reports and gaps."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.exceptions import NotFound
from api.models import Signpost, SignpostReport, UnmetNeed


class SignpostNotFound(NotFound):
    """There is no signpost of that id, or it was forgotten."""


class ReportNotFound(NotFound):
    """There is no report of that id."""


def get_or_raise(session: Session, signpost_id: uuid.UUID, *, lock: bool = False) -> Signpost:
    """Return the signpost, locked if asked; raises ``SignpostNotFound``."""
    signpost = session.get(Signpost, signpost_id, with_for_update=lock or None)
    if signpost is None:
        raise SignpostNotFound(f"There is no signpost '{signpost_id}'.")
    return signpost


def get_report_or_raise(session: Session, report_id: uuid.UUID) -> SignpostReport:
    """Return the report, locked against other writers; raises ``ReportNotFound``."""
    report = session.get(SignpostReport, report_id, with_for_update=True)
    if report is None:
        raise ReportNotFound(f"There is no report '{report_id}'.")
    return report


def of_triage(session: Session, triage_id: uuid.UUID) -> Sequence[Signpost]:
    """Return the signposts of a triage in the order in which they were given."""
    return session.scalars(
        select(Signpost).where(Signpost.triage_id == triage_id).order_by(Signpost.number)
    ).all()


def add_all(session: Session, signposts: Sequence[Signpost]) -> None:
    """Add signposts."""
    session.add_all(signposts)
    session.flush()


def count_report(session: Session, *, target: str, name: str, what: str, now: datetime) -> None:
    """Note that something is wrong with a target; said again, it counts up and opens again."""
    new = {
        "id": uuid.uuid4(),
        "target": target,
        "name": name[:300],
        "what": what,
        "times": 1,
        "status": "new",
        "reported_at": now,
        "last_reported_at": now,
    }
    again = {"status": "new", "last_reported_at": now, "closed_at": None}
    _count(session, SignpostReport, new, ["target", "what"], again)


def reports(
    session: Session, *, status: str | None, limit: int, offset: int
) -> tuple[Sequence[SignpostReport], int]:
    """Return one page of reports, the latest first, and how many there are."""
    wanted = select(SignpostReport)
    if status is not None:
        wanted = wanted.where(SignpostReport.status == status)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    ordered = wanted.order_by(SignpostReport.last_reported_at.desc(), SignpostReport.id)
    return session.scalars(ordered.limit(limit).offset(offset)).all(), total


def count_gap(session: Session, *, area: str, need: str, month: date) -> None:
    """Count once more that nothing near was found."""
    new = {"id": uuid.uuid4(), "area": area, "need": need, "month": month, "times": 1}
    _count(session, UnmetNeed, new, ["area", "need", "month"], {})


def gaps(
    session: Session, *, area: str | None, need: str | None, since: date | None
) -> Sequence[UnmetNeed]:
    """Return the gaps that were counted, those met most often first."""
    wanted = select(UnmetNeed)
    if area is not None:
        wanted = wanted.where(func.lower(UnmetNeed.area) == area.lower())
    if need is not None:
        wanted = wanted.where(UnmetNeed.need == need)
    if since is not None:
        wanted = wanted.where(UnmetNeed.month >= since)
    ordered = wanted.order_by(UnmetNeed.times.desc(), UnmetNeed.area, UnmetNeed.need)
    return session.scalars(ordered).all()


def _count(
    session: Session,
    model: type[SignpostReport | UnmetNeed],
    new: dict[str, Any],
    key: list[str],
    again: dict[str, Any],
) -> None:
    """Add the row, or count up ``times`` of the one that is there, in one statement."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    row: sqlite.Insert | postgresql.Insert = (
        sqlite.insert(model).values(**new) if is_sqlite else postgresql.insert(model).values(**new)
    )
    counted = {"times": model.times + 1, **again}
    session.execute(row.on_conflict_do_update(index_elements=key, set_=counted))
