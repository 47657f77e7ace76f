"""Services and what belongs to them in the shape of Open Referral UK v3.

What is not known is left out: the standard's schemas allow no null. What the standard requires and
is not known is an empty text.
"""

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from api.models import (
    Base,
    DirectoryAddress,
    DirectoryAttribute,
    DirectoryContact,
    DirectoryLocation,
    DirectoryOrganisation,
    DirectoryPhone,
    DirectoryService,
    DirectoryServiceAtLocation,
    DirectoryTaxonomy,
    DirectoryTerm,
)

Shape = dict[str, Any]
_SERVICE = (
    *("id", "name", "description", "url", "email", "status", "fees", "accreditations"),
    *("minimum_age", "maximum_age", "assured_date", "assurer_email", "alert", "last_modified"),
)
_ORGANISATION = ("id", "name", "email", "website", "logo", "uri")
_SCHEDULE = (
    *("id", "service_id", "service_at_location_id", "valid_from", "valid_to", "dtstart", "freq"),
    *("interval", "byday", "bymonthday", "description", "opens_at", "closes_at", "schedule_link"),
    *("attending_type", "notes"),
)
_LOCATION = (
    *("id", "location_type", "name", "description", "latitude", "longitude"),
    *("external_identifier", "external_identifier_type"),
)
_TERM = ("id", "name", "parent_id", "taxonomy", "taxonomy_id", "term_uri")
_COST = (
    *("id", "service_id", "valid_from", "valid_to", "option", "currency", "amount"),
    "amount_description",
)
_ADDRESS_NEEDS = ("address_1", "city", "state_province", "postal_code", "country")


def service_brief(service: DirectoryService) -> Shape:
    """Return a service as it stands in a list."""
    shape = _take(service, _SERVICE)
    if service.organisation is not None:
        shape["organization_id"] = str(service.organisation.id)
        shape["organization"] = _organisation(service.organisation)
    return shape


def service_minimal(service: DirectoryService) -> Shape:
    """Return what tells whether a service changed, and what the schema of a list requires."""
    modified = _plain(service.last_modified)
    return _take(service, ("id", "name", "status")) | {
        "last_modified": modified,
        "modified_date": modified,
    }


def service_full(service: DirectoryService) -> Shape:
    """Return a service with everything that belongs to it."""
    return _service_without_places(service) | {
        "service_at_locations": [_place(place) for place in service.places]
    }


def place_brief(place: DirectoryServiceAtLocation) -> Shape:
    """Return a service at a location as it stands in a list."""
    return _place_ids(place) | {
        "location": _take(place.location, _LOCATION),
        "service": service_brief(place.service),
    }


def place_full(place: DirectoryServiceAtLocation) -> Shape:
    """Return a service at a location with everything that belongs to either."""
    return _place(place) | {"service": _service_without_places(place.service)}


def taxonomy(found: DirectoryTaxonomy, *, terms: bool = False) -> Shape:
    """Return a taxonomy, with its terms if asked."""
    shape = _take(found, ("id", "name", "uri", "version"))
    shape["description"] = found.description or ""
    if terms:
        shape["taxonomy_terms"] = [term(each) for each in found.terms]
    return shape


def term(found: DirectoryTerm) -> Shape:
    """Return a term of a taxonomy."""
    return _take(found, _TERM) | {"description": found.description or "", "term": found.name}


def _service_without_places(service: DirectoryService) -> Shape:
    return service_brief(service) | {
        "schedules": [_take(each, _SCHEDULE) for each in service.schedules],
        "service_areas": _parts(service, "area", service.areas),
        "funding": _parts(service, "funding", service.funding),
        "languages": [
            _take(each, ("id", "service_id", "name", "code", "note")) for each in service.languages
        ],
        "cost_options": [_take(each, _COST) for each in service.cost_options],
        "contacts": [_contact(each, service.phones) for each in service.contacts],
        "phones": [_phone(each) for each in service.phones if each.contact_id is None],
        "attributes": [_attribute(each) for each in service.attributes],
    }


def _place_ids(place: DirectoryServiceAtLocation) -> Shape:
    return _take(place, ("id", "service_id", "location_id", "description"))


def _place(place: DirectoryServiceAtLocation) -> Shape:
    return _place_ids(place) | {
        "location": _location(place.location),
        "schedules": [_take(each, _SCHEDULE) for each in place.schedules],
        "phones": [_phone(each) for each in place.phones],
    }


def _organisation(organisation: DirectoryOrganisation) -> Shape:
    shape = _take(organisation, _ORGANISATION)
    shape["description"] = organisation.description or ""
    if organisation.parent_id:
        shape["parent_organization_id"] = str(organisation.parent_id)
    shape["organization_identifiers"] = [
        {"identifier_type": each.get("identifier_scheme") or ""}
        | _known(each)
        | {"id": _part_id(organisation.id, "identifier", number)}
        for number, each in enumerate(organisation.identifiers)
    ]
    return shape


def _location(location: DirectoryLocation) -> Shape:
    notes = [
        _take(each, ("id", "location_id", "description", "details", "url"))
        for each in location.accessibility
    ]
    return _take(location, _LOCATION) | {
        "addresses": [_address(each) for each in location.addresses],
        "accessibility": notes,
    }


def _address(address: DirectoryAddress) -> Shape:
    known = ("id", "location_id", "attention", "address_2", "region", "address_type")
    needed = {name: getattr(address, name) or "" for name in _ADDRESS_NEEDS}
    return _take(address, known) | needed


def _contact(contact: DirectoryContact, phones: Iterable[DirectoryPhone]) -> Shape:
    shape = _take(contact, ("id", "service_id", "name", "title", "department", "email"))
    return shape | {"phones": [_phone(each) for each in phones if each.contact_id == contact.id]}


def _phone(phone: DirectoryPhone) -> Shape:
    return _take(
        phone,
        ("id", "service_id", "contact_id", "number", "extension", "type", "description"),
    )


def _attribute(attribute: DirectoryAttribute) -> Shape:
    shape = _take(attribute, ("id", "link_id", "link_type"))
    return shape | {
        "taxonomy_term_id": str(attribute.term_id),
        "taxonomy_term": term(attribute.term),
    }


def _parts(service: DirectoryService, kind: str, parts: list[Shape]) -> list[Shape]:
    """Give parts that are kept without a table their ids, always the same."""
    return [
        _known(part) | {"id": _part_id(service.id, kind, number), "service_id": str(service.id)}
        for number, part in enumerate(parts)
    ]


def _part_id(owner: uuid.UUID, kind: str, number: int) -> str:
    return str(uuid.uuid5(owner, f"{kind} {number}"))


def _take(row: Base, names: Iterable[str]) -> Shape:
    return _known({name: getattr(row, name) for name in names})


def _known(values: Shape) -> Shape:
    return {name: _plain(value) for name, value in values.items() if value is not None}


def _plain(value: Any) -> Any:
    """Turn a value into what JSON has."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return str(value) if isinstance(value, uuid.UUID) else value
