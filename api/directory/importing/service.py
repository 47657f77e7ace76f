"""Import a directory: read all of it, check each service, then write them in batches.

Nothing is written before the whole source was read, so a source that fails midway changes nothing.
Each batch is one transaction: whoever searches meanwhile sees each service as it was or as it is.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import batched

import structlog
from sqlalchemy.orm import Session

from api.directory.checking import Fault, check, shorten
from api.directory.entries import position_of, term_names
from api.directory.importing import repository
from api.directory.importing.identity import SourceUnclear, recognise
from api.directory.importing.incoming import Incoming, Reading, SourceFaulty, SourceInfo
from api.directory.importing.rows import (
    Ids,
    Prepared,
    prepare,
    proposed_id,
    rows_of,
    taxonomy_key,
    taxonomy_row,
    term_key,
    term_row,
)
from api.directory.mapping import Mappings
from api.directory.records import LocationRecord, ServiceRecord, TaxonomyRecord, TermRecord
from api.models import (
    DirectoryLocation,
    DirectoryOrganisation,
    DirectoryService,
    DirectorySource,
    DirectoryTaxonomy,
    DirectoryTerm,
)

log = structlog.get_logger()
_BATCH = 250
_CORE = frozenset({"status"})
Transaction = Callable[[], AbstractContextManager[Session]]
Progress = Callable[[str, int, int | None], None]


class NothingToImport(SourceFaulty):
    """A source holds no service that could be imported, so everything stays as it was."""


@dataclass
class Summary:
    """What an import did.

    ``title`` is that of the directory; ``updates`` says that it was imported before, and
    ``is_elsewhere`` that it was known by its services, having been read from another place.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    title: str = ""
    updates: bool = False
    is_elsewhere: bool = False
    faults: list[Fault] = field(default_factory=list)
    unmapped: Counter[str] = field(default_factory=Counter)
    without_need: int = 0
    unplaced: list[Fault] = field(default_factory=list)

    @property
    def refused(self) -> list[Fault]:
        """What led to the refusal of whole rows."""
        return [fault for fault in self.faults if fault.refused]

    @property
    def without_position(self) -> int:
        """How many places have no position, so that nobody finds them by where they are."""
        return len(self.unplaced)

    @property
    def left_out(self) -> list[Fault]:
        """Parts that were left out of services that were taken."""
        return [fault for fault in self.faults if not fault.refused]


def _no_progress(_step: str, _done: int, _total: int | None) -> None:
    """Say nothing."""


def import_directory(
    transaction: Transaction,
    info: SourceInfo,
    reading: Reading,
    *,
    now: datetime,
    complete: bool = True,
    progress: Progress = _no_progress,
) -> Summary:
    """Import a source and say what was done.

    ``complete`` says that the source holds the whole directory: services that it no longer holds
    become inactive. A service that is refused this time stays as it was. Raises ``SourceFaulty``
    when the source cannot be read, ``NothingToImport`` when none of its services can be taken, and
    ``SourceUnclear`` when they are those of another directory.
    """
    summary = Summary()
    incoming = _follow(reading.services, "Reading", reading.total, progress)
    checked, present = _check_all(incoming, summary, now)
    if not checked:
        raise NothingToImport(_why_nothing(info, summary), faults=summary.faults)
    info = _recognised(transaction, info, [record for _, record in checked], summary, complete)
    salt = f"{info.key} {info.is_sample}"
    known_on = info.data_date or now.date()
    prepared = [prepare(row, each, known_on=known_on, salt=salt) for row, each in checked]
    with transaction() as session:
        source = repository.keep_source(session, info, reading.format, now)
        _keep_vocabularies(session, source, reading)
    done = 0
    for batch in batched(prepared, _BATCH):
        with transaction() as session:
            _write(session, source, batch, summary, now=now)
        done += len(batch)
        progress("Writing", done, len(prepared))
    if complete:
        with transaction() as session:
            summary.gone = repository.mark_gone(session, source, present, now)
    _describe(prepared, summary)
    _log(info, summary)
    return summary


def _log(info: SourceInfo, summary: Summary) -> None:
    log.info(
        "directory.imported",
        source=info.key,
        added=summary.added,
        changed=summary.changed,
        unchanged=summary.unchanged,
        gone=summary.gone,
        refused=len(summary.refused),
    )


def _follow(
    items: Iterable[Incoming], step: str, total: int | None, progress: Progress
) -> Iterator[Incoming]:
    progress(step, 0, total)
    for number, item in enumerate(items, start=1):
        yield item
        progress(step, number, total)


