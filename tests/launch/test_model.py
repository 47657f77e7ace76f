"""The model is trained again when, and only when, something that it is made from changed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api.config import ROOT, Settings
from bot.launch.model import (
    ModelMissing,
    ensure_model,
    input_files,
    inputs_hash,
    model_path,
    sweep_unfinished,
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path in input_files():
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    return tmp_path


def test_the_hash_is_of_the_content_not_of_the_place(project: Path) -> None:
    assert inputs_hash(project) == inputs_hash(ROOT)


@pytest.mark.parametrize(
    "changed",
    ["config.yml", "domain/assessment.yml", "data/nlu/assessment.yml", "bot/engine/uv.lock"],
)
def test_a_changed_input_changes_the_hash(project: Path, changed: str) -> None:
    before = inputs_hash(project)
    with (project / changed).open("a") as file:
        file.write("# changed\n")
    assert inputs_hash(project) != before


def test_frameworks_are_no_input_so_that_a_new_one_needs_no_training() -> None:
    assert not [path for path in input_files() if "frameworks" in path.parts]


def test_a_new_phrase_file_is_an_input(project: Path) -> None:
    before = inputs_hash(project)
    (project / "data" / "nlu" / "new.yml").write_text('version: "3.1"\n')
    assert inputs_hash(project) != before


def test_a_named_model_is_used_as_it_is(tmp_path: Path) -> None:
    model = tmp_path / "model.tar.gz"
    model.write_bytes(b"")
    assert ensure_model(Settings(model=model)) == model


def test_a_named_model_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"nowhere\.tar\.gz"):
        ensure_model(Settings(model=tmp_path / "nowhere.tar.gz"))


@pytest.fixture
def ended() -> int:
    """The id of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_a_killed_training_left_is_swept_at_the_next_start(tmp_path: Path, ended: int) -> None:
    settings = Settings(data_dir=tmp_path)
    model = model_path(settings)
    left = model.parent / f"unfinished-{ended}"
    (left / "deep").mkdir(parents=True)
    model.write_bytes(b"")
    assert ensure_model(settings) == model
    assert not left.exists()


def test_a_training_that_is_under_way_is_left_alone(tmp_path: Path) -> None:
    under_way = tmp_path / f"unfinished-{os.getpid()}"
    under_way.mkdir()
    sweep_unfinished(tmp_path)
    assert under_way.exists()
