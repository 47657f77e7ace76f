"""The set-up runs in a copy of the project, with a uv that only writes down what it is asked."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api.config import ROOT

FAKE_UV = """#!/bin/sh
echo "$PWD: $*" >> "$UV_CALLS"
echo "$UV_SYSTEM_CERTS" >> "$UV_CALLS.certificates"
case "$*" in
  *"$UV_FAILS"*) [ -n "$UV_FAILS" ] && exit 1 ;;
esac
case "$1" in
  sync) mkdir -p .venv/bin && ln -sf /bin/true .venv/bin/python ;;
esac
exit 0
"""
LOCKED = ("pyproject.toml", "uv.lock", "bot/engine/pyproject.toml", "bot/engine/uv.lock")


class Copy:
    """A copy of what the set-up reads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "project"
        for name in (*LOCKED, "scripts/setup.sh", "scripts/fetch_uv.py"):
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.folder / name)
        self.bin = folder / "bin"
        self.bin.mkdir()
        (self.bin / "uv").write_text(FAKE_UV)
        (self.bin / "uv").chmod(0o755)
        self.calls_file = folder / "calls"

    def run(self, *, fails: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        self.calls_file.write_text("")
        return subprocess.run(
            ["bash", "scripts/setup.sh"],
            cwd=self.folder,
            env={
                "PATH": f"{self.bin}:{os.environ['PATH']}",
                "HOME": str(self.folder),
                "UV_CALLS": str(self.calls_file),
                "UV_FAILS": fails,
                **settings,
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def certificates(self) -> set[str]:
        """What uv was told of the system's certificates."""
        return set(self.calls_file.with_name("calls.certificates").read_text().splitlines())

    def calls(self) -> list[str]:
        return self.calls_file.read_text().splitlines()


@pytest.fixture
def project(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_both_environments_come_from_their_locks(project: Copy) -> None:
    done = project.run()
    assert done.returncode == 0, done.stderr
    syncs = [call for call in project.calls() if ": sync " in call]
    assert len(syncs) == 2
    assert all("--frozen" in call for call in syncs)
    assert syncs[1].startswith(f"{project.folder}/bot/engine: ")


def test_nothing_is_done_again_before_a_lock_has_changed(project: Copy) -> None:
    project.run()
    assert project.run().returncode == 0
    assert project.calls() == []
    with (project.folder / "bot/engine/uv.lock").open("a") as lock:
        lock.write("\n")
    project.run()
    assert len([call for call in project.calls() if ": sync " in call]) == 2


def test_a_python_that_cannot_be_had_is_named(project: Copy) -> None:
    done = project.run(fails="python")
    assert done.returncode == 1
    assert "Python >=3.12 is needed for the services" in done.stderr


def test_a_set_up_that_failed_is_tried_again(project: Copy) -> None:
    assert project.run(fails="sync").returncode == 1
    assert project.run().returncode == 0
    assert len([call for call in project.calls() if ": sync " in call]) == 2


@pytest.mark.skipif(
    not (Path("/etc/ssl/certs/ca-certificates.crt").exists() or sys.platform == "darwin"),
    reason="this system keeps no certificates where the set-up looks for them",
)
def test_a_network_with_a_certificate_of_its_own_is_trusted_as_the_system_does(
    project: Copy,
) -> None:
    project.run()
    assert project.certificates() == {"true"}


def test_whoever_set_the_certificates_keeps_the_setting(project: Copy) -> None:
    project.run(UV_SYSTEM_CERTS="false")
    assert project.certificates() == {"false"}