def _check_all(
    incoming: Iterable[Incoming], summary: Summary, now: datetime
) -> tuple[list[tuple[str, ServiceRecord]], set[str]]:
    """Check every service; return those to be taken, and the ids of all that were named."""
    taken: list[tuple[str, ServiceRecord]] = []
    rows: dict[str, str] = {}
    for each in _kept_on_failure(incoming, summary):
        summary.faults += each.faults
        if each.data is None:
            continue
        key = str(each.data.get("id") or "").strip()
        record, faults = check(ServiceRecord, each.data, each.row, core=_CORE)
        summary.faults += faults
        if record is not None and record.id in rows:
            reason = f"is the id of {rows[record.id]} too; the first one was taken"
            summary.faults.append(Fault(each.row, "id", shorten(record.id), reason))
        elif record is not None:
            record, faults = _without_future_dates(record, each.row, now)
            summary.faults += faults
            taken.append((each.row, record))
        rows.setdefault(record.id if record else key, each.row)
    return taken, set(rows)


def _kept_on_failure(incoming: Iterable[Incoming], summary: Summary) -> Iterator[Incoming]:
    """Let a source that fails midway say what was refused of it until then."""
    try:
        yield from incoming
    except SourceFaulty as error:
        error.faults = summary.faults
        raise


def _recognised(
    transaction: Transaction,
    info: SourceInfo,
    records: Sequence[ServiceRecord],
    summary: Summary,
    complete: bool,
) -> SourceInfo:
    """Give the source the key of the directory that it is."""
    services = {
        record.id: (record.name, record.organization.name if record.organization else None)
        for record in records
    }
    with transaction() as session:
        known = repository.sources_holding(session, info, services)
    try:
        key = recognise(info, known, len(records), complete=complete)
    except SourceUnclear as error:
        error.faults = summary.faults
        raise
    found = next((each for each in known if each.key == key), None)
    summary.title = found.title if found and not info.is_titled else info.title
    summary.updates = found is not None
    summary.is_elsewhere = found is not None and found.key != info.key and not info.is_named
    return replace(info, key=key) if key else info


def _without_future_dates(
    record: ServiceRecord, row: str, now: datetime
) -> tuple[ServiceRecord, list[Fault]]:
    """Take out dates that are yet to come, which would keep a service fresh for ever."""
    faults: list[Fault] = []
    if record.assured_date and record.assured_date > now.date():
        value = record.assured_date.isoformat()
        faults.append(Fault(row, "assured_date", value, "is in the future", refused=False))
    if record.last_modified and record.last_modified.date() > now.date():
        value = record.last_modified.isoformat()
        faults.append(Fault(row, "last_modified", value, "is in the future", refused=False))
    return record.model_copy(update={fault.field: None for fault in faults}), faults


def _why_nothing(info: SourceInfo, summary: Summary) -> str:
    first = summary.refused[:3]
    reasons = "; ".join(f"{fault.row}: {fault.field} {fault.reason}" for fault in first)
    return (
        f"'{info.title}' holds no service that can be imported, so nothing was changed."
        f" {len(summary.refused)} faults were found{': ' + reasons if reasons else ''}."
    )


def _keep_vocabularies(session: Session, source: DirectorySource, reading: Reading) -> None:
    """Keep whole taxonomies and their terms, for sources that have them."""
    taxonomies = [check(TaxonomyRecord, each, "taxonomy")[0] for each in reading.taxonomies]
    by_key = {each.id or each.name: each for each in taxonomies if each is not None}
    terms = [each for raw in reading.terms if (each := check(TermRecord, raw, "term")[0])]
    ids = _vocabulary_ids(session, source, terms, extra=by_key)
    repository.save_shared(
        session,
        DirectoryTaxonomy,
        {
            ids.taxonomies[key]: taxonomy_row(key, each, ids.taxonomies[key], source.id)
            for key, each in by_key.items()
        },
    )
    _keep_named_taxonomies(session, source, terms, ids)
    rows = [term_row(term, ids, source.id) for term in terms]
    repository.save_shared(session, DirectoryTerm, {row["id"]: row for row in rows})


def _keep_named_taxonomies(
    session: Session, source: DirectorySource, terms: Iterable[TermRecord], ids: Ids
) -> None:
    """Keep the taxonomies that terms name, unless more is known of them already."""
    rows = {}
    for term in terms:
        key = taxonomy_key(term)
        if key:
            own = ids.taxonomies[key]
            rows[own] = taxonomy_row(key, TaxonomyRecord(name=term.taxonomy or key), own, source.id)
    repository.save_shared(session, DirectoryTaxonomy, rows, only_new=True)


