"""Search the directory: what is near, fits the person, and is still known to be right."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from api.config import Settings
from api.directory import repository
from api.directory.criteria import Attending, Criteria, Weekday
from api.directory.geometry import Point, km_of_dot
from api.directory.hours import Opening
from api.directory.mapping import Mappings
from api.directory.words_searched import searched_words
from api.exceptions import InvalidRequest
from api.models import DirectoryEntry
from api.paging import Page

_FRESH_DAYS: int = Settings.model_fields["directory_fresh_days"].default
_FURTHEST_KM = 20_050.0
_MOST = 200


__all__ = ["Attending", "Criteria", "CriteriaNotAllowed", "Found", "Point", "Weekday", "search"]


class CriteriaNotAllowed(InvalidRequest):
    """What is searched for does not make sense."""


@dataclass(frozen=True, slots=True)
class Found:
    """A service that was found, at its nearest place that fits.

    ``id`` is that of the service at location, or of the service when it has no place; ``alert`` is
    what to know before going; ``cost`` and ``schedule`` are text in plain words; ``hours`` are
    those of a week, none when they are not all known; ``free`` is None when the directory does not
    say; ``assured_on`` is the day on which somebody vouched for the
    details, ``last_checked`` the last day on which they were known to be right.
    """

    id: uuid.UUID
    service_at_location_id: uuid.UUID | None
    service_id: uuid.UUID
    name: str
    organisation: str | None
    description: str | None
    alert: str | None
    url: str | None
    email: str | None
    phones: list[tuple[str, str | None, str | None]]
    address: str | None
    postcode: str | None
    point: Point | None
    distance_km: float | None
    attending: frozenset[Attending]
    languages: frozenset[str]
    access: frozenset[str]
    cost: str | None
    free: bool | None
    schedule: str | None
    hours: tuple[Opening, ...]
    minimum_age: float | None
    maximum_age: float | None
    needs: frozenset[str]
    assured_on: date | None
    last_checked: date
    is_sample: bool


def search(
    session: Session, criteria: Criteria, today: date, *, fresh_days: int = _FRESH_DAYS
) -> Page[Found]:
    """Return one page of the services that fit, each once, the best first, and how many fit.

    Nearer ones come first, in bands (1, 3, 5, 10, 25, 50 km; what is used by phone or online counts
    as 5 km away); within a band those that meet more of the needs, then those whose words fit the
    text better, then the nearer. Services that were last known to be right more than
    ``fresh_days`` days ago are left out. The sample directory is shown whatever its date, but only
    while there is no other. Text must fit with all its words; when nothing does, with any of them.
    How many fit is counted up to 500. Raises ``CriteriaNotAllowed``.
    """
    _check(criteria)
    words = searched_words(criteria.text or "")
    oldest = today - timedelta(days=fresh_days)
    found, total = repository.find_entries(session, criteria, words, today=today, oldest=oldest)
    if not total and len(words) > 1:
        found, total = repository.find_entries(
            session, criteria, words, today=today, oldest=oldest, any_word=True
        )
    return Page(items=[_found(*each) for each in found], total=total)


def _check(criteria: Criteria) -> None:
    mappings = Mappings.load()
    _check_known("needs", criteria.needs, mappings.needs)
    _check_known("access", criteria.access, mappings.access)
    within = criteria.within_km
    if within is not None and not 0 < within <= _FURTHEST_KM:
        raise CriteriaNotAllowed(
            f"within_km: {within} is not allowed; allowed is more than 0, up to {_FURTHEST_KM:.0f}."
        )
    if within is not None and criteria.near is None:
        raise CriteriaNotAllowed("within_km: a distance needs a place; give 'near' too.")
    if not 1 <= criteria.limit <= _MOST or criteria.offset < 0:
        raise CriteriaNotAllowed(
            f"limit {criteria.limit}, offset {criteria.offset}: allowed are limits from 1 to"
            f" {_MOST} and offsets from 0."
        )


def _check_known(field: str, given: frozenset[str], known: Mapping[str, Any]) -> None:
    unknown = sorted(given - known.keys())
    if unknown:
        raise CriteriaNotAllowed(
            f"{field}: {', '.join(map(repr, unknown))} is not known; there are: {', '.join(known)}."
        )


def _found(entry: DirectoryEntry, shown: dict[str, Any], dot: float | None) -> Found:
    point = None
    if entry.latitude is not None and entry.longitude is not None:
        point = Point(entry.latitude, entry.longitude, shown["place"] or "")
    return Found(
        id=entry.id,
        service_at_location_id=entry.service_at_location_id,
        service_id=entry.service_id,
        name=shown["name"],
        organisation=shown["organisation"],
        description=shown["description"],
        alert=shown["alert"],
        url=shown["url"],
        email=shown["email"],
        phones=[(number, extension, about) for number, extension, about in shown["phones"]],
        address=shown["address"],
        postcode=shown["postcode"],
        point=point,
        distance_km=None if dot is None else round(km_of_dot(dot), 2),
        attending=frozenset(Attending(each) for each in shown["attending"]),
        languages=frozenset(shown["languages"]),
        access=frozenset(shown["access"]),
        cost=shown["cost"],
        free=entry.is_free,
        schedule=shown["schedule"],
        hours=tuple(Opening.of_row(row) for row in shown.get("hours", ())),
        minimum_age=entry.minimum_age,
        maximum_age=entry.maximum_age,
        needs=frozenset(shown["needs"]),
        assured_on=date.fromisoformat(shown["assured_on"]) if shown["assured_on"] else None,
        last_checked=entry.checked_on,
        is_sample=entry.is_sample,
    )
