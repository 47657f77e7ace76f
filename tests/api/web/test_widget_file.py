"""The widget is committed as built, since the product runs on machines without node."""

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from api.config import ROOT
from api.web.files import WIDGET
from api.web.security import NEUTRAL_PAGE

SOURCE = ROOT / "bot/widget"
BUILT = WIDGET / "signpost-chat.js"
MOST_BYTES = 25 * 1024


def run(*command: str) -> None:
    """Run a tool of the widget's own, or skip when it is not set up here."""
    if shutil.which("node") is None:
        pytest.skip("node is missing, so the widget cannot be built here")
    if not (SOURCE / "node_modules").exists():
        pytest.skip(f"{SOURCE / 'node_modules'} is missing: run 'npm ci' in bot/widget")
    done = subprocess.run(command, cwd=SOURCE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_is_small():
    assert len(gzip.compress(BUILT.read_bytes(), 9)) <= MOST_BYTES


def test_keeps_the_licence_of_what_is_built_in():
    assert "SPDX-License-Identifier: BSD-3-Clause" in BUILT.read_text(encoding="utf-8")
    terms = (WIDGET / "LICENSES.txt").read_text(encoding="utf-8")
    assert "Redistribution and use in source and binary forms" in terms


def test_names_no_address_but_the_page_that_people_leave_to():
    named = re.findall(r"\w+://[^\s\"'`]+", BUILT.read_text(encoding="utf-8"))
    assert set(named) == {NEUTRAL_PAGE}


@pytest.mark.widget
def test_is_what_its_source_builds(tmp_path: Path):
    fresh = tmp_path / "signpost-chat.js"
    run("node", "build.mjs", "--out", str(fresh))
    same = fresh.read_bytes() == BUILT.read_bytes()
    assert same, "the built widget is not of this source: run 'npm run build' in bot/widget"


@pytest.mark.widget
def test_has_sound_types():
    run("node_modules/.bin/tsc", "--noEmit")


@pytest.mark.widget
def test_passes_its_own_tests():
    run("npm", "test", "--silent")


def test_the_lock_names_no_registry():
    lock = json.loads((SOURCE / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
