from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from api.exceptions import SignpostError
from api.frameworks.faults import Fault, faults_of_model
from api.frameworks.loader import (
    FrameworkFaults,
    FrameworkNotFound,
    FrameworkRegistry,
    check_files,
    load_file,
    load_folder,
)
from api.frameworks.schemas import Framework
from api.frameworks.yaml_reader import Document

GARDEN_CLUB = Path(__file__).with_name("garden-club.yml")


def test_a_file_becomes_a_framework(write, garden_text):
    framework = load_file(write("garden.yml", garden_text))
    assert framework.id == "garden-club"
    assert framework.published is not None
    assert framework.published.isoformat() == "2024-05-01"


def test_a_file_dropped_in_the_folder_is_there_at_the_next_start(write, garden_text, tmp_path):
    write("garden.yml", garden_text)
    assert FrameworkRegistry.from_folder(tmp_path).ids == ("garden-club",)
    write("pond.yaml", garden_text.replace("id: garden-club", "id: pond-club"))
    registry = FrameworkRegistry.from_folder(tmp_path)
    assert registry.ids == ("garden-club", "pond-club")
    assert [framework.id for framework in registry] == ["garden-club", "pond-club"]
    assert len(registry) == 2


def test_other_files_of_the_folder_are_left_alone(write, garden_text, tmp_path):
    write("garden.yml", garden_text)
    write("README.md", "# Frameworks")
    write("schema.json", "{}")
    write(".#garden.yml", "an editor's lock")
    assert [framework.id for framework in load_folder(tmp_path)] == ["garden-club"]


def test_the_registry_gives_none_or_a_reason(garden):
    registry = FrameworkRegistry([garden])
    assert registry.get("garden-club") is garden
    assert registry.get_or_raise("garden-club") is garden
    assert registry.get("pond") is None
    with pytest.raises(FrameworkNotFound) as caught:
        registry.get_or_raise("pond")
    assert caught.value.status == 404
    assert caught.value.detail == "There is no framework 'pond': there is garden-club."


def test_an_empty_registry_says_that_it_has_none():
    with pytest.raises(FrameworkNotFound, match="there is none"):
        FrameworkRegistry([]).get_or_raise("pond")


def test_faults_of_all_files_come_in_one_error(write, garden_text, tmp_path):
    write("a.yml", garden_text.replace("schema: 1", "schema: 9"))
    write("b.yml", "levels: [")
    with pytest.raises(FrameworkFaults) as caught:
        load_folder(tmp_path)
    error = caught.value
    assert isinstance(error, SignpostError)
    assert {Path(fault.file).name for fault in error.faults} == {"a.yml", "b.yml"}
    assert "a.yml:2: schema: saw 9; allowed: 1" in error.detail


def test_one_id_in_two_files_is_a_fault_of_both(write, garden_text):
    first, second = write("a.yml", garden_text), write("b.yml", garden_text)
    faults = check_files([first, second])
    assert [(fault.file, fault.path, fault.value) for fault in faults] == [
        (str(first), "id", "'garden-club'"),
        (str(second), "id", "'garden-club'"),
    ]
    assert str(second) in faults[0].allowed
    assert str(first) in faults[1].allowed


def test_a_shared_id_is_noticed_although_one_of_the_files_has_faults(write, garden_text):
    first = write("a.yml", garden_text.replace("schema: 1", "schema: 9"))
    second = write("b.yml", garden_text)
    faults = check_files([first, second])
    assert [(fault.file, fault.path) for fault in faults] == [
        (str(first), "schema"),
        (str(first), "id"),
        (str(second), "id"),
    ]


def test_a_file_that_is_named_twice_is_checked_once(write, garden_text, tmp_path):
    path = write("garden.yml", garden_text)
    assert check_files([path, tmp_path, path]) == []


def test_a_key_that_stands_twice_is_a_fault_with_both_lines(write, garden_text):
    path = write("garden.yml", garden_text + "id: pond-club\n")
    last, first = garden_text.count("\n") + 1, 1 + garden_text.splitlines().index("id: garden-club")
    (fault,) = check_files([path])
    assert (fault.path, fault.line, fault.value) == ("id", last, "'id' a second time")
    assert f"line {first} already" in fault.allowed


