from datetime import UTC, date, datetime

import httpx
import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from api.assessments.due import due_on, last_due
from tests.api.arrange import open_assessment

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
months = st.integers(1, 99)


@pytest.mark.parametrize(
    ("assessed", "after", "due"),
    [
        ("2026-01-15", 6, "2026-07-15"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2023-08-30", 6, "2024-02-29"),
        ("2026-12-01", 1, "2027-01-01"),
        ("2026-03-31", 12, "2027-03-31"),
    ],
)
def test_months_are_counted_as_people_count_them(assessed: str, after: int, due: str) -> None:
    assert due_on(date.fromisoformat(assessed), after) == date.fromisoformat(due)


@given(days, days, months)
def test_both_ways_of_asking_agree(assessed: date, today: date, after: int) -> None:
    assert (due_on(assessed, after) <= today) is (assessed <= last_due(today, after))


def test_a_round_is_due_six_months_after_it_closed_until_the_next_is_opened(
    client: httpx.Client,
) -> None:
    def due(wanted: str) -> list[str]:
        items = client.get("/v1/assessments", params={"due": wanted}).json()["items"]
        return [each["id"] for each in items]

    with time_machine.travel(datetime(2026, 1, 10, 12, tzinfo=UTC), tick=False) as clock:
        first = open_assessment(client)
        assert (first["due_on"], first["priorities_due_on"]) == ("2026-07-10", "2027-01-10")
        clock.move_to(datetime(2026, 2, 28, 23, 30, tzinfo=UTC))
        closed = client.post(f"/v1/assessments/{first['id']}/close").json()
        assert closed["due_on"] == "2026-08-28"
        clock.move_to(datetime(2026, 8, 27, 23, 59, tzinfo=UTC))
        assert (due("true"), due("false")) == ([], [first["id"]])
        clock.move_to(datetime(2026, 8, 28, 0, 1, tzinfo=UTC))
        assert (due("true"), due("false")) == ([first["id"]], [])
        second = open_assessment(client, first["organisation_id"])
        assert (due("true"), set(due("false"))) == ([], {first["id"], second["id"]})
        assert client.get(f"/v1/assessments/{first['id']}").json()["due_on"] is None
        assert second["priorities_due_on"] == "2027-08-28"
