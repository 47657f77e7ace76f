"""Turn a checked service into the rows of the tables."""

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from api.directory.entries import entries_of, facts_of, position_of
from api.directory.mapping import Mappings, fold
from api.directory.records import (
    LocationRecord,
    OrganisationRecord,
    PhoneRecord,
    Record,
    ScheduleRecord,
    ServiceRecord,
    TaxonomyRecord,
    TermRecord,
)
from api.models import (
    Base,
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
    DirectoryTag,
    DirectoryTerm,
    DirectoryText,
)

_SPACE = uuid.UUID("6f0c6a52-31a0-4a6e-9d0a-6a1c6b0f5b5e")
_LONGEST_ID = 300
Row = dict[str, Any]


@dataclass(frozen=True)
class Prepared:
    """A service that is ready to be written, with the ids that its source gives to its parts."""

    row: str
    record: ServiceRecord
    checked_on: date
    fingerprint: str

    @property
    def organisation(self) -> str | None:
        """The source's id of the organisation."""
        organisation = self.record.organization
        return (organisation.id or fold(organisation.name)[:_LONGEST_ID]) if organisation else None

    @property
    def locations(self) -> list[str]:
        """The source's ids of the locations, in the order of the places."""
        return [
            place.location.id or f"{self.record.id[:200]}/location/{number}"
            for number, place in enumerate(self.record.service_at_locations)
        ]

    @property
    def places(self) -> list[str]:
        """The source's ids of the service at its locations."""
        return [
            place.id or location
            for place, location in zip(
                self.record.service_at_locations, self.locations, strict=True
            )
        ]

    @property
    def terms(self) -> list[str]:
        """The source's ids of the terms that are said of the service."""
        return [term_key(attribute.taxonomy_term) for attribute in self.record.attributes]


@dataclass(frozen=True)
class Ids:
    """Our ids of what a batch speaks of, by the source's own ids."""

    services: dict[str, uuid.UUID]
    organisations: dict[str, uuid.UUID]
    locations: dict[str, uuid.UUID]
    taxonomies: dict[str, uuid.UUID]
    terms: dict[str, uuid.UUID]
    places: dict[tuple[uuid.UUID, str], uuid.UUID]