def test_a_syntax_error_is_a_fault_with_its_line(write):
    (fault,) = check_files([write("broken.yml", "schema: 1\nid: [a, b\ntitle: x\n")])
    assert (fault.path, fault.line, fault.allowed) == ("", 3, "YAML")


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    (fault,) = check_files([tmp_path / "none.yml"])
    assert (fault.value, fault.allowed) == ("No such file or directory", "a file that can be read")


def test_a_file_that_is_not_utf_8_is_a_fault(tmp_path):
    path = tmp_path / "latin.yml"
    path.write_bytes(b"title: caf\xe9\n")
    (fault,) = check_files([path])
    assert (fault.value, fault.allowed) == ("byte 0xe9 at offset 10", "text in UTF-8")


def test_a_folder_without_frameworks_is_a_fault(tmp_path):
    with pytest.raises(FrameworkFaults, match="at least one framework file"):
        load_folder(tmp_path)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5) | st.integers(0, 6), inner, max_size=3)
    ),
    max_leaves=6,
)


def _places(part: Any) -> list[tuple[Any, Any]]:
    """Every container of the data with each of its keys."""
    keys = list(part) if isinstance(part, dict) else range(len(part))
    places: list[tuple[Any, Any]] = []
    for key in keys:
        places.append((part, key))
        if isinstance(part[key], dict | list):
            places += _places(part[key])
    return places


def assert_told(faults: list[Fault]) -> None:
    assert faults
    assert all(fault.value and fault.allowed for fault in faults)


@given(data=st.data(), junk=JUNK)
@settings(max_examples=60, deadline=None)
def test_junk_anywhere_gives_faults_and_never_a_crash(data, junk):
    framework = yaml.safe_load(GARDEN_CLUB.read_text(encoding="utf-8"))
    container, key = data.draw(st.sampled_from(_places(framework)))
    container[key] = junk
    try:
        Framework.model_validate(framework)
    except ValidationError as error:
        faults = faults_of_model("junk.yml", Document(framework, {}, ()), error)
        assert_told(faults)


def _made_up(levels: int, shape: list[list[list[int]]]) -> dict[str, Any]:
    """A framework of so many levels, whose scopes have so many statements by domain and group."""
    return {
        "schema": 1,
        "id": "made-up",
        "version": "1",
        "title": "Made up",
        "short_title": "Made up",
        "source": {"publisher": "Nobody", "document": "Nothing", "status": "Made up"},
        "published": None,
        "licence": "None needed",
        "levels": [
            {"value": value, "name": f"Level {value}", "definition": "Made up"}
            for value in range(1, levels + 1)
        ],
        "scopes": [_made_up_scope("ABC"[index], domains) for index, domains in enumerate(shape)],
    }


def _made_up_scope(prefix: str, domains: list[list[int]]) -> dict[str, Any]:
    return {
        "id": f"scope-{prefix.lower()}",
        "prefix": prefix,
        "title": f"Scope {prefix}",
        "organisation_kinds": ["pcn"],
        "domains": [
            {
                "id": f"domain-{number}",
                "title": f"Domain {number}",
                "groups": [
                    {
                        "id": f"group-{number}-{group}",
                        "title": "Group",
                        "statements": [
                            {
                                "id": f"{prefix}{number}{'ABC'[group]}{'abcd'[place]}",
                                "text": f"Statement {place}",
                                "emphasis": "Statement",
                            }
                            for place in range(count)
                        ],
                    }
                    for group, count in enumerate(groups)
                ],
            }
            for number, groups in enumerate(domains, start=1)
        ],
    }


SHAPES = st.lists(
    st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=3), min_size=1, max_size=3),
    min_size=1,
    max_size=3,
)


@given(levels=st.integers(2, 5), shape=SHAPES)
@settings(max_examples=15, deadline=None)
def test_any_framework_comes_back_from_its_yaml_whole(tmp_path_factory, levels, shape):
    data = _made_up(levels, shape)
    path = tmp_path_factory.mktemp("frameworks") / "made-up.yml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    framework = load_file(path)
    assert framework == Framework.model_validate(data)
    counts = [len(scope.statements) for scope in framework.scopes]
    assert counts == [sum(map(sum, domains)) for domains in shape]
    for scope in framework.scopes:
        for placed in scope.placed_statements:
            assert framework.statement(placed.statement.id) is placed
