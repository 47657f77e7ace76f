"""What one participant is asked, how sure they are, and when they say that it is finished."""

import httpx
import pytest

from tests.api.arrange import Seat, created, new_turn, open_assessment, refused, take_seat
from tests.api.example_framework import VILLAGE


@pytest.fixture
def seat(client: httpx.Client) -> Seat:
    return take_seat(client)


def routing(seat: Seat, statement: str) -> str:
    return f"/v1/assessments/{seat.assessment}/routing/{statement}"


def asked(seat: Seat) -> list[str]:
    return [each["statement"] for each in seat.get("/answers")]


def test_who_is_asked_can_be_changed_and_changed_back(seat: Seat) -> None:
    changed = seat.client.put(routing(seat, "V1a"), json={"partners": ["vcse", "icb", "vcse"]})
    assert changed.json() == {"statement": "V1a", "partners": ["icb", "vcse"], "changed": True}
    assert asked(seat) == VILLAGE[1:]
    assert seat.get("/position")["progress"]["total"] == 4
    assert seat.get("/position")["question"]["statement"] == "V1b"
    listed = seat.client.get(f"/v1/assessments/{seat.assessment}/routing").json()
    assert [each["statement"] for each in listed] == VILLAGE
    assert [each["changed"] for each in listed] == [True, False, False, False, False]
    back = seat.client.delete(routing(seat, "V1a")).json()
    assert back["changed"] is False
    assert "link_worker" in back["partners"]
    assert asked(seat) == VILLAGE


def test_an_answer_stays_when_its_statement_is_asked_of_others(seat: Seat) -> None:
    seat.say("V1a", level=2)
    seat.client.put(routing(seat, "V1a"), json={"partners": ["icb"]})
    assert seat.get("/questions/V1a")["answer"]["level"] == 2
    assert "V1a" in asked(seat)
    assert seat.get("/position")["progress"] == {"answered": 0, "total": 4}
    scores = seat.client.get(f"/v1/assessments/{seat.assessment}/scores").json()
    assert (scores["overall"]["total"], scores["overall"]["levels"]) == (5, 1)


def test_a_statement_off_the_list_has_no_number_in_it(seat: Seat) -> None:
    seat.client.put(routing(seat, "V1b"), json={"partners": ["icb"]})
    off, on = seat.get("/questions/V1b"), seat.get("/questions/V2a")
    assert (off["number"], off["total"]) == (None, 4)
    assert (on["number"], on["total"]) == (2, 4)
    assert seat.get("/questions/V1b/previous")["statement"] == "V1a"
    assert seat.get("/position", after="V1b")["question"]["statement"] == "V2a"


def test_routing_refuses_what_does_not_fit(seat: Seat) -> None:
    wrong = seat.client.put(routing(seat, "Z9"), json={"partners": ["icb"]})
    assert "'Z9'" in refused(wrong, 404, "StatementNotFound")
    for partners in ([], ["nobody"], None):
        body = {"partners": partners}
        refused(seat.client.put(routing(seat, "V1a"), json=body), 422, "InvalidRequest")
    seat.client.post(f"/v1/assessments/{seat.assessment}/close")
    closed = seat.client.put(routing(seat, "V1a"), json={"partners": ["icb"]})
    refused(closed, 409, "AssessmentClosed")


def test_an_invitation_can_be_for_some_domains(client: httpx.Client) -> None:
    assessment = open_assessment(client)["id"]
    path = f"/v1/assessments/{assessment}/participants"
    body = {"partner_type": "vcse", "domains": ["places"]}
    invited = created(client.post(path, json=body))["participant"]
    assert invited["domains"] == ["places"]
    seat = Seat(client, assessment, invited["id"])
    assert asked(seat) == ["V3a", "V3b"]
    assert [each["id"] for each in seat.get("/progress")["domains"]] == ["places"]
    wrong = client.post(path, json={"partner_type": "vcse", "domains": ["places", "moon"]})
    assert "'moon'" in refused(wrong, 404, "DomainNotFound")


def test_the_pathway_can_change_and_answers_stay(seat: Seat) -> None:
    seat.client.put(routing(seat, "V1a"), json={"partners": ["icb"]})

    def take(pathway: str) -> dict[str, object]:
        answer = seat.client.put(f"{seat.path}/pathway", json={"pathway": pathway})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    everything = take("all")
    assert (everything["pathway"], everything["progress"]) == ("all", {"answered": 0, "total": 5})
    seat.say("V1a", level=1)
    assert take("routed")["progress"] == {"answered": 0, "total": 4}
    assert seat.get("/position")["pathway"] == "routed"
    assert seat.get("/questions/V1a")["answer"]["level"] == 1
    unknown = seat.client.put(f"{seat.path}/pathway", json={"pathway": "short"})
    refused(unknown, 422, "InvalidRequest")


