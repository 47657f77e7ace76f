"""The command line: ``uv run signpost …``."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from api.config import get_settings
from api.directory.cli import app as directory
from api.exceptions import SignpostError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Signpost: maturity assessments and signposting for social prescribing.",
)
frameworks = typer.Typer(no_args_is_help=True, help="Check the framework files.")
app.add_typer(frameworks, name="frameworks")
app.add_typer(directory, name="directory")


@app.command()
def run() -> None:
    """Start everything on this machine, and say when it is ready."""
    from bot.launch.processes import run_all

    raise typer.Exit(run_all(get_settings()))


@app.command()
def serve(process: Annotated[str, typer.Argument(help="api, actions, engine or a relay")]) -> None:
    """Run one process of the product."""
    from api.logs import configure_logs
    from bot.launch.processes import SERVE

    if process not in SERVE:
        raise typer.BadParameter(f"'{process}' is not a process; there are: {', '.join(SERVE)}.")
    settings = get_settings()
    configure_logs(settings, process)
    SERVE[process](settings)


@app.command()
def announce() -> None:
    """Say what the start is waiting for, and the addresses when it is done."""
    from bot.launch.announcement import announce as announce_all
    from bot.launch.processes import stay

    announce_all(get_settings())
    stay()


@app.command()
def train() -> None:
    """Train the model if its inputs changed, and print its path."""
    from bot.launch.model import ensure_model

    typer.echo(ensure_model(get_settings()))


@app.command()
def migrate() -> None:
    """Bring the database to the present shape."""
    from api.database import closing_database
    from api.migrations import migrate as migrate_database

    with closing_database(get_settings().effective_database_url) as database, database.starting():
        migrate_database(database)
    typer.echo("The database is up to date.")


@app.command()
def translations(
    check: Annotated[
        bool, typer.Option(help="Write nothing; fail when anything is missing.")
    ] = False,
) -> None:
    """Bring the catalogues up to date with the English texts, and say what is missing."""
    from api.languages.command import refresh_all

    lacking = False
    for standing in refresh_all(write_files=not check):
        lacking = lacking or bool(standing.missing or standing.obsolete)
        typer.echo(standing.in_words())
    raise typer.Exit(int(check and lacking))


@app.command()
def chat(
    invite: Annotated[str | None, typer.Option(help="Token or link of an invite.")] = None,
) -> None:
    """Talk to the running assistant in the terminal."""
    from bot.terminal.chat import talk

    talk(get_settings().effective_api_url, invite)


@app.command()
def screen() -> None:
    """Screen one message a line from standard input for danger; answer one JSON a line."""
    from api.safety.screen import screen_lines

    for finding in screen_lines(_lines()):
        typer.echo(json.dumps(finding, ensure_ascii=False))


@app.command()
def understand() -> None:
    """Ask the running engine how it understands one message a line; answer one JSON a line."""
    from api.chat.understanding import understand as understand_lines

    for reading in understand_lines(get_settings(), _lines()):
        typer.echo(json.dumps(reading, ensure_ascii=False))


@app.command()
def purge(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count, delete nothing.")] = False,
) -> None:
    """Delete what is past its time, as the settings say; the API does this by itself as well."""
    from api.privacy.command import purge as purge_now

    purge_now(get_settings(), dry_run=dry_run)


@frameworks.command("check")
def check_frameworks(files: list[Path]) -> None:
    """Report every fault of framework files; the exit code is 1 when there is one."""
    from api.frameworks.faults import faults_as_text
    from api.frameworks.loader import check_files

    faults = check_files(files)
    typer.echo(faults_as_text(faults) or "No faults.")
    raise typer.Exit(1 if faults else 0)


def _lines() -> Iterator[str]:
    return (line.rstrip("\n") for line in sys.stdin)


def main() -> None:
    """Run a command; an error that is understood is one sentence, not a trace."""
    try:
        app()
    except SignpostError as error:
        typer.echo(error.detail, err=True)
        sys.exit(1)
    except Exception as error:
        # Loaded here alone, as every start of a process would wait for it.
        from httpx import TransportError

        if not isinstance(error, TransportError):
            raise
        typer.echo(f"The service does not answer ({error}). Is 'make run' running?", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
