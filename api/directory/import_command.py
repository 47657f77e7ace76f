"""Carry out ``signpost directory import``: read, show progress, write, and tell what was done."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from api.config import get_settings
from api.database import Database, closing_database
from api.directory.checking import Fault
from api.directory.importing import repository
from api.directory.importing.identity import KnownSource, source_named
from api.directory.importing.incoming import SourceFaulty, SourceInfo
from api.directory.importing.service import Summary, import_directory
from api.directory.sources.opening import Format, open_source
from api.directory.sources.plain_csv import CsvMapping, load_mapping
from api.exceptions import SignpostError
from api.migrations import migrate

_LEFT_OUT_SHOWN = 20
_UNMAPPED_SHOWN = 20
_STEPS = ("Listing", "Reading", "Writing")
_REPORT = "directory-report.csv"
_console = Console(stderr=True)


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for."""

    source: str
    kind: Format
    mapping: Path | None
    name: str | None
    title: str | None
    attribution: str | None
    data_date: date | None
    sample: bool
    part: bool
    apart: bool
    encoding: str
    report: Path | None


class CommandFaulty(SignpostError):
    """What the command line asks for cannot be done, so nothing was begun."""


def run(wanted: Wanted) -> None:
    """Import what is wanted, and write what was refused; raises ``SourceFaulty``."""
    if wanted.apart and not wanted.name:
        raise CommandFaulty(
            'Another directory needs a name to be known by: add --source "a name of its own".'
        )
    report = wanted.report or get_settings().data_dir / _REPORT
    _begin_report(report)
    try:
        summary = _import(wanted)
    except SourceFaulty as error:
        _write_report(report, [Fault("(whole)", "", wanted.source, error.detail), *error.faults])
        if error.faults:
            _console.print(_table("Refused or left out", error.faults[:_LEFT_OUT_SHOWN]))
        _console.print(f"Why nothing was imported, and each fault that was found, is in {report}.")
        raise
    listed = [*summary.faults, *summary.unplaced]
    _write_report(report, listed)
    _tell(summary)
    if listed or wanted.report:
        _console.print(f"All that was refused, left out or has no position is in {report}.")


def list_sources() -> None:
    """Show each directory with the name that ``--source`` knows it by."""
    table = Table("directory", "name", "services", "imported", "shape")
    with _database() as database, database.reading() as session:
        for source, services in repository.sources_kept(session):
            title = f"{source.title} (sample)" if source.is_sample else source.title
            day = f"{source.imported_at:%Y-%m-%d %H:%M}"
            table.add_row(title, source.key, f"{services:,}", day, source.format)
    Console().print(table)


def remove_source(name: str, *, is_sure: bool) -> None:
    """Remove a directory with all that is kept of it, once that is confirmed.

    All of it goes in one transaction. Raises ``CommandFaulty``.
    """
    with _database() as database:
        with database.reading() as session:
            known = [
                KnownSource(source.key, source.title, services)
                for source, services in repository.sources_kept(session)
            ]
        source = source_named(name, known)
        if source is None:
            raise CommandFaulty(_unknown(name, known))
        told = f"'{source.title}' ({source.key}) and its {source.services:,} services"
        if not is_sure:
            typer.confirm(f"Remove {told}? This cannot be undone.", abort=True)
        with database.transaction() as session:
            repository.remove_source(session, source.key)
        typer.echo(f"Removed {told}.")


def _unknown(name: str, known: Sequence[KnownSource]) -> str:
    names = ", ".join(f"'{each.key}'" for each in known) or "none"
    if any(each.title.casefold() == name.casefold() for each in known):
        return f"More than one directory is called '{name}'. Nothing was removed. Names: {names}."
    return f"There is no directory '{name}'. Nothing was removed. Names: {names}."


