"""What is read from a person's own words by rule."""

import pytest

from actions.words import (
    last_level,
    lone_number,
    looks_like_code,
    names_another,
    note_body,
    statement_code,
)

NAMES = {"emerging": 1, "developing": 2, "maturing": 3, "embedded": 4}
CODES = ("N1a", "N1c", "N4Eb", "P3c")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("note: board minutes November", "board minutes November"),
        ("Note - seen in the plan", "seen in the plan"),
        ("add a note that the pilot started in May", "the pilot started in May"),
        ("can you add a comment: two posts are vacant", "two posts are vacant"),
        ("evidence is the SDF bid", "the SDF bid"),
        ("please note that the lead is on leave", "the lead is on leave"),
        ("note", ""),
        ("two posts are vacant", "two posts are vacant"),
    ],
)
def test_note_body(text: str, body: str) -> None:
    assert note_body(text) == body


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("change N1c to 3", "N1c"),
        ("change n1C please", "N1c"),
        ("n4eb should be lower", "N4Eb"),
        ("change X9z to 3", None),
        ("the last one", None),
        ("we saw GP2 and N1a", "N1a"),
    ],
)
def test_statement_code(text: str, code: str | None) -> None:
    assert statement_code(text, CODES) == code


def test_an_unknown_code_can_still_be_named() -> None:
    assert looks_like_code("change X9z to 3") == "X9z"
    assert looks_like_code("make it a 3") is None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("change N1c to 3", 3),
        ("make that a two", 2),
        ("it was 2, make it 4", 4),
        ("should be embedded", 4),
        ("change N4Eb", None),
        ("go back to training", None),
        ("it is 2.5", None),
        ("scored 3 in 2022", 3),
        ("in 2022 we were a 2", 2),
        ("not since 2019", None),
        ("at the end of 2025.", None),
        ("level 12", 12),
    ],
)
def test_last_level(text: str, level: int | None) -> None:
    assert last_level(text, NAMES) == level


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6", 6),
        (" 12. ", 12),
        ("-2 please", -2),
        ("level -1", -1),
        ("call it a 9, thanks", 9),
        ("N1c please", None),
        ("6 of them", None),
        ("six", None),
        ("", None),
        ("²", None),
    ],
)
def test_lone_number(text: str, number: int | None) -> None:
    assert lone_number(text) == number


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("change question 4 to 2", True),
        ("change statement 12 to level 4", True),
        ("change the supervision one to 4", True),
        ("swap my answer on EMIS to a 3", True),
        ("the one about training should be a 2", True),
        ("make that a 2", False),
        ("change the last one to 3", False),
        ("actually a 2", False),
        ("I meant 3", False),
    ],
)
def test_a_correction_of_another_statement_is_not_taken_for_the_last(
    text: str, another: bool
) -> None:
    assert names_another(text) is another
