import uuid
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from tests.api.arrange import Seat, new_turn, open_assessment, refused, take_seat
from tests.api.example_framework import VILLAGE


@pytest.fixture
def seat(client: httpx.Client) -> Seat:
    return take_seat(client)


def asked(position: dict[str, Any]) -> str | None:
    return position["question"]["statement"] if position["question"] else None


def participant(seat: Seat) -> dict[str, Any]:
    listed = seat.client.get(f"/v1/assessments/{seat.assessment}/participants").json()["items"]
    (found,) = [each for each in listed if each["id"] == seat.participant]
    return dict(found)


def test_the_first_position_asks_the_first_statement(seat: Seat) -> None:
    position = seat.get("/position")
    assert position["status"] == "question"
    assert position["progress"] == {"answered": 0, "total": 5}
    assert position["minutes_left"] == 3
    assert position["pace"] == {"seconds": 30, "recorded": 0}
    assert position["pathway"] == "routed"
    assert position["missing"] == {"skipped": [], "dont_know": [], "handed_over": []}
    assert position["finished_at"] is None
    assert date.fromisoformat(position["assessment"].pop("due_on")) > datetime.now(UTC).date()
    assert (
        date.fromisoformat(position["assessment"].pop("priorities_due_on"))
        > datetime.now(UTC).date()
    )
    assert position["assessment"] == {
        "id": seat.assessment,
        "framework": "village-checks",
        "framework_title": "Village Checks",
        "scope": "village",
        "scope_title": "Village",
        "organisation": "Example pcn",
        "round": 1,
        "status": "open",
    }
    assert position["question"] == {
        "statement": "V1a",
        "number": 1,
        "total": 5,
        "text": "Neighbours know each other",
        "in_paragraphs": None,
        "emphasis": "know each other",
        "domain": "People",
        "domain_id": "people",
        "group": "Neighbours",
        "plain": "Do neighbours know each other?",
        "why": "People who know each other help each other.",
        "levels": [
            {
                "value": 1,
                "name": "Seed",
                "definition": "Nothing shows yet",
                "descriptor": None,
                "in_practice": None,
            },
            {
                "value": 2,
                "name": "Sprout",
                "definition": "Something shows",
                "descriptor": None,
                "in_practice": None,
            },
            {
                "value": 3,
                "name": "Tree",
                "definition": "It stands by itself",
                "descriptor": None,
                "in_practice": None,
            },
        ],
        "answer": None,
        "first_of_domain": True,
        "skipped_before": False,
        "source": {"document": "Made up for tests", "section": None},
        "glossary": [],
        "last_round": None,
        "handed_over": None,
    }


def test_a_question_shows_what_levels_mean_and_the_answer_so_far(seat: Seat) -> None:
    question = seat.get("/questions/V3a")
    assert [level["descriptor"] for level in question["levels"]] == ["No bench", "One bench", None]
    assert question["first_of_domain"] is True
    seat.say("V3a", level=2, note="By the church")
    assert seat.get("/questions/V3a")["answer"] == {
        "kind": "level",
        "level": 2,
        "level_name": "Sprout",
        "note": "By the church",
        "confidence": None,
    }
    assert seat.get("/questions/V3b")["first_of_domain"] is False


def test_the_question_before_leads_back_to_the_first(seat: Seat) -> None:
    seat.say("V1a", "dont_know")
    before = seat.get("/questions/V1b/previous")
    assert (before["statement"], before["answer"]["kind"]) == ("V1a", "dont_know")
    answer = seat.client.get(f"{seat.path}/questions/V1a/previous")
    assert "V1a" in refused(answer, 409, "NoPreviousStatement")


def test_a_saved_answer_says_what_comes_next(seat: Seat) -> None:
    saved = seat.say("V1a", level=3, note="We meet", turn=new_turn())
    response = saved["response"]
    assert response.pop("recorded_at").endswith("Z")
    assert response == {
        "statement": "V1a",
        "kind": "level",
        "level": 3,
        "level_name": "Tree",
        "note": "We meet",
        "confidence": None,
        "channel": "web",
    }
    assert saved["previous"] is None
    assert saved["repeated"] is False
    assert asked(saved["position"]) == "V1b"
    assert saved["position"]["progress"] == {"answered": 1, "total": 5}
    assert saved["position"]["minutes_left"] == 2


