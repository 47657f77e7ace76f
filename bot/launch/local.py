"""The whole product on free ports with data of its own, for tests and benchmarks."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import httpx

from api.config import ROOT, Settings
from api.credentials import new_token
from api.exceptions import SignpostError
from bot.launch.model import ensure_model
from bot.launch.processes import PROCESSES

_READY_WITHIN_S = 300.0
_STOP_WITHIN_S = 10.0
_PAUSE_S = 0.1


class NotReady(SignpostError):
    """A process ended, or the product was not ready in time; the detail ends with its logs."""


class LocalProduct:
    """Starts, stops and restarts the real processes, one by one or together.

    ``folder`` holds the data and the logs. ``settings`` overrides ``SIGNPOST_*`` variables. The
    trained model is shared with the checkout's own data folder, so that it is trained once.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        ports = dict(zip(PROCESSES, free_ports(len(PROCESSES)), strict=True))
        self.key = new_token()
        self.url = f"http://127.0.0.1:{ports['api']}"
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("SIGNPOST_")},
            "SIGNPOST_DATA_DIR": str(folder),
            "SIGNPOST_MODEL": str(ensure_model(Settings())),
            "SIGNPOST_API_KEY": self.key,
            "SIGNPOST_PORT": str(ports["api"]),
            "SIGNPOST_ACTIONS_PORT": str(ports["actions"]),
            "SIGNPOST_ENGINE_PORT": str(ports["engine"]),
            "SIGNPOST_ENGINE_URL": f"http://127.0.0.1:{ports['engine']}",
            **(settings or {}),
        }
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._logs: list[IO[bytes]] = []

    def __enter__(self) -> Self:
        try:
            for process in PROCESSES:
                self.start(process)
            self.wait_until_ready()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop every process."""
        for process in list(self._running):
            self.stop(process)
        for log in self._logs:
            log.close()

    def start(self, process: str) -> None:
        """Start one process; its output goes to ``<process>.log`` in the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        log = self.log_path(process).open("ab")
        self._logs.append(log)
        self._running[process] = subprocess.Popen(  # noqa: S603 -- a command of our own
            [sys.executable, "-m", "api.cli", "serve", process],
            cwd=ROOT,
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )

    def stop(self, process: str) -> None:
        """Stop one process, gently and then by force."""
        running = self._running.pop(process)
        running.terminate()
        try:
            running.wait(_STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()

    def wait_until_ready(self, sleep: Callable[[float], None] = time.sleep) -> None:
        """Return once ``/readyz`` says so; raise ``NotReady`` when it cannot any more."""
        deadline = time.monotonic() + _READY_WITHIN_S
        while not self._is_ready():
            for name, running in self._running.items():
                if running.poll() is not None:
                    raise NotReady(f"{name} ended with {running.returncode}:\n{self.log(name)}")
            if time.monotonic() > deadline:
                logs = "\n".join(f"== {name}\n{self.log(name)}" for name in self._running)
                raise NotReady(f"Not ready after {_READY_WITHIN_S:.0f} s:\n{logs}")
            sleep(_PAUSE_S)

    def pid(self, process: str) -> int:
        """The process id of a running process."""
        return self._running[process].pid

    def log_path(self, process: str) -> Path:
        """Where a process's output goes."""
        return self.folder / f"{process}.log"

    def log(self, process: str) -> str:
        """The end of what a process has printed."""
        return self.log_path(process).read_text(errors="replace")[-4000:]

    def http(self) -> httpx.Client:
        """A client of the API with the service key."""
        return httpx.Client(base_url=self.url, headers={"X-API-Key": self.key}, timeout=60)

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False


def new_invite(
    http: httpx.Client, framework: str, scope: str, kind: str, partner_type: str = "pcn"
) -> dict[str, Any]:
    """Open an assessment at a new organisation and invite one participant of that kind.

    Gives ``{"assessment", "participant", "token", "url"}``.
    """
    organisation = _post(http, "/v1/organisations", {"name": "Example area", "kind": kind})
    assessment = _post(
        http,
        "/v1/assessments",
        {"framework": framework, "scope": scope, "organisation_id": organisation["id"]},
    )
    path = f"/v1/assessments/{assessment['id']}/participants"
    invited = _post(http, path, {"partner_type": partner_type, "role": "Lead"})
    return {
        "assessment": assessment["id"],
        "participant": invited["participant"]["id"],
        "token": invited["invite"]["token"],
        "url": invited["invite"]["url"],
    }


def _post(http: httpx.Client, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = http.post(path, json=body)
    answer.raise_for_status()
    content: dict[str, Any] = answer.json()
    return content


def free_ports(count: int) -> list[int]:
    """Find ports of this machine that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()