def test_an_answer_says_how_sure_it_is(seat: Seat) -> None:
    said = seat.say("V1a", level=2, confidence="guess", note="Heard it")
    assert said["response"]["confidence"] == "guess"
    turn = new_turn()
    rated = created(seat.post("/confidence", statement="V1a", confidence="sure", turn=turn))
    assert (rated["response"]["confidence"], rated["previous"]["confidence"]) == ("sure", "guess")
    assert (rated["response"]["level"], rated["response"]["note"]) == (2, "Heard it")
    assert seat.get("/questions/V1a")["answer"]["confidence"] == "sure"
    again = created(seat.post("/confidence", statement="V1a", confidence="sure", turn=turn))
    assert again["repeated"] is True
    assert len(seat.history()) == 2
    noted = created(seat.post("/notes", statement="V1a", note="Seen it"))
    assert noted["response"]["confidence"] == "sure"


def test_another_answer_drops_the_confidence_but_not_the_note(seat: Seat) -> None:
    seat.say("V1a", level=2, confidence="sure", note="Seen it")
    changed = seat.say("V1a", level=3)["response"]
    assert (changed["confidence"], changed["note"]) == (None, "Seen it")


def test_only_answers_are_rated(seat: Seat) -> None:
    nothing = seat.post("/confidence", statement="V1a", confidence="sure")
    assert "V1a" in refused(nothing, 409, "NothingToRate")
    seat.say("V1a", "skipped")
    skipped = seat.post("/confidence", statement="V1a", confidence="sure")
    refused(skipped, 409, "NothingToRate")
    wrong = seat.post("/responses", statement="V1a", kind="skipped", confidence="sure")
    assert "'skipped'" in refused(wrong, 422, "InvalidRequest")


def test_one_turn_may_answer_note_and_rate(seat: Seat) -> None:
    turn = new_turn()
    for _ in range(2):
        seat.say("V1a", level=2, turn=turn)
        seat.post("/notes", statement="V1a", note="Seen it", turn=turn)
        seat.post("/confidence", statement="V1a", confidence="fairly", turn=turn)
    answer = seat.get("/questions/V1a")["answer"]
    assert (answer["level"], answer["note"], answer["confidence"]) == (2, "Seen it", "fairly")
    assert len(seat.history()) == 3


def test_it_is_finished_when_the_person_says_so(seat: Seat) -> None:
    seat.say("V1a", "skipped")
    seat.say("V1b", "dont_know")
    seat.post("/handovers", statement="V2a", role="somebody else")
    turn = new_turn()
    done = seat.post("/finish", turn=turn).json()
    assert done["finished_at"] is not None
    assert done["status"] == "question"
    assert done["missing"] == {"skipped": ["V1a"], "dont_know": ["V1b"], "handed_over": ["V2a"]}
    again = seat.post("/finish", turn=turn).json()
    assert again["finished_at"] == done["finished_at"]
    assert seat.say("V3a", level=1)["position"]["finished_at"] is None
    # The same message again is not a second wish to finish.
    assert seat.post("/finish", turn=turn).json()["finished_at"] is None
    assert seat.post("/finish", turn=new_turn()).json()["finished_at"] is not None


def test_a_closed_assessment_cannot_be_finished(seat: Seat) -> None:
    seat.client.post(f"/v1/assessments/{seat.assessment}/close")
    refused(seat.post("/finish"), 409, "AssessmentClosed")
    pathway = seat.client.put(f"{seat.path}/pathway", json={"pathway": "all"})
    refused(pathway, 409, "AssessmentClosed")


def test_answers_are_reviewed_by_domain(seat: Seat) -> None:
    seat.say("V3a", level=2, note="By the church")
    seat.say("V3b", "skipped")
    first, second = seat.get("/answers", domain="places")
    assert (first["answer"]["level"], first["answer"]["note"]) == (2, "By the church")
    assert (first["emphasis"], first["skipped"], first["handed_over"]) == ("benches", False, None)
    assert (second["answer"], second["skipped"]) == (None, True)
    wrong = seat.client.get(f"{seat.path}/answers", params={"domain": "moon"})
    assert "people, places" in refused(wrong, 404, "DomainNotFound")


def test_statements_and_domains_are_found_by_their_words(seat: Seat) -> None:
    seat.say("V3a", level=2)
    (hit,) = seat.get("/statements", about="the one about benches")
    assert (hit["statement"], hit["domain_id"], hit["answer"]["level"]) == ("V3a", "places", 2)
    assert len(seat.get("/statements", about="neighbours")) == 2
    assert len(seat.get("/statements", about="neighbours", limit="1")) == 1
    assert seat.get("/statements", about="giraffes") == []
    assert seat.get("/domains", about="the places part") == [{"id": "places", "title": "Places"}]
    assert seat.get("/domains", about="giraffes") == []


def test_a_statement_on_the_own_list_comes_before_another_that_fits_as_well(seat: Seat) -> None:
    seat.client.put(routing(seat, "V1a"), json={"partners": ["icb"]})
    hits = seat.get("/statements", about="neighbours")
    assert [each["statement"] for each in hits] == ["V1b", "V1a"]


def test_a_question_names_its_source(seat: Seat) -> None:
    question = seat.get("/questions/V1a")
    assert question["source"] == {"document": "Made up for tests", "section": None}