def test_all_the_way_to_the_end_with_a_skipped_one(seat: Seat) -> None:
    seat.say("V1a", level=1)
    assert asked(seat.say("V1b", "skipped")["position"]) == "V2a"
    seat.say("V2a", "not_applicable")
    seat.say("V3a", "dont_know")
    position = seat.say("V3b", level=2)["position"]
    assert (position["status"], asked(position)) == ("question", "V1b")
    assert position["question"]["skipped_before"] is True
    assert position["question"]["answer"] is None
    assert position["minutes_left"] == 1
    assert participant(seat)["finished_at"] is None
    last = seat.say("V1b", level=3)["position"]
    assert (last["status"], last["question"], last["minutes_left"]) == ("finished", None, 0)
    assert participant(seat)["finished_at"] is None
    seat.say("V1a", "cleared")
    assert asked(seat.get("/position")) == "V1a"


def test_position_looks_on_from_a_statement_and_wraps_round(seat: Seat) -> None:
    seat.say("V3a", level=1)
    assert asked(seat.get("/position")) == "V1a"
    assert asked(seat.get("/position", after="V2a")) == "V3b"
    assert asked(seat.get("/position", after="V3b")) == "V1a"


def test_a_change_is_a_new_response_and_the_history_stays(seat: Seat) -> None:
    seat.say("V1a", level=1, channel="telegram")
    changed = seat.say("V1a", level=2)
    assert changed["previous"]["level"] == 1
    assert changed["previous"]["channel"] == "telegram"
    assert [(each["sequence"], each["level"]) for each in seat.history()] == [(1, 1), (2, 2)]
    assert seat.get("/questions/V1a")["answer"]["level"] == 2
    assert seat.get("/progress")["answered"] == 1


def test_a_change_keeps_the_note_unless_it_brings_one(seat: Seat) -> None:
    seat.say("V1a", level=1, note="Minutes of March")
    assert seat.say("V1a", level=2)["response"]["note"] == "Minutes of March"
    assert seat.say("V1a", level=3, note="Minutes of May")["response"]["note"] == "Minutes of May"
    assert seat.say("V1a", "skipped")["response"]["note"] is None
    assert seat.say("V1a", level=1)["response"]["note"] is None


def test_a_note_is_taken_out_in_one_request_that_may_come_twice(seat: Seat) -> None:
    seat.say("V1a", level=3, note="We meet")
    turn = new_turn()
    for repeated in (False, True):
        saved = seat.say("V1a", level=3, keep_note=False, turn=turn)
        assert (saved["response"]["level"], saved["response"]["note"]) == (3, None)
        assert (saved["previous"]["note"], saved["repeated"]) == ("We meet", repeated)
    assert [row["kind"] for row in seat.history()] == ["level", "level"]


def test_a_note_that_is_brought_is_kept_whatever_becomes_of_the_one_before(seat: Seat) -> None:
    seat.say("V1a", level=3, note="We meet")
    saved = seat.say("V1a", level=3, note="We met", keep_note=False)
    assert saved["response"]["note"] == "We met"


def test_a_skipped_or_cleared_statement_has_no_previous_answer(seat: Seat) -> None:
    for kind in ("skipped", "cleared"):
        seat.say("V1a", kind)
        assert seat.say("V1a", level=2)["previous"] is None


def test_the_same_turn_again_changes_nothing(seat: Seat) -> None:
    seat.say("V1a", level=3)
    turn = new_turn()
    first = seat.say("V1a", level=1, turn=turn)
    again = seat.say("V1a", level=1, turn=turn)
    assert again == {**first, "repeated": True}
    otherwise = seat.say("V1a", level=2, turn=turn)
    assert otherwise == again
    assert len(seat.history()) == 2


