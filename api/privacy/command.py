"""The command `signpost purge`."""

from datetime import UTC, datetime

import anyio
import typer
from rich.progress import Progress

from api.chat.engine import Engine
from api.config import Settings
from api.database import Database, closing_database
from api.privacy.purge import Purged, count_past, purge_everywhere


def purge(settings: Settings, *, dry_run: bool) -> None:
    """Delete (or count) what is past its time, and say how much of each kind."""
    with closing_database(settings.effective_database_url) as database:
        if dry_run:
            typer.echo("Past its time:")
            _say(count_past(database, settings, datetime.now(UTC)))
            return
        purged = anyio.run(_purge, database, settings)
        typer.echo("Deleted:")
        _say(purged)


async def _purge(database: Database, settings: Settings) -> Purged:
    engine = Engine.from_settings(settings)
    try:
        with Progress(transient=True) as bar:
            task = bar.add_task("Deleting conversations", total=None)
            return await purge_everywhere(
                database, engine, settings, progress=lambda count: bar.advance(task, count)
            )
    finally:
        await engine.close()


def _say(purged: Purged) -> None:
    for line in purged.lines():
        typer.echo(f"  {line}")
