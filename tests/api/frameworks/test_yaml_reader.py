import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.frameworks.yaml_reader import UnreadableYaml, read_yaml


def test_a_document_knows_the_line_of_each_path():
    document = read_yaml("a: 1\nb:\n  - c: 2\n  - d: 3\n")
    assert document.data == {"a": 1, "b": [{"c": 2}, {"d": 3}]}
    assert document.line_of(("b", 1, "d")) == 4
    assert document.line_of(("b", 0)) == 3


def test_a_path_that_is_not_there_has_the_line_of_what_is_around_it():
    document = read_yaml("a: 1\nb:\n  c: 2\n")
    assert document.line_of(("b", "missing", 3)) == 2


def test_a_key_that_stands_twice_is_reported_with_both_lines():
    document = read_yaml("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n")
    found = [(each.path, each.first_line, each.line) for each in document.duplicate_keys]
    assert found == [(("b", "c"), 3, 4), (("a",), 1, 5)]


def test_parts_of_a_key_that_stands_twice_are_not_reported_again():
    document = read_yaml("a:\n  b: 1\na:\n  b: 2\n")
    assert [each.path for each in document.duplicate_keys] == [("a",)]


def test_a_date_stays_text():
    assert read_yaml("day: 2023-02-30\n").data == {"day": "2023-02-30"}


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "expected"),
        ("a: 1\n\tb: 2\n", 2, "cannot start any token"),
        ("a: 1\nb: 'open\n", 3, "end of stream"),
        ("a: 1\n---\nb: 2\n", 2, "another document"),
        ("a: &x 1\nb: *x\n", 1, "anchors and aliases"),
        ("a: !!python/object:os.system x\n", 1, "could not determine a constructor"),
        ("a: 1\nb: \x07\n", 2, "special characters are not allowed"),
        ("{[1]: 2}\n", 1, "unhashable key"),
    ],
)
def test_text_that_is_not_plain_yaml_is_refused_with_its_line(text, line, problem):
    with pytest.raises(UnreadableYaml) as caught:
        read_yaml(text)
    assert caught.value.line == line
    assert problem in caught.value.problem


@pytest.mark.parametrize("text", ["[" * 1000, "a: !!int x", "a: " + "9" * 5000])
def test_text_that_breaks_the_parser_is_refused_too(text):
    with pytest.raises(UnreadableYaml):
        read_yaml(text)


@given(st.text())
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(UnreadableYaml):
        assert read_yaml(text).line_of(()) in {None, *range(1, len(text) + 2)}
