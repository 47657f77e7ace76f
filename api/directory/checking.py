"""Check what comes in: a wrong part is left out and reported, one without its core refused."""

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ValidationError

_SEEN_CHARS = 80
_OWN_REASON = "Value error, "
_MISSING = "missing"
Path = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: in which row and field, the value, and why.

    ``refused`` says whether the whole row was refused for it, or only this part left out.
    """

    row: str
    field: str
    value: str
    reason: str
    refused: bool = True


def check[Checked: BaseModel](
    kind: type[Checked], raw: Mapping[str, Any], row: str, *, core: frozenset[str] = frozenset()
) -> tuple[Checked | None, list[Fault]]:
    """Return the record without its wrong parts, and what was wrong; None when it is refused.

    What is wrong is taken out, from the inside: a field, or when it is needed what it belongs to.
    A record is refused when a field that it needs, or one of ``core``, is wrong.
    """
    left = copy.deepcopy(dict(raw))
    faults: list[Fault] = []
    taken_out: set[Path] = set()
    while True:
        try:
            return kind.model_validate(left), faults
        except ValidationError as error:
            found = error.errors(include_url=False)
        wrong = {_what_goes(each["loc"], each["type"]) for each in found}
        refused = () in wrong or any(place[0] in core for place in wrong if len(place) == 1)
        faults += [
            _fault(each, row)
            for each in found
            if each["type"] != _MISSING or each["loc"] not in taken_out
        ]
        if refused:
            return None, [replace(fault, refused=True) for fault in faults]
        taken_out |= wrong
        _take_out(left, wrong)


def shorten(value: object) -> str:
    """Show a value that somebody has to find again in a file."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SEEN_CHARS else f"{text[:_SEEN_CHARS]}…"


def _fault(error: Any, row: str) -> Fault:
    missing = error["type"] == _MISSING
    return Fault(
        row=row,
        field=".".join(str(part) for part in error["loc"]) or "(whole)",
        value="" if missing else shorten(error["input"]),
        reason="is missing" if missing else str(error["msg"]).removeprefix(_OWN_REASON),
        refused=False,
    )


def _what_goes(place: Path, kind: str) -> Path:
    return place[:-1] if kind == _MISSING else place


def _take_out(left: dict[str, Any], wrong: Iterable[Path]) -> None:
    """Remove values by their places, later items of a list before earlier ones."""
    outermost = {place for place in wrong if not any(_inside(place, other) for other in wrong)}
    for place in sorted(outermost, key=_later_first, reverse=True):
        holder: Any = left
        for part in place[:-1]:
            holder = holder[part]
        del holder[place[-1]]


def _inside(place: Path, other: Path) -> bool:
    return len(other) < len(place) and place[: len(other)] == other


def _later_first(place: Path) -> list[tuple[int, str]]:
    return [(part, "") if isinstance(part, int) else (-1, part) for part in place]
