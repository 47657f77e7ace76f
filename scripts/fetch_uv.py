"""Fetch uv's wheel from the Python package index and unpack the program, with python3 alone.

For machines whose Python has neither venv nor pip. Usage: ``python3 fetch_uv.py FOLDER``.
"""

import hashlib
import html
import io
import platform
import re
import sys
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import urljoin

_INDEX = "https://pypi.org/simple/uv/"
_LINK = re.compile(r'href="([^"]+)"')
_SYSTEMS = {"Linux": "manylinux", "Darwin": "macosx"}
_MACHINES = {"AMD64": "x86_64", "arm64": "arm64", "aarch64": "aarch64", "x86_64": "x86_64"}


def fetch(folder: Path, index: str = _INDEX) -> Path:
    """Put the newest uv for this machine into the folder; raises OSError or ValueError."""
    with urllib.request.urlopen(index) as answer:  # noqa: S310 -- the index of packages
        page = answer.read().decode()
    links = [urljoin(index, html.unescape(link)) for link in _LINK.findall(page)]
    parts = [link.partition("#sha256=") for link in reversed(links)]
    fitting = [(address, digest) for address, _, digest in parts if digest and _fits(address)]
    if not fitting:
        message = f"There is no uv for {platform.system()} on {platform.machine()}: install it."
        raise ValueError(message)
    address, wanted = fitting[0]
    with urllib.request.urlopen(address) as answer:  # noqa: S310 -- named by the index
        content = answer.read()
    if hashlib.sha256(content).hexdigest() != wanted:
        message = f"{address} is not what the index says it is."
        raise ValueError(message)
    return _unpack(content, folder)


def _fits(name: str) -> bool:
    system = _SYSTEMS.get(platform.system())
    machine = _MACHINES.get(platform.machine())
    if not (system and machine and name.endswith(".whl")):
        return False
    return f"{system}_" in name and f"{machine}." in name


def _unpack(content: bytes, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "uv"
    with zipfile.ZipFile(io.BytesIO(content)) as wheel:
        member = next(name for name in wheel.namelist() if name.endswith("/scripts/uv"))
        program.write_bytes(wheel.read(member))
    program.chmod(0o755)
    return program


if __name__ == "__main__":
    try:
        print(fetch(Path(sys.argv[1])))
    except (OSError, ValueError) as error:
        sys.exit(str(error))
