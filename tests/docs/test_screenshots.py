"""The pictures of docs/screenshots are those that the script takes, and small enough to load."""

import re

from api.config import ROOT

SCRIPT = (ROOT / "scripts/screenshots.py").read_text(encoding="utf-8")
FOLDER = ROOT / "docs/screenshots"
MOST_BYTES = 150 * 1024


def test_every_picture_that_the_script_saves_is_there_and_no_other():
    saved = re.findall(r'_save\(.*, "([\w-]+)"\)', SCRIPT)
    assert sorted(saved) == sorted(path.stem for path in FOLDER.iterdir())


def test_no_picture_is_large():
    large = [path.name for path in FOLDER.iterdir() if path.stat().st_size > MOST_BYTES]
    assert large == []
