"""Read Open Referral UK 1.0 (and directories of its kin, such as Outpost's): an API or a file."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from api.directory.checking import Fault, shorten
from api.directory.importing.incoming import Incoming, Reading
from api.directory.sources.fetching import Fetcher

FORMAT = "oruk1"
_PAGE_SIZE = 100
Data = dict[str, Any]


def read_api(fetcher: Fetcher) -> Reading:
    """Read every service of an API, each in full."""
    listed: list[Any] = []
    for page in fetcher.pages("/services", "content", "totalPages", _PAGE_SIZE):
        listed += page["content"]
    return Reading(format=FORMAT, services=_in_full(fetcher, listed), total=len(listed))


def read_data(services: Sequence[Any]) -> Reading:
    """Read services that were loaded from a file."""
    return Reading(
        format=FORMAT,
        services=(_incoming(number, data) for number, data in enumerate(services, start=1)),
        total=len(services),
    )


def _in_full(fetcher: Fetcher, listed: Sequence[Any]) -> Iterator[Incoming]:
    for number, brief in enumerate(listed, start=1):
        known = isinstance(brief, dict) and brief.get("id")
        full = fetcher.get(f"/services/{quote(str(brief['id']), safe='')}") if known else brief
        yield _incoming(number, full)


def _incoming(number: int, data: Any) -> Incoming:
    row = f"service {number}"
    if not isinstance(data, dict):
        fault = Fault(row, "(whole)", shorten(data), "is not an object")
        return Incoming(row, None, (fault,))
    return Incoming(row, _service(data))


def _service(old: Data) -> Data:
    """Bring a service of the old shape into the new one."""
    ages = _objects(old, "eligibilitys", "eligibilities")
    new = {**old}
    new |= {
        "organization": _organisation(old.get("organization") or old.get("organisation")),
        "minimum_age": _first(old.get("min_age"), *(age.get("minimum_age") for age in ages)),
        "maximum_age": _first(old.get("max_age"), *(age.get("maximum_age") for age in ages)),
        "last_modified": _first(old.get("last_modified"), old.get("updated_at")),
        "fees": _first(old.get("fees"), "Free" if old.get("free") is True else None),
        "schedules": [_schedule(each, old) for each in _objects(old, "regular_schedules")],
        "service_at_locations": list(_places(old)),
        "languages": [_language(each) for each in _objects(old, "languages")],
        "attributes": list(_attributes(old)),
        "funding": _objects(old, "fundings"),
        "status": old.get("status") or "active",
    }
    return new


def _organisation(old: Any) -> Data | None:
    if not isinstance(old, dict) or not old.get("name"):
        return None
    return {**old, "website": _first(old.get("website"), old.get("url"))}


def _places(old: Data) -> Iterator[Data]:
    for place in _objects(old, "service_at_locations"):
        schedules = [
            _schedule(each, old)
            for each in _objects(place, "regular_schedules", "regular_schedule")
        ]
        location = place.get("location")
        yield {
            **place,
            "schedules": schedules,
            "location": _location(location) if isinstance(location, dict) else None,
        }
    for location in _objects(old, "locations"):
        yield {"location": _location(location)}


def _location(old: Data) -> Data:
    geometry = old.get("geometry")
    longitude, latitude = old.get("longitude"), old.get("latitude")
    if isinstance(geometry, dict) and isinstance(geometry.get("coordinates"), list):
        longitude, latitude = (*geometry["coordinates"], None, None)[:2]
    addresses = _objects(old, "physical_addresses", "addresses")
    if not addresses and (old.get("postal_code") or old.get("address_1")):
        parts = ("address_1", "address_2", "city", "state_province", "postal_code", "country")
        addresses = [{part: old.get(part) for part in parts}]
    notes = _objects(old, "accessibility_for_disabilities", "accessibilities")
    return {
        **old,
        "latitude": latitude,
        "longitude": longitude,
        "addresses": addresses,
        "accessibility": [
            {
                "id": note.get("id"),
                "description": _first(note.get("accessibility"), note.get("name")),
            }
            for note in notes
        ],
    }


def _schedule(old: Data, service: Data) -> Data:
    return {
        **old,
        "byday": _first(old.get("byday"), old.get("weekday")),
        "attending_type": service.get("attending_type"),
    }


def _language(old: Data) -> Data:
    return {**old, "name": _first(old.get("name"), old.get("language"))}


def _attributes(old: Data) -> Iterator[Data]:
    """Yield the terms, which hang on a link in 1.0 and stand alone in its kin."""
    for link in _objects(old, "service_taxonomys", "service_taxonomies"):
        term = link.get("taxonomy")
        if isinstance(term, dict):
            yield {"id": link.get("id"), "taxonomy_term": _term(term)}
    for term in _objects(old, "taxonomies"):
        yield {"taxonomy_term": _term(term)}


def _term(old: Data) -> Data:
    return {**old, "taxonomy": _first(old.get("taxonomy"), old.get("vocabulary"))}


def _objects(holder: Data, *names: str) -> list[Data]:
    """Return the objects of the first of these lists that is there."""
    for name in names:
        found = holder.get(name)
        if isinstance(found, list):
            return [each for each in found if isinstance(each, dict)]
        if isinstance(found, dict):
            return [found]
    return []


def _first(*values: Any) -> Any:
    return next((value for value in values if value not in (None, "")), None)
