"""Which typed texts are the same as pressing a button."""

import pytest

from api.chat.choices import chosen
from api.chat.schemas import Button

TITLES = [
    "1 Underdeveloped",
    "2 Emerging",
    "3. Maturing",
    "4) Thriving",
    "Not applicable",
    "Don't know",
    "What does this mean?",
    "Yes, start again",
]
BUTTONS = [Button(title=title, payload=f"/{place}") for place, title in enumerate(TITLES)]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("1 Underdeveloped", TITLES[0]),
        ("1. underdeveloped", TITLES[0]),
        ("Underdeveloped", TITLES[0]),
        ("1", TITLES[0]),
        ("1.", TITLES[0]),
        ("(2)", TITLES[1]),
        ("2\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}", TITLES[1]),
        ("\N{FULLWIDTH DIGIT TWO}", TITLES[1]),
        ("3 maturing", TITLES[2]),
        ("4. Thriving", TITLES[3]),
        ("  NOT   APPLICABLE. ", TITLES[4]),
        ("don\N{RIGHT SINGLE QUOTATION MARK}t know", TITLES[5]),
        ("what does this mean", TITLES[6]),
        ("yes start again", None),
        ("yes, start again!", TITLES[7]),
        ("5", None),
        ("12", None),
        ("1 Emerging", None),
        ("level 3", None),
        ("3 practices out of 5", None),
        ("yes", None),
        ("?", None),
        ("", None),
    ],
)
def test_what_is_chosen(typed: str, title: str | None) -> None:
    button = chosen(typed, BUTTONS)
    assert (button.title if button else None) == title


def test_a_name_of_two_buttons_chooses_neither() -> None:
    buttons = [Button(title="More", payload="/a"), Button(title="more", payload="/b")]
    assert chosen("more", buttons) is None


def test_one_choice_offered_twice_is_one_choice() -> None:
    buttons = [Button(title="More", payload="/a"), Button(title="More.", payload="/a")]
    assert chosen("more", buttons) == buttons[1]
