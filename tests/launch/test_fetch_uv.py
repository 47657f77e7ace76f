"""On a machine with nothing but python3, uv comes from an index of packages by hand."""

import hashlib
import io
import platform
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scripts import fetch_uv

LINUX = "uv-{version}-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"
MAC = "uv-{version}-py3-none-macosx_11_0_arm64.whl"


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_what: object) -> None:
        """Say nothing."""


def wheel(program: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("uv-1.data/scripts/uv", program)
    return content.getvalue()


@pytest.fixture
def index(tmp_path: Path) -> Iterator[str]:
    """An index with two versions for two kinds of machines; in the newest is what it says."""
    links = []
    for version in ("1", "2"):
        for name in (LINUX, MAC):
            file = name.format(version=version)
            content = wheel(file.encode())
            (tmp_path / file).write_bytes(content)
            links.append(f'<a href="{file}#sha256={hashlib.sha256(content).hexdigest()}">x</a>')
    (tmp_path / "index.html").write_text("\n".join([*links, '<a href="uv-2.tar.gz">x</a>']))
    handler = partial(QuietHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


def on(monkeypatch: pytest.MonkeyPatch, system: str, machine: str) -> None:
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.setattr(platform, "machine", lambda: machine)


@pytest.mark.parametrize(("machine", "name"), [("Linux x86_64", LINUX), ("Darwin arm64", MAC)])
def test_the_newest_for_this_machine_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
    index: str,
    tmp_path: Path,
    machine: str,
    name: str,
) -> None:
    on(monkeypatch, *machine.split())
    program = fetch_uv.fetch(tmp_path / "bin", index)
    assert program.read_text() == name.format(version="2")
    assert program.stat().st_mode & 0o111


def test_what_is_not_what_the_index_says_is_not_run(
    monkeypatch: pytest.MonkeyPatch, index: str, tmp_path: Path
) -> None:
    on(monkeypatch, "Linux", "x86_64")
    (tmp_path / LINUX.format(version="2")).write_bytes(wheel(b"another program"))
    with pytest.raises(ValueError, match="is not what the index says"):
        fetch_uv.fetch(tmp_path / "bin", index)
    assert not (tmp_path / "bin").exists()


@pytest.mark.parametrize(("system", "machine"), [("Linux", "riscv64"), ("Plan9", "x86_64")])
def test_a_machine_for_which_there_is_none_is_named(
    monkeypatch: pytest.MonkeyPatch, index: str, tmp_path: Path, system: str, machine: str
) -> None:
    on(monkeypatch, system, machine)
    with pytest.raises(ValueError, match=f"no uv for {system} on {machine}"):
        fetch_uv.fetch(tmp_path / "bin", index)
