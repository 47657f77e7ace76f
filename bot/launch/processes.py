"""What each process of the product runs, and running them all together."""

import os
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

import uvicorn
from honcho.manager import Manager

from api.config import ROOT, Settings
from api.exceptions import SignpostError
from bot.launch.early import EarlyAnswers
from bot.launch.lines import Lines
from bot.launch.model import ENGINE_DIR, ENGINE_PYTHON, engine_environment, ensure_model

if TYPE_CHECKING:
    from fastapi import FastAPI

PROCESSES = ("api", "actions", "engine")
_PORT_SETTINGS = {
    "api": "SIGNPOST_PORT",
    "actions": "SIGNPOST_ACTIONS_PORT",
    "engine": "SIGNPOST_ENGINE_PORT",
    "telegram_relay": "SIGNPOST_TELEGRAM_PORT",
    "twilio_relay": "SIGNPOST_TWILIO_PORT",
}


class PortTaken(SignpostError):
    """Another program listens where a process of ours is to listen."""


def listen(host: str, port: int, setting: str) -> socket.socket:
    """Begin to listen, before anything else is done; ``setting`` is what names the port.

    Raises ``PortTaken``, which says how to choose another.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise PortTaken(
            f"Port {port} of {host} is in use or not allowed ({error.strerror}): stop the other "
            f"program, or set {setting} to a free port."
        ) from error


def serve_api(settings: Settings) -> None:
    """Serve the API until it is told to stop; from the first second it says that it starts.

    Raises ``PortTaken`` before anything is loaded or written.
    """
    listening = listen(*listens_at(settings, "api"))
    early = EarlyAnswers(_load_app)
    server = uvicorn.Server(
        uvicorn.Config(
            early,
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=5,
        )
    )
    early.on_failure(lambda: setattr(server, "should_exit", True))
    with listening:
        server.run([listening])
    if early.failure is not None:
        raise early.failure


def _load_app() -> "FastAPI":
    # Imported here, in a thread, as it takes seconds.
    from api.app import create_app  # noqa: PLC0415

    return create_app()


def serve_actions(settings: Settings) -> None:
    """Serve the actions until told to stop."""
    # Imported here, as the API's image comes without rasa-sdk.
    from bot.launch.action_server import serve  # noqa: PLC0415

    serve(settings)


def serve_engine(settings: Settings) -> None:
    """Train the model if its inputs changed, then become the engine."""
    arguments = ["-m", "bot.engine", "run", "--model", str(ensure_model(settings))]
    arguments += ["--endpoints", str(ENGINE_DIR / "endpoints.yml")]
    arguments += ["--credentials", str(ENGINE_DIR / "credentials.yml")]
    arguments += ["--interface", settings.engine_host, "--port", str(settings.engine_port)]
    _become(str(ENGINE_PYTHON), arguments, engine_environment(settings))


def serve_telegram_relay(settings: Settings) -> None:
    """Relay between Telegram and the chat gateway until told to stop.

    Raises ``PortTaken`` before anything is loaded.
    """
    listen(*listens_at(settings, "telegram_relay")).close()
    # Its library takes a second to load, which every other process can do without.
    from bot.telegram_relay.service import serve_telegram  # noqa: PLC0415

    serve_telegram(settings)


def serve_twilio_relay(settings: Settings) -> None:
    """Relay between SMS or WhatsApp and the chat gateway until told to stop.

    Raises ``PortTaken`` before anything is loaded.
    """
    listen(*listens_at(settings, "twilio_relay")).close()
    from bot.twilio_relay.service import serve_twilio  # noqa: PLC0415

    serve_twilio(settings)


SERVE: dict[str, Callable[[Settings], None]] = {
    "api": serve_api,
    "actions": serve_actions,
    "engine": serve_engine,
    "telegram_relay": serve_telegram_relay,
    "twilio_relay": serve_twilio_relay,
}


def relays(settings: Settings) -> list[str]:
    """List the relays whose settings are there."""
    wanted = {
        "telegram_relay": settings.telegram_token,
        "twilio_relay": settings.twilio_account_sid,
    }
    return [name for name, given in wanted.items() if given]


def run_all(settings: Settings) -> int:
    """Run every process until one ends or Ctrl-C; return the exit code.

    Each line begins with the name of its process; in JSON it stands in the line. Raises
    ``PortTaken`` before anything is started.
    """
    require_free_ports(settings)
    manager = Manager(Lines(sys.stdout, as_json=settings.log_format == "json"))
    command = f"{sys.executable} -m api.cli"
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    for name in (*PROCESSES, *relays(settings)):
        manager.add_process(name, f"{command} serve {name}", cwd=str(ROOT), env=environment)
    manager.add_process("ready", f"{command} announce", cwd=str(ROOT), env=environment)
    manager.loop()
    # Ctrl-C is the ordinary way to stop, not a failure.
    return 0 if manager.returncode == 130 else int(manager.returncode or 0)  # noqa: PLR2004


def require_free_ports(settings: Settings) -> None:
    """Raise ``PortTaken`` unless every port that will be listened on is free, each for itself."""
    with ExitStack() as held:
        for name in (*PROCESSES, *relays(settings)):
            held.enter_context(listen(*listens_at(settings, name)))


def listens_at(settings: Settings, name: str) -> tuple[str, int, str]:
    """Give the host and port on which a process listens, and the setting that names the port."""
    places = {
        "api": (settings.host, settings.port),
        "actions": (settings.actions_host, settings.actions_port),
        "engine": (settings.engine_host, settings.engine_port),
        "telegram_relay": (settings.relay_host, settings.telegram_port),
        "twilio_relay": (settings.relay_host, settings.twilio_port),
    }
    return *places[name], _PORT_SETTINGS[name]


def _become(program: str, arguments: list[str], environment: dict[str, str]) -> None:
    os.chdir(ROOT)
    os.execve(program, [program, *arguments], environment)  # noqa: S606 -- a program of our own


def stay() -> None:
    """Stay until told to stop: the end of one process would end them all."""
    signal.pause()