def test_a_turn_that_was_overtaken_is_still_not_applied_again(seat: Seat) -> None:
    turn = new_turn()
    seat.say("V1a", level=1, turn=turn)
    seat.say("V1a", level=2, turn=new_turn())
    again = seat.say("V1a", level=1, turn=turn)
    assert (again["repeated"], again["response"]["level"], again["previous"]) == (True, 1, None)
    assert seat.get("/questions/V1a")["answer"]["level"] == 2


def test_one_turn_may_answer_several_statements(seat: Seat) -> None:
    turn = new_turn()
    assert seat.say("V1a", level=1, turn=turn)["repeated"] is False
    assert seat.say("V1b", level=1, turn=turn)["repeated"] is False
    assert len(seat.history()) == 2


def test_two_participants_do_not_share_turns_or_answers(client: httpx.Client) -> None:
    assessment = open_assessment(client)["id"]
    one, two = take_seat(client, assessment), take_seat(client, assessment)
    turn = new_turn()
    one.say("V1a", level=1, turn=turn)
    assert two.get("/position")["progress"]["answered"] == 0
    assert two.say("V1a", level=2, turn=turn)["repeated"] is False
    assert one.get("/questions/V1a")["answer"]["level"] == 1


@pytest.mark.parametrize("level", [0, -1, 4, 10**12])
def test_a_level_outside_the_scale_is_refused_by_name(seat: Seat, level: int) -> None:
    answer = seat.post("/responses", statement="V1a", kind="level", level=level)
    detail = refused(answer, 422, "LevelOutsideScale")
    assert str(level) in detail
    assert "1 to 3" in detail
    assert seat.history() == []


def test_a_statement_of_another_scope_is_refused_by_name(seat: Seat) -> None:
    for statement in ("C1a", "Z9", "'; DROP TABLE responses; --"):
        for answer in (
            seat.post("/responses", statement=statement, kind="dont_know"),
            seat.post("/notes", statement=statement, note="A note"),
            seat.client.get(f"{seat.path}/position", params={"after": statement}),
            seat.client.get(f"{seat.path}/questions/{statement}"),
            seat.client.get(f"{seat.path}/questions/{statement}/previous"),
        ):
            detail = refused(answer, 404, "StatementNotFound")
            assert statement in detail
            assert "village" in detail


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "level"},
        {"kind": "level", "level": None},
        {"kind": "level", "level": "2"},
        {"kind": "level", "level": 2.5},
        {"kind": "level", "level": True},
        {"kind": "dont_know", "level": 2},
        {"kind": "skipped", "level": 1},
        {"kind": "great"},
        {"kind": "dont_know", "note": ""},
        {"kind": "dont_know", "note": "x" * 20_001},
        {"kind": "dont_know", "note": "NUL \x00 inside"},
        {"kind": "dont_know", "channel": "pigeon"},
        {"kind": "dont_know", "turn": "seven"},
        {"kind": "dont_know", "statement": "x" * 41},
        {"kind": "dont_know", "weight": 3},
    ],
)
def test_refuses_responses_that_do_not_fit(seat: Seat, body: dict[str, Any]) -> None:
    answer = seat.post("/responses", **{"statement": "V1a", **body})
    refused(answer, 422, "InvalidRequest")
    assert seat.history() == []


def test_keeps_words_in_every_script_as_they_are(seat: Seat) -> None:
    note = "Zażółć 🌱 שלום\nsecond line\ttabbed"
    assert seat.say("V1a", level=1, note=note)["response"]["note"] == note
    assert seat.get("/questions/V1a")["answer"]["note"] == note


def test_a_note_goes_with_the_answer_and_after_earlier_notes(seat: Seat) -> None:
    seat.say("V1a", level=2)
    noted = seat.post("/notes", statement="V1a", note="First").json()
    assert noted["response"]["note"] == "First"
    assert (noted["response"]["kind"], noted["response"]["level"]) == ("level", 2)
    assert noted["previous"]["note"] is None
    turn = new_turn()
    again = seat.post("/notes", statement="V1a", note="Second", turn=turn).json()
    assert again["response"]["note"] == "First\nSecond"
    repeated = seat.post("/notes", statement="V1a", note="Second", turn=turn).json()
    assert repeated == {**again, "repeated": True}
    assert seat.get("/questions/V1a")["answer"]["note"] == "First\nSecond"
    assert len(seat.history()) == 3


