"""A turn inside the form: what is asked of the API, what is said, and what is kept in slots."""

import asyncio
from typing import Any

import httpx
import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.assessment import HANDLERS, ValidateAssessmentForm
from api.config import ROOT
from api.frameworks.loader import load_file
from tests.actions import fake_api as fake


def _tracker(
    intent: str,
    text: str,
    *,
    entities: dict[str, Any] | None = None,
    slots: dict[str, Any] | None = None,
    asked: str | None = "N1a",
) -> Tracker:
    metadata = {
        "turn": fake.TURN,
        "channel": "web",
        "assessment": fake.ASSESSMENT,
        "participant": fake.PARTICIPANT,
        "statement": asked,
    }
    message = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.9},
        "entities": [{"entity": key, "value": value} for key, value in (entities or {}).items()],
        "metadata": metadata,
    }
    events = [
        {"event": "user", "text": text, "parse_data": message},
        {"event": "slot", "name": "answer", "value": text},
    ]
    return Tracker("c", slots or {}, message, events, False, None, {}, "action_listen")


def _take(api: Any, tracker: Tracker) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    async def run() -> tuple[list[dict[str, Any]], dict[str, Any]]:
        dispatcher = CollectingDispatcher()
        async with api.client() as client:
            events = await ValidateAssessmentForm(client).run(dispatcher, tracker, {})
        return dispatcher.messages, {event["name"]: event["value"] for event in events}

    return asyncio.run(run())


def _said(messages: list[dict[str, Any]]) -> list[str]:
    return [message["response"] for message in messages]


def test_a_named_level_is_saved_at_once_for_the_statement_that_was_asked() -> None:
    api = fake.FakeApi({"POST /responses": (201, fake.saved("N1a", 3, fake.question("N1b")))})
    messages, slots = _take(api, _tracker("level_3", "3", entities={"level": 3}))
    (_, _, body) = api.calls[0]
    assert (body["statement"], body["kind"], body["level"]) == ("N1a", "level", 3)
    assert body["turn"] == fake.TURN
    assert _said(messages) == ["utter_saved_level", "utter_question"]
    assert slots["requested_slot"] == "answer"
    assert slots["answer"] is None
    assert slots["last_saved"] == "N1a"


def test_a_pressed_button_answers_its_own_statement() -> None:
    api = fake.FakeApi({"POST /responses": (201, fake.saved("N1a", 2, fake.question("N1c")))})
    tracker = _tracker(
        "level_2", '/level_2{"statement": "N1a"}', entities={"statement": "N1a"}, asked="N1c"
    )
    _take(api, tracker)
    assert api.calls[0][2]["statement"] == "N1a"


def test_an_inferred_level_is_not_saved_before_a_yes() -> None:
    api = fake.FakeApi({"GET /questions/N1a": (200, fake.question())})
    text = "we have only talked about it so far"
    messages, slots = _take(api, _tracker("level_2", text))
    assert [call[0] for call in api.calls] == ["GET"]
    assert _said(messages) == ["utter_confirm_level"]
    kept = {"kind": "level", "statement": "N1a", "level": 2, "note": text}
    assert slots["pending"] == {**kept, "said": text, "certainty": 0.9}


def test_yes_saves_what_was_pending_with_the_words_as_note() -> None:
    api = fake.FakeApi({"POST /responses": (201, fake.saved("N1a", 2, fake.question("N1b")))})
    pending = {"kind": "level", "statement": "N1a", "level": 2, "note": "only talked about"}
    _, slots = _take(api, _tracker("affirm", "yes", slots={"pending": pending}))
    assert (api.calls[0][2]["level"], api.calls[0][2]["note"]) == (2, "only talked about")
    assert slots["pending"] is None


def test_no_saves_nothing() -> None:
    api = fake.FakeApi({"GET /questions/N1a": (200, fake.question())})
    pending = {"kind": "level", "statement": "N1a", "level": 2, "note": None}
    messages, slots = _take(api, _tracker("deny", "no", slots={"pending": pending}))
    assert _said(messages) == ["utter_confirm_denied"]
    assert [call[0] for call in api.calls] == ["GET"]
    assert slots["pending"] is None


def test_words_that_were_read_wrongly_go_to_the_queue_and_to_no_note() -> None:
    api = fake.FakeApi(
        {
            "GET /questions/N1a": (200, fake.question()),
            "GET /position": (200, fake.position(fake.question())),
            "POST /misunderstandings": (201, {}),
        }
    )
    pending = {"kind": "level", "statement": "N1a", "level": 2, "note": "words", "said": "words"}
    _, slots = _take(api, _tracker("deny", "no", slots={"pending": pending}))
    [queued] = [call for call in api.calls if call[1].endswith("/misunderstandings")]
    assert (queued[2]["text"], queued[2]["intent"]) == ("words", "level_2")
    assert (queued[2]["framework"], queued[2]["statement"]) == ("nhs-spmf", "N1a")
    assert slots["pending"] is None


def test_an_inferred_level_that_the_scale_lacks_is_asked_about() -> None:
    api = fake.FakeApi({"GET /questions/N1a": (200, fake.question())})
    messages, _ = _take(api, _tracker("level_5", "fully joined up with everything"))
    assert _said(messages) == ["utter_clarify"]


def test_a_level_outside_the_scale_is_refused_with_what_is_allowed() -> None:
    api = fake.FakeApi(
        {
            "POST /responses": fake.refused(422, "LevelOutsideScale"),
            "GET /questions/N1a": (200, fake.question()),
        }
    )
    messages, _ = _take(api, _tracker("level_5", "5", entities={"level": 5}))
    assert _said(messages) == ["utter_level_outside_scale"]
    assert (messages[0]["lowest"], messages[0]["highest"]) == (1, 4)


def test_after_the_last_answer_the_person_is_asked_whether_to_finish() -> None:
    api = fake.FakeApi({"POST /responses": (201, fake.saved("N1a", 3, None))})
    messages, slots = _take(api, _tracker("level_3", "3", entities={"level": 3}))
    assert _said(messages) == ["utter_saved_level", "utter_closing"]
    assert slots["requested_slot"] == "answer"
    assert slots["pending"] == {"kind": "finish"}
    assert messages[-1]["custom"]["state"]["question"] is None


@pytest.mark.parametrize(
    "reply", [httpx.ConnectError("away"), (500, {"error": "InternalError", "detail": "…"})]
)
def test_an_api_that_is_away_fails_the_turn_and_keeps_the_form(reply: Any) -> None:
    api = fake.FakeApi({"POST /responses": reply})
    messages, slots = _take(api, _tracker("level_3", "3", entities={"level": 3}))
    assert _said(messages) == ["utter_unavailable"]
    assert messages[0]["custom"] == {"failed": True}
    assert slots == {"answer": None, "requested_slot": "answer"}


def test_a_closed_assessment_is_said_without_a_farewell() -> None:
    api = fake.FakeApi(
        {
            "POST /responses": fake.refused(409, "AssessmentClosed"),
            "GET /position": (200, fake.position(fake.question())),
        }
    )
    messages, slots = _take(api, _tracker("level_3", "3", entities={"level": 3}))
    assert _said(messages) == ["utter_closed"]
    assert messages[0]["url"].endswith(f"/assessments/{fake.ASSESSMENT}")
    assert slots["requested_slot"] == "answer"


def test_a_closed_assessment_asks_nothing_more() -> None:
    closed = fake.position(fake.question())
    closed["assessment"]["status"] = "closed"
    api = fake.FakeApi({"GET /position": (200, closed)})
    messages, _ = _take(api, _tracker("resume", "carry on", asked=None))
    assert _said(messages) == ["utter_closed"]


def test_a_statement_that_is_gone_is_no_dead_end() -> None:
    api = fake.FakeApi(
        {
            "POST /responses": fake.refused(404, "StatementNotFound"),
            "GET /position": (200, fake.position(fake.question("N1b"))),
        }
    )
    messages, _ = _take(api, _tracker("level_3", "3", entities={"level": 3}))
    assert _said(messages) == ["utter_not_understood", "utter_question"]


def test_skipping_an_answered_statement_keeps_its_answer() -> None:
    answer = {"kind": "level", "level": 3, "level_name": "Maturing", "note": None}
    api = fake.FakeApi(
        {
            "GET /questions/N1a": (200, fake.question(answer=answer)),
            "GET /position": (200, fake.position(fake.question("N1c"), answered=2)),
        }
    )
    messages, _ = _take(api, _tracker("skip", "skip"))
    assert [call[0] for call in api.calls] == ["GET", "GET"]
    assert _said(messages) == ["utter_kept", "utter_question"]


def test_a_correction_of_another_statement_asks_which() -> None:
    framework = load_file(ROOT / "frameworks" / "nhs-spmf.yml").model_dump(mode="json")
    api = fake.FakeApi(
        {
            "GET /position": (200, fake.position(fake.question("N1c"))),
            "GET /questions/N1a": (200, fake.question()),
            "GET /frameworks/nhs-spmf": (200, framework),
        }
    )
    tracker = _tracker("change_answer", "change question 4 to 2", slots={"last_saved": "N1b"})
    messages, _ = _take(api, tracker)
    assert _said(messages) == ["utter_statement_needed"]


@pytest.mark.parametrize("text", ["6", "0", "17."])
def test_a_lone_number_is_a_level_or_refused_whatever_it_was_taken_for(text: str) -> None:
    api = fake.FakeApi({"GET /questions/N1a": (200, fake.question())})
    messages, _ = _take(api, _tracker("note", text))
    assert _said(messages) == ["utter_level_outside_scale"]


@pytest.mark.parametrize("text", ["-1", "\N{MINUS SIGN}2", " -3. "])
def test_a_number_below_nothing_is_no_level_even_when_it_is_taken_for_one(text: str) -> None:
    api = fake.FakeApi({"GET /questions/N1a": (200, fake.question())})
    messages, _ = _take(api, _tracker("level_1", text, entities={"level": 1}))
    assert _said(messages) == ["utter_level_outside_scale"]
    assert messages[0]["level"] < 0


def test_help_grows_with_each_misunderstanding() -> None:
    said = []
    for count in range(4):
        api = fake.FakeApi(
            {
                "GET /questions/N1a": (200, fake.question()),
                "GET /position": (200, fake.position(fake.question())),
                "POST /misunderstandings": (500 if count else 201, {}),
            }
        )
        tracker = _tracker("nlu_fallback", "wibble", slots={"misunderstandings": count})
        messages, slots = _take(api, tracker)
        assert api.calls[-1][2] == {
            "text": "wibble",
            "intent": "nlu_fallback",
            "confidence": 0.9,
            "flow": None,
            "framework": "nhs-spmf",
            "statement": "N1a",
        }
        said += _said(messages)
        assert slots["misunderstandings"] == count + 1
    again = "utter_misunderstood_again"
    assert said == ["utter_misunderstood_once", "utter_misunderstood_twice", again, again]


def test_a_message_that_rasa_did_not_put_into_the_slot_is_not_answered_twice() -> None:
    tracker = _tracker("level_3", "3")
    tracker.events = tracker.events[:1]
    messages, slots = _take(fake.FakeApi({}), tracker)
    assert (messages, slots) == ([], {})


def test_every_level_that_rasa_can_understand_has_a_handler() -> None:
    assert {f"level_{value}" for value in range(1, 6)} <= set(HANDLERS)
