import uuid
from typing import Any

import httpx
import pytest

from tests.api.arrange import (
    FRAMEWORK,
    Seat,
    add_organisation,
    created,
    open_assessment,
    refused,
    take_seat,
)

PATH = "/v1/assessments"


def test_opens_and_reads_an_assessment(client: httpx.Client) -> None:
    pcn = add_organisation(client)
    opened = open_assessment(client, pcn["id"])
    assert opened["framework"] == FRAMEWORK
    assert opened["framework_title"] == "Village Checks"
    assert opened["framework_version"] == "1.0"
    assert opened["scope_title"] == "Village"
    assert opened["organisation"] == pcn["name"]
    assert (opened["round"], opened["status"], opened["closed_at"]) == (1, "open", None)
    assert client.get(f"{PATH}/{opened['id']}").json() == opened


def test_says_where_people_see_the_result(client: httpx.Client) -> None:
    opened = open_assessment(client)
    url = opened["result_url"]
    assert url.endswith(f"/assessments/{opened['id']}")
    page = client.get(httpx.URL(url).path)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    path = f"{PATH}/{opened['id']}"
    for answer in (client.post(f"{path}/close"), client.get(path), client.post(f"{path}/reopen")):
        assert answer.json()["result_url"] == url
    assert [each["result_url"] for each in client.get(PATH).json()["items"]] == [url]


def test_rounds_count_up_for_each_organisation_and_scope(client: httpx.Client) -> None:
    pcn, other = add_organisation(client), add_organisation(client)
    place = add_organisation(client, "place")
    assert [open_assessment(client, pcn["id"])["round"] for _ in range(3)] == [1, 2, 3]
    assert open_assessment(client, other["id"])["round"] == 1
    assert open_assessment(client, place["id"], "county")["round"] == 1


def test_a_scope_assesses_only_its_kinds_of_organisation(client: httpx.Client) -> None:
    place = add_organisation(client, "place")
    body = {"framework": FRAMEWORK, "scope": "village", "organisation_id": place["id"]}
    detail = refused(client.post(PATH, json=body), 409, "ScopeNotForOrganisation")
    assert "'place'" in detail
    assert "allowed is pcn" in detail
    pcn = add_organisation(client)
    body = {"framework": FRAMEWORK, "scope": "county", "organisation_id": pcn["id"]}
    assert "place or ics" in refused(client.post(PATH, json=body), 409, "ScopeNotForOrganisation")


@pytest.mark.parametrize(
    ("change", "error", "named"),
    [
        ({"framework": "unknown"}, "FrameworkNotFound", FRAMEWORK),
        ({"scope": "unknown"}, "ScopeNotFound", "village, county"),
        ({"organisation_id": str(uuid.UUID(int=7))}, "OrganisationNotFound", str(uuid.UUID(int=7))),
    ],
)
def test_unknown_parts_are_named(
    client: httpx.Client, change: dict[str, Any], error: str, named: str
) -> None:
    pcn = add_organisation(client)
    body = {"framework": FRAMEWORK, "scope": "village", "organisation_id": pcn["id"], **change}
    assert named in refused(client.post(PATH, json=body), 404, error)


def test_lists_newest_first_with_filters_and_pages(client: httpx.Client) -> None:
    pcn, other = add_organisation(client), add_organisation(client, name="Other")
    first, second = open_assessment(client, pcn["id"]), open_assessment(client, pcn["id"])
    third = open_assessment(client, other["id"])
    client.post(f"{PATH}/{first['id']}/close")

    def listed(**query: Any) -> list[str]:
        return [each["id"] for each in client.get(PATH, params=query).json()["items"]]

    assert listed() == [third["id"], second["id"], first["id"]]
    assert listed(organisation_id=pcn["id"]) == [second["id"], first["id"]]
    assert listed(status="closed") == [first["id"]]
    assert listed(status="open", organisation_id=pcn["id"]) == [second["id"]]
    assert listed(framework=FRAMEWORK, limit=1, offset=1) == [second["id"]]
    assert listed(framework="other") == []
    assert client.get(PATH, params={"limit": 1}).json()["total"] == 3


def test_a_closed_assessment_takes_no_answers_until_it_is_reopened(client: httpx.Client) -> None:
    seat = take_seat(client)
    seat.say("V1a", level=2)
    path = f"{PATH}/{seat.assessment}"
    closed = client.post(f"{path}/close").json()
    assert closed["status"] == "closed"
    assert closed["closed_at"] is not None
    assert client.post(f"{path}/close").json() == closed
    for answer in (
        seat.post("/responses", statement="V1b", kind="level", level=1),
        seat.post("/notes", statement="V1a", note="Too late"),
        seat.post("/restart"),
        client.post(f"{path}/participants", json={"partner_type": "vcse"}),
        client.post(f"{seat.path}/invites"),
    ):
        assert "reopen" in refused(answer, 409, "AssessmentClosed")
    assert len(seat.history()) == 1
    assert seat.get("/position")["progress"] == {"answered": 1, "total": 5}
    reopened = client.post(f"{path}/reopen").json()
    assert (reopened["status"], reopened["closed_at"]) == ("open", None)
    assert seat.say("V1b", level=1)["position"]["progress"]["answered"] == 2


