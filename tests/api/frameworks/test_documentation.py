"""The guide for authors against the models that it describes."""

import doctest
import re
from pathlib import Path

import pytest

from api.frameworks import schemas
from api.frameworks.faults import faults_as_text
from api.frameworks.fields import OrganisationKind
from api.frameworks.loader import check_files
from api.frameworks.schemas import Framework, Part

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "docs" / "frameworks.md").read_text(encoding="utf-8")


def parts_of_a_file():
    """The models that a framework file is made of, by name, as the JSON Schema names them."""
    names = {"Framework", *Framework.model_json_schema()["$defs"]}
    found = {name: getattr(schemas, name) for name in names}
    return {name: model for name, model in found.items() if issubclass(model, Part)}


def documented_fields(name):
    """The rows of a part's table: field and whether it is needed."""
    _, _, section = GUIDE.partition(f"\n### {name}\n")
    section = re.split(r"\n##+ ", section)[0]
    return {
        field: mark == "needed"
        for field, mark in re.findall(r"^\| `(\w+)` \| *(\w*) *\|", section, flags=re.MULTILINE)
    }


@pytest.mark.parametrize("name", sorted(parts_of_a_file()))
def test_the_guide_describes_each_field_and_no_other(name):
    model = parts_of_a_file()[name]
    fields = {
        field.alias or attribute: field.is_required()
        for attribute, field in model.model_fields.items()
    }
    assert documented_fields(name) == fields


def test_the_guide_names_each_kind_of_organisation():
    assert all(f"`{kind}`" in GUIDE for kind in OrganisationKind)


@pytest.mark.parametrize("name", sorted(parts_of_a_file()))
def test_each_field_tells_editors_what_it_holds(name):
    model = parts_of_a_file()[name]
    assert all(field.description for field in model.model_fields.values())


@pytest.fixture
def example():
    (text,) = re.findall(r"```yaml\n(# yaml-language-server.*?)```", GUIDE, flags=re.DOTALL)
    return text


def test_the_example_of_the_guide_is_right(example, write):
    assert check_files([write("garden-club.yml", example)]) == []


def test_the_faults_of_the_guide_are_those_that_the_check_finds(example, write):
    spoilt = example.replace("value: 1", "value: 2").replace("emphasis: dug", "emphasis: Dug")
    path = write("garden-club.yml", spoilt)
    told = faults_as_text(check_files([path])).replace(str(path), "frameworks/garden-club.yml")
    assert f"```\n{told}\n```" in GUIDE


def test_the_code_of_the_guide_does_what_it_says(monkeypatch):
    monkeypatch.chdir(ROOT)
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE, flags=re.DOTALL)
    lines = [line.partition("  # ") for line in code.splitlines() if line]
    session = "".join(f">>> {line}\n{said}\n" for line, _, said in lines)
    test = doctest.DocTestParser().get_doctest(session, {}, "guide", None, None)
    report = doctest.DocTestRunner(verbose=False).run(test)
    assert (report.attempted, report.failed) == (len(lines), 0)
