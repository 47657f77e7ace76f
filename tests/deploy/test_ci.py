"""What runs on CI may not skip a group of tests."""

import configparser
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from api.config import ROOT

SERVICES = (ROOT / "scripts/ci-services.sh").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_group_of_tests_must_run_on_ci():
    markers = PROJECT["tool"]["pytest"]["ini_options"]["markers"]
    engine = configparser.ConfigParser()
    engine.read(ROOT / "bot/engine/pytest.ini", encoding="utf-8")
    markers += engine["pytest"]["markers"].strip().splitlines()
    groups = {marker.split(":")[0] for marker in markers}
    (required,) = re.findall(r'SIGNPOST_TEST_REQUIRE="(.*)"', SERVICES)
    assert set(required.split()) == groups


def test_every_tool_that_a_group_needs_is_installed_there():
    for tool in ("chromium", "npm ci", "initdb", "curl", "jq"):
        assert tool in SERVICES


@pytest.mark.parametrize(("required", "code"), [("postgres", 0), ("postgres tools", 1)])
def test_a_skip_fails_where_its_group_must_run(tmp_path: Path, required: str, code: int):
    guide = "tests/docs/test_assessments_guide.py::test_every_example_runs_in_order"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rs", guide],
        cwd=ROOT,
        env={**os.environ, "PATH": str(tmp_path), "SIGNPOST_TEST_REQUIRE": required},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert "the examples need curl and jq: install Debian's packages" in done.stdout
    assert ("skipped, but tools must run" in done.stdout) is bool(code)