def test_a_turn_that_was_saved_before_the_close_is_still_told_so(client: httpx.Client) -> None:
    seat = take_seat(client)
    turn = str(uuid.uuid4())
    seat.say("V1a", level=2, turn=turn)
    client.post(f"{PATH}/{seat.assessment}/close")
    assert seat.say("V1a", level=2, turn=turn)["repeated"] is True


def test_scores_carry_their_denominators(client: httpx.Client) -> None:
    assessment = open_assessment(client)["id"]
    seats = [take_seat(client, assessment) for _ in range(3)]
    seats[0].say("V1a", level=1)
    seats[0].say("V1a", level=3)
    seats[0].say("V1b", "dont_know")
    seats[0].say("V3a", "skipped")
    seats[1].say("V1a", level=2)
    seats[1].say("V2a", "not_applicable")
    seats[1].say("V3b", level=1)
    seats[1].say("V3b", "cleared")
    scores = client.get(f"{PATH}/{assessment}/scores").json()
    assert scores["assessment"]["id"] == assessment
    assert scores["participants"] == {"invited": 3, "started": 2}
    assert scores["overall"] == {
        "counts": {"1": 0, "2": 1, "3": 1},
        "levels": 2,
        "median": 2.5,
        "spread": {"min": 2, "lower_quartile": 2.25, "upper_quartile": 2.75, "max": 3},
        "not_applicable": 1,
        "dont_know": 1,
        "skipped": 1,
        "unanswered": 5,
        "total": 10,
        "share_answered": 0.4,
    }
    people, places = scores["domains"]
    assert (people["id"], people["levels"], people["total"]) == ("people", 2, 6)
    assert [(group["id"], group["total"]) for group in people["groups"]] == [
        ("neighbours", 4),
        ("newcomers", 2),
    ]
    assert (places["median"], places["spread"], places["total"]) == (None, None, 4)
    by_statement = {each["statement"]: each for each in scores["statements"]}
    assert by_statement["V1a"]["counts"] == {"1": 0, "2": 1, "3": 1}
    assert by_statement["V1a"]["group"] == "Neighbours"
    assert by_statement["V3b"]["unanswered"] == 2


def test_scores_of_an_assessment_that_nobody_began(client: httpx.Client) -> None:
    seat = take_seat(client)
    scores = client.get(f"{PATH}/{seat.assessment}/scores").json()
    assert scores["participants"] == {"invited": 1, "started": 0}
    assert scores["overall"]["total"] == 0
    assert scores["overall"]["median"] is None
    assert scores["overall"]["share_answered"] is None


def test_history_of_all_is_paged_and_newest_last(client: httpx.Client) -> None:
    assessment = open_assessment(client)["id"]
    seats = [take_seat(client, assessment) for _ in range(2)]
    for seat in (*seats, *seats):
        seat.say("V1a", level=2)
    path = f"{PATH}/{assessment}/responses"
    everything = client.get(path).json()
    assert everything["total"] == 4
    assert [each["sequence"] for each in everything["items"]] == [1, 1, 2, 2]
    page = client.get(path, params={"limit": 1, "offset": 3}).json()
    assert page["items"] == everything["items"][3:]
    own = client.get(path, params={"participant_id": seats[1].participant}).json()
    assert {each["participant_id"] for each in own["items"]} == {seats[1].participant}
    assert own["total"] == 2


def test_history_of_an_unknown_participant_is_refused(client: httpx.Client) -> None:
    seat, elsewhere = take_seat(client), take_seat(client)
    stranger = Seat(client, seat.assessment, elsewhere.participant)
    path, query = f"{PATH}/{seat.assessment}/responses", {"participant_id": stranger.participant}
    refused(client.get(path, params=query), 404, "ParticipantNotFound")
    refused(client.get(f"{stranger.path}/position"), 404, "ParticipantNotFound")


def test_one_framework_at_one_place_opens_for_kinds_it_names(client: httpx.Client) -> None:
    for kind in ("place", "ics"):
        organisation = add_organisation(client, kind)
        body = {"framework": FRAMEWORK, "scope": "county", "organisation_id": organisation["id"]}
        assert created(client.post(PATH, json=body))["scope"] == "county"
