"""The whole product by its own command: it says when it is ready, and stops when told to."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from queue import Empty, Queue

import pytest

from api.config import ROOT, Settings
from bot.launch.local import free_ports
from bot.launch.model import ENGINE_PYTHON, ensure_model

pytestmark = pytest.mark.e2e

READY_WITHIN_S = 300
STOPPED_WITHIN_S = 30


def test_a_start_says_where_to_go_and_an_interrupt_ends_it_all(tmp_path: Path) -> None:
    if not ENGINE_PYTHON.exists():
        pytest.skip("the engine's environment is not set up; run 'make setup'")
    ports = dict(zip(("PORT", "ACTIONS_PORT", "ENGINE_PORT"), free_ports(3), strict=True))
    environment = {key: x for key, x in os.environ.items() if not key.startswith("SIGNPOST_")}
    environment |= {f"SIGNPOST_{name}": str(port) for name, port in ports.items()}
    environment["SIGNPOST_DATA_DIR"] = str(tmp_path)
    environment["SIGNPOST_ENGINE_URL"] = f"http://127.0.0.1:{ports['ENGINE_PORT']}"
    environment["SIGNPOST_MODEL"] = str(ensure_model(Settings()))
    running = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "run"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = _read_until(running, "Stop with Ctrl-C.")
        running.send_signal(signal.SIGINT)
        assert running.wait(STOPPED_WITHIN_S) == 0
    finally:
        running.kill()
        running.wait()
    text = "\n".join(said)
    assert f"http://127.0.0.1:{ports['PORT']}/" in text
    assert "/assessments/" in text
    assert any(line.startswith("api") for line in said)
    for port in ports.values():
        socket.create_server(("127.0.0.1", port)).close()


def _read_until(running: subprocess.Popen[str], wanted: str) -> list[str]:
    lines: Queue[str] = Queue()
    assert running.stdout is not None
    output = running.stdout

    def read() -> None:
        with output:
            for line in output:
                lines.put(line.rstrip())

    threading.Thread(target=read, daemon=True).start()
    said: list[str] = []
    while not any(wanted in line for line in said):
        try:
            said.append(lines.get(timeout=READY_WITHIN_S))
        except Empty:
            raise AssertionError("\n".join(said)) from None
    return said
