"""Signposts over the API: given, judged, reported, followed up, and the gaps they show."""

import uuid
from typing import Any

import httpx
import pytest

from api.database import Database
from tests.api.arrange import created, refused
from tests.api.triage.conftest import Citizen, new_conversation


@pytest.fixture
def citizen(client: httpx.Client, database: Database) -> Citizen:
    return Citizen(client, new_conversation(database))


@pytest.fixture
def lonely(citizen: Citizen) -> Citizen:
    citizen.tell("lonely", "loneliness", asked="needs")
    citizen.answer("confidence", "too_much")
    citizen.place("LS6")
    return citizen


def give(citizen: Citizen, turn: str | None = None, most: int = 3) -> dict[str, Any]:
    body = {"triage_id": citizen.triage, "turn": turn or str(uuid.uuid4()), "most": most}
    return created(citizen.client.post("/v1/signposts", json=body))


def say(citizen: Citizen, signpost: str, verdict: str, text: str = "") -> dict[str, Any]:
    body = {"verdict": verdict, "text": text}
    answer = citizen.client.post(f"/v1/signposts/{signpost}/verdict", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def targets(given: dict[str, Any]) -> list[str]:
    return [signpost["target"] for signpost in given["signposts"]]


def test_the_same_turn_gives_the_same_and_another_turn_gives_others(lonely: Citizen) -> None:
    turn = str(uuid.uuid4())
    first = give(lonely, turn)
    assert 1 <= len(first["signposts"]) <= 3
    assert targets(give(lonely, turn)) == targets(first)
    assert not set(targets(give(lonely))) & set(targets(first))
    assert lonely.read()["signposted"] is True


def test_there_are_no_signposts_before_a_result(citizen: Citizen) -> None:
    body = {"triage_id": citizen.triage, "turn": str(uuid.uuid4())}
    refused(citizen.client.post("/v1/signposts", json=body), 409, "TriageUnfinished")


def test_an_empty_directory_is_told_and_the_gap_is_counted_once_without_a_person(
    lonely: Citizen,
) -> None:
    given = give(lonely)
    assert given["looked_near"] is True
    assert given["gaps"] == ["feeling lonely"]
    assert given["signposts"]
    give(lonely)
    gaps = lonely.client.get("/v1/reports/unmet-needs").json()
    assert gaps["statements"] == ["N3a", "P3c", "P5c", "I3a", "I3b"]
    (gap,) = gaps["items"]
    assert (gap["area"], gap["need"], gap["times"]) == ("elsewhere", "loneliness", 1)
    assert set(gap) == {"area", "need", "title", "month", "times"}


def hungry(client: httpx.Client, database: Database, place: str, times: int) -> None:
    for _ in range(times):
        person = Citizen(client, new_conversation(database))
        person.tell("food", "food", asked="needs")
        person.answer("confidence", "too_much")
        person.place(place)
        give(person)


def told_gaps(client: httpx.Client, **asked: str) -> list[tuple[str, int]]:
    gaps = client.get("/v1/reports/unmet-needs", params=asked).json()
    told = [(item["area"], item["times"]) for item in gaps["items"]]
    assert gaps["total"] == sum(times for _, times in told)
    return told


def test_gaps_of_several_people_add_up(client: httpx.Client, database: Database) -> None:
    hungry(client, database, "LS6", 5)
    assert told_gaps(client, area="ls6", need="food") == [("LS6", 5)]
    assert told_gaps(client, area="BD1") == []


def test_gaps_of_few_people_are_told_without_their_area(
    client: httpx.Client, database: Database
) -> None:
    for place, times in (("LS6", 5), ("BD1", 4), ("S2", 2)):
        hungry(client, database, place, times)
    assert told_gaps(client) == told_gaps(client, need="food") == [("elsewhere", 6), ("LS6", 5)]
    assert told_gaps(client, area="BD1") == told_gaps(client, area="elsewhere") == []


def test_without_a_place_nothing_is_counted_and_national_help_is_given(citizen: Citizen) -> None:
    citizen.tell("lonely", "loneliness", asked="needs")
    citizen.answer("confidence", "too_much")
    citizen.place(None)
    given = give(citizen)
    assert (given["place"], given["gaps"], given["looked_near"]) == (None, [], False)
    assert given["signposts"]
    assert citizen.client.get("/v1/reports/unmet-needs").json()["items"] == []


def test_not_for_me_gives_another_and_is_learnt_from(lonely: Citizen) -> None:
    first = give(lonely)
    judged = say(
        lonely, first["signposts"][0]["id"], "not_for_me", "it's too far and too expensive"
    )
    assert judged["wishes"] == ["too_far", "costs"]
    other = give(lonely, most=1)
    assert len(other["signposts"]) == 1
    assert not set(targets(other)) & set(targets(first))


def test_this_is_wrong_goes_to_the_owners_list_without_the_words(lonely: Citizen) -> None:
    signpost = give(lonely)["signposts"][1]
    for _ in range(2):
        judged = say(lonely, signpost["id"], "wrong", "the number just rings out, I'm so angry")
        assert judged["wrong"] == "phone"
    (report,) = lonely.client.get("/v1/signposts/reports").json()["items"]
    assert (report["target"], report["what"], report["times"]) == (signpost["target"], "phone", 1)
    assert "angry" not in str(report)


def test_a_report_is_mended_and_opens_again_when_said_again(
    client: httpx.Client, database: Database, lonely: Citizen
) -> None:
    signpost = give(lonely)["signposts"][0]
    say(lonely, signpost["id"], "wrong", "closed")
    (report,) = client.get("/v1/signposts/reports", params={"status": "new"}).json()["items"]
    path = f"/v1/signposts/reports/{report['id']}"
    mended = client.patch(path, json={"status": "mended"}).json()
    assert mended["closed_at"]
    assert client.get("/v1/signposts/reports", params={"status": "new"}).json()["total"] == 0
    other = Citizen(client, new_conversation(database))
    other.tell("lonely", "loneliness", asked="needs")
    other.answer("confidence", "too_much")
    other.place(None)
    same = next(s for s in give(other)["signposts"] if s["target"] == signpost["target"])
    say(other, same["id"], "wrong", "it's shut")
    (again,) = client.get("/v1/signposts/reports", params={"status": "new"}).json()["items"]
    assert (again["times"], again["closed_at"]) == (2, None)


def test_whether_the_person_went_is_kept(lonely: Citizen) -> None:
    signpost = give(lonely)["signposts"][0]
    path = f"/v1/signposts/{signpost['id']}/outcome"
    assert lonely.client.post(path, json={"outcome": "went"}).json()["outcome"] == "went"
    listed = lonely.client.get("/v1/signposts", params={"triage_id": lonely.triage}).json()
    assert listed[0]["outcome"] == "went"


@pytest.mark.parametrize("word", ["hard to reach", "harder", "harder_to_reach", "self_motivated"])
def test_no_card_carries_the_name_of_a_group(lonely: Citizen, word: str) -> None:
    for signpost in give(lonely)["signposts"]:
        assert word not in str(signpost["card"]).casefold()
