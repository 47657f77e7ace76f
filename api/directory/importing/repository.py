"""Every query of an import."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import batched
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from api.directory.importing.identity import KnownSource
from api.directory.importing.incoming import SourceInfo
from api.directory.importing.rows import Row, Rows, is_uuid, own_id, proposed_id
from api.models import (
    DirectoryAccessibility,
    DirectoryAddress,
    DirectoryAttribute,
    DirectoryContact,
    DirectoryCostOption,
    DirectoryEntry,
    DirectoryLanguage,
    DirectoryLocation,
    DirectoryOpening,
    DirectoryOrganisation,
    DirectoryPhone,
    DirectorySchedule,
    DirectoryService,
    DirectoryServiceAtLocation,
    DirectoryShown,
    DirectorySource,
    DirectoryTag,
    DirectoryTaxonomy,
    DirectoryTerm,
    DirectoryText,
)

Shared = type[
    DirectoryOrganisation | DirectoryLocation | DirectoryTaxonomy | DirectoryTerm | DirectoryService
]
# A statement holds a limited number of values on each database.
_AT_ONCE = 5_000
_SHARED_FIRST = (
    DirectoryOrganisation,
    DirectoryTaxonomy,
    DirectoryTerm,
    DirectoryService,
    DirectoryLocation,
    DirectoryServiceAtLocation,
)
_OF_A_SERVICE: tuple[InstrumentedAttribute[uuid.UUID], ...] = (
    DirectoryPhone.service_id,
    DirectoryContact.service_id,
    DirectorySchedule.service_id,
    DirectoryCostOption.service_id,
    DirectoryLanguage.service_id,
    DirectoryAttribute.link_id,
    DirectoryEntry.service_id,
    DirectoryText.service_id,
)
_OF_A_LOCATION = (DirectoryAddress.location_id, DirectoryAccessibility.location_id)
_OWNED_FIRST = (
    DirectoryAddress,
    DirectoryAccessibility,
    DirectoryContact,
    DirectoryPhone,
    DirectorySchedule,
    DirectoryCostOption,
    DirectoryLanguage,
    DirectoryAttribute,
    DirectoryEntry,
    DirectoryShown,
    DirectoryTag,
    DirectoryOpening,
    DirectoryText,
)


def keep_source(
    session: Session, info: SourceInfo, format_name: str, now: datetime
) -> DirectorySource:
    """Return the source of this key, with what is now known of it."""
    found = select(DirectorySource).where(DirectorySource.key == info.key).with_for_update()
    source = session.scalar(found) or DirectorySource(
        id=uuid.uuid4(), key=info.key, title=info.title
    )
    if info.is_titled:
        source.title = info.title
    source.attribution = info.attribution or source.attribution
    source.format, source.imported_at = format_name, now
    source.is_sample, source.data_date = info.is_sample, info.data_date
    session.add(source)
    session.flush()
    return source


def any_source(session: Session) -> bool:
    """Whether any directory was imported before."""
    return session.scalar(select(DirectorySource.id).limit(1)) is not None


def sources_holding(
    session: Session, info: SourceInfo, services: Mapping[str, tuple[str, str | None]]
) -> list[KnownSource]:
    """Return every source, with how many of these services it holds.

    ``services`` are the names of services and of their organisations by the source's own ids. A
    sample is compared with samples, and any other directory with those that are none.
    """
    sources = [each for each in sources_kept(session) if each[0].is_sample is info.is_sample]
    alike = _alike(session, services)
    return [
        KnownSource(
            key=source.key,
            title=source.title,
            services=held,
            same=_same(session, source, services),
            alike=alike[source.id],
        )
        for source, held in sources
    ]


def sources_kept(session: Session) -> list[tuple[DirectorySource, int]]:
    """Return every source with how many services it holds now, the oldest import first."""
    model = DirectoryService
    held = (
        select(func.count())
        .where(model.source_id == DirectorySource.id, model.gone_at.is_(None))
        .scalar_subquery()
    )
    found = select(DirectorySource, held).order_by(DirectorySource.imported_at, DirectorySource.key)
    return [(source, services) for source, services in session.execute(found)]


def remove_source(session: Session, key: str) -> None:
    """Remove a source; the database removes with it all that came from it."""
    session.execute(delete(DirectorySource).where(DirectorySource.key == key))


def _same(
    session: Session, source: DirectorySource, services: Mapping[str, tuple[str, str | None]]
) -> int:
    model = DirectoryService
    same = 0
    for some in batched(sorted(services), _AT_ONCE):
        found = select(model.external_id, model.name).where(
            model.source_id == source.id, model.external_id.in_(some)
        )
        same += sum(
            is_uuid(key) or name == services[key][0] for key, name in session.execute(found)
        )
    return same


def _alike(session: Session, services: Mapping[str, tuple[str, str | None]]) -> Counter[uuid.UUID]:
    """Count, for each source, the services that have one of these names and organisations."""
    model, organisation = DirectoryService, DirectoryOrganisation
    wanted = set(services.values())
    alike: Counter[uuid.UUID] = Counter()
    for some in batched(sorted({name for name, _ in wanted}), _AT_ONCE):
        found = (
            select(model.source_id, model.name, organisation.name)
            .outerjoin(organisation, organisation.id == model.organisation_id)
            .where(model.name.in_(some), model.gone_at.is_(None))
            .distinct()
        )
        alike.update(
            source for source, name, run_by in session.execute(found) if (name, run_by) in wanted
        )
    return alike


def resolve_ids(
    session: Session, model: Shared, source: DirectorySource, keys: Iterable[str]
) -> dict[str, uuid.UUID]:
    """Return our ids for the source's ids of a kind of thing.

    A UUID of the source is kept, unless another source has it already.
    """
    wanted = set(keys)
    known: dict[str, uuid.UUID] = {}
    for some in batched(sorted(wanted), _AT_ONCE):
        found = select(model.external_id, model.id).where(
            model.source_id == source.id, model.external_id.in_(some)
        )
        known.update((key, own) for key, own in session.execute(found))
    new = {key: proposed_id(source.key, model.__tablename__, key) for key in wanted - known.keys()}
    taken = ids_in_use(session, model, new.values()) | set(known.values())
    for key in sorted(new):
        own = new[key]
        known[key] = own_id(source.key, model.__tablename__, key) if own in taken else own
        taken.add(known[key])
    return known


def resolve_places(
    session: Session, keys: Iterable[tuple[uuid.UUID, str]]
) -> dict[tuple[uuid.UUID, str], uuid.UUID]:
    """Return our ids of services at locations, by service and the source's id."""
    model = DirectoryServiceAtLocation
    wanted = set(keys)
    known: dict[tuple[uuid.UUID, str], uuid.UUID] = {}
    for some in batched(sorted({service for service, _ in wanted}), _AT_ONCE):
        found = select(model.service_id, model.external_id, model.id).where(
            model.service_id.in_(some)
        )
        known |= {(service, key): own for service, key, own in session.execute(found)}
    missing = sorted(wanted - known.keys())
    new = {pair: proposed_id(str(pair[0]), "place", pair[1]) for pair in missing}
    taken = ids_in_use(session, model, new.values()) | set(known.values())
    for pair, own in new.items():
        known[pair] = own_id(str(pair[0]), "place", pair[1]) if own in taken else own
        taken.add(known[pair])
    return known


