"""A second practice run is confirmed first, and leaves the open one as it is."""

from typing import Any

import pytest

from actions.assessment import ValidateAssessmentForm
from actions.outside import ActionAssessmentTurn
from api.config import ROOT
from api.frameworks.loader import FrameworkRegistry
from api.frameworks.service import summarise
from tests.actions import fake_api as fake
from tests.actions.talking import said, take, turn

LIVE = [
    summarise(each).model_dump(mode="json")
    for each in FrameworkRegistry.from_folder(ROOT / "frameworks")
]
OTHER = "digital-maturity-index"
(OTHER_SCOPE,) = [s["id"] for each in LIVE if each["id"] == OTHER for s in each["scopes"]]
PENDING = {"kind": "another", "framework": OTHER, "scope": OTHER_SCOPE}


def api(**more: Any) -> fake.FakeApi:
    return fake.FakeApi(
        {
            "GET /position": (200, fake.position(fake.question(), answered=3)),
            "GET /frameworks": (200, LIVE),
            "GET /questions/N1a": (200, fake.question()),
            **more,
        }
    )


def test_a_pressed_framework_is_asked_about_and_names_what_is_left():
    tracker = turn("start_assessment", entities={"framework": OTHER, "scope": OTHER_SCOPE})
    messages, slots = take(ValidateAssessmentForm, api(), tracker)
    assert said(messages) == ["utter_confirm_another"]
    assert (messages[0]["left"], messages[0]["total"]) == (32, 35)
    assert messages[0]["new_title"].startswith("Digital Maturity Index")
    assert slots["pending"] == PENDING


@pytest.mark.parametrize(
    ("text", "pending"),
    [
        ("start the digital maturity index", PENDING),
        ("do the Place one", {"kind": "another", "framework": "nhs-spmf", "scope": "place"}),
    ],
)
def test_a_framework_or_scope_named_in_words_is_asked_about(text: str, pending: dict[str, str]):
    messages, slots = take(ValidateAssessmentForm, api(), turn("start_assessment", text))
    assert said(messages) == ["utter_confirm_another"]
    assert slots["pending"] == pending


def test_another_without_a_name_offers_the_choice():
    tracker = turn("start_assessment", "can I try a different assessment")
    messages, _ = take(ValidateAssessmentForm, api(), tracker)
    assert said(messages) == ["utter_choose_assessment"]
    assert len(messages[0]["buttons"]) == sum(len(each["scopes"]) for each in LIVE)


@pytest.mark.parametrize("text", ["start", "start the neighbourhood assessment"])
def test_starting_what_is_open_goes_on_with_it(text: str):
    messages, _ = take(ValidateAssessmentForm, api(), turn("start_assessment", text))
    assert said(messages) == ["utter_question"]


def test_yes_starts_it_and_forgets_the_statement_answered_last():
    practice = {
        "assessment_id": fake.ASSESSMENT,
        "participant_id": fake.PARTICIPANT,
        "link": "http://api.test/chat?invite=t",
        "position": fake.position(fake.question("D1")),
    }
    around = api(**{"POST /practice": (201, practice)})
    tracker = turn("affirm", "yes", slots={"pending": PENDING, "last_saved": "N1c"})
    messages, slots = take(ValidateAssessmentForm, around, tracker)
    assert said(messages) == ["utter_practice_started", "utter_question"]
    assert around.calls[-1][2] == {"framework": OTHER, "scope": OTHER_SCOPE}
    assert slots["last_saved"] is None
    assert slots["requested_slot"] == "answer"


def test_no_goes_on_with_the_open_one():
    tracker = turn("deny", "no", slots={"pending": PENDING})
    messages, slots = take(ValidateAssessmentForm, api(), tracker)
    assert said(messages) == ["utter_another_kept"]
    assert slots["pending"] is None


def test_where_practice_is_switched_off_it_is_said_and_nothing_starts():
    tracker = turn("start_assessment", "start the digital maturity index", demo=False)
    messages, slots = take(ValidateAssessmentForm, api(), tracker)
    assert said(messages) == ["utter_practice_off"]
    assert slots["pending"] is None


def test_a_side_question_while_the_form_is_closed_leaves_no_answer_to_hear_again():
    around = api(**{"GET /position": (200, fake.position(None, answered=35))})
    messages, slots = take(ActionAssessmentTurn, around, turn("restart", "restart"))
    assert said(messages) == ["utter_confirm_restart"]
    assert slots["assessing"] is True
    assert "answer" not in slots
