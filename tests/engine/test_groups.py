"""A group of tests that a machine promises to run is not skipped in the engine's environment."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SKIPPED = """
import pytest

@pytest.mark.model
def test_understanding():
    pytest.skip("no trained model: run make train first")
"""


@pytest.mark.parametrize(("required", "code"), [("postgres", 0), ("postgres model", 1)])
def test_a_skip_fails_where_its_group_must_run(tmp_path: Path, required: str, code: int) -> None:
    path = tmp_path / "test_skipped.py"
    path.write_text(SKIPPED, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", "bot/engine/pytest.ini"]
    done = subprocess.run(
        [*command, "-p", "tests.engine.conftest", str(path)],
        cwd=ROOT,
        env={**os.environ, "SIGNPOST_TEST_REQUIRE": required},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert ("skipped, but model must run" in done.stdout) is bool(code)