def ids_in_use(session: Session, model: Any, ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return those of the ids that the table has."""
    found: set[uuid.UUID] = set()
    for some in batched(ids, _AT_ONCE):
        found |= set(session.scalars(select(model.id).where(model.id.in_(some))))
    return found


def known_services(
    session: Session, source: DirectorySource, keys: Sequence[str]
) -> dict[str, tuple[uuid.UUID, str, bool]]:
    """Return id, fingerprint and whether it is gone, of the services that are kept already."""
    model = DirectoryService
    found = select(model.external_id, model.id, model.fingerprint, model.gone_at).where(
        model.source_id == source.id, model.external_id.in_(keys)
    )
    return {key: (own, mark, gone is not None) for key, own, mark, gone in session.execute(found)}


def services_of_others(
    session: Session, source: DirectorySource, ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, str]:
    """Return those of the ids that are services of another source, with its title."""
    model = DirectoryService
    found = (
        select(model.id, DirectorySource.title)
        .join(DirectorySource, DirectorySource.id == model.source_id)
        .where(model.id.in_(list(ids)), model.source_id != source.id)
    )
    return dict(iter(session.execute(found)))


def save(session: Session, rows: Rows) -> None:
    """Write rows: what is shared is added or changed, what a service owns is replaced."""
    services = list(rows.shared[DirectoryService])
    for link in _OF_A_SERVICE:
        _remove(session, link, services)
    for link in _OF_A_LOCATION:
        _remove(session, link, list(rows.shared[DirectoryLocation]))
    _remove_places_left(session, services, rows.shared[DirectoryServiceAtLocation])
    for model in _SHARED_FIRST:
        save_shared(session, model, rows.shared[model])
    for part in _OWNED_FIRST:
        if rows.owned[part]:
            session.execute(insert(part), rows.owned[part])


def save_shared(
    session: Session, model: Any, rows: dict[uuid.UUID, Row], *, only_new: bool = False
) -> None:
    """Add the rows that are new and, unless told otherwise, change those that are there."""
    present = ids_in_use(session, model, rows)
    new = [row for own, row in rows.items() if own not in present]
    old = [row for own, row in rows.items() if own in present]
    if new:
        session.execute(insert(model), new)
    if old and not only_new:
        session.execute(update(model), old)


def mark_gone(session: Session, source: DirectorySource, present: set[str], now: datetime) -> int:
    """Make inactive what the source no longer holds; return how many services that were."""
    model = DirectoryService
    kept = select(model.id, model.external_id).where(
        model.source_id == source.id, model.gone_at.is_(None)
    )
    gone = [own for own, key in session.execute(kept) if key not in present]
    for some in batched(gone, _AT_ONCE):
        session.execute(
            update(model)
            .where(model.id.in_(some))
            .values(gone_at=now, status="inactive", last_modified=now)
            .execution_options(synchronize_session=False)
        )
        session.execute(
            update(DirectoryEntry)
            .where(DirectoryEntry.service_id.in_(some))
            .values(is_active=False)
            .execution_options(synchronize_session=False)
        )
    return len(gone)


def _remove(
    session: Session, link: InstrumentedAttribute[uuid.UUID], owners: Sequence[uuid.UUID]
) -> None:
    _in_batches(owners, lambda some: session.execute(delete(link.class_).where(link.in_(some))))


def _remove_places_left(
    session: Session, services: Sequence[uuid.UUID], kept: dict[uuid.UUID, Row]
) -> None:
    model = DirectoryServiceAtLocation
    left: list[uuid.UUID] = []
    for some in batched(services, _AT_ONCE):
        left += session.scalars(select(model.id).where(model.service_id.in_(some)))
    _in_batches(
        [own for own in left if own not in kept],
        lambda some: session.execute(delete(model).where(model.id.in_(some))),
    )


def _in_batches(ids: Sequence[uuid.UUID], act: Callable[[Sequence[uuid.UUID]], object]) -> None:
    for some in batched(ids, _AT_ONCE):
        act(some)
