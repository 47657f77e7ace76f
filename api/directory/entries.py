"""What a search looks through, made of a record: one entry for each place of a service."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from api.directory.conditions import cost_in, gives_away
from api.directory.criteria import ATTENDING_BITS, Attending
from api.directory.geometry import unit_vector
from api.directory.hours import Hours, Opening
from api.directory.mapping import BY_TERM, Mappings
from api.directory.places import Places, UnknownPostcode
from api.directory.records import (
    LocationRecord,
    PhoneRecord,
    PlaceRecord,
    ScheduleRecord,
    ServiceRecord,
)
from api.directory.wording import say_cost, say_schedules, weekdays

_MIDNIGHT = 24 * 60
_MOST_WORDS_CHARS = 4_000
_LONGEST_TAG = 60
Row = dict[str, Any]


@dataclass(frozen=True)
class Facts:
    """What holds of a service at all of its places."""

    service_id: uuid.UUID
    is_active: bool
    is_sample: bool
    checked_on: date
    needs: dict[str, int]
    languages: set[str]
    is_free: bool | None


@dataclass(frozen=True)
class Entry:
    """The rows of one entry: itself, what is shown of it, its tags and its hours."""

    row: Row
    shown: Row
    tags: list[Row]
    openings: list[Row]


def facts_of(
    record: ServiceRecord, service_id: uuid.UUID, *, is_sample: bool, checked_on: date
) -> Facts:
    """Read from a record what it can be searched by."""
    mappings = Mappings.load()
    words = f"{record.name}\n{record.description or ''}"[:_MOST_WORDS_CHARS]
    named = (language.code or language.name for language in record.languages)
    return Facts(
        service_id=service_id,
        is_active=record.status == "active",
        is_sample=is_sample,
        checked_on=checked_on,
        needs=mappings.needs_of(term_names(record), words),
        languages={mappings.language_of(name)[:_LONGEST_TAG] for name in named if name},
        is_free=_is_free(record),
    )


def term_names(record: ServiceRecord) -> list[str]:
    """Return the names of the terms that are said of a service."""
    return [attribute.taxonomy_term.name for attribute in record.attributes]


def entries_of(record: ServiceRecord, facts: Facts, place_ids: Sequence[uuid.UUID]) -> list[Entry]:
    """Return the entries of a service: one for each place, or one when it has none.

    ``place_ids`` are those of ``record.service_at_locations``, in order.
    """
    places = list(zip(place_ids, record.service_at_locations, strict=True))
    if not places:
        return [_entry(record, facts, None, None)]
    return [_entry(record, facts, place_id, place) for place_id, place in places]


def position_of(location: LocationRecord) -> tuple[float, float, str] | None:
    """Return latitude, longitude and where they are from: ``given``, or the ``outcode``."""
    if location.latitude is not None and location.longitude is not None:
        return location.latitude, location.longitude, "given"
    for address in location.addresses:
        try:
            point = Places.load().of_postcode(address.postal_code or "")
        except UnknownPostcode:
            continue
        return point.latitude, point.longitude, "outcode"
    return None


def _entry(
    record: ServiceRecord, facts: Facts, place_id: uuid.UUID | None, place: PlaceRecord | None
) -> Entry:
    location = place.location if place else None
    position = position_of(location) if location else None
    schedules = _schedules(record, place)
    ways = _attending(record, schedules, location)
    access = _access(location)
    entry_id = place_id or facts.service_id
    row = {
        "id": entry_id,
        "service_id": facts.service_id,
        "service_at_location_id": place_id,
        "is_active": facts.is_active,
        "is_sample": facts.is_sample,
        "checked_on": facts.checked_on,
        **_where(position),
        "is_free": facts.is_free,
        "minimum_age": record.minimum_age,
        "maximum_age": record.maximum_age,
        "attending": sum(ATTENDING_BITS[way] for way in ways),
    }
    shown = {
        **_shown(record, facts, schedules, place),
        "attending": sorted(ways),
        "access": sorted(access),
    }
    return Entry(
        row,
        {"entry_id": entry_id, "shown": shown},
        _tags(row, facts.needs, facts.languages, access),
        _openings(entry_id, schedules),
    )


def _where(position: tuple[float, float, str] | None) -> Row:
    if position is None:
        return dict.fromkeys(("latitude", "longitude", "x", "y", "z"))
    latitude, longitude, _ = position
    x, y, z = unit_vector(latitude, longitude)
    return {"latitude": latitude, "longitude": longitude, "x": x, "y": y, "z": z}


def _shown(
    record: ServiceRecord,
    facts: Facts,
    schedules: Sequence[ScheduleRecord],
    place: PlaceRecord | None,
) -> Row:
    location = place.location if place else None
    address, postcode = _address(location)
    return {
        "name": record.name,
        "organisation": record.organization.name if record.organization else None,
        "description": record.description,
        "alert": record.alert,
        "url": record.url or (record.organization.website if record.organization else None),
        "email": record.email or _first(contact.email for contact in record.contacts),
        "phones": _phones(record, place),
        "place": location.name if location else None,
        "address": address,
        "postcode": postcode,
        "languages": sorted(facts.languages),
        "cost": say_cost(record.cost_options, _fees(record), free=facts.is_free),
        "schedule": say_schedules(schedules),
        "hours": _regular_hours(schedules),
        "needs": sorted(facts.needs),
        "assured_on": record.assured_date.isoformat() if record.assured_date else None,
    }


def _phones(record: ServiceRecord, place: PlaceRecord | None) -> list[list[str | None]]:
    """The numbers of the place come before those of the service and its contacts."""
    phones: list[PhoneRecord] = [*place.phones, *place.location.phones] if place else []
    phones += record.phones
    phones += [phone for contact in record.contacts for phone in contact.phones]
    told: dict[str, list[str | None]] = {}
    for phone in phones:
        told.setdefault(phone.number, [phone.number, phone.extension, phone.description])
    return list(told.values())


def _schedules(record: ServiceRecord, place: PlaceRecord | None) -> list[ScheduleRecord]:
    """The hours of the place, if it has some of its own, stand for those of the service."""
    if place is None:
        return list(record.schedules)
    return [*place.schedules, *place.location.schedules] or list(record.schedules)


def _attending(
    record: ServiceRecord, schedules: Iterable[ScheduleRecord], location: LocationRecord | None
) -> set[Attending]:
    mappings = Mappings.load()
    texts = [each.attending_type for each in (*schedules, *record.schedules)]
    ways = {Attending(way) for text in texts if text for way in mappings.attending_of(text)}
    if location is not None and location.location_type != "virtual":
        return ways | {Attending.IN_PERSON}
    if location is not None:
        ways |= {Attending.ONLINE}
    if not ways:
        by_phone = bool(record.phones or any(contact.phones for contact in record.contacts))
        ways = {Attending.PHONE} if by_phone else set()
        ways |= {Attending.ONLINE} if record.url or record.email else set()
    return ways


def _access(location: LocationRecord | None) -> set[str]:
    notes = "\n".join(
        text
        for each in (location.accessibility if location else [])
        for text in (each.description, each.details)
        if text
    )
    return Mappings.load().access_of(notes)


def _is_free(record: ServiceRecord) -> bool | None:
    amounts = [option.amount for option in record.cost_options if option.amount is not None]
    if amounts:
        return not any(amounts)
    texts = [record.fees, *(option.option for option in record.cost_options)]
    told = "\n".join(text for text in texts if text)
    if "£" in told:
        return False
    if told:
        return True if Mappings.load().says_free(told) else None
    price, is_free = cost_in(record.description or "")
    if price is None and is_free is None and gives_away([record.name, *term_names(record)]):
        return True
    return is_free


def _fees(record: ServiceRecord) -> str | None:
    """Give what is said of the cost: the fees, or else what the description says plainly."""
    if record.fees or record.cost_options:
        return record.fees
    return cost_in(record.description or "")[0]


def _regular_hours(schedules: Sequence[ScheduleRecord]) -> list[list[Any]]:
    """Give weekday, opening and closing time and first and last day of all hours of a week.

    There are none where some hours are no weekly ones, or are told in words alone: then nobody can
    say from them when it is closed.
    """
    is_regular = all(
        each.byday and each.opens_at and each.freq != "MONTHLY" and (each.interval or 1) == 1
        for each in schedules
    )
    if not is_regular:
        return []
    return [
        Opening(
            Hours(day, schedule.opens_at, schedule.closes_at),
            schedule.valid_from,
            schedule.valid_to,
        ).as_row()
        for schedule in schedules
        if schedule.opens_at
        for day in weekdays(schedule.byday)
    ]


def _address(location: LocationRecord | None) -> tuple[str | None, str | None]:
    """Return the first physical address on one line, and its postcode."""
    known = location.addresses if location else []
    first = _first(each if each.address_type == "physical" else None for each in known)
    if first is None:
        return None, None
    parts: list[str] = []
    for part in (first.address_1, first.address_2, first.city, first.state_province):
        # A town that ends the line before it is not said twice.
        if part and not (parts and parts[-1].casefold().endswith(part.casefold())):
            parts.append(part)
    told = ", ".join(parts)
    postcode = first.postal_code
    if postcode and _bare(postcode) not in _bare(told):
        told = ", ".join(filter(None, (told, postcode)))
    return told or None, postcode


def _bare(text: str) -> str:
    return "".join(text.split()).casefold()


def _first[Item](items: Iterable[Item | None]) -> Item | None:
    return next((item for item in items if item), None)


def _tags(entry: Row, needs: dict[str, int], languages: set[str], access: set[str]) -> list[Row]:
    valued = [
        *(("need", need, weight) for need, weight in sorted(needs.items())),
        *(("language", language, BY_TERM) for language in sorted(languages)),
        *(("access", kind, BY_TERM) for kind in sorted(access)),
    ]
    position = {"latitude": entry["latitude"], "longitude": entry["longitude"]}
    return [
        {"entry_id": entry["id"], "kind": kind, "value": value, "weight": weight, **position}
        for kind, value, weight in valued
    ]


def _openings(entry_id: uuid.UUID, schedules: Iterable[ScheduleRecord]) -> list[Row]:
    return [
        {
            "id": uuid.uuid5(entry_id, f"{number} {weekday} {opens}"),
            "entry_id": entry_id,
            "weekday": weekday,
            "opens": opens,
            "closes": closes,
            "valid_from": schedule.valid_from,
            "valid_to": schedule.valid_to,
        }
        for number, schedule in enumerate(schedules)
        for day in weekdays(schedule.byday)
        for weekday, opens, closes in _spans(day, schedule.opens_at, schedule.closes_at)
    ]


def _spans(day: int, opens: time | None, closes: time | None) -> list[tuple[int, int, int]]:
    """Hours that end after midnight go on into the next day."""
    start = opens.hour * 60 + opens.minute if opens else 0
    end = closes.hour * 60 + closes.minute if closes else _MIDNIGHT
    if end > start:
        return [(day, start, end)]
    return [(day, start, _MIDNIGHT), ((day + 1) % 7, 0, end)] if end else [(day, start, _MIDNIGHT)]