def test_one_turn_may_answer_and_note(seat: Seat) -> None:
    turn = new_turn()
    seat.say("V1a", level=2, turn=turn)
    noted = seat.post("/notes", statement="V1a", note="Kept", turn=turn).json()
    assert (noted["repeated"], noted["response"]["note"]) == (False, "Kept")


@pytest.mark.parametrize("kind", [None, "skipped", "cleared"])
def test_a_note_needs_an_answer(seat: Seat, kind: str | None) -> None:
    if kind:
        seat.say("V1a", kind)
    answer = seat.post("/notes", statement="V1a", note="Why")
    assert "V1a" in refused(answer, 409, "NothingToNote")


def test_progress_by_domain(seat: Seat) -> None:
    seat.say("V1a", level=1)
    seat.say("V3b", "skipped")
    seat.say("V1b", "skipped")
    seat.say("V3a", "not_applicable")
    assert seat.get("/progress") == {
        "answered": 2,
        "total": 5,
        "minutes_left": 2,
        "skipped": ["V1b", "V3b"],
        "domains": [
            {"id": "people", "title": "People", "answered": 1, "total": 3},
            {"id": "places", "title": "Places", "answered": 1, "total": 2},
        ],
    }


def test_pause_and_resume_keep_the_place(seat: Seat) -> None:
    seat.say("V1a", level=1)
    assert participant(seat)["started_at"] is not None
    assert seat.client.post(f"{seat.path}/pause").status_code == 204
    assert participant(seat)["paused_at"] is not None
    resumed = seat.client.post(f"{seat.path}/resume")
    assert resumed.status_code == 200
    assert asked(resumed.json()) == "V1b"
    assert participant(seat)["paused_at"] is None


def test_an_answer_ends_a_pause(seat: Seat) -> None:
    seat.client.post(f"{seat.path}/pause")
    seat.say("V1a", level=1)
    assert participant(seat)["paused_at"] is None


def test_restart_clears_answers_once_and_keeps_the_history(seat: Seat) -> None:
    for statement in VILLAGE[:4]:
        seat.say(statement, level=2)
    seat.say("V3b", "skipped")
    seat.say("V1a", "cleared")
    turn = new_turn()
    restarted = seat.post("/restart", turn=turn)
    assert restarted.status_code == 200
    assert asked(restarted.json()) == "V1a"
    assert restarted.json()["progress"] == {"answered": 0, "total": 5}
    history = seat.history()
    assert len(history) == 6 + 4
    assert [each["sequence"] for each in history] == list(range(1, 11))
    assert {each["kind"] for each in history[6:]} == {"cleared"}
    seat.say("V1a", level=3)
    again = seat.post("/restart", turn=turn).json()
    assert again["progress"]["answered"] == 1
    assert seat.post("/restart").json()["progress"]["answered"] == 0


def test_restart_of_an_untouched_assessment_changes_nothing(seat: Seat) -> None:
    assert asked(seat.post("/restart", turn=new_turn()).json()) == "V1a"
    assert seat.history() == []


def test_unknown_assessments_and_participants_are_named(seat: Seat) -> None:
    unknown = str(uuid.uuid4())
    nowhere = Seat(seat.client, unknown, seat.participant)
    nobody = Seat(seat.client, seat.assessment, unknown)
    for lost, error in ((nowhere, "AssessmentNotFound"), (nobody, "ParticipantNotFound")):
        for answer in (
            lost.post("/responses", statement="V1a", kind="dont_know"),
            lost.post("/notes", statement="V1a", note="A note"),
            lost.post("/restart"),
            lost.client.get(f"{lost.path}/position"),
            lost.client.get(f"{lost.path}/progress"),
            lost.client.post(f"{lost.path}/pause"),
            lost.client.post(f"{lost.path}/resume"),
        ):
            assert unknown in refused(answer, 404, error)
