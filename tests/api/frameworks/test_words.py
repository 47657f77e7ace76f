"""A file of words beside a framework file: what it adds, and every fault that it can have."""

from pathlib import Path

import pytest
import yaml

from api.frameworks.faults import faults_as_text
from api.frameworks.loader import FrameworkFaults, check_files, load_file, load_folder

# What is spoilt in the file of words: the steps to the value, what stands there instead, then
# where the fault is, what is seen and part of what is allowed.
CASES = [
    (["schema"], 2, "schema", "2", "1"),
    (["framework"], "pond-club", "framework", "'pond-club'", "'garden-club', the id in the file"),
    (["framework"], "Pond", "framework", "'Pond'", "small letters"),
    (["colour"], "green", "colour", "'green'", "The fields here are schema, framework, glossary"),
    (["statements"], ["B1a"], "statements", "['B1a']", "a group of fields"),
    (["statements", "B1Cx"], {}, "statements.B1Cx", "'B1Cx'", "such as B1Ca"),
    (["statements", "Zebra"], {}, "statements.Zebra", "'Zebra'", "such as B1a"),
    (["statements", 7], {}, "statements.7", "'7'", "the id of a statement"),
    (["statements", "G1a"], None, "statements.G1a", "nothing", "a group of fields"),
    (["statements", "G1a", "plain"], 3, "statements.G1a.plain", "3", "put a number"),
    (["statements", "G1a", "plains"], "x", "statements.G1a.plains", "'x'", "plain? The fields"),
    (
        ["statements", "G1a", "text"],
        "x",
        "statements.G1a.text",
        "'x'",
        "are plain, why, in_practice",
    ),
    (
        ["statements", "B1b"],
        {"why": "Plants drink."},
        "statements.B1b.why",
        "'Plants drink.'",
        "nothing here, since the framework file has it already",
    ),
    (
        ["statements", "G1a", "in_practice"],
        {1: "Nobody.", 2: "Talk."},
        "statements.G1a.in_practice",
        "{1: 'Nobody.', 2: 'Talk.'}",
        "also level 3: a sentence",
    ),
    (
        ["statements", "B1a", "in_practice", "Seed"],
        "Nobody.",
        "statements.B1a.in_practice.Seed",
        "'Seed'",
        "a level of the scale: 1, 2, 3",
    ),
    (
        ["glossary"],
        [{"term": "bed", "meaning": "A plot."}],
        "glossary",
        "[{'meaning': 'A plot.', 'term': 'bed'}]",
        "nothing here, since the framework file has it already",
    ),
]


@pytest.fixture
def framework_file(write, garden_text):
    return write("garden-club.yml", garden_text)


@pytest.fixture
def words_file(write, framework_file, garden_words):
    assert framework_file.exists()
    return write("garden-club.words.yml", garden_words)


def test_a_framework_comes_with_the_words_beside_it(framework_file, words_file):
    assert words_file.exists()
    explained = load_file(framework_file).statement("B1a").statement
    assert explained.plain == "Somebody digs the bed before spring comes."
    assert explained.why == "Roots need loose soil."
    assert explained.in_practice == {
        1: "The spade rusts.",
        2: "Digging was spoken of.",
        3: "One row is dug.",
    }


def test_words_change_nothing_of_what_is_quoted(framework_file, words_file):
    with_words = load_file(framework_file).model_dump()
    words_file.unlink()
    without = load_file(framework_file).model_dump()
    for statement in (with_words, without):
        soil, people = statement["scopes"][0]["domains"][0], statement["scopes"][1]["domains"][0]
        for entry in (
            soil["groups"][0]["statements"][0],
            people["groups"][0]["statements"][0],
        ):
            entry.update(plain=None, why=None, in_practice=None)
    assert with_words == without


def test_what_the_framework_file_explains_itself_stays(framework_file, words_file):
    assert words_file.exists()
    framework = load_file(framework_file)
    assert framework.statement("B1b").statement.plain == "Is the bed watered?"
    assert framework.statement("B2a").statement.plain is None
    assert [term.term for term in framework.glossary] == ["heap", "compost heap", "AGM"]


