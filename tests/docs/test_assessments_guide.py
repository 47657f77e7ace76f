"""The examples of docs/assessments.md are run as they stand, against the real application."""

import os
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from api.app import create_app
from api.config import ROOT, Settings

GUIDE = (ROOT / "docs" / "assessments.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", GUIDE, flags=re.DOTALL)
KEY = "a-service-key-for-the-guide"

TOOLS = ("curl", "jq")


@pytest.fixture
def tools() -> None:
    """Skip where a tool of the examples is missing, before anything is started."""
    if missing := [tool for tool in TOOLS if shutil.which(tool) is None]:
        pytest.skip(f"the examples need {' and '.join(missing)}: install Debian's packages")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of the application, served on a free port."""
    # The socket listens before the server runs, so that whoever calls early waits in its queue.
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        settings = Settings(data_dir=tmp_path, port=port, api_key=KEY, demo=False)
        app = create_app(settings)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on", ws="none"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()


def run(script: str, address: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"set -euo pipefail\nset -x\n{script}"],
        env={"PATH": os.environ["PATH"], "SIGNPOST": address, "KEY": KEY},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.tools
@pytest.mark.usefixtures("tools")
def test_every_example_runs_in_order(address: str) -> None:
    done = run("\n".join(BLOCKS), address)
    assert done.returncode == 0, done.stderr[-2000:]


def test_each_part_of_the_guide_has_an_example() -> None:
    parts = re.split(r"^## ", GUIDE, flags=re.MULTILINE)[1:]
    without = [part.splitlines()[0] for part in parts if "```sh" not in part]
    assert without == []
