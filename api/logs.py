"""Logs: dotted events with their facts, to the console or as JSON lines; never a person's words."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.typing import WrappedLogger

from api.config import Settings

# httpx names every URL that it asks, and a URL may hold an id of a conversation; asyncio, httpcore
# and sanic tell at DEBUG of every connection, and Alembic of every plugin it has.
_QUIET = ("httpx", "httpcore", "asyncio", "alembic.runtime.plugins", "sanic.access")


def configure_logs(settings: Settings, process: str | None = None) -> None:
    """Send structlog's events and the libraries' records to standard output in one format.

    As JSON, each line names its ``process``; on the console the prefix does.
    """
    level = logging.getLevelNamesMapping()[settings.log_level]
    shared: list[structlog.typing.Processor] = [
        *_naming(process if settings.log_format == "json" else None),
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        foreign_pre_chain=shared,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


def _naming(process: str | None) -> list[structlog.typing.Processor]:
    def name(
        _logger: WrappedLogger, _method: str, event: MutableMapping[str, Any]
    ) -> MutableMapping[str, Any]:
        return {"process": process, **event}

    return [name] if process else []
