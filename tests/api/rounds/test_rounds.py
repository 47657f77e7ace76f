from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from api.database import Database
from api.participants.service import redeem_invite
from tests.api.arrange import Seat, add_organisation, created, open_assessment, refused

PATH = "/v1/assessments"


def join(client: httpx.Client, assessment: str, **body: Any) -> Seat:
    invited = created(client.post(f"{PATH}/{assessment}/participants", json=body))
    return Seat(client, assessment, invited["participant"]["id"])


@pytest.fixture
def first(client: httpx.Client) -> str:
    opened: str = open_assessment(client)["id"]
    return opened


def next_round(client: httpx.Client, assessment: str) -> dict[str, Any]:
    client.post(f"{PATH}/{assessment}/close")
    return created(client.post(f"{PATH}/{assessment}/next-round", json={}))


def test_everybody_goes_on_with_a_new_invite(
    client: httpx.Client, database: Database, first: str
) -> None:
    join(client, first, partner_type="pcn", role="Digital lead", domains=["places"])
    join(client, first, partner_type="vcse")
    opened = next_round(client, first)
    assert (opened["assessment"]["round"], opened["assessment"]["status"]) == (2, "open")
    people = [each["participant"] for each in opened["participants"]]
    assert [(each["partner_type"], each["role"]) for each in people] == [
        ("pcn", "Digital lead"),
        ("vcse", None),
    ]
    for each in opened["participants"]:
        with database.transaction() as session:
            led_to = redeem_invite(session, each["invite"]["token"], datetime.now(UTC))
        assert [*map(str, led_to)] == [opened["assessment"]["id"], each["participant"]["id"]]
    assert opened["participants"][0]["participant"]["domains"] == ["places"]


def test_the_last_answer_of_the_same_person_is_shown(client: httpx.Client, first: str) -> None:
    mine = join(client, first, partner_type="pcn")
    other = join(client, first, partner_type="vcse")
    mine.say("V1a", level=2, note="Two streets")
    mine.say("V1b", "dont_know")
    mine.say("V2a", "skipped")
    mine.say("V3b", level=1)
    mine.say("V3b", "cleared")
    other.say("V1a", level=3)
    opened = next_round(client, first)
    aid = opened["assessment"]["id"]
    again = Seat(client, aid, opened["participants"][0]["participant"]["id"])
    last = again.get("/position")["question"]["last_round"]
    assert last.pop("closed_on") is not None
    assert last == {
        "round": 1,
        "kind": "level",
        "level": 2,
        "level_name": "Sprout",
        "note": "Two streets",
    }
    assert again.get("/questions/V1b")["last_round"]["kind"] == "dont_know"
    for statement in ("V2a", "V3a", "V3b"):
        assert again.get(f"/questions/{statement}")["last_round"] is None
    assert again.get("/progress")["answered"] == 0
    newcomer = join(client, aid, partner_type="icb")
    assert newcomer.get("/questions/V1a")["last_round"] is None


def test_who_is_asked_what_stays(client: httpx.Client, first: str) -> None:
    pcn = join(client, first, partner_type="pcn", role="Manager")
    join(client, first, partner_type="vcse", role="Digital lead")
    client.put(f"{PATH}/{first}/routing/V1a", json={"partners": ["vcse"]})
    created(pcn.post("/handovers", statement="V1b", role="digital lead", note="You know"))
    created(pcn.post("/handovers", statement="V2a", role="nobody yet"))
    opened = next_round(client, first)
    manager, digital = (
        Seat(client, opened["assessment"]["id"], each["participant"]["id"])
        for each in opened["participants"]
    )
    assert manager.get("/position")["missing"]["handed_over"] == ["V1b", "V2a"]
    assert manager.get("/position")["question"]["statement"] == "V3a"
    question = digital.get("/position")["question"]
    assert (question["statement"], question["handed_over"]["from"]) == ("V1b", "Manager")


def test_refuses_while_the_round_is_open_and_when_the_next_exists(
    client: httpx.Client, first: str
) -> None:
    path = f"{PATH}/{first}/next-round"
    assert "Round 1" in refused(client.post(path, json={}), 409, "RoundStillOpen")
    next_round(client, first)
    assert "Round 2" in refused(client.post(path, json={}), 409, "NextRoundExists")
    refused(client.post(path, json={"keep": True}), 422, "InvalidRequest")


def test_says_what_moved_since_the_last_round(client: httpx.Client, first: str) -> None:
    seats = [join(client, first, partner_type=each) for each in ("pcn", "vcse")]
    for seat, level in zip(seats, (1, 2), strict=True):
        seat.say("V1a", level=level)
        seat.say("V1b", level=1)
    opened = next_round(client, first)
    aid = opened["assessment"]["id"]
    seats = [Seat(client, aid, each["participant"]["id"]) for each in opened["participants"]]
    for seat, level in zip(seats, (2, 3), strict=True):
        seat.say("V1a", level=level)
        seat.say("V1b", "dont_know")
        seat.say("V2a", level=3)
    found = client.get(f"{PATH}/{aid}/changes").json()
    assert (found["previous"]["id"], found["previous"]["round"]) == (first, 1)
    moved = {each["statement"]: each for each in found["statements"]}
    assert (moved["V1a"]["before"]["median"], moved["V1a"]["now"]["median"]) == (1.5, 2.5)
    assert moved["V1a"]["moved"] == 1
    assert (moved["V1a"]["before"]["levels"], moved["V1a"]["now"]["levels"]) == (2, 2)
    assert [moved[each]["moved"] for each in ("V1b", "V2a", "V3a")] == [None] * 3


def test_the_first_round_has_nothing_before_it(client: httpx.Client, first: str) -> None:
    join(client, first, partner_type="pcn").say("V1a", level=1)
    found = client.get(f"{PATH}/{first}/changes").json()
    assert found["previous"] is None
    assert {each["moved"] for each in found["statements"]} == {None}


def test_rounds_of_other_places_do_not_count(client: httpx.Client) -> None:
    open_assessment(client)
    other = open_assessment(client, add_organisation(client)["id"])
    found = client.get(f"{PATH}/{other['id']}/changes").json()
    assert found["previous"] is None


def test_a_third_round_compares_with_the_second(client: httpx.Client, first: str) -> None:
    second = next_round(client, first)["assessment"]["id"]
    third = next_round(client, second)["assessment"]
    assert third["round"] == 3
    changes = client.get(f"{PATH}/{third['id']}/changes").json()
    assert changes["previous"]["id"] == second