def _vocabulary_ids(
    session: Session,
    source: DirectorySource,
    terms: Sequence[TermRecord],
    *,
    extra: Iterable[str] = (),
) -> Ids:
    parents = {term.parent_id for term in terms if term.parent_id}
    named = {key for term in terms if (key := taxonomy_key(term))}
    return Ids(
        services={},
        organisations={},
        locations={},
        places={},
        taxonomies=repository.resolve_ids(session, DirectoryTaxonomy, source, named | set(extra)),
        terms=repository.resolve_ids(
            session, DirectoryTerm, source, {term_key(term) for term in terms} | parents
        ),
    )


def _write(
    session: Session,
    source: DirectorySource,
    batch: Sequence[Prepared],
    summary: Summary,
    *,
    now: datetime,
) -> None:
    known = repository.known_services(session, source, [each.record.id for each in batch])
    new = [each for each in batch if each.record.id not in known]
    taken = _refuse_those_of_others(session, source, new, summary)
    to_write = []
    for each in batch:
        _, fingerprint, gone = known.get(each.record.id, (None, "", False))
        if each.record.id in taken:
            continue
        if fingerprint == each.fingerprint and not gone:
            summary.unchanged += 1
        else:
            to_write.append(each)
    added = sum(each.record.id not in known for each in to_write)
    summary.added += added
    summary.changed += len(to_write) - added
    if to_write:
        ids = _ids_of(session, source, to_write)
        terms = [each.taxonomy_term for item in to_write for each in item.record.attributes]
        _keep_named_taxonomies(session, source, terms, ids)
        rows = rows_of(to_write, ids, source.id, is_sample=source.is_sample, now=now)
        repository.save(session, rows)


def _refuse_those_of_others(
    session: Session, source: DirectorySource, new: Sequence[Prepared], summary: Summary
) -> set[str]:
    kind = DirectoryService.__tablename__
    proposed = {each.record.id: proposed_id(source.key, kind, each.record.id) for each in new}
    others = repository.services_of_others(session, source, proposed.values())
    taken = {each.record.id for each in new if proposed[each.record.id] in others}
    summary.faults += [
        Fault(
            each.row,
            "id",
            each.record.id,
            f"is a service of '{others[proposed[each.record.id]]}' already; to bring that directory"
            f' up to date, add --source "{others[proposed[each.record.id]]}"',
        )
        for each in new
        if each.record.id in taken
    ]
    return taken


def _ids_of(session: Session, source: DirectorySource, batch: Sequence[Prepared]) -> Ids:
    terms = [each.taxonomy_term for item in batch for each in item.record.attributes]
    vocabulary = _vocabulary_ids(session, source, terms)
    services = repository.resolve_ids(
        session, DirectoryService, source, [each.record.id for each in batch]
    )
    organisations = {each.organisation for each in batch if each.organisation} | {
        parent
        for each in batch
        if each.record.organization and (parent := each.record.organization.parent_organization_id)
    }
    return Ids(
        services=services,
        organisations=repository.resolve_ids(session, DirectoryOrganisation, source, organisations),
        locations=repository.resolve_ids(
            session, DirectoryLocation, source, [key for each in batch for key in each.locations]
        ),
        taxonomies=vocabulary.taxonomies,
        terms=vocabulary.terms,
        places=repository.resolve_places(
            session, [(services[each.record.id], key) for each in batch for key in each.places]
        ),
    )


def _describe(prepared: Iterable[Prepared], summary: Summary) -> None:
    """Count what a search will not be able to use: terms without a need, unknown positions."""
    mappings = Mappings.load()
    for each in prepared:
        names = term_names(each.record)
        summary.unmapped.update(mappings.unmapped(names))
        words = f"{each.record.name}\n{each.record.description or ''}"
        summary.without_need += not mappings.needs_of(names, words)
        summary.unplaced += [
            _unplaced(each.row, place.location)
            for place in each.record.service_at_locations
            if position_of(place.location) is None
        ]


def _unplaced(row: str, location: LocationRecord) -> Fault:
    postcodes = [each.postal_code for each in location.addresses if each.postal_code]
    reason = "has no position that is known, so a search for what is near does not find it as near"
    return Fault(row, "location", ", ".join(postcodes), reason, refused=False)
