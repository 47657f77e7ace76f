"""The action server in this process, with the logs of the product.

rasa-sdk's own command line sets up coloured lines on standard error and hands the work to a child
that logs nothing at all; the application that it serves is the same.
"""

import logging
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from api.config import Settings

# Longer than the engine keeps an idle connection, so that the engine is the one that closes it.
_KEEP_ALIVE_S = 120
_PACKAGE = "actions"


def action_app() -> Sanic[Any, Any]:
    """Make the application that runs every action of the package ``actions``."""
    # At DEBUG it would log whole messages.
    logging.getLogger("rasa_sdk").setLevel(logging.INFO)
    executor = ActionExecutor()
    executor.register_package(_PACKAGE)
    app: Sanic[Any, Any] = create_app(executor, cors_origins="")
    app.config.KEEP_ALIVE_TIMEOUT = _KEEP_ALIVE_S
    return app


def serve(settings: Settings) -> None:
    """Serve the actions until told to stop."""
    action_app().run(
        host=settings.actions_host,
        port=settings.actions_port,
        single_process=True,
        access_log=False,
        motd=False,
    )
