"""The commands about the directory: ``uv run signpost directory …``."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.directory.sources.opening import Format

app = typer.Typer(no_args_is_help=True, help="Bring directories of services in.")


@app.callback()
def directory() -> None:
    """Bring directories of services in."""


@app.command("import")
def import_source(  # noqa: PLR0917 -- typer reads the options from here
    source: Annotated[str, typer.Argument(help="Address of an API, or a file, folder or zip.")],
    kind: Annotated[
        Format, typer.Option("--format", help="What the source is; 'auto' looks into it.")
    ] = Format.AUTO,
    mapping: Annotated[
        Path | None, typer.Option(help="For one table: which column is what (YAML).")
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            "--source",
            "--name",
            help="Which directory it is: one of 'directory list', or a new one.",
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="What people call the directory.")] = None,
    attribution: Annotated[str | None, typer.Option(help="What its licence asks to say.")] = None,
    data_date: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d", "%d/%m/%Y"], help="Day of the data, for services without one."
        ),
    ] = None,
    sample: Annotated[
        bool, typer.Option("--sample", help="Show it as a sample, and only while it is alone.")
    ] = False,
    part: Annotated[
        bool, typer.Option("--part", help="It is not the whole directory: nothing is missing.")
    ] = False,
    apart: Annotated[
        bool, typer.Option("--apart", help="It is another directory than any that it resembles.")
    ] = False,
    encoding: Annotated[str, typer.Option(help="Encoding of CSV files.")] = "utf-8-sig",
    report: Annotated[
        Path | None,
        typer.Option(
            help="Where to list what was refused; default: directory-report.csv in the data folder."
        ),
    ] = None,
) -> None:
    """Import a directory, or bring one up to date; says what was refused and why."""
    from api.directory.import_command import Wanted, run

    day = data_date.date() if data_date else None
    run(
        Wanted(
            source,
            kind,
            mapping,
            name,
            title,
            attribution,
            day,
            sample,
            part,
            apart,
            encoding,
            report,
        )
    )


@app.command("list")
def list_kept() -> None:
    """Show the directories that are kept, with the names that --source knows them by."""
    from api.directory.import_command import list_sources

    list_sources()


@app.command("remove")
def remove(
    name: Annotated[str, typer.Argument(help="Which directory: its name or title in the list.")],
    yes: Annotated[bool, typer.Option("--yes", help="Remove it without asking.")] = False,
) -> None:
    """Remove a directory with all its services, for good."""
    from api.directory.import_command import remove_source

    remove_source(name, is_sure=yes)
