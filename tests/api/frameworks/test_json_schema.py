import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from api.frameworks.json_schema import framework_json_schema, write_json_schema

FOLDER = Path(__file__).resolve().parents[3] / "frameworks"
CASES = yaml.safe_load(Path(__file__).with_name("fault_cases.yml").read_text(encoding="utf-8"))
# What a schema of shapes can see: kinds that pydantic finds by itself, without the calendar.
OF_SHAPE = [case for case in CASES if "kind" in case and not case["kind"].startswith("date")]


def faults_in(data):
    """Return what a tool that knows JSON Schema finds in a file."""
    validator = jsonschema.Draft202012Validator(framework_json_schema())
    as_json = json.loads(json.dumps(data, default=str))
    return [error.message for error in validator.iter_errors(as_json)]


def test_the_schema_in_the_folder_is_current(tmp_path):
    write_json_schema(tmp_path / "schema.json")
    fresh = (tmp_path / "schema.json").read_text(encoding="utf-8")
    stored = (FOLDER / "schema.json").read_text(encoding="utf-8")
    assert stored == fresh, "run: python -m api.frameworks.json_schema"


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(framework_json_schema())


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yml")), ids=lambda file: file.name)
def test_a_framework_fits_the_schema(file):
    assert faults_in(yaml.safe_load(file.read_text(encoding="utf-8"))) == []


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
