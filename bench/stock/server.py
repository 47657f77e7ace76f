"""The stock bot as running processes: Rasa with its REST channel, and an action server."""

import os
import subprocess
import sys
import time
import uuid
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from api.config import ROOT
from bench.stock.project import write_endpoints, write_project
from bot.launch.local import free_ports
from bot.launch.model import ENGINE_PYTHON

_READY_WITHIN_S = 900.0


class StockBot:
    """Trains (once a folder) and runs the stock bot; ``ready_s`` is the time its start took."""

    def __init__(self, folder: Path, questions: int) -> None:
        self.folder = folder
        self.ready_s = 0.0
        self._questions = questions
        port, actions_port = free_ports(2)
        self._url = f"http://127.0.0.1:{port}"
        self._ports = (port, actions_port)
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        if not (self.folder / "models").exists():
            write_project(self.folder, self._questions)
            self._rasa("train", "--skip-validation").wait()
        write_endpoints(self.folder, self._ports[1])
        self._start_actions()
        started = time.perf_counter()
        self._running.append(self._rasa("run", "--port", str(self._ports[0]), "-i", "127.0.0.1"))
        try:
            self._wait()
        except BaseException:
            self._stop()
            raise
        self.ready_s = time.perf_counter() - started
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def _stop(self) -> None:
        for process in self._running:
            process.terminate()
        for process in self._running:
            process.wait()

    @property
    def engine_pid(self) -> int:
        """The process id of Rasa."""
        return self._running[-1].pid

    def open(self, http: httpx.AsyncClient) -> "StockConversation":
        """Begin a conversation."""
        return StockConversation(http, self._url)

    def _rasa(self, *arguments: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "LOG_LEVEL": "WARNING"}
        with (self.folder / "rasa.log").open("ab") as log:
            return subprocess.Popen(
                [str(ENGINE_PYTHON), "-m", "rasa", *arguments],
                cwd=self.folder,
                env={**environment, "PYTHONWARNINGS": "ignore"},
                stdout=log,
                stderr=log,
            )

    def _start_actions(self) -> None:
        command = [sys.executable, "-m", "rasa_sdk", "--actions", "bench.stock.actions"]
        with (self.folder / "actions.log").open("ab") as log:
            self._running.append(
                subprocess.Popen(
                    [*command, "--port", str(self._ports[1])],
                    cwd=ROOT,
                    env={**os.environ, "SANIC_HOST": "127.0.0.1"},
                    stdout=log,
                    stderr=log,
                )
            )

    def _wait(self) -> None:
        deadline = time.monotonic() + _READY_WITHIN_S
        while time.monotonic() < deadline:
            try:
                if httpx.get(self._url, timeout=2).is_success:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise TimeoutError(f"The stock bot is not ready; see {self.folder / 'rasa.log'}.")


class StockConversation:
    """One conversation with the stock bot over Rasa's REST channel."""

    def __init__(self, http: httpx.AsyncClient, url: str) -> None:
        self._http = http
        self._url = f"{url}/webhooks/rest/webhook"
        self._sender = uuid.uuid4().hex

    async def begin(self) -> None:
        """Open the form."""
        await self.answer("start")

    async def answer(self, text: str) -> None:
        """Give one answer; raises when the bot says nothing."""
        body = {"sender": self._sender, "message": text}
        answer = await self._http.post(self._url, json=body)
        if not answer.raise_for_status().json():
            raise RuntimeError("The stock bot said nothing.")
