"""Two requests at the same moment lose nothing and double nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import httpx
import pytest

from api.participants.service import InviteUsedUp, redeem_invite
from tests.api.arrange import (
    FRAMEWORK,
    Seat,
    add_organisation,
    created,
    new_turn,
    open_assessment,
    take_seat,
)
from tests.api.example_framework import VILLAGE

THREADS = 2


def at_once(*calls: Any) -> list[Any]:
    """Run the calls in threads that start together, and return what they return, in order."""
    barrier = Barrier(len(calls))

    def run(call: Any) -> Any:
        barrier.wait(timeout=10)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.fixture
def seat(client: httpx.Client) -> Seat:
    return take_seat(client)


def test_no_response_is_lost(seat: Seat) -> None:
    def answer(statements: list[str]) -> None:
        for level in (1, 2, 3):
            for statement in statements:
                seat.say(statement, level=level, turn=new_turn())

    at_once(lambda: answer(VILLAGE), lambda: answer(VILLAGE[::-1]))
    history = seat.history()
    assert [each["sequence"] for each in history] == list(range(1, 31))
    assert seat.get("/progress")["answered"] == len(VILLAGE)
    for statement in VILLAGE:
        given = [each["level"] for each in history if each["statement"] == statement]
        assert sorted(given) == [1, 1, 2, 2, 3, 3]
        assert seat.get(f"/questions/{statement}")["answer"]["level"] == given[-1]


def test_the_same_turn_at_once_is_kept_once(seat: Seat) -> None:
    for level in (1, 2, 3):
        turn = new_turn()
        answers = at_once(*[lambda t=turn, n=level: seat.say("V1a", level=n, turn=t)] * THREADS)
        assert sorted(each["repeated"] for each in answers) == [False, True]
        assert {each["response"]["level"] for each in answers} == {level}
    assert len(seat.history()) == 3


def test_the_same_note_at_once_is_kept_once(seat: Seat) -> None:
    seat.say("V1a", level=1)
    turn = new_turn()
    at_once(*[lambda: seat.post("/notes", statement="V1a", note="Once", turn=turn)] * THREADS)
    assert seat.get("/questions/V1a")["answer"]["note"] == "Once"
    assert len(seat.history()) == 2


def test_the_same_restart_at_once_clears_once(seat: Seat) -> None:
    for statement in VILLAGE:
        seat.say(statement, level=2)
    turn = new_turn()
    at_once(*[lambda: seat.post("/restart", turn=turn)] * THREADS)
    assert len(seat.history()) == 2 * len(VILLAGE)


def test_participants_do_not_wait_for_one_another_to_be_right(client: httpx.Client) -> None:
    assessment = open_assessment(client)["id"]
    seats = [take_seat(client, assessment) for _ in range(THREADS)]

    def answer_all(seat: Seat) -> None:
        for statement in VILLAGE:
            seat.say(statement, level=3, turn=new_turn())

    at_once(*[lambda seat=seat: answer_all(seat) for seat in seats])
    scores = client.get(f"/v1/assessments/{assessment}/scores").json()
    assert scores["overall"]["counts"] == {"1": 0, "2": 0, "3": THREADS * len(VILLAGE)}


def test_rounds_opened_at_once_follow_one_another(client: httpx.Client) -> None:
    body = {
        "framework": FRAMEWORK,
        "scope": "village",
        "organisation_id": add_organisation(client)["id"],
    }
    opened = at_once(
        *[lambda: created(client.post("/v1/assessments", json=body)) for _ in range(4)]
    )
    assert sorted(each["round"] for each in opened) == [1, 2, 3, 4]


def test_one_ods_code_asked_for_at_once_goes_to_one(client: httpx.Client) -> None:
    body = {"name": "Example", "kind": "pcn", "ods_code": "U12345"}
    answers = at_once(*[lambda: client.post("/v1/organisations", json=body).status_code] * THREADS)
    assert sorted(answers) == [201, 409]


def test_the_last_use_of_an_invite_is_given_once(client: httpx.Client, database: Any) -> None:
    path = f"/v1/assessments/{open_assessment(client)['id']}/participants"
    link = created(client.post(path, json={"partner_type": "pcn"}))["invite"]
    for _ in range(link["max_uses"] - 1):
        with database.transaction() as session:
            redeem_invite(session, link["token"], datetime.now(UTC))

    def redeem() -> str:
        try:
            with database.transaction() as session:
                redeem_invite(session, link["token"], datetime.now(UTC))
        except InviteUsedUp:
            return "used up"
        return "opened"

    assert sorted(at_once(redeem, redeem)) == ["opened", "used up"]


def test_hand_overs_at_once_are_numbered_apart_and_none_is_lost(client: httpx.Client) -> None:
    assessment = open_assessment(client)["id"]
    seats = [take_seat(client, assessment) for _ in range(THREADS)]

    def hand_over(seat: Seat) -> list[str]:
        return [
            created(seat.post("/handovers", statement=each, role="digital lead", turn=new_turn()))[
                "handover"
            ]["id"]
            for each in VILLAGE
        ]

    made = at_once(*(lambda seat=seat: hand_over(seat) for seat in seats))
    listed = client.get(f"/v1/assessments/{assessment}/handovers").json()
    assert {each["id"] for each in listed} == {each for one in made for each in one}


def test_a_hand_over_and_the_invitation_of_its_role_at_once_meet(client: httpx.Client) -> None:
    assessment = open_assessment(client)["id"]
    seat = take_seat(client, assessment)
    path = f"/v1/assessments/{assessment}/participants"
    body = {"partner_type": "icb", "role": "Digital lead"}

    def invite() -> str:
        invited: str = created(client.post(path, json=body))["participant"]["id"]
        return invited

    def hand_over() -> None:
        created(seat.post("/handovers", statement="V1a", role="digital lead", turn=new_turn()))

    participant, _ = at_once(invite, hand_over)
    (handed,) = client.get(f"/v1/assessments/{assessment}/handovers").json()
    assert handed["receiver_id"] == participant
