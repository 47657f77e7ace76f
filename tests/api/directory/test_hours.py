"""Opening hours written in words are read as a person would read them, or not at all."""

import pytest

from api.directory.hours import read_hours


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("Tuesday 9.00 - 12.00", "09:00", "12:00"),
        ("Tuesday 2.00 - 4.00", "14:00", "16:00"),
        ("Tuesday 10.00 - 4.00", "10:00", "16:00"),
        ("Tuesday 10.00 - 4pm", "10:00", "16:00"),
        ("Tuesday 13.30 - 15.00", "13:30", "15:00"),
        ("Tuesday 06:30 - 08:00", "06:30", "08:00"),
        ("Tuesday 6am - 8am", "06:00", "08:00"),
    ],
)
def test_hours_of_the_afternoon_are_no_hours_of_the_night(
    text: str, opens: str, closes: str
) -> None:
    ((read),) = read_hours(text)
    assert (read.weekday, f"{read.opens:%H:%M}", f"{read.closes:%H:%M}") == (1, opens, closes)


def test_an_hour_that_may_be_morning_or_evening_is_not_known() -> None:
    assert read_hours("Tuesday 6.00 - 8.00") == []
