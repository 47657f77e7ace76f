from typing import Any

import httpx
import pytest

from tests.api.arrange import Seat, created, new_turn, open_assessment, refused
from tests.api.example_framework import VILLAGE


def join(client: httpx.Client, assessment: str, partner: str, role: str | None = None) -> Seat:
    body = {"partner_type": partner, "role": role}
    invited = created(client.post(f"/v1/assessments/{assessment}/participants", json=body))
    return Seat(client, assessment, invited["participant"]["id"])


@pytest.fixture
def assessment(client: httpx.Client) -> str:
    opened: str = open_assessment(client)["id"]
    return opened


@pytest.fixture
def giver(client: httpx.Client, assessment: str) -> Seat:
    return join(client, assessment, "link_worker", "Lead link worker")


def hand_over(seat: Seat, statement: str, role: str, **more: Any) -> dict[str, Any]:
    return created(seat.post("/handovers", statement=statement, role=role, **more))


def listed(seat: Seat) -> list[str]:
    return [each["statement"] for each in seat.get("/answers") if each["handed_over"] is None]


def test_arrives_first_in_the_list_of_whoever_has_the_role(giver: Seat) -> None:
    digital = join(giver.client, giver.assessment, "icb", "Digital lead")
    digital.say("V1a", level=1)
    made = hand_over(giver, "V3b", "the digital lead", note="Ask about the trees")
    assert made["handover"] | {"id": None} == {
        "id": None,
        "statement": "V3b",
        "role": "the digital lead",
        "assigned": True,
    }
    assert made["position"]["missing"]["handed_over"] == ["V3b"]
    assert made["position"]["progress"]["total"] == 4
    for after in ({}, {"after": "V1a"}, {"after": "V3a"}):
        question = digital.get("/position", **after)["question"]
        assert (question["statement"], question["number"]) == ("V3b", 1)
        assert question["handed_over"] == {
            "from": "Lead link worker",
            "note": "Ask about the trees",
        }
    assert digital.get("/questions/V1a")["handed_over"] is None
    assert digital.get("/progress")["total"] == len(VILLAGE)


def test_waits_for_somebody_who_is_invited_later(giver: Seat) -> None:
    assert hand_over(giver, "V3b", "Digital lead")["handover"]["assigned"] is False
    assert hand_over(giver, "V3a", "council")["handover"]["assigned"] is False
    digital = join(giver.client, giver.assessment, "icb", "digital LEAD")
    council = join(giver.client, giver.assessment, "local_authority")
    assert digital.get("/position")["question"]["statement"] == "V3b"
    assert council.get("/position")["question"]["statement"] == "V3a"
    found = giver.client.get(f"/v1/assessments/{giver.assessment}/handovers").json()
    assert [(each["statement"], each["receiver_id"]) for each in found] == [
        ("V3b", digital.participant),
        ("V3a", council.participant),
    ]


def test_somebody_of_that_very_role_comes_before_a_kind_of_partner(giver: Seat) -> None:
    join(giver.client, giver.assessment, "gp_practice", "Receptionist")
    manager = join(giver.client, giver.assessment, "gp_practice", "GP practice")
    hand_over(giver, "V3b", "the GP practice")
    assert manager.get("/position")["question"]["handed_over"]["from"] == "Lead link worker"


def test_comes_back_when_it_is_undone(giver: Seat) -> None:
    digital = join(giver.client, giver.assessment, "icb", "Digital lead")
    made = hand_over(giver, "V1a", "digital lead")["handover"]
    assert giver.get("/position")["question"]["statement"] == "V1b"
    path = f"{giver.path}/handovers/{made['id']}"
    for _ in range(2):
        position = giver.client.delete(path).json()
        assert position["question"]["statement"] == "V1a"
        assert position["missing"]["handed_over"] == []
    assert digital.get("/questions/V1a")["handed_over"] is None
    elsewhere = f"{digital.path}/handovers/{made['id']}"
    refused(giver.client.delete(elsewhere), 404, "HandoverNotFound")


