"""Read an HSDS 3 data package: a folder or a zip of CSV files, joined into services."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from api.directory.checking import Fault
from api.directory.importing.incoming import Incoming, Reading, SourceFaulty
from api.directory.sources.tables import (
    Table,
    missing_columns,
    read_table,
    standard_name,
    too_many_cells,
)

FORMAT = "hsds-csv"
# Each table with the names that its file goes by, in the standard and in its examples.
_FILES = {
    "service": ("services", "service"),
    "organization": ("organizations", "organization"),
    "organization_identifier": ("organization_identifiers", "organization_identifier"),
    "service_at_location": ("service_at_locations", "service_at_location"),
    "location": ("locations", "location"),
    "address": ("addresses", "address"),
    "accessibility": ("accessibilities", "accessibility"),
    "schedule": ("schedules", "schedule"),
    "phone": ("phones", "phone"),
    "contact": ("contacts", "contact"),
    "cost_option": ("cost_options", "cost_option"),
    "language": ("languages", "language"),
    "funding": ("funding", "fundings"),
    "service_area": ("service_areas", "service_area"),
    "attribute": ("attributes", "attribute"),
    "taxonomy_term": ("taxonomy_terms", "taxonomy_term"),
    "taxonomy": ("taxonomies", "taxonomy"),
}
_NEEDED = {"service": {"id", "name"}, "location": {"id"}, "organization": {"id", "name"}}
_LISTS = ("cost_option", "language", "funding", "service_area")
_NAMES_OF_LISTS = {
    "cost_option": "cost_options",
    "language": "languages",
    "funding": "funding",
    "service_area": "service_areas",
}
Row = dict[str, Any]
Rows = list[Row]


def read_package(files: Mapping[str, bytes], encoding: str = "utf-8-sig") -> Reading:
    """Read the files of a package, by their names without folder; raises ``SourceFaulty``."""
    tables = dict(_tables(files, encoding))
    if "service" not in tables:
        raise SourceFaulty(
            "The data package has no services.csv; it has:"
            f" {', '.join(sorted(files)) or 'nothing'}."
        )
    for name, needed in _NEEDED.items():
        if name in tables:
            missing_columns(tables[name], needed)
    package = _Package({name: [row for _, row in table.rows] for name, table in tables.items()})
    rows = tables["service"].rows
    broken = [row for name, table in tables.items() for row in _broken(name, table)]
    orphans = [row for name, table in tables.items() for row in _orphans(name, table, package)]
    services = (_incoming(package, line, row) for line, row in rows)
    return Reading(
        format=FORMAT,
        services=chain(services, broken, orphans),
        total=len(rows) + len(broken) + len(orphans),
        taxonomies=package.rows("taxonomy"),
        terms=package.rows("taxonomy_term"),
    )


def _tables(files: Mapping[str, bytes], encoding: str) -> Iterator[tuple[str, Table]]:
    by_name = {standard_name(name): name for name in files}
    for table, names in _FILES.items():
        found = next((by_name[f"{name}.csv"] for name in names if f"{name}.csv" in by_name), None)
        if found is not None:
            yield table, read_table(found, files[found], encoding).as_standard()


class _Package:
    """The rows of a package by table, and by what they belong to."""

    def __init__(self, tables: dict[str, Rows]) -> None:
        self._tables: dict[str, Rows] = tables
        self._by: dict[tuple[str, str], dict[str, Rows]] = {}

    def rows(self, table: str) -> Rows:
        return self._tables.get(table, [])

    def has(self, table: str, column: str, value: str) -> bool:
        """Whether a table has a row whose column has a value."""
        return value in self._index(table, column)

    def where(self, table: str, column: str, value: str | None) -> Rows:
        """Return copies of the rows of a table whose column has a value."""
        found = self._index(table, column).get(value, []) if value else []
        return [dict(row) for row in found]

    def _index(self, table: str, column: str) -> dict[str, Rows]:
        index = self._by.get((table, column))
        if index is None:
            index = defaultdict(list)
            for row in self.rows(table):
                index[row.get(column) or ""].append(row)
            self._by[table, column] = index
        return index


def _broken(name: str, table: Table) -> Iterator[Incoming]:
    """Rows with more cells than the heading: which cell belongs where cannot be known."""
    for line, cells in table.broken:
        row = f"{table.name} line {line}"
        fault = too_many_cells(row, cells, len(table.columns), refused=name == "service")
        yield Incoming(row, None, (fault,))


def _orphans(name: str, table: Table, package: _Package) -> Iterator[Incoming]:
    """Rows that belong to a service that is not there."""
    if name == "service" or "service_id" not in table.columns:
        return
    for line, cells in table.rows:
        wanted = cells["service_id"]
        if wanted and not package.has("service", "id", wanted):
            row = f"{table.name} line {line}"
            yield Incoming(row, None, (_dangling(row, "service_id", wanted, "services.csv"),))


def _incoming(package: _Package, line: int, row: Row) -> Incoming:
    place = f"services.csv line {line}"
    service = dict(row)
    own = service["id"]
    faults = [*_add_organisation(package, service, place), *_add_places(package, service, place)]
    service["schedules"] = [
        each
        for each in package.where("schedule", "service_id", own)
        if not each.get("service_at_location_id")
    ]
    service["contacts"] = [
        each | {"phones": package.where("phone", "contact_id", each.get("id"))}
        for each in package.where("contact", "service_id", own)
    ]
    service["phones"] = package.where("phone", "service_id", own)
    faults += _add_attributes(package, service, place)
    for table in _LISTS:
        service[_NAMES_OF_LISTS[table]] = package.where(table, "service_id", own)
    return Incoming(place, service, tuple(faults))


def _add_organisation(package: _Package, service: Row, place: str) -> Iterable[Fault]:
    wanted = service.get("organization_id")
    found = package.where("organization", "id", wanted)
    if found:
        identifiers = package.where("organization_identifier", "organization_id", wanted)
        service["organization"] = found[0] | {"organization_identifiers": identifiers}
    elif wanted:
        yield _dangling(place, "organization_id", wanted, "organizations.csv")


def _add_places(package: _Package, service: Row, place: str) -> Iterable[Fault]:
    service["service_at_locations"] = []
    for link in package.where("service_at_location", "service_id", service["id"]):
        found = package.where("location", "id", link.get("location_id"))
        if not found:
            yield _dangling(place, "location_id", link.get("location_id", ""), "locations.csv")
            continue
        own = link.get("id")
        link["location"] = _location(package, found[0])
        link["schedules"] = package.where("schedule", "service_at_location_id", own)
        link["phones"] = package.where("phone", "service_at_location_id", own)
        service["service_at_locations"].append(link)


def _location(package: _Package, location: Row) -> Row:
    own = location["id"]
    notes = package.where("accessibility", "location_id", own)
    return location | {
        "addresses": package.where("address", "location_id", own),
        "accessibility": [
            note | {"description": note.get("description") or note.get("accessibility")}
            for note in notes
        ],
        "phones": package.where("phone", "location_id", own),
    }


def _add_attributes(package: _Package, service: Row, place: str) -> Iterable[Fault]:
    service["attributes"] = []
    for link in package.where("attribute", "link_id", service["id"]):
        wanted = link.get("taxonomy_term_id") or ""
        found = package.where("taxonomy_term", "id", wanted)
        if found:
            service["attributes"].append(link | {"taxonomy_term": found[0]})
        else:
            yield _dangling(place, "taxonomy_term_id", wanted, "taxonomy_terms.csv")


def _dangling(row: str, field: str, value: str, file: str) -> Fault:
    return Fault(row, field, value, f"is not in {file}", refused=False)
