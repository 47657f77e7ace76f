"""Opening hours written in words are read as a person would read them, or not at all."""

import pytest

from api.directory.hours import read_hours, read_times


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
        ("Tue 9-5", "09:00", "17:00"),
        ("Tue: 9am-5", "09:00", "17:00"),
        ("Tues 10 till 12", "10:00", "12:00"),
        ("Tues. 1-3", "13:00", "15:00"),
        ("Tuesdays 9-11am", "09:00", "11:00"),
        ("Tuesday 11 - 1pm", "11:00", "13:00"),
        ("Tuesday 7-9pm", "19:00", "21:00"),
        ("Tuesday from 6.30 to 8pm", "18:30", "20:00"),
        ("Tuesday 8:30am — 4", "08:30", "16:00"),
    ],
)
def test_hours_of_the_afternoon_are_no_hours_of_the_night(
    text: str, opens: str, closes: str
) -> None:
    ((read),) = read_hours(text)
    assert (read.weekday, f"{read.opens:%H:%M}", f"{read.closes:%H:%M}") == (1, opens, closes)


def test_an_hour_that_may_be_morning_or_evening_is_not_known() -> None:
    assert read_hours("Tuesday 6.00 - 8.00") == []


PARTS = {
    "Mon-Fri 9am-5pm, Sat by appointment": ({0, 1, 2, 3, 4}, ["Sat by appointment"]),
    "Mon to Thurs 9-5; Fri 9-4.30; Sat & Sun closed": ({0, 1, 2, 3, 4}, []),
    "Monday 10am-12pm Wednesday 2pm-4pm": ({0, 2}, []),
    "Mon, Wed and Fri 9.30am - 12 noon": ({0, 2, 4}, []),
    "Mon closed Tues 10-12": ({1}, []),
    "Tues 10-12 and Thurs 1-3, closed Mondays": ({1, 3}, []),
    "Sunday: on request only\nMonday 9-1": ({0}, ["Sunday: on request only"]),
    "Every day 9am-9pm": (set(range(7)), []),
    "Mon-Fri 9-5 except bank holidays": (set(), []),
    "Mon-Fri 9am-5pm, except Wed": (set(), []),
    "Mon 10am-12pm, 1st Tues 2pm-4pm": (set(), []),
    "Mon 10-12 (term time), Tues 10-12": (set(), []),
    "Mondays 5-11 years": (set(), []),
    "Tuesday 2": (set(), []),
    "Fortnightly on Mon 9-5": (set(), []),
}


@pytest.mark.parametrize("text", PARTS)
def test_a_line_of_several_days_is_read_whole_or_not_at_all(text: str) -> None:
    days, by_asking = PARTS[text]
    read = read_times(text)
    assert ({each.weekday for each in read.hours}, read.by_asking) == (days, by_asking)
