"""What a source hands over, before anything of it is checked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from api.directory.checking import Fault
from api.exceptions import SignpostError


class SourceFaulty(SignpostError):
    """A source cannot be read as a whole, so nothing of it was imported.

    ``faults`` are what was refused or left out of it until then.
    """

    def __init__(self, detail: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(detail)
        self.faults = faults


class RouteAbsent(SourceFaulty):
    """An API has no such route."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One service of a source, in the shape of Open Referral UK v3; no data when it was refused.

    ``row`` says where it stands in the source, so that a person can find it again.
    """

    row: str
    data: dict[str, Any] | None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A source that is being read.

    ``services`` may be read while the source is fetched; ``total`` is how many there will be, if
    known. ``taxonomies`` and ``terms`` are whole vocabularies, for sources that have them.
    """

    format: str
    services: Iterable[Incoming]
    total: int | None = None
    taxonomies: list[dict[str, Any]] = field(default_factory=list)
    terms: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """Who a directory is from; ``key`` stays the same from import to import.

    Unless a person named it (``is_named``), the key is only where the source lies, and what it
    holds says whether it is a directory that is kept already. ``is_apart`` says that it is another
    one than any that it resembles. A title that was not given (``is_titled``) is only proposed.
    """

    key: str
    title: str
    is_sample: bool = False
    attribution: str | None = None
    data_date: date | None = None
    is_named: bool = True
    is_titled: bool = True
    is_apart: bool = False