def test_a_glossary_can_stand_among_the_words(write, garden_data, garden_words):
    glossary = garden_data.pop("glossary")
    write("garden-club.yml", yaml.safe_dump(garden_data))
    words = yaml.safe_load(garden_words) | {"glossary": glossary}
    path = write("garden-club.words.yml", yaml.safe_dump(words))
    (framework,) = load_folder(path.parent)
    assert [term.term for term in framework.glossary] == ["heap", "compost heap", "AGM"]


@pytest.mark.parametrize("name", ["garden-club.yml", "garden-club.words.yml", "."])
def test_words_are_checked_however_they_are_named(name, write, words_file):
    write("garden-club.words.yml", "schema: 9\n")
    faults = check_files([words_file.parent / name])
    assert {fault.file for fault in faults} == {str(words_file)}
    assert {fault.path for fault in faults} == {"schema", "framework"}


@pytest.mark.parametrize("case", CASES, ids=[f"{case[2]}: {case[3]}" for case in CASES])
def test_a_fault_of_the_words_says_where_what_was_seen_and_what_is_allowed(case, write, words_file):
    at, put, path, seen, allowed = case
    words = yaml.safe_load(words_file.read_text(encoding="utf-8"))
    part = words
    for step in at[:-1]:
        part = part[step]
    part[at[-1]] = put
    write("garden-club.words.yml", yaml.safe_dump(words))
    found = check_files([words_file])
    fitting = [
        fault
        for fault in found
        if fault.path == path and fault.value == seen and allowed in fault.allowed
    ]
    assert len(fitting) == 1, faults_as_text(found)
    assert {fault.file for fault in found} == {str(words_file)}


def test_a_fault_of_the_words_names_its_line(write, words_file, garden_words):
    write("garden-club.words.yml", garden_words.replace("  G1a:", "  G1z:"))
    (fault,) = check_files([words_file])
    assert fault.line == 1 + garden_words.splitlines().index("  G1a:")


def test_faults_of_the_framework_and_of_its_words_come_at_once(write, garden_text):
    framework = write("garden-club.yml", garden_text.replace("schema: 1", "schema: 9"))
    write("garden-club.words.yml", "schema: 8\nframework: garden-club\nstatements: {B9: {}}\n")
    with pytest.raises(FrameworkFaults) as caught:
        load_file(framework)
    assert {(Path(fault.file).name, fault.path) for fault in caught.value.faults} == {
        ("garden-club.yml", "schema"),
        ("garden-club.words.yml", "schema"),
        ("garden-club.words.yml", "statements.B9"),
    }


def test_two_terms_among_the_words_that_are_written_alike_are_a_fault(write, garden_data):
    garden_data["glossary"] = []
    framework = write("garden-club.yml", yaml.safe_dump(garden_data))
    terms = [{"term": "bed", "meaning": "x"}, {"term": "plot", "also": ["Bed"], "meaning": "x"}]
    words = {"schema": 1, "framework": "garden-club", "glossary": terms}
    write("garden-club.words.yml", yaml.safe_dump(words))
    (fault,) = check_files([framework])
    assert (fault.path, fault.value) == ("glossary[1].also[0]", "'Bed'")
    assert fault.allowed == "a way of writing that glossary[0].term has not"


def test_words_that_are_not_yaml_are_one_fault(write, words_file):
    write("garden-club.words.yml", "schema: [\n")
    (fault,) = check_files([words_file])
    assert (fault.file, fault.allowed) == (str(words_file), "YAML")


def test_a_key_that_stands_twice_among_the_words_is_a_fault(write, words_file, garden_words):
    write("garden-club.words.yml", garden_words + "framework: garden-club\n")
    (fault,) = check_files([words_file])
    assert (fault.path, fault.value) == ("framework", "'framework' a second time")


def test_words_without_their_framework_are_a_fault(words_file, framework_file, tmp_path):
    framework_file.unlink()
    for named in (words_file, framework_file, tmp_path):
        (fault,) = check_files([named])
        assert (fault.file, fault.value) == (str(words_file), "no garden-club.yml beside it")


def test_words_of_an_unreadable_framework_are_checked_by_themselves(write, words_file):
    write("garden-club.yml", "schema: [\n")
    write("garden-club.words.yml", "schema: 1\nframework: garden-club\nstatements: {B9: 3}\n")
    found = {(Path(fault.file).name, fault.path) for fault in check_files([words_file])}
    assert found == {("garden-club.yml", ""), ("garden-club.words.yml", "statements.B9")}
