"""Which typed texts are the same as pressing a button."""

from uuid import uuid4

import pytest

from api.chat.choices import chosen, numbered
from api.chat.schemas import Button, Message, MessageKind
from bot.channels.choices import numbered as numbered_on_a_channel

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


def offering(*titles: str, kind: MessageKind = MessageKind.TEXT) -> Message:
    buttons = [Button(title=title, payload=f"/{title}") for title in titles]
    return Message(id=uuid4(), kind=kind, text="Which?", buttons=buttons)


NOTICE = offering("Don't keep what I write", kind=MessageKind.NOTICE)
FIRST = offering("Find support", "2. Neighbourhood", "3. Place")
NEEDS = offering("Feeling lonely", "Money worries", "Something else")


@pytest.mark.parametrize(
    ("typed", "replies", "title"),
    [
        ("1", [NOTICE, FIRST], "Find support"),
        ("1.", [NEEDS], "Feeling lonely"),
        ("3", [NEEDS], "Something else"),
        ("٢", [NEEDS], "Money worries"),
        ("4", [NEEDS], None),
        ("0", [NEEDS], None),
        ("2 things", [NEEDS], None),
        ("3", [offering("1 Yes", "2 Maybe", "I'd rather not say")], None),
        ("1", [offering("Tell me more", kind=MessageKind.CARD), NEEDS], None),
        ("1", [], None),
    ],
)
def test_a_button_without_a_number_has_its_place(
    typed: str, replies: list[Message], title: str | None
) -> None:
    button = numbered(typed, replies, in_assessment=False)
    assert (button.title if button else None) == title


def test_in_an_assessment_a_number_is_a_level() -> None:
    assert numbered("1", [offering("Undo", "How sure?")], in_assessment=True) is None


@pytest.mark.parametrize("offered", [FIRST, NEEDS])
def test_the_numbers_are_those_of_channels_without_buttons(offered: Message) -> None:
    for number, button in numbered_on_a_channel(offered.buttons):
        found = chosen(str(number), offered.buttons) or numbered(
            str(number), [offered], in_assessment=False
        )
        assert found == button
