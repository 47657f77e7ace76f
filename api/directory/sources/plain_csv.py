"""Read one plain table of CSV with a mapping file that says which column is what."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from api.directory.checking import Fault
from api.directory.hours import DAY_NAMES, read_times
from api.directory.importing.incoming import Incoming, Reading, SourceFaulty
from api.directory.sources.tables import (
    Table,
    TableRow,
    missing_columns,
    read_table,
    too_many_cells,
)
from api.directory.wording import DAYS

FORMAT = "csv"
_COLUMN = re.compile(r"\{([^{}]+)\}")
# What a cell says of a day without hours.
_NO_HOURS = re.compile(r"(?:closed|none|n/?a|x|-|–|—)\.?", re.IGNORECASE)


class MappedFields(BaseModel):
    """For each fact of a service a text with columns in it, such as ``{Street}, {Town}``.

    A field that comes out blank is not known. ``rule`` is a rule of RFC 5545, such as
    ``FREQ=WEEKLY;INTERVAL=2``; ``opening`` is text, read as hours if every part of it
    is days with hours, closed days, or days by appointment.
    """

    model_config = ConfigDict(extra="forbid")

    id: str
    name: str
    description: str = ""
    url: str = ""
    email: str = ""
    phone: str = ""
    status: str = ""
    alert: str = ""
    organisation: str = ""
    organisation_url: str = ""
    location: str = ""
    address_1: str = ""
    address_2: str = ""
    city: str = ""
    county: str = ""
    postcode: str = ""
    country: str = ""
    latitude: str = ""
    longitude: str = ""
    accessibility: str = ""
    fees: str = ""
    languages: str = ""
    terms: str = ""
    attending: str = ""
    minimum_age: str = ""
    maximum_age: str = ""
    assured_date: str = ""
    last_modified: str = ""
    opening: str = ""
    byday: str = ""
    freq: str = ""
    interval: str = ""
    rule: str = ""
    valid_from: str = ""
    valid_to: str = ""
    opens_at: str = ""
    closes_at: str = ""
    monday: str = ""
    tuesday: str = ""
    wednesday: str = ""
    thursday: str = ""
    friday: str = ""
    saturday: str = ""
    sunday: str = ""

    def columns(self) -> set[str]:
        """Return every column that is named."""
        return {name for text in self.model_dump().values() for name in _COLUMN.findall(text)}


class CsvMapping(BaseModel):
    """A mapping file.

    ``only`` and ``without`` choose rows by the values of columns. ``values`` gives, for a field,
    what to keep instead of a value that is found, and ``cells`` what to read instead of the text of
    a cell, whatever column it is in. ``separator`` parts several languages or terms;
    ``taxonomy`` names the vocabulary that the terms are of. ``assumed`` are texts that hold for
    every service. Rows that are left out by ``only`` and ``without`` are not part of the directory.
    """

    model_config = ConfigDict(extra="forbid")

    title: str
    attribution: str | None = None
    data_date: date | None = None
    fields: MappedFields
    only: dict[str, list[str]] = {}
    without: dict[str, list[str]] = {}
    values: dict[str, dict[str, str]] = {}
    cells: dict[str, str] = {}
    separator: str = Field(";", min_length=1)
    taxonomy: str = "Categories"
    assumed: dict[str, str] = {}

    @model_validator(mode="after")
    def known_fields(self) -> Self:
        """Refuse names of fields that there are not."""
        known = set(MappedFields.model_fields)
        unknown = sorted((self.values.keys() | self.assumed.keys()) - known)
        if unknown:
            raise ValueError(
                f"{', '.join(unknown)} is no field; there are: {', '.join(sorted(known))}"
            )
        return self


def load_mapping(path: Path) -> CsvMapping:
    """Read a mapping file; raises ``SourceFaulty`` that names each fault."""
    try:
        return CsvMapping.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SourceFaulty(f"The mapping {path} cannot be read: {error}.") from error
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, each['loc'])) or '(whole)'}: {each['msg']}"
            for each in error.errors()
        )
        raise SourceFaulty(f"The mapping {path} is faulty: {faults}.") from error


def read_csv(
    name: str, content: bytes, mapping: CsvMapping, encoding: str = "utf-8-sig"
) -> Reading:
    """Read a table; raises ``SourceFaulty`` when columns that the mapping names are missing."""
    needed = mapping.fields.columns() | mapping.only.keys() | mapping.without.keys()
    table = read_table(name, content, encoding, needed).spelt(needed)
    missing_columns(table, needed)
    rows = [(line, row) for line, row in table.rows if _is_wanted(row, mapping)]
    return Reading(
        format=FORMAT,
        services=_all(table, rows, mapping),
        total=len(rows) + len(table.broken),
    )


def _all(table: Table, rows: list[tuple[int, TableRow]], mapping: CsvMapping) -> Iterator[Incoming]:
    for line, cells in table.broken:
        fault = too_many_cells(f"line {line}", cells, len(table.columns), refused=True)
        yield Incoming(f"line {line}", None, (fault,))
    for line, row in rows:
        yield _incoming(f"line {line}", row, mapping)


def _is_wanted(row: TableRow, mapping: CsvMapping) -> bool:
    return all(
        row[column].strip() in values for column, values in mapping.only.items()
    ) and not any(row[column].strip() in values for column, values in mapping.without.items())


def _incoming(place: str, row: TableRow, mapping: CsvMapping) -> Incoming:
    facts = {
        name: _fact(name, text, row, mapping) for name, text in mapping.fields.model_dump().items()
    }
    hours, faults = _week(place, facts)
    return Incoming(place, _service(facts, hours, mapping), tuple(faults))


def _fact(name: str, text: str, row: TableRow, mapping: CsvMapping) -> str:
    if _COLUMN.search(text) and not any(row[each].strip() for each in _COLUMN.findall(text)):
        found = ""
    else:
        found = _COLUMN.sub(lambda column: _cell(row[column[1]], mapping), text).strip()
    found = mapping.values.get(name, {}).get(found, found)
    return found or mapping.assumed.get(name, "")


def _cell(text: str, mapping: CsvMapping) -> str:
    return mapping.cells.get(text.strip(), text.strip())


def _service(facts: dict[str, str], hours: list[dict[str, Any]], mapping: CsvMapping) -> Any:
    copied = (
        *("id", "name", "description", "url", "email", "alert", "fees"),
        *("minimum_age", "maximum_age", "assured_date", "last_modified"),
    )
    organisation = {"name": facts["organisation"], "website": facts["organisation_url"]}
    return {
        **{name: facts[name] for name in copied},
        "status": facts["status"] or "active",
        "organization": organisation if facts["organisation"] else None,
        "phones": [{"number": number} for number in facts["phone"].splitlines() if number.strip()],
        "languages": [{"name": name} for name in _several("languages", facts, mapping)],
        "schedules": hours,
        "attributes": [
            {"taxonomy_term": {"name": name, "taxonomy": mapping.taxonomy}}
            for name in _several("terms", facts, mapping)
        ],
        "service_at_locations": _places(facts),
    }


def _several(name: str, facts: dict[str, str], mapping: CsvMapping) -> list[str]:
    parts = [part.strip() for part in facts[name].split(mapping.separator)]
    return [mapping.values.get(name, {}).get(part, part) for part in parts if part]


def _places(facts: dict[str, str]) -> list[dict[str, Any]]:
    address = {
        "address_1": facts["address_1"],
        "address_2": facts["address_2"],
        "city": facts["city"],
        "state_province": facts["county"],
        "postal_code": facts["postcode"],
        "country": facts["country"],
    }
    has_address = any(address[part] for part in ("address_1", "postal_code"))
    if not has_address and not facts["latitude"]:
        return []
    notes = facts["accessibility"]
    location = {
        "name": facts["location"],
        "latitude": facts["latitude"],
        "longitude": facts["longitude"],
        "addresses": [address] if has_address else [],
        "accessibility": [{"description": notes}] if notes else [],
    }
    return [{"location": location}]


def _week(place: str, facts: dict[str, str]) -> tuple[list[dict[str, Any]], list[Fault]]:
    """Return the schedules, and the hours of days that cannot be read."""
    faults = []
    rules = [_rule(facts)] if any(facts[name] for name in ("byday", "opens_at", "opening")) else []
    if facts["opening"] and not facts["byday"]:
        rules = _told_in_words(facts["opening"]) or rules
    for day in DAY_NAMES:
        told = facts[day]
        if not told or _NO_HOURS.fullmatch(told):
            continue
        in_words = f"{day.capitalize()}: {told}"
        read = _told_in_words(in_words)
        if not read:
            reason = "has no hours such as 09:30-17:00, so it is told in words alone"
            faults.append(Fault(place, day, told, reason, refused=False))
        rules += read or [{"description": in_words}]
    return [rule | {"attending_type": facts["attending"]} for rule in rules], faults


def _rule(facts: dict[str, str]) -> dict[str, Any]:
    parts = dict(part.split("=", 1) for part in facts["rule"].split(";") if "=" in part)
    names = ("byday", "freq", "interval", "opens_at", "closes_at", "valid_from", "valid_to")
    told = {name: facts[name] or parts.get(name.upper(), "") for name in names}
    return told | {"description": facts["opening"]}


def _told_in_words(text: str) -> list[dict[str, Any]]:
    """Read "Tuesday 11.00 – 13.00, Sat by appointment"; nothing when a part says something else."""
    times = read_times(text)
    days: dict[tuple[str, str], list[str]] = {}
    for each in times.hours:
        closes = f"{each.closes:%H:%M}" if each.closes else ""
        days.setdefault((f"{each.opens:%H:%M}", closes), []).append(DAYS[each.weekday])
    return [
        *(_weekly(",".join(named), *hours) for hours, named in days.items()),
        *({"description": asked} for asked in times.by_asking),
    ]


def _weekly(byday: str, opens: str, closes: str) -> dict[str, Any]:
    return {"freq": "WEEKLY", "byday": byday, "opens_at": opens, "closes_at": closes}
