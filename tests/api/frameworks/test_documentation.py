"""The guide for authors against the models that it describes."""

import doctest
import re
from pathlib import Path

import pytest

from api.frameworks.faults import faults_as_text
from api.frameworks.fields import OrganisationKind
from api.frameworks.glossary import glossary_for
from api.frameworks.json_schema import SCHEMAS
from api.frameworks.loader import check_files, load_file
from api.frameworks.parts import Part
from api.participants.schemas import PartnerType

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "docs" / "frameworks.md").read_text(encoding="utf-8")


def parts_of_a_file():
    """The models that both kinds of file are made of, by name, as the JSON Schemas name them."""
    models = SCHEMAS.values()
    names = {name for model in models for name in (model.__name__, *_definitions(model))}
    return {model.__name__: model for model in Part.__subclasses__() if model.__name__ in names}


def _definitions(model):
    return model.model_json_schema()["$defs"]


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


@pytest.mark.parametrize("kind", [*OrganisationKind, *PartnerType])
def test_the_guide_names_each_kind_of_organisation_and_of_partner(kind):
    assert f"`{kind}`" in GUIDE


@pytest.mark.parametrize("name", sorted(parts_of_a_file()))
def test_each_field_tells_editors_what_it_holds(name):
    model = parts_of_a_file()[name]
    assert all(field.description for field in model.model_fields.values())


def example_for(schema):
    start = rf"# yaml-language-server: \$schema={re.escape(schema)}\n"
    (text,) = re.findall(rf"```yaml\n({start}.*?)```", GUIDE, flags=re.DOTALL)
    return text


@pytest.fixture
def example():
    return example_for("schema.json")


def test_the_example_of_the_guide_is_right(example, write):
    assert check_files([write("garden-club.yml", example)]) == []


def test_the_words_of_the_guide_explain_its_example(example, write):
    path = write("garden-club.yml", example)
    write("garden-club.words.yml", example_for("words.schema.json"))
    explained = load_file(path)
    assert explained.statement("B1a").statement.in_practice is not None
    assert [term.term for term in glossary_for(explained, "Dug twice")] == ["dig"]


def test_the_faults_of_the_guide_are_those_that_the_check_finds(example, write):
    spoilt = example.replace("value: 1", "value: 2").replace("emphasis: dug", "emphasis: Dug")
    path = write("garden-club.yml", spoilt)
    told = faults_as_text(check_files([path])).replace(str(path), "frameworks/garden-club.yml")
    assert f"```\n{told}\n```" in GUIDE


def test_the_code_of_the_guide_does_what_it_says(monkeypatch):
    monkeypatch.chdir(ROOT)
    code = "".join(re.findall(r"```python\n(.*?)```", GUIDE, flags=re.DOTALL))
    lines = [line.partition("  # ") for line in code.splitlines() if line]
    session = "".join(f">>> {line}\n{said}\n" for line, _, said in lines)
    test = doctest.DocTestParser().get_doctest(session, {}, "guide", None, None)
    report = doctest.DocTestRunner(verbose=False).run(test)
    assert (report.attempted, report.failed) == (len(lines), 0)
