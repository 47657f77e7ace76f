import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from api.frameworks.json_schema import SCHEMAS, json_schema, write_json_schemas
from api.frameworks.schemas import Framework
from api.frameworks.words import Words

FOLDER = Path(__file__).resolve().parents[3] / "frameworks"
CASES = yaml.safe_load(Path(__file__).with_name("fault_cases.yml").read_text(encoding="utf-8"))
# What a schema of shapes can see: kinds that pydantic finds by itself, without the calendar.
OF_SHAPE = [case for case in CASES if "kind" in case and not case["kind"].startswith("date")]


def faults_in(data, model=Framework):
    """Return what a tool that knows JSON Schema finds in a file."""
    validator = jsonschema.Draft202012Validator(json_schema(model))
    as_json = json.loads(json.dumps(data, default=str))
    return [error.message for error in validator.iter_errors(as_json)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_in_the_folder_is_current(name, tmp_path):
    write_json_schemas(tmp_path)
    fresh = (tmp_path / name).read_text(encoding="utf-8")
    stored = (FOLDER / name).read_text(encoding="utf-8")
    assert stored == fresh, "run: python -m api.frameworks.json_schema"


@pytest.mark.parametrize("model", SCHEMAS.values())
def test_a_schema_is_a_schema(model):
    jsonschema.Draft202012Validator.check_schema(json_schema(model))


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yml")), ids=lambda file: file.name)
def test_a_file_fits_its_schema(file):
    model = Words if file.stem.endswith(".words") else Framework
    assert faults_in(yaml.safe_load(file.read_text(encoding="utf-8")), model) == []


def test_the_made_up_words_fit_their_schema(garden_words):
    assert faults_in(yaml.safe_load(garden_words), Words) == []


def test_the_framework_that_the_cases_spoil_fits_the_schema(garden_data):
    assert faults_in(garden_data) == []


@pytest.mark.parametrize("case", OF_SHAPE, ids=[case["name"] for case in OF_SHAPE])
def test_an_editor_sees_a_fault_of_shape(case, garden_data):
    part = garden_data
    for step in case["at"][:-1]:
        part = part[step]
    if case.get("remove"):
        del part[case["at"][-1]]
    else:
        part[case["at"][-1]] = case["put"]
    assert faults_in(garden_data) != []