def test_an_answer_that_was_given_stays(giver: Seat, client: httpx.Client) -> None:
    digital = join(client, giver.assessment, "icb", "Digital lead")
    giver.say("V1a", level=2)
    hand_over(giver, "V1a", "digital lead")
    assert giver.get("/questions/V1a")["answer"]["level"] == 2
    (kept,) = [each for each in giver.get("/answers") if each["statement"] == "V1a"]
    assert (kept["answer"]["level"], kept["handed_over"]) == (2, "digital lead")
    digital.say("V1a", level=3)
    scores = client.get(f"/v1/assessments/{giver.assessment}/scores").json()
    assert scores["statements"][0]["counts"] == {"1": 0, "2": 1, "3": 1}


def test_the_same_turn_hands_over_once(giver: Seat) -> None:
    turn = new_turn()
    first = hand_over(giver, "V1a", "digital lead", turn=turn)
    giver.client.delete(f"{giver.path}/handovers/{first['handover']['id']}")
    again = hand_over(giver, "V1a", "digital lead", turn=turn)
    assert again["handover"]["id"] == first["handover"]["id"]
    assert "V1a" in listed(giver)


def test_handing_over_again_sends_it_to_the_new_role(giver: Seat) -> None:
    digital = join(giver.client, giver.assessment, "icb", "Digital lead")
    council = join(giver.client, giver.assessment, "local_authority")
    hand_over(giver, "V1a", "digital lead")
    hand_over(giver, "V1a", "council")
    assert digital.get("/questions/V1a")["handed_over"] is None
    assert council.get("/questions/V1a")["handed_over"] is not None
    found = giver.client.get(f"/v1/assessments/{giver.assessment}/handovers").json()
    assert [each["role"] for each in found] == ["council"]


def test_nobody_hands_over_to_themselves(giver: Seat) -> None:
    for role in ("link worker", "the lead link worker"):
        answer = giver.post("/handovers", statement="V1a", role=role)
        assert role in refused(answer, 409, "HandoverToOneself")
    colleague = join(giver.client, giver.assessment, "link_worker")
    assert hand_over(giver, "V1a", "link worker")["handover"]["assigned"] is True
    assert colleague.get("/questions/V1a")["handed_over"] is not None


def test_refusals_name_what_is_wrong(giver: Seat) -> None:
    answer = giver.post("/handovers", statement="Z1", role="digital lead")
    assert "'Z1'" in refused(answer, 404, "StatementNotFound")
    made = hand_over(giver, "V1a", "digital lead")["handover"]
    giver.client.post(f"/v1/assessments/{giver.assessment}/close")
    closed = giver.post("/handovers", statement="V1b", role="digital lead")
    refused(closed, 409, "AssessmentClosed")
    refused(giver.client.delete(f"{giver.path}/handovers/{made['id']}"), 409, "AssessmentClosed")
    too_long = giver.post("/handovers", statement="V1b", role="x" * 81)
    refused(too_long, 422, "InvalidRequest")


def test_figures_count_a_statement_with_whoever_has_it(giver: Seat, client: httpx.Client) -> None:
    def totals(statement: str) -> tuple[int, int]:
        scores = client.get(f"/v1/assessments/{giver.assessment}/scores").json()
        (found,) = [each for each in scores["statements"] if each["statement"] == statement]
        return found["total"], found["unanswered"]

    giver.say("V3a", level=1)
    assert totals("V1a") == (1, 1)
    hand_over(giver, "V1a", "digital lead")
    # Nobody has it yet, so it is still the giver's to see to.
    assert totals("V1a") == (1, 1)
    digital = join(client, giver.assessment, "icb", "Digital lead")
    assert totals("V1a") == (0, 0)
    digital.say("V3a", level=2)
    assert totals("V1a") == (1, 1)
    digital.say("V1a", "skipped")
    assert totals("V1a") == (1, 0)
