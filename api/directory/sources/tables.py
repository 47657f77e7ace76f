"""Read tables of CSV, each with its rows' numbers, or say where the file cannot be read."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from typing import Any, Self

from api.directory.checking import Fault
from api.directory.importing.incoming import SourceFaulty

_LARGEST_FIELD = 1_000_000
_COLUMNS_SHOWN = 12
_SEPARATORS = (",", ";", "\t", "|")
# Titles and notes may stand above the heading of a table.
_HEADING_WITHIN = 20
TableRow = dict[str, str]


@dataclass(frozen=True)
class Table:
    """A table: its columns, and its rows with the number of the line that each begins on.

    ``broken`` are the rows with more cells than the heading: the line, and how many.
    """

    name: str
    columns: list[str]
    rows: list[tuple[int, TableRow]]
    broken: list[tuple[int, int]]

    def spelt(self, wanted: Iterable[str]) -> Self:
        """Return this table with ``Name`` called ``name`` where that column is wanted.

        A column that is there as it is wanted keeps its name, and so do two that differ by case.
        """
        folded = Counter(column.casefold() for column in self.columns)
        known = {
            name.casefold(): name
            for name in wanted
            if name not in self.columns and folded[name.casefold()] == 1
        }
        names = {column: known.get(column.casefold(), column) for column in self.columns}
        rows = [(line, {names[key]: cell for key, cell in row.items()}) for line, row in self.rows]
        return replace(self, columns=list(names.values()), rows=rows)

    def as_standard(self) -> Self:
        """Return this table with headings such as ``ServiceId`` as a standard has them.

        Raises ``SourceFaulty`` when two headings come to the same.
        """
        names = {column: standard_name(column) for column in self.columns}
        _check_columns(self.name, list(names.values()))
        rows = [(line, {names[key]: cell for key, cell in row.items()}) for line, row in self.rows]
        return replace(self, columns=list(names.values()), rows=rows)


def standard_name(heading: str) -> str:
    """Write the heading of a column as the standards do.

    >>> standard_name("ServiceId"), standard_name("Minimum age"), standard_name("ID")
    ('service_id', 'minimum_age', 'id')
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|\s+", "_", heading.strip()).casefold()


def read_table(
    name: str, content: bytes, encoding: str = "utf-8-sig", wanted: Collection[str] = ()
) -> Table:
    """Read a table with a heading; raises ``SourceFaulty``.

    A row that is too short is filled up. What parts the cells is seen from the file: commas,
    semicolons, tabs or bars. Lines above the heading are passed over when ``wanted`` says which
    columns it has; then only these have to be there once.
    """
    # A spreadsheet's "Unicode text".
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = decode(name, content, "utf-16" if is_wide else encoding)
    csv.field_size_limit(_LARGEST_FIELD)
    heading, separator = _heading_of(text, wanted)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        lines = list(_lines(reader))
    except csv.Error as error:
        raise SourceFaulty(
            f"{name} cannot be read as CSV after line {reader.line_num}: {error}."
        ) from error
    columns = [cell.strip() for cell in lines[heading][1]] if lines else []
    columns = _without_doubles(columns, wanted) if wanted else columns
    _check_columns(name, columns)
    body = lines[heading + 1 :]
    return Table(
        name,
        columns,
        rows=[(line, _fill(cells, columns)) for line, cells in body if len(cells) <= len(columns)],
        broken=[(line, len(cells)) for line, cells in body if len(cells) > len(columns)],
    )


def _heading_of(text: str, wanted: Collection[str]) -> tuple[int, str]:
    """Find which row is the heading, not counting blank ones, and what parts its cells.

    It is the one with the most of the columns that are wanted, or else the first; and it is parted
    by what gives it the most of them, or else the most cells.
    """
    names = {each.casefold() for each in wanted}
    found: list[tuple[int, int, int, str]] = []
    for separator in _SEPARATORS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        for number, cells in enumerate(islice(_until_broken(reader), _HEADING_WITHIN)):
            known = len(names & {cell.strip().casefold() for cell in cells})
            if known or number == 0:
                found.append((known, -number, len(cells), separator))
    known, number, _, separator = max(found, default=(0, 0, 0, ","), key=lambda each: each[:3])
    return -number, separator


def _until_broken(reader: Any) -> Iterator[list[str]]:
    with suppress(csv.Error):
        for _, cells in _lines(reader):
            yield cells


def _without_doubles(columns: list[str], wanted: Collection[str]) -> list[str]:
    """Number the columns that come twice and that nobody asks for, so that each has a name."""
    names = {each.casefold() for each in wanted}
    seen: Counter[str] = Counter()
    told = []
    for column in columns:
        seen[column] += 1
        is_double = seen[column] > 1 and column and column.casefold() not in names
        told.append(f"{column} ({seen[column]})" if is_double else column)
    return told


def decode(name: str, content: bytes, encoding: str = "utf-8-sig") -> str:
    """Decode a file; raises ``SourceFaulty`` that names the line and the byte."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SourceFaulty(
            f"{name} is not in the encoding {encoding.removesuffix('-sig')}: line {line} has the"
            f" byte 0x{content[error.start]:02x}. Save it as UTF-8 (in Excel: CSV UTF-8), or"
            " name its encoding: Excel's plain CSV is read with --encoding cp1252."
        ) from error
    except LookupError as error:
        raise SourceFaulty(f"'{encoding}' is not an encoding that is known.") from error


def _check_columns(name: str, columns: list[str]) -> None:
    if not any(columns):
        raise SourceFaulty(f"{name} is empty: it needs a first line with the names of columns.")
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise SourceFaulty(f"{name} has the column {', '.join(map(repr, twice))} more than once.")


def _lines(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not blank, without blank cells after the last one that is not."""
    line = reader.line_num + 1
    for cells in reader:
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            yield line, cells
        line = reader.line_num + 1


def _fill(cells: list[str], columns: list[str]) -> TableRow:
    return dict(zip_longest(columns, cells, fillvalue=""))


def too_many_cells(row: str, cells: int, columns: int, *, refused: bool) -> Fault:
    """Say that a row cannot be read, since which cell belongs where cannot be known."""
    reason = f"has {cells} cells where the heading has {columns}: one is not in quotes"
    return Fault(row, "(whole)", "", reason, refused=refused)


def missing_columns(table: Table, needed: set[str]) -> None:
    """Raise ``SourceFaulty`` unless the table has these columns."""
    missing = sorted(needed - set(table.columns))
    if missing:
        shown = ", ".join(table.columns[:_COLUMNS_SHOWN])
        more = "…" if len(table.columns) > _COLUMNS_SHOWN else ""
        raise SourceFaulty(
            f"{table.name} lacks the columns {', '.join(map(repr, missing))};"
            f" it has: {shown}{more}."
        )
