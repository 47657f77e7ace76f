from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.web.tapping import tapped_help
from api.web.wording import (
    NO_FIGURE,
    around,
    day,
    day_of,
    linked,
    moved,
    number,
    on_scale,
    percent,
    plural,
)


@dataclass(frozen=True)
class Step:
    value: int
    name: str


SCALE = [Step(1, "Seed"), Step(2, "Sprout"), Step(3, "Tree")]


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, "–"), (3.0, "3"), (2.5, "2.5"), (2.75, "2.75"), (10.0, "10"), (0.0, "0")],
)
def test_writes_a_figure_without_needless_digits(value: float | None, written: str):
    assert number(value) == written


@pytest.mark.parametrize(
    ("share", "written"),
    [(None, "–"), (0.0, "0%"), (0.001, "1%"), (0.5, "50%"), (0.999, "99%"), (1.0, "100%")],
)
def test_writes_a_share_as_a_percentage(share: float | None, written: str):
    assert percent(share) == written


@given(st.integers(1, 1000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_says_none_or_all_only_when_it_is_so(counted: tuple[int, int]):
    count, total = counted
    written = percent(count / total)
    assert (written == "0%") == (count == 0)
    assert (written == "100%") == (count == total)


@pytest.mark.parametrize(
    ("median", "named"),
    [
        (None, ""),
        (1.0, "Seed"),
        (1.5, "between Seed and Sprout"),
        (3.0, "Tree"),
        (4.0, ""),
    ],
)
def test_names_the_place_of_a_median(median: float | None, named: str):
    assert on_scale(median, SCALE) == named


def test_writes_a_day_in_full():
    assert day(datetime(2026, 11, 2, tzinfo=UTC)) == "2 November 2026"


@pytest.mark.parametrize(("count", "written"), [(0, "0 people"), (1, "1 person"), (2, "2 people")])
def test_puts_a_number_before_its_noun(count: int, written: str):
    assert plural(count, "person", "people") == written


def test_makes_a_plural_with_s_by_itself():
    assert plural(2, "statement") == "2 statements"


@pytest.mark.parametrize(
    ("text", "emphasis", "parts"),
    [
        ("a named champion here", "named champion", ("a ", "named champion", " here")),
        ("whole", "whole", ("", "whole", "")),
        ("text", "other", ("text", "", "")),
        ("text", "", ("text", "", "")),
    ],
)
def test_splits_a_statement_at_its_emphasis(text: str, emphasis: str, parts: tuple[str, str, str]):
    assert around(text, emphasis) == parts


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("no address", [("no address", None)]),
        (
            "see https://example.org/a.",
            [("see ", None), ("https://example.org/a", "https://example.org/a"), (".", None)],
        ),
        (
            "(www.example.org/b_(c)), then",
            [
                ("(", None),
                ("www.example.org/b_(c)", "https://www.example.org/b_(c)"),
                ("), then", None),
            ],
        ),
        ("javascript:alert(1)", [("javascript:alert(1)", None)]),
        ("data:text/html,x ftp://x.org", [("data:text/html,x ftp://x.org", None)]),
    ],
)
def test_web_addresses_become_links(text: str, pieces: list[tuple[str, str | None]]):
    assert linked(text) == pieces


@given(st.text() | st.text(alphabet="https://w.x()<>\"' ?&;"))
def test_no_character_is_lost_and_nothing_but_the_web_is_linked(text: str):
    pieces = linked(text)
    assert "".join(shown for shown, _ in pieces) == text
    for shown, target in pieces:
        if target is not None:
            assert target.lower().startswith(("http://", "https://"))
            assert target.endswith(shown)
            assert not set(target) & set("<>\"' ")


@pytest.mark.parametrize(
    ("difference", "words"),
    [(None, NO_FIGURE), (0.0, "no change"), (1.0, "up 1"), (-0.5, "down 0.5")],
)
def test_moves_are_put_in_words(difference: float | None, words: str):
    assert moved(difference) == words


@pytest.mark.parametrize(
    ("given", "written"), [("2026-11-02", "2 November 2026"), ("last week", "last week")]
)
def test_writes_the_day_of_a_card_in_full(given: str, written: str):
    assert day_of(given) == written


def test_writes_the_day_of_a_card_as_its_language_does():
    assert day_of("2026-11-02", "pl") == "2 listopada 2026"


@pytest.mark.parametrize("number", ["999", "111", "116 123"])
def test_a_help_line_in_a_text_can_be_called(number: str):
    href = f"tel:{number.replace(' ', '')}"
    link = f'<a href="{href}" rel="noopener noreferrer">{number}</a>'
    assert tapped_help(f"Call {number}.") == f"Call {link}."


@pytest.mark.parametrize("text", ["https://111.nhs.uk", "111.nhs.uk", "1999", "x/111"])
def test_an_address_or_another_number_is_no_help_line(text: str):
    assert "tel:" not in tapped_help(text)
