"""What holds for every file of the folder, whichever frameworks are in it."""

from pathlib import Path

import pytest
from yamllint import linter
from yamllint.config import YamlLintConfig

from api.frameworks.loader import check_files

FOLDER = Path(__file__).resolve().parents[2] / "frameworks"
FILES = sorted(FOLDER.glob("*.yml"))
SCHEMA = {True: "words.schema.json", False: "schema.json"}
STYLE = YamlLintConfig("{extends: default, rules: {line-length: {max: 120}}}")


def test_the_folder_has_no_faults():
    assert check_files([FOLDER]) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_is_named_for_its_framework(file, frameworks):
    assert file.stem.removesuffix(".words") in frameworks.ids


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_is_tidy_yaml(file):
    assert list(linter.run(file.read_text(encoding="utf-8"), STYLE)) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_tells_editors_of_its_schema(file):
    schema = SCHEMA[file.stem.endswith(".words")]
    first = f"# yaml-language-server: $schema={schema}\n"
    assert file.read_text(encoding="utf-8").startswith(first)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_readme_names_each_framework(file):
    assert f"`{file.name}`" in (FOLDER / "README.md").read_text(encoding="utf-8")