@dataclass(frozen=True)
class Rows:
    """Rows by table; of those that services share, the last one counts."""

    shared: dict[type[Base], dict[uuid.UUID, Row]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    owned: dict[type[Base], list[Row]] = field(default_factory=lambda: defaultdict(list))


def prepare(row: str, record: ServiceRecord, *, known_on: date, salt: str) -> Prepared:
    """Date and fingerprint a service; ``known_on`` stands in when it has no date of its own."""
    modified = record.last_modified.date() if record.last_modified else None
    checked_on = record.assured_date or modified or known_on
    content = json.dumps(
        [record.model_dump(mode="json"), checked_on.isoformat(), salt, Mappings.load().version],
        sort_keys=True,
    )
    return Prepared(row, record, checked_on, hashlib.sha256(content.encode()).hexdigest())


def proposed_id(source: str, kind: str, external: str) -> uuid.UUID:
    """Keep an id that is a UUID; make one of any other, always the same."""
    return uuid.UUID(external) if is_uuid(external) else own_id(source, kind, external)


def is_uuid(external: str) -> bool:
    """Whether an id of a source is a UUID, which no other source has for something else."""
    try:
        uuid.UUID(external)
    except ValueError:
        return False
    return True


def own_id(source: str, kind: str, external: str) -> uuid.UUID:
    """Make an id from that of a source."""
    return uuid.uuid5(_SPACE, f"{source}\n{kind}\n{external}")


def term_key(term: TermRecord) -> str:
    """Return the source's id of a term, or its name within its taxonomy."""
    return term.id or f"{taxonomy_key(term) or ''}/{fold(term.name)}"[:_LONGEST_ID]


def taxonomy_key(term: TermRecord) -> str | None:
    """Return the source's id of a term's taxonomy, or its name."""
    return (term.taxonomy_id or term.taxonomy or "")[:_LONGEST_ID] or None


def rows_of(
    batch: Sequence[Prepared], ids: Ids, source_id: uuid.UUID, *, is_sample: bool, now: datetime
) -> Rows:
    """Return every row of a batch of services."""
    rows = Rows()
    for prepared in batch:
        _add_shared(rows, prepared, ids, source_id)
        _add_service(rows, prepared, ids, source_id, now)
        _add_places(rows, prepared, ids)
        _add_parts(rows, prepared, ids)
        _add_search(rows, prepared, ids, is_sample=is_sample)
    return rows


def taxonomy_row(key: str, taxonomy: TaxonomyRecord, own: uuid.UUID, source_id: uuid.UUID) -> Row:
    """Return the row of a taxonomy."""
    return {
        "id": own,
        "source_id": source_id,
        "external_id": key,
        **taxonomy.model_dump(exclude={"id"}),
    }


def term_row(term: TermRecord, ids: Ids, source: uuid.UUID) -> Row:
    """Return the row of a term."""
    key, taxonomy = term_key(term), taxonomy_key(term)
    return {
        "id": ids.terms[key],
        "source_id": source,
        "external_id": key,
        "taxonomy_id": ids.taxonomies.get(taxonomy) if taxonomy else None,
        "parent_id": ids.terms.get(term.parent_id) if term.parent_id else None,
        **term.model_dump(include={"name", "description", "taxonomy", "term_uri"}),
    }


def _add_shared(rows: Rows, prepared: Prepared, ids: Ids, source_id: uuid.UUID) -> None:
    organisation = prepared.record.organization
    if organisation and prepared.organisation:
        own = ids.organisations[prepared.organisation]
        rows.shared[DirectoryOrganisation][own] = _organisation_row(
            organisation, own, prepared.organisation, source_id, ids
        )
    for attribute in prepared.record.attributes:
        row = term_row(attribute.taxonomy_term, ids, source_id)
        rows.shared[DirectoryTerm][row["id"]] = row
    for key, place in zip(prepared.locations, prepared.record.service_at_locations, strict=True):
        own = ids.locations[key]
        rows.shared[DirectoryLocation][own] = _location_row(place.location, own, key, source_id)


def _organisation_row(
    organisation: OrganisationRecord, own: uuid.UUID, key: str, source_id: uuid.UUID, ids: Ids
) -> Row:
    parent = organisation.parent_organization_id
    return {
        "id": own,
        "source_id": source_id,
        "external_id": key,
        "parent_id": ids.organisations.get(parent) if parent else None,
        "identifiers": [each.model_dump() for each in organisation.organization_identifiers],
        **organisation.model_dump(
            include={"name", "description", "email", "website", "logo", "uri"}
        ),
    }


def _location_row(location: LocationRecord, own: uuid.UUID, key: str, source_id: uuid.UUID) -> Row:
    latitude, longitude, known_from = position_of(location) or (None, None, None)
    return {
        "id": own,
        "source_id": source_id,
        "external_id": key,
        "latitude": latitude,
        "longitude": longitude,
        "position_from": known_from,
        **location.model_dump(
            include={
                "location_type",
                "name",
                "description",
                "external_identifier",
                "external_identifier_type",
            }
        ),
    }


_COPIED = {
    "name",
    "description",
    "url",
    "email",
    "status",
    "fees",
    "accreditations",
    "minimum_age",
    "maximum_age",
    "assured_date",
    "assurer_email",
    "alert",
    "funding",
}


def _add_service(
    rows: Rows, prepared: Prepared, ids: Ids, source_id: uuid.UUID, now: datetime
) -> None:
    record = prepared.record
    own = ids.services[record.id]
    key = prepared.organisation
    rows.shared[DirectoryService][own] = {
        "id": own,
        "source_id": source_id,
        "external_id": record.id,
        "organisation_id": ids.organisations[key] if key else None,
        "areas": [each.model_dump() for each in record.service_areas],
        "last_modified": (record.last_modified or now).astimezone(UTC),
        "checked_on": prepared.checked_on,
        "gone_at": None,
        "fingerprint": prepared.fingerprint,
        **record.model_dump(include=_COPIED),
    }


def _add_places(rows: Rows, prepared: Prepared, ids: Ids) -> None:
    service = ids.services[prepared.record.id]
    parts = zip(
        prepared.places, prepared.locations, prepared.record.service_at_locations, strict=True
    )
    for key, location_key, place in parts:
        own, location = ids.places[service, key], ids.locations[location_key]
        rows.shared[DirectoryServiceAtLocation][own] = {
            "id": own,
            "external_id": key,
            "service_id": service,
            "location_id": location,
            "description": place.description,
        }
        _add_location_parts(rows, place.location, location)
        _add_schedules(rows, [*place.schedules, *place.location.schedules], service, own)
        _add_phones(rows, [*place.phones, *place.location.phones], service, place=own)


def _add_location_parts(rows: Rows, location: LocationRecord, own: uuid.UUID) -> None:
    for model, parts in (
        (DirectoryAddress, location.addresses),
        (DirectoryAccessibility, location.accessibility),
    ):
        # A location that two services of a batch share is written once.
        rows.owned[model] = [row for row in rows.owned[model] if row["location_id"] != own]
        for number, part in enumerate(parts):
            rows.owned[model].append(_part(own, number, part) | {"location_id": own})


def _add_parts(rows: Rows, prepared: Prepared, ids: Ids) -> None:
    record = prepared.record
    own = ids.services[record.id]
    _add_schedules(rows, record.schedules, own, None)
    _add_phones(rows, record.phones, own)
    for number, contact in enumerate(record.contacts):
        row = _part(own, number, contact, leaving={"phones"}) | {"service_id": own}
        rows.owned[DirectoryContact].append(row)
        _add_phones(rows, contact.phones, own, contact=row["id"])
    for model, parts in (
        (DirectoryCostOption, record.cost_options),
        (DirectoryLanguage, record.languages),
    ):
        rows.owned[model] += [
            _part(own, number, part) | {"service_id": own} for number, part in enumerate(parts)
        ]
    rows.owned[DirectoryAttribute] += [
        {
            "id": uuid.uuid5(own, f"attribute {key}"),
            "link_id": own,
            "link_type": "service",
            "term_id": ids.terms[key],
        }
        for key in dict.fromkeys(prepared.terms)
    ]


def _add_schedules(
    rows: Rows, schedules: Sequence[ScheduleRecord], service: uuid.UUID, place: uuid.UUID | None
) -> None:
    rows.owned[DirectorySchedule] += [
        _part(place or service, number, schedule)
        | {"service_id": service, "service_at_location_id": place}
        for number, schedule in enumerate(schedules)
    ]


def _add_phones(
    rows: Rows,
    phones: Sequence[PhoneRecord],
    service: uuid.UUID,
    *,
    place: uuid.UUID | None = None,
    contact: uuid.UUID | None = None,
) -> None:
    rows.owned[DirectoryPhone] += [
        _part(contact or place or service, number, phone)
        | {"service_id": service, "service_at_location_id": place, "contact_id": contact}
        for number, phone in enumerate(phones)
    ]


def _add_search(rows: Rows, prepared: Prepared, ids: Ids, *, is_sample: bool) -> None:
    record = prepared.record
    own = ids.services[record.id]
    facts = facts_of(record, own, is_sample=is_sample, checked_on=prepared.checked_on)
    places = [ids.places[own, key] for key in prepared.places]
    for entry in entries_of(record, facts, places):
        rows.owned[DirectoryEntry].append(entry.row)
        rows.owned[DirectoryShown].append(entry.shown)
        rows.owned[DirectoryTag] += entry.tags
        rows.owned[DirectoryOpening] += entry.openings
    rows.owned[DirectoryText].append(
        {
            "service_id": own,
            "title": record.name,
            "terms": "\n".join(_said(record)),
            "body": "\n".join([record.description or "", *_whereabouts(record)]),
        }
    )


def _said(record: ServiceRecord) -> Iterator[str]:
    yield from (attribute.taxonomy_term.name for attribute in record.attributes)
    if record.organization:
        yield record.organization.name


def _whereabouts(record: ServiceRecord) -> Iterator[str]:
    for place in record.service_at_locations:
        yield place.location.name or ""
        for address in place.location.addresses:
            yield " ".join(filter(None, (address.address_1, address.address_2, address.city)))


def _part(owner: uuid.UUID, number: int, part: Record, leaving: set[str] | None = None) -> Row:
    """Return the columns of a part that only ``owner`` has; its id stays the same."""
    kind = type(part).__name__
    return {
        "id": uuid.uuid5(owner, f"{kind} {number}"),
        "external_id": part.id,
        "position": number,
        **part.model_dump(exclude={"id", *(leaving or ())}),
    }
