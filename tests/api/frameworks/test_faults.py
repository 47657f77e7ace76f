"""Every kind of fault that a framework file can have, and what its author is told."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError
from rich.console import Console

from api.frameworks import faults
from api.frameworks.consistency import _RULES, inconsistencies
from api.frameworks.faults import Fault, faults_as_table, faults_as_text, show_value
from api.frameworks.loader import check_files
from api.frameworks.nodes import Node
from api.frameworks.schemas import Framework

CASES = yaml.safe_load(Path(__file__).with_name("fault_cases.yml").read_text(encoding="utf-8"))
BY_NAME = [pytest.param(case, id=case["name"]) for case in CASES]


def spoil(data: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    spoilt = copy.deepcopy(data)
    part: Any = spoilt
    for step in case["at"][:-1]:
        part = part[step]
    if case.get("remove"):
        del part[case["at"][-1]]
    else:
        part[case["at"][-1]] = case["put"]
    return spoilt


def check(data: dict[str, Any], write: Any) -> list[Fault]:
    return check_files([write("spoilt.yml", yaml.safe_dump(data, allow_unicode=True))])


def test_the_framework_that_the_cases_spoil_is_right(garden_data, write):
    assert check(garden_data, write) == []


@pytest.mark.parametrize("case", BY_NAME)
def test_a_fault_says_where_what_was_seen_and_what_is_allowed(case, garden_data, write):
    found = check(spoil(garden_data, case), write)
    fitting = [
        fault
        for fault in found
        if fault.path == case["path"]
        and case["allowed"] in fault.allowed
        and fault.value.startswith(case["seen"])
    ]
    assert len(fitting) == 1, faults_as_text(found)
    others = [fault for fault in found if fault is not fitting[0]]
    unexpected = [
        fault for fault in others if not any(part in fault.allowed for part in case.get("also", ()))
    ]
    assert unexpected == []


def test_every_kind_that_pydantic_finds_has_a_case():
    named = {case["kind"] for case in CASES if "kind" in case}
    assert named >= set(faults._ALLOWED)


@pytest.mark.parametrize("case", [case for case in CASES if "kind" in case])
def test_a_case_is_of_the_kind_that_it_names(case, garden_data):
    with pytest.raises(ValidationError) as caught:
        Framework.model_validate(spoil(garden_data, case))
    assert case["kind"] in {error["type"] for error in caught.value.errors()}


@pytest.mark.parametrize("rule", _RULES)
def test_every_rule_of_consistency_has_a_case(rule, garden_data):
    assert any(list(rule(Node(spoil(garden_data, case)))) for case in CASES)


def test_every_fault_of_a_file_is_reported_at_once(garden_data, write):
    for name in ("no title", "gap in the scale", "prefix in small letters", "misspelt field"):
        case = next(case for case in CASES if case["name"] == name)
        garden_data = spoil(garden_data, case)
    paths = {fault.path for fault in check(garden_data, write)}
    assert {"title", "levels[2].value", "scopes[1].prefix", "licens"} <= paths


def test_a_fault_of_shape_hides_no_fault_of_consistency(garden_data):
    del garden_data["scopes"][0]["domains"][0]["groups"][0]["title"]
    garden_data["scopes"][1]["id"] = "bed"
    with pytest.raises(ValidationError) as caught:
        Framework.model_validate(garden_data)
    places = {error["loc"] for error in caught.value.errors()}
    assert ("scopes", 1, "id") in places
    assert ("scopes", 0, "domains", 0, "groups", 0, "title") in places


def test_a_fault_names_the_line_of_the_value(garden_text, write):
    path = write("garden.yml", garden_text.replace("name: Sprout", "name: seed"))
    line = 1 + garden_text.splitlines().index("    name: Sprout")
    (fault,) = check_files([path])
    assert (fault.line, fault.place) == (line, f"{path}:{line}")


def test_a_missing_field_names_the_line_of_the_part_that_lacks_it(garden_text, write):
    path = write("garden.yml", garden_text.replace("    name: Sprout\n", ""))
    line = 1 + garden_text.splitlines().index("  - value: 2")
    (fault,) = check_files([path])
    assert (fault.path, fault.line) == ("levels[1].name", line)


def test_faults_come_in_the_order_of_the_file(garden_data, write):
    garden_data["scopes"][1]["prefix"] = "B"
    garden_data["levels"][0]["name"] = ""
    garden_data["licence"] = ""
    lines = [fault.line for fault in check(garden_data, write)]
    assert lines == sorted(lines)
    assert len(lines) >= 3


def test_a_file_that_is_no_mapping_is_one_fault(write):
    (fault,) = check_files([write("list.yml", "- one\n- two\n")])
    assert (fault.path, fault.value, fault.allowed) == ("", "['one', 'two']", "a group of fields")


def test_an_empty_file_is_one_fault(write):
    (fault,) = check_files([write("empty.yml", "# nothing\n")])
    assert (fault.path, fault.value) == ("", "nothing")


def test_a_long_value_is_shown_in_short():
    assert len(show_value("x" * 10_000)) < 100
    assert len(show_value(["x" * 1000] * 1000)) < 400


def test_faults_as_text_are_one_a_line():
    one = Fault("a.yml", "levels[0].value", "2", "1", 7)
    whole = Fault("b.yml", "", "Permission denied", "a file that can be read")
    assert faults_as_text([one, whole]) == (
        "a.yml:7: levels[0].value: saw 2; allowed: 1\n"
        "b.yml: saw Permission denied; allowed: a file that can be read"
    )


def test_faults_as_a_table_keep_their_square_brackets():
    console = Console(width=200, record=True, file=None, quiet=False, force_terminal=False)
    with console.capture() as shown:
        console.print(faults_as_table([Fault("a.yml", "levels[0].value", "[bold]", "1", 7)]))
    assert "levels[0].value" in shown.get()
    assert "[bold]" in shown.get()
    assert "a.yml:7" in shown.get()


def test_consistency_passes_over_whatever_has_the_wrong_shape():
    for raw in (None, 1, "text", [], {"levels": 1, "scopes": [1, None, {"domains": "x"}]}):
        assert list(inconsistencies(raw)) == []
