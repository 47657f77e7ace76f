"""The end of what is past its time: `signpost purge`, and the same at regular times."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import anyio
import structlog
from anyio import to_thread
from sqlalchemy.orm import Session

from api.chat.engine import Engine, EngineFailed
from api.config import Settings
from api.database import Database
from api.misunderstandings.service import forget_old as forget_misunderstood
from api.privacy import repository, service
from api.referrals.service import forget_closed, forget_left_open, forget_tickets
from api.triage.service import forget_expired as forget_triages

log = structlog.get_logger()

_HOUR_S = 3600.0


@dataclass(slots=True)
class Purged:
    """How many of each kind were deleted (or would be), and what the engine has yet to forget."""

    counts: dict[str, int] = field(default_factory=dict)
    waiting_for_engine: int = 0

    def lines(self) -> Iterator[str]:
        """Give one line for each kind."""
        yield from (f"{kind}: {count}" for kind, count in self.counts.items())
        if self.waiting_for_engine:
            yield f"conversations that the engine has yet to forget: {self.waiting_for_engine}"


def count_past(database: Database, settings: Settings, now: datetime) -> Purged:
    """Count what a purge would delete, by deleting it in a transaction that is given up."""
    limits = service.Retention.from_settings(settings).limits(now)
    with database.trial() as session:
        waiting = repository.count_pending_erasures(session)
        conversations = repository.count_conversations_past(session, limits)
        counts = {"conversations": conversations, **_delete_others(session, settings, now)}
        return Purged(counts, waiting)


def purge(
    database: Database,
    settings: Settings,
    now: datetime,
    *,
    progress: Callable[[int], None] = lambda _count: None,
) -> Purged:
    """Delete what is past its time, in short transactions; ``progress`` gets each count."""
    limits = service.Retention.from_settings(settings).limits(now)
    conversations = 0
    while erased := _erase_some(database, limits, now):
        conversations += erased
        progress(erased)
    with database.transaction() as session:
        counts = {"conversations": conversations, **_delete_others(session, settings, now)}
    database.overwrite_erased()
    return Purged(counts)


def _delete_others(session: Session, settings: Settings, now: datetime) -> dict[str, int]:
    limits = service.Retention.from_settings(settings).limits(now)
    return {
        "care incidents": repository.erase_old_incidents(session, limits.incidents),
        "invites": repository.erase_old_invites(session, limits.invites),
        "misunderstood messages": forget_misunderstood(session, settings, now),
        "referrals that nobody closed": forget_left_open(session, settings=settings, now=now),
        "details of ended referrals": forget_closed(session, settings=settings, now=now),
        "links to referral forms": forget_tickets(session, now),
        "triages": forget_triages(session, settings=settings, now=now),
    }


def _erase_some(database: Database, limits: repository.Limits, now: datetime) -> int:
    with database.transaction() as session:
        past = repository.find_conversations_past(session, limits)
        for conversation in past:
            repository.erase_conversation(session, conversation, now)
        return len(past)


async def forget_in_engine(database: Database, engine: Engine) -> int:
    """Let the engine forget what is erased here; gives how many it has yet to forget."""

    def waiting() -> list[UUID]:
        with database.reading() as session:
            return list(repository.pending_erasures(session))

    def left() -> int:
        with database.reading() as session:
            return repository.count_pending_erasures(session)

    def done(conversation: UUID) -> None:
        with database.transaction() as session:
            repository.erased_everywhere(session, conversation)

    while conversations := await to_thread.run_sync(waiting):
        for conversation in conversations:
            try:
                await engine.forget(conversation)
            except EngineFailed as failure:
                log.warning("privacy.engine.waiting", reason=failure.reason)
                return await to_thread.run_sync(left)
            await to_thread.run_sync(done, conversation)
    return 0


async def purge_everywhere(
    database: Database,
    engine: Engine,
    settings: Settings,
    progress: Callable[[int], None] = lambda _count: None,
) -> Purged:
    """Delete what is past its time, here and in the engine."""
    now = datetime.now(UTC)
    purged = await to_thread.run_sync(lambda: purge(database, settings, now, progress=progress))
    purged.waiting_for_engine = await forget_in_engine(database, engine)
    return purged


async def purge_regularly(database: Database, engine: Engine, settings: Settings) -> None:
    """Purge now and every so many hours, until cancelled; a purge that fails is tried again."""
    while settings.purge_every_hours:
        try:
            purged = await purge_everywhere(database, engine, settings)
            log.info("privacy.purged", counts=purged.counts)
        except Exception as error:  # noqa: BLE001 -- the next purge must come whatever went wrong
            log.warning("privacy.purge.failed", error=type(error).__name__)
        await anyio.sleep(settings.purge_every_hours * _HOUR_S)
