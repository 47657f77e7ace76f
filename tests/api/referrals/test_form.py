"""What a form may say, and what is said about one that is wrong."""

from typing import Any

import pytest

from api.referrals.form import LONGEST, read_form
from api.referrals.schemas import Purpose

GOOD: dict[str, list[str]] = {
    "name": ["Sam"],
    "way": ["phone"],
    "phone": ["0113 496 0123"],
    "consent": ["share", "message"],
    "communication": ["interpreter"],
    "about": ["I would like company.\r\nMornings are best."],
}


def read(*, for_someone_else: bool = False, **changed: Any) -> Any:
    given = {**GOOD, **{field: [value] for field, value in changed.items()}}
    return read_form(given, for_someone_else=for_someone_else)


def test_a_form_that_is_right_gives_details_and_each_consent() -> None:
    filled = read()
    assert filled.faults == {}
    assert filled.details.about == "I would like company.\nMornings are best."
    given = {consent.purpose: consent.given for consent in filled.consents}
    assert given == {
        Purpose.SHARE: True, Purpose.MESSAGE: True, Purpose.GP: False, Purpose.FOLLOW_UP: False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": "  "}, "name"),
        ({"way": ""}, "way"),
        ({"way": "pigeon"}, "way"),
        ({"phone": ""}, "phone"),
        ({"phone": "ring me"}, "phone"),
        ({"way": "email"}, "email"),
        ({"way": "email", "email": "me at home"}, "email"),
        ({"way": "letter"}, "address"),
        ({"consent": "message"}, "share"),
        ({"communication": "telepathy"}, "communication"),
        ({"about": "x" * (LONGEST["about"] + 1)}, "about"),
    ],
)
def test_what_is_wrong_is_named_beside_its_field(changed: dict[str, str], field: str) -> None:
    filled = read(**changed)
    assert list(filled.faults) == [field]
    assert filled.details is None
    assert filled.values["name"] == changed.get("name", "Sam").strip()


def test_a_fault_says_what_was_seen() -> None:
    assert "'pigeon'" in read(way="pigeon").faults["way"]
    assert "1001 characters" in read(about="x" * 1001).faults["about"]


def test_somebody_else_has_a_name_too() -> None:
    assert list(read(for_someone_else=True).faults) == ["for_name"]
    assert read(for_someone_else=True, for_name="Ali").faults == {}


def test_control_characters_are_left_out() -> None:
    assert read(name="Sa\x00m\x07").details.name == "Sam"


def test_an_empty_form_names_everything_that_is_needed() -> None:
    filled = read_form({}, for_someone_else=False)
    assert set(filled.faults) == {"name", "way", "share"}