def _import(wanted: Wanted) -> Summary:
    mapping = load_mapping(wanted.mapping) if wanted.mapping else None
    with _progress() as bars:
        tasks = {step: bars.add_task(step, visible=False) for step in _STEPS}

        def show(step: str, done: int, total: int | None) -> None:
            bars.update(tasks[step], completed=done, total=total, visible=True)

        reading = open_source(
            wanted.source,
            wanted=wanted.kind,
            mapping=mapping,
            encoding=wanted.encoding,
            on_page=partial(show, "Listing"),
        )
        with _database() as database:
            return import_directory(
                database.transaction,
                _info(wanted, mapping),
                reading,
                now=datetime.now(UTC),
                complete=not wanted.part,
                progress=show,
            )


@contextmanager
def _database() -> Iterator[Database]:
    with closing_database(get_settings().effective_database_url) as database:
        migrate(database)
        yield database


def _info(wanted: Wanted, mapping: CsvMapping | None) -> SourceInfo:
    is_address = wanted.source.startswith(("http://", "https://"))
    place = (
        wanted.source.rstrip("/").removesuffix("/services")
        if is_address
        else str(Path(wanted.source).resolve())
    )
    key = wanted.name or (mapping.title if mapping else place)
    proposed = wanted.name or (place if is_address else Path(place).name)
    title = wanted.title or (mapping.title if mapping else None)
    return SourceInfo(
        key=key,
        title=title or proposed,
        is_sample=wanted.sample,
        attribution=wanted.attribution or (mapping.attribution if mapping else None),
        data_date=wanted.data_date or (mapping.data_date if mapping else None),
        is_named=wanted.name is not None,
        is_titled=title is not None,
        is_apart=wanted.apart,
    )


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=_console,
    )


def _tell(summary: Summary) -> None:
    refused = {fault.row for fault in summary.refused}
    if summary.is_elsewhere:
        typer.echo(f"This is '{summary.title}', known by its services, and was brought up to date.")
    typer.echo(
        f"{summary.title}: {summary.added} services added, {summary.changed} changed,"
        f" {summary.unchanged} unchanged, {summary.gone} no longer there (now inactive),"
        f" {len(refused)} rows refused, {len(summary.left_out)} details left out."
    )
    if summary.refused:
        _console.print(_table("Refused rows", summary.refused))
    if summary.left_out:
        _console.print(_table("Details left out", summary.left_out[:_LEFT_OUT_SHOWN]))
        more = len(summary.left_out) - _LEFT_OUT_SHOWN
        if more > 0:
            _console.print(f"… and {more} more in the report.")
    if summary.without_need:
        typer.echo(f"{summary.without_need} services meet no need that is known.")
    if summary.without_position:
        typer.echo(f"{summary.without_position} places have no position that is known.")
    if summary.unmapped:
        told = ", ".join(
            f"{term} ({times})" for term, times in summary.unmapped.most_common(_UNMAPPED_SHOWN)
        )
        typer.echo(
            f"{len(summary.unmapped)} terms are not mapped to needs (api/directory/mapping.yml):"
            f" {told}{'…' if len(summary.unmapped) > _UNMAPPED_SHOWN else ''}"
        )


def _table(title: str, faults: Sequence[Fault]) -> Table:
    table = Table("row", "field", "value", "reason", title=title, title_justify="left")
    for fault in faults:
        table.add_row(fault.row, fault.field, fault.value, fault.reason)
    return table


def _begin_report(path: Path) -> None:
    """Find out before a long import that its report cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("a", encoding="utf-8").close()
    except OSError as error:
        raise CommandFaulty(
            f"The report cannot be written to {path} ({error.strerror}). Name another file with"
            " --report. Nothing was imported."
        ) from error


def _write_report(path: Path, faults: Sequence[Fault]) -> None:
    # With a mark of its encoding, without which Excel takes it for another one.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "field", "value", "reason", "row refused"])
        for fault in faults:
            refused = "yes" if fault.refused else "no"
            cells = [fault.row, fault.field, fault.value, fault.reason, refused]
            writer.writerow([_harmless(cell) for cell in cells])


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell
