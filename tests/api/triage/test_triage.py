"""A triage over the API: what is asked, what comes of it, and what is kept."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.config import Settings
from api.database import Database
from api.dependencies import _now
from api.triage import service
from tests.api.arrange import refused
from tests.api.triage.conftest import Citizen

START = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def today(app: FastAPI) -> Any:
    """Set the day on which the API thinks it is."""

    def set_day(days: int) -> None:
        app.dependency_overrides[_now] = lambda: START + timedelta(days=days)

    set_day(0)
    yield set_day
    del app.dependency_overrides[_now]


def test_the_first_question_is_about_needs(citizen: Citizen) -> None:
    opened = citizen.open()
    assert opened["question"] == {"id": "needs", "number": 1, "options": []}
    assert opened["result"] is None
    assert citizen.open()["id"] == opened["id"]


def test_what_was_said_is_not_asked_again(citizen: Citizen) -> None:
    told = citizen.tell(
        "I'm housebound in LS6 with no internet, I'm lonely and I'd need someone to go with me",
        "loneliness",
    )
    assert told["heard"]["needs"] == ["loneliness"]
    assert sorted(told["heard"]["answers"]) == ["access", "confidence", "getting_there"]
    assert told["triage"]["place"] == "LS6"
    assert told["triage"]["question"]["id"] == "tried"
    assert told["triage"]["question"]["number"] == 1


def test_a_way_to_a_result_with_its_reason(citizen: Citizen) -> None:
    citizen.tell("I want to lose weight", "weight", asked="needs")
    last = citizen.answers(confidence="alone", access="easy", reading="easy", tried="nothing")
    assert last["question"]["id"] == "place"
    done = citizen.place(None)
    assert done["question"] is None
    assert (done["result"]["stage"], done["result"]["group"]) == ("pre", "self_motivated")
    assert "you feel able to take the next step yourself" in done["result"]["because"]
    assert done["place"] is None


def test_the_words_are_about_the_person_who_needs_help(citizen: Citizen) -> None:
    told = citizen.tell("my mum is lonely, she's 82 and it's all too much", "loneliness")
    assert (told["triage"]["about"], told["triage"]["age"]) == ("them", "older")
    done = citizen.place(None)
    assert done["result"]["because"] == "it feels like a lot for them right now"


def test_everything_passed_over_still_ends_with_a_result(citizen: Citizen) -> None:
    step, asked = citizen.open(), []
    while step["question"]:
        asked.append(step["question"]["id"])
        step = citizen.answer(asked[-1], None)
    assert len([each for each in asked if each != "place"]) <= 6
    assert asked[-1] == "place"
    assert step["result"]["group"] == "supported"


def test_back_takes_the_last_answer_back_once_a_turn(citizen: Citizen) -> None:
    citizen.tell("lonely", "loneliness", asked="needs")
    citizen.answers(confidence="bit_of_help", access="easy")
    turn = str(uuid.uuid4())
    for _ in range(2):
        answer = citizen.client.post(f"{citizen.path}/back", json={"turn": turn})
        assert answer.json()["question"]["id"] == "access"
    other = citizen.client.post(f"{citizen.path}/back", json={"turn": str(uuid.uuid4())})
    assert other.json()["question"]["id"] == "confidence"
    for _ in range(3):
        other = citizen.client.post(f"{citizen.path}/back", json={"turn": str(uuid.uuid4())})
    assert other.json()["question"]["id"] == "needs"
    assert other.json()["needs"] == []


def test_a_person_can_say_that_it_is_not_them_and_both_are_kept(citizen: Citizen) -> None:
    citizen.tell("lonely", "loneliness", asked="needs")
    citizen.answer("confidence", "too_much")
    citizen.place(None)
    wanted = {"group": "self_motivated"}
    changed = citizen.client.put(f"{citizen.path}/choice", json=wanted).json()
    assert changed["result"]["decided_by"] == "person"
    assert changed["result"]["group"] == "self_motivated"
    assert changed["result"]["because"] == "that is what you told me suits you"
    history = citizen.client.get(f"{citizen.path}/history").json()
    assert [(past["group"], past["moved"]) for past in history] == [
        ("harder_to_reach", None),
        ("self_motivated", "to_less_support"),
    ]
    # What is told later does not undo what the person chose.
    citizen.tell("I'm housebound")
    assert citizen.read()["result"]["group"] == "self_motivated"


def test_moves_show_both_ways_over_time(citizen: Citizen, today: Callable[[int], None]) -> None:
    citizen.tell("lonely", "loneliness", asked="needs")
    citizen.answers(confidence="alone", access="easy", reading="easy", tried="nothing")
    citizen.place("LS6")
    today(40)
    again = {"turn": str(uuid.uuid4()), "needs": ["food"]}
    for _ in range(2):
        new = citizen.client.post(f"{citizen.path}/again", json=again).json()
    assert new["id"] != citizen.triage
    assert (new["place"], new["question"]["id"]) == ("LS6", "confidence")
    citizen.triage = new["id"]
    citizen.answer("confidence", "too_much")
    history = citizen.client.get(f"{citizen.path}/history").json()
    assert [past["moved"] for past in history] == [None, "to_more_support"]
    assert [past["recorded_at"][:10] for past in history] == ["2026-03-02", "2026-04-11"]


def test_what_was_kept_too_long_is_forgotten(
    citizen: Citizen, today: Callable[[int], None], database: Database
) -> None:
    citizen.tell("lonely", "loneliness")
    old = citizen.open()["id"]
    today(179)
    assert citizen.open()["id"] == old
    today(181)
    assert citizen.open()["id"] != old
    refused(citizen.client.get(f"/v1/triage/{old}"), 404, "TriageNotFound")
    with database.transaction() as session:
        late = START + timedelta(days=1000)
        assert service.forget_expired(session, settings=Settings(), now=late) == 1


def test_only_the_outcode_of_a_postcode_is_kept(citizen: Citizen, database: Database) -> None:
    citizen.place("LS6 2AB")
    assert citizen.read()["place"] == "LS6"
    with database.reading() as session:
        row = service.repository.get_or_raise(session, uuid.UUID(citizen.triage))
        assert "2AB" not in str(vars(row))


def test_no_word_of_a_message_is_kept(citizen: Citizen, database: Database) -> None:
    citizen.tell("my xylophone teacher left and I am lonely in LS6", "loneliness", asked="needs")
    with database.reading() as session:
        row = service.repository.get_or_raise(session, uuid.UUID(citizen.triage))
        assert "xylophone" not in str(vars(row))


def test_a_name_with_several_places_is_asked_about(citizen: Citizen) -> None:
    told = citizen.tell("Newport", asked="place", gives_place=True)
    assert len(told["heard"]["places"]) > 1
    assert told["triage"]["place"] is None
    chosen = citizen.place(told["heard"]["places"][1])
    assert chosen["place"] == told["heard"]["places"][1]


def test_nonsense_is_no_place(citizen: Citizen) -> None:
    told = citizen.tell("qqqq zzzz", asked="place")
    assert told["heard"]["unknown_place"] is True
    detail = refused(
        citizen.client.put(f"{citizen.path}/place", json={"text": "qqzz"}), 422, "PlaceNotKnown"
    )
    assert "'qqzz'" in detail


@pytest.mark.parametrize(
    ("body", "status", "error", "named"),
    [
        ({"question": "confidence", "value": "99"}, 422, "OptionNotAllowed", "with_someone"),
        ({"question": "shoe_size", "value": "9"}, 404, "QuestionNotFound", "shoe_size"),
        ({"question": "age", "value": "300"}, 422, "OptionNotAllowed", "older"),
        ({"question": "needs", "value": "gold"}, 422, "OptionNotAllowed", "loneliness"),
    ],
)
def test_answers_out_of_range_are_refused_by_name(
    citizen: Citizen, body: dict[str, str], status: int, error: str, named: str
) -> None:
    answer = citizen.client.post(f"{citizen.path}/answers", json=body)
    assert named in refused(answer, status, error)


def test_an_impossible_age_is_told_and_not_kept(citizen: Citizen) -> None:
    told = citizen.tell("I am 300 years old")
    assert told["heard"]["impossible_age"] == 300
    assert told["triage"]["age"] is None


def test_an_unknown_conversation_is_refused(client: httpx.Client) -> None:
    body = {"conversation_id": str(uuid.uuid4())}
    refused(client.post("/v1/triage", json=body), 404, "ConversationNotFound")


def test_deleting_the_conversation_deletes_its_triage(citizen: Citizen, database: Database) -> None:
    with database.transaction() as session:
        found = service.get_conversation_by_id(session, uuid.UUID(citizen.conversation))
        assert found
        session.delete(found)
    refused(citizen.client.get(citizen.path), 404, "TriageNotFound")


def test_a_wish_to_start_something_is_a_fact_beside_the_needs(citizen: Citizen) -> None:
    told = citizen.tell("I want to start a walking group", "exercise")
    assert told["triage"]["wants_to_start"] is True
    assert [need["id"] for need in told["triage"]["needs"]] == ["exercise", "volunteering"]
    assert citizen.tell("I'm lonely", "loneliness")["triage"]["wants_to_start"] is True


def test_who_joins_a_group_starts_none(citizen: Citizen) -> None:
    told = citizen.tell("I want to join a walking group", "exercise")
    assert told["triage"]["wants_to_start"] is False


def test_the_largest_town_of_a_name_is_taken_and_the_others_told(citizen: Citizen) -> None:
    heard = citizen.tell("I live in Barnsley")["heard"]
    assert (heard["place"], heard["places"]) == ("Barnsley", [])
    assert heard["other_places"] == ["Barnsley, Cotswold", "Barnsley, Shropshire"]


def test_needs_that_are_taken_back_are_gone(citizen: Citizen) -> None:
    citizen.tell("lonely and in debt", "loneliness", "money_debt")
    told = citizen.tell("I never said I was in debt", "money_debt", noted=["loneliness"])
    assert told["heard"]["taken_back"] == ["money_debt"]
    assert [need["id"] for need in told["triage"]["needs"]] == ["loneliness"]
