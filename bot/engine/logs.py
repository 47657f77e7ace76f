"""Logs of the engine in the format of the other processes; never a person's words.

Rasa sends coloured lines to standard error and JSON to standard output, whichever is asked. Here
everything goes to standard output in one format, ``SIGNPOST_LOG_FORMAT`` from the level
``SIGNPOST_LOG_LEVEL`` on. Rasa itself logs what people say from INFO down: of Rasa and its
libraries nothing below WARNING is ever logged.
"""

import logging
import os
import sys
from typing import Any, Dict, List, Optional, Text

import structlog

_LIBRARIES = ("rasa", "sanic", "sanic.root", "sanic.error", "sanic.access", "apscheduler", "spacy")


def configure() -> None:
    """Send structlog's events and every library's records to standard output."""
    level = getattr(logging, os.environ.get("SIGNPOST_LOG_LEVEL", "INFO"))
    shared = _processors()
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer()],
            foreign_pre_chain=shared,
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _LIBRARIES:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    _quieten_warnings(level)


def install() -> None:
    """Put this in place of what Rasa's command line sets up."""
    # Rasa takes seconds to import, and warns meanwhile.
    import rasa.__main__  # noqa: PLC0415
    import rasa.utils.io  # noqa: PLC0415

    rasa.utils.io.configure_colored_logging = _keep
    rasa.__main__.configure_structlog = _keep
    configure()


def _keep(_level: Optional[Any] = None) -> None:
    """Leave the logs as they are."""


def _processors() -> List[Any]:
    return [
        *([_name] if _is_json() else []),
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]


def _name(_logger: Any, _method: Text, event: Dict[Text, Any]) -> Dict[Text, Any]:
    return {"process": "engine", **event}


def _is_json() -> bool:
    return os.environ.get("SIGNPOST_LOG_FORMAT") == "json"


def _renderer() -> Any:
    if _is_json():
        return structlog.processors.JSONRenderer()
    return structlog.dev.ConsoleRenderer(colors=False)


def _quieten_warnings(level: int) -> None:
    # Rasa's old libraries warn of each other by the dozen at every start.
    logging.captureWarnings(True)
    wanted = logging.WARNING if level <= logging.DEBUG else logging.ERROR
    logging.getLogger("py.warnings").setLevel(wanted)
