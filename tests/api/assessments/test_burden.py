from datetime import UTC, datetime, timedelta
from statistics import median

import httpx
import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from api.assessments.burden import (
    ENOUGH,
    LONGEST_S,
    SHORTEST_S,
    minutes_for,
    pace_of,
    pace_of_all,
    recorded_pace,
    times_taken,
)
from api.assessments.schemas import Pace
from tests.api.arrange import Seat, open_assessment, take_seat
from tests.api.example_framework import VILLAGE

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

seconds = st.floats(0, 2 * LONGEST_S, allow_nan=False)


def moments(gaps: list[float]) -> list[datetime]:
    times = [START]
    for gap in gaps:
        times.append(times[-1] + timedelta(seconds=gap))
    return times


@pytest.mark.parametrize(
    ("gaps", "taken"),
    [
        ([], []),
        ([20, 40], [20, 40]),
        ([20, LONGEST_S + 1, 40], [20, 40]),  # a pause
        ([20, 3.5, 40], [20, 40]),  # nobody reads that fast
    ],
)
def test_pauses_and_double_presses_are_no_times(gaps: list[float], taken: list[float]) -> None:
    assert times_taken(moments(gaps)) == taken
    assert times_taken(reversed(moments(gaps))) == taken


@given(st.lists(seconds, max_size=40))
def test_the_pace_is_the_median_of_what_was_recorded(gaps: list[float]) -> None:
    taken = times_taken(moments(gaps))
    assert all(SHORTEST_S <= each <= LONGEST_S for each in taken)
    pace = recorded_pace(taken)
    if len(taken) < ENOUGH:
        assert pace is None
    else:
        assert pace == Pace(seconds=median(taken), recorded=len(taken))


def test_own_times_come_before_those_of_others_and_both_before_the_estimate() -> None:
    own = moments([20.0] * ENOUGH)
    others = Pace(seconds=50, recorded=200)
    assert pace_of(own, others, 0.5) == Pace(seconds=20, recorded=ENOUGH)
    assert pace_of(own[:ENOUGH], others, 0.5) == others
    assert pace_of(own[:ENOUGH], None, 0.5) == Pace(seconds=30, recorded=0)


def test_no_pace_is_below_a_third_of_the_estimate() -> None:
    hasty = moments([5.0] * ENOUGH)
    assert pace_of(hasty, None, 0.5) == Pace(seconds=10, recorded=ENOUGH)
    assert pace_of([], Pace(seconds=6, recorded=99), 0.5) == Pace(seconds=10, recorded=99)


def test_it_takes_several_people_to_tell_how_long_it_takes_others() -> None:
    assert pace_of_all([[20.0] * 30, [20.0] * 30]) is None
    assert pace_of_all([[20.0] * 30, [20.0] * 30, []]) is None
    assert pace_of_all([[20.0] * 8, [40.0], [60.0]]) == Pace(seconds=20, recorded=10)


@given(st.integers(0, 200), st.floats(SHORTEST_S, LONGEST_S))
def test_minutes_are_at_least_one_while_anything_is_left(statements: int, pace: float) -> None:
    minutes = minutes_for(statements, Pace(seconds=pace, recorded=0))
    assert (minutes >= 1) is (statements > 0)
    assert minutes * 60 >= statements * pace > (minutes - 1) * 60 or statements == 0


def answer_all(
    seat: Seat, clock: time_machine.Traveller, pace: float, channel: str = "web"
) -> None:
    for _ in range(2):
        for statement in VILLAGE:
            clock.shift(pace)
            seat.say(statement, level=1, channel=channel)


def test_recorded_times_replace_the_estimate_also_for_those_who_come_after(
    client: httpx.Client,
) -> None:
    with time_machine.travel(START, tick=False) as clock:
        assessment = open_assessment(client)["id"]
        first = take_seat(client, assessment)
        assert first.get("/position")["pace"] == {"seconds": 30, "recorded": 0}
        answer_all(first, clock, pace=12)
        # Only the present answers tell of one's own pace, and here they are too few.
        assert first.get("/position")["pace"]["recorded"] == 0
        answer_all(take_seat(client, assessment), clock, pace=20)
        third = take_seat(client, assessment)
        assert third.get("/position")["pace"]["recorded"] == 0
        answer_all(third, clock, pace=16)
        for _ in range(3):
            answer_all(take_seat(client, assessment), clock, pace=5, channel="api")
            answer_all(take_seat(client, assessment), clock, pace=1)
        newcomer = take_seat(client, assessment)
        assert newcomer.get("/position")["pace"] == {"seconds": 16, "recorded": 27}
        assert newcomer.get("/position")["minutes_left"] == 2
        assert newcomer.get("/progress")["minutes_left"] == 2


def test_finishing_tells_everybody_how_long_it_took(client: httpx.Client) -> None:
    with time_machine.travel(START, tick=False) as clock:
        assessment = open_assessment(client)["id"]
        seat, other = take_seat(client, assessment), take_seat(client, assessment)
        for one in (seat, take_seat(client, assessment), take_seat(client, assessment)):
            answer_all(one, clock, pace=12)
        assert other.get("/position")["pace"]["recorded"] == 0
        seat.post("/finish")
        assert other.get("/position")["pace"] == {"seconds": 12, "recorded": 27}
