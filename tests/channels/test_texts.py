"""Texts are cut where a reader would pause, numbered the same each time, and fit their channel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.chat.schemas import Button
from bot.channels.choices import choice_lines, numbered
from bot.channels.places import nearest_outcode
from bot.channels.splitting import split, utf16_units
from bot.twilio_relay.gsm import segments, to_gsm


@given(st.text(), st.integers(2, 60))
def test_parts_fit_and_say_all(text: str, limit: int) -> None:
    parts = split(text, limit, utf16_units)
    assert all(0 < utf16_units(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=2000))
def test_texts_for_sms_take_three_messages_at_most(text: str) -> None:
    assert all(segments(part) <= 3 for part in split(to_gsm(text), 3, segments))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("  \n ", []),
        ("One. Two.", ["One. Two."]),
        ("A first sentence here. A second one.", ["A first sentence here.", "A second one."]),
        ("Some lines\nof a text that is long", ["Some lines", "of a text that is long"]),
        ("First part.\n\nSecond. Third here.", ["First part.", "Second. Third here."]),
        ("no pause but words in this text at all", ["no pause but words in", "this text at all"]),
        ("x" * 50, ["x" * 24, "x" * 24, "xx"]),
    ],
)
def test_a_text_is_cut_where_a_reader_would_pause(text: str, parts: list[str]) -> None:
    assert split(text, 24) == parts


def test_characters_beyond_the_first_plane_count_twice() -> None:
    assert utf16_units("a👋") == 3
    assert split("👋" * 4, 4, utf16_units) == ["👋👋", "👋👋"]


def buttons(*titles: str) -> list[Button]:
    return [Button(title=title, payload=f"/{place}") for place, title in enumerate(titles)]


def test_titles_keep_the_numbers_that_they_have() -> None:
    shown = buttons("2 Growing", "Skip", "4. Thriving", "Don't know")
    assert choice_lines(shown) == ["2 Growing", "1 Skip", "4. Thriving", "3 Don't know"]


@given(st.lists(st.sampled_from(["1 One", "2 Two", "Skip", "3.5 hours", "More"]), max_size=9))
def test_every_choice_of_different_titles_has_one_number(titles: list[str]) -> None:
    shown = buttons(*dict.fromkeys(titles))
    numbers = [number for number, _ in numbered(shown)]
    assert len(set(numbers)) == len(numbers)
    assert [button for _, button in numbered(shown)] == shown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("It’s “fine” – really…", 'It\'s "fine" - really...'),
        ("• one", "- one"),
        ("café £5 €3 [x]", "café £5 €3 [x]"),
        ("Zażyj kąpieli", "Zazyj kapieli"),
        ("Zażółć", "Zażółć"),
        ("hello 👋🏽", "hello "),
        ("مرحبا", "مرحبا"),
    ],
)
def test_marks_become_ones_that_sms_knows(text: str, written: str) -> None:
    assert to_gsm(text) == written


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("م" * 70, 1),
        ("م" * 71, 2),
        ("م" * 135, 3),
        ("👋" * 35, 1),
        ("👋" * 36, 2),
    ],
)
def test_messages_of_the_network_are_counted(text: str, count: int) -> None:
    assert segments(text) == count


@pytest.mark.parametrize(
    ("latitude", "longitude", "outcode"),
    [
        (53.8072, -1.5716, "LS6"),
        (48.8584, 2.2945, None),
        (0.0, 0.0, None),
        (90.0, 180.0, None),
        (float("nan"), 0.0, None),
    ],
)
def test_a_place_is_the_outcode_whose_middle_is_nearest(
    latitude: float, longitude: float, outcode: str | None
) -> None:
    assert nearest_outcode(latitude, longitude) == outcode
