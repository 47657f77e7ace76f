"""What a search of the directory can ask for."""

import uuid
from dataclasses import dataclass
from datetime import time
from enum import IntEnum, StrEnum

from api.directory.geometry import Point


class Weekday(IntEnum):
    """A day of the week, numbered as by ``date.weekday``."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class Attending(StrEnum):
    """A way to take part in a service."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    PHONE = "phone"


# How the ways to attend are kept as one number (see ``DirectoryEntry``).
ATTENDING_BITS = {Attending.IN_PERSON: 1, Attending.ONLINE: 2, Attending.PHONE: 4}


@dataclass(frozen=True, slots=True)
class Window:
    """A span of the hours of some weekdays."""

    days: frozenset[Weekday]
    after: time
    before: time


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is searched for; everything that is given must hold.

    ``needs``: at least one of these (the keys of ``api/signposting/needs.yml``); more come first.
    ``near``: nearer ones first. ``within_km``: no further from ``near``; services that are used by
    phone or online and have no place stay in. ``open_on``, ``open_at``: only services whose hours
    are known to fit. ``open_in``: only those known to be open in some part of one of these.
    ``access``: all of these (the keys of ``access`` in ``mapping.yml``).
    ``language``: code or English name; services that name no language count as English.
    ``attending``: at least one of these. ``age``: in years. ``text``: words to look for.
    ``named``: the name holds at least one of these, as they stand.
    ``exclude``: ids of services, or of services at a location, to leave out.
    """

    needs: frozenset[str] = frozenset()
    near: Point | None = None
    within_km: float | None = None
    free_only: bool = False
    open_on: frozenset[Weekday] | None = None
    open_at: time | None = None
    open_in: tuple[Window, ...] = ()
    access: frozenset[str] = frozenset()
    language: str | None = None
    attending: frozenset[Attending] = frozenset()
    age: int | None = None
    text: str | None = None
    named: frozenset[str] = frozenset()
    exclude: frozenset[uuid.UUID] = frozenset()
    limit: int = 20
    offset: int = 0
