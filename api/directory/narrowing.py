"""What an entry must fulfil to be found, as conditions of a query."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_

from api.directory.criteria import ATTENDING_BITS, Attending, Criteria, Window
from api.directory.geometry import Box, Point, box_around, dot_at, unit_vector
from api.directory.mapping import Mappings
from api.models import DirectoryEntry, DirectoryOpening, DirectoryService, DirectoryTag

FROM_AFAR = ATTENDING_BITS[Attending.ONLINE] | ATTENDING_BITS[Attending.PHONE]
_ENGLISH = "en"
# Hours whose end is not known are kept as ending here.
_MIDNIGHT = 24 * 60


def closeness(near: Point) -> ColumnElement[Any]:
    """The dot product of an entry's position and a point's: the greater, the nearer."""
    x, y, z = unit_vector(near.latitude, near.longitude)
    return DirectoryEntry.x * x + DirectoryEntry.y * y + DirectoryEntry.z * z


def conditions_of(criteria: Criteria, today: date) -> list[ColumnElement[bool]]:
    """Everything besides needs and words that an entry must fulfil."""
    entry = DirectoryEntry
    wanted = [tagged("access", [kind]) for kind in sorted(criteria.access)]
    if criteria.near and criteria.within_km is not None:
        wanted.append(within(criteria.near, criteria.within_km))
    if criteria.free_only:
        wanted.append(entry.is_free.is_(True))
    if criteria.open_on is not None or criteria.open_at is not None:
        wanted.append(_open(criteria, today))
    if criteria.open_in:
        wanted.append(_open_in(criteria.open_in, today))
    if criteria.language:
        wanted.append(_speaks(criteria.language))
    if criteria.attending:
        bits = sum(ATTENDING_BITS[way] for way in criteria.attending)
        wanted.append(entry.attending.op("&")(bits) != 0)
    if criteria.age is not None:
        wanted.append(or_(entry.minimum_age.is_(None), entry.minimum_age <= criteria.age))
        wanted.append(or_(entry.maximum_age.is_(None), entry.maximum_age >= criteria.age))
    if criteria.named:
        wanted.append(_named(criteria.named))
    if criteria.exclude:
        wanted.append(entry.service_id.not_in(criteria.exclude))
        wanted.append(entry.id.not_in(criteria.exclude))
    return wanted


def within(near: Point, km: float, *, from_afar: bool = True) -> ColumnElement[bool]:
    """Whether an entry is no further away, or (``from_afar``) is used by phone or online."""
    entry = DirectoryEntry
    inside = and_(*in_box(box_around(near, km)), closeness(near) >= dot_at(km))
    if not from_afar:
        return inside
    # Said of the latitude, so that the same index serves.
    return or_(inside, and_(entry.latitude.is_(None), entry.attending.op("&")(FROM_AFAR) != 0))


def in_box(box: Box) -> list[ColumnElement[bool]]:
    """Whether an entry lies in a box."""
    entry = DirectoryEntry
    return [
        entry.latitude.between(box.south, box.north),
        entry.longitude.between(box.west, box.east),
    ]


def _open(criteria: Criteria, today: date) -> ColumnElement[bool]:
    hours = DirectoryOpening
    wanted = _hours_of_entry(today)
    if criteria.open_on is not None:
        wanted.append(hours.weekday.in_(sorted(criteria.open_on)))
    if criteria.open_at is not None:
        minute = _minute(criteria.open_at)
        wanted += [hours.opens <= minute, hours.closes > minute]
    return exists().where(*wanted)


def _open_in(windows: Iterable[Window], today: date) -> ColumnElement[bool]:
    """Whether some hours overlap with a window; those without an end must begin in it."""
    hours = DirectoryOpening
    spans = [
        and_(
            hours.weekday.in_(sorted(window.days)),
            hours.opens < _minute(window.before),
            or_(
                hours.opens >= _minute(window.after),
                and_(hours.closes > _minute(window.after), hours.closes < _MIDNIGHT),
            ),
        )
        for window in windows
    ]
    return exists().where(*_hours_of_entry(today), or_(*spans))


def _hours_of_entry(today: date) -> list[ColumnElement[bool]]:
    hours = DirectoryOpening
    return [
        hours.entry_id == DirectoryEntry.id,
        or_(hours.valid_from.is_(None), hours.valid_from <= today),
        or_(hours.valid_to.is_(None), hours.valid_to >= today),
    ]


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _named(names: Iterable[str]) -> ColumnElement[bool]:
    service = DirectoryService
    holds = [service.name.icontains(name, autoescape=True) for name in sorted(names)]
    return exists().where(service.id == DirectoryEntry.service_id, or_(*holds))


def _speaks(language: str) -> ColumnElement[bool]:
    code = Mappings.load().language_of(language)
    speaks = tagged("language", [code])
    if code != _ENGLISH:
        return speaks
    any_language = exists().where(
        DirectoryTag.entry_id == DirectoryEntry.id, DirectoryTag.kind == "language"
    )
    return or_(speaks, ~any_language)


def tagged(kind: str, values: Sequence[str]) -> ColumnElement[bool]:
    """Whether an entry has one of these tags."""
    tag = DirectoryTag
    return exists().where(
        tag.entry_id == DirectoryEntry.id, tag.kind == kind, tag.value.in_(values)
    )
