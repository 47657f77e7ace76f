"""The rules of the review queue: what is kept, for how long, and what becomes of it."""

from datetime import datetime, timedelta
from hashlib import sha256

import structlog
from sqlalchemy.orm import Session

from api.config import Settings
from api.misunderstandings import repository
from api.misunderstandings.schemas import (
    MisunderstandingView,
    NewMisunderstanding,
    Review,
    ReviewStatus,
)
from api.misunderstandings.training_phrases import as_training_phrases
from api.models import Misunderstanding
from api.paging import Page
from api.safety.redaction import redact

log = structlog.get_logger()


def keep(
    session: Session, new: NewMisunderstanding, *, settings: Settings, now: datetime
) -> Misunderstanding:
    """Keep a message without personal details, or count it up; forget what is too old."""
    # The sender has redacted it already; this is a second look before it is kept.
    text = redact(new.text)
    repository.remove_before(session, oldest_kept(settings, now))
    return repository.add(
        session,
        {
            **new.model_dump(exclude={"text"}),
            "text": text,
            "fingerprint": _fingerprint(text, new),
            "status": ReviewStatus.NEW,
            "times": 1,
            "first_seen_at": now,
            "last_seen_at": now,
        },
    )


def page_of(
    session: Session,
    status: ReviewStatus | None,
    *,
    since: datetime,
    limit: int,
    offset: int,
) -> Page[MisunderstandingView]:
    """Return one page of the queue, most often misunderstood first."""
    found, total = repository.find(session, status=status, since=since, limit=limit, offset=offset)
    return Page(items=[view(each) for each in found], total=total)


def review(misunderstanding: Misunderstanding, wanted: Review) -> Misunderstanding:
    """Keep what staff make of a message."""
    misunderstanding.status, misunderstanding.label = wanted.status, wanted.label
    log.info("misunderstanding.reviewed", id=str(misunderstanding.id), status=wanted.status)
    return misunderstanding


def export(session: Session, since: datetime) -> str:
    """Return the labelled messages as training phrases."""
    labelled = repository.labelled(session, since)
    return as_training_phrases((each.label or "", each.text) for each in labelled)


def forget_old(session: Session, settings: Settings, now: datetime) -> int:
    """Delete what was kept as long as the settings allow, and return how many it were."""
    forgotten = repository.remove_before(session, oldest_kept(settings, now))
    log.info("misunderstanding.forgotten", count=forgotten)
    return forgotten


def oldest_kept(settings: Settings, now: datetime) -> datetime:
    """Return the moment before which a message that was last seen is not kept any more."""
    return now - timedelta(days=settings.misunderstanding_days)


def view(misunderstanding: Misunderstanding) -> MisunderstandingView:
    """Return the message in the shape that callers see."""
    return MisunderstandingView.model_validate(misunderstanding, from_attributes=True)


def _fingerprint(text: str, new: NewMisunderstanding) -> str:
    parts = (" ".join(text.casefold().split()), new.framework or "", new.statement or "")
    return sha256("\0".join(parts).encode()).hexdigest()
