"""A question that waits for a yes or a no outlives questions on the side, and an outage."""

import httpx
import pytest

from actions.assessment import ValidateAssessmentForm
from actions.outside import ActionAssessmentTurn
from tests.actions import fake_api as fake
from tests.actions.conftest import Sit
from tests.actions.sitting import Sitting
from tests.actions.talking import said, take, turn

SIDE = {
    "progress": ("progress", "show me what I've answered", {}),
    "review": ("progress", "show my answers", {"request": "review"}),
    "explain": ("explain", "what does this mean?", {}),
    "who sees it": ("privacy", "who sees my answers?", {}),
    "figures": ("nlu_fallback", "how are we doing", {"request": "figures"}),
    "notes": ("note", "show my notes", {"request": "show_notes"}),
    "who has it": ("nlu_fallback", "who has N1c", {"request": "who_has", "about": "N1c"}),
    "no such statement": ("progress", "go to X9z", {"request": "go_to", "about": "X9z"}),
    "no such number": ("progress", "go to 99", {"request": "go_to_number", "about": "99"}),
    "help": ("help", "help", {}),
}
WAITS = {
    "level": ("level_2", "we have only talked about it so far", {"N1a": 2}, "utter_confirm_again"),
    "other": (
        "dont_know",
        "hard to tell for us here",
        {"N1a": "dont_know"},
        "utter_confirm_dont_know",
    ),
}


def _ask_to_change(talk: Sitting) -> None:
    talk.press("4 Embedded")
    talk.say("not_applicable", "mark N1a as not applicable")
    assert talk.said == ["utter_confirm_not_applicable_instead"]


@pytest.mark.parametrize("side", SIDE)
@pytest.mark.parametrize("waits", WAITS)
def test_what_waits_is_asked_again_after_a_question_on_the_side(
    sit: Sit, waits: str, side: str
) -> None:
    talk = sit()
    talk.open()
    intent, text, answers, again = WAITS[waits]
    talk.say(intent, text)
    intent, text, entities = SIDE[side]
    talk.say(intent, text, **entities)
    assert talk.said[-1] == again
    assert {"Yes", "No"} <= set(talk.titles)
    talk.say("affirm", "yes")
    assert talk.answers() == answers


@pytest.mark.parametrize("side", SIDE)
def test_a_change_that_waits_is_asked_again_after_a_question_on_the_side(
    sit: Sit, side: str
) -> None:
    talk = sit()
    talk.open()
    _ask_to_change(talk)
    intent, text, entities = SIDE[side]
    talk.say(intent, text, **entities)
    assert talk.said[-1] == "utter_confirm_not_applicable_instead"
    talk.press("Yes")
    assert talk.answers() == {"N1a": "not_applicable"}


def test_a_change_of_level_that_waits_is_asked_again_too(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.press("4 Embedded")
    talk.say("change_answer", "supervision", request="find_statement", about="n1a", level="2")
    assert talk.said == ["utter_confirm_change"]
    talk.say("progress", "how far am I?")
    assert talk.said == ["utter_progress", "utter_confirm_change"]
    talk.say("affirm", "yes")
    assert talk.answers() == {"N1a": 2}


def test_what_waits_is_asked_again_after_a_pressed_button_on_the_side(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("level_2", "we have only talked about it so far")
    talk.say("explain", "what does this mean?")
    talk.press("Each level here")
    assert talk.said == ["utter_explain", "utter_confirm_again"]
    talk.press("Yes")
    assert talk.answers() == {"N1a": 2}


@pytest.mark.parametrize("waits", WAITS)
def test_a_yes_to_nothing_that_was_asked_saves_nothing(sit: Sit, waits: str) -> None:
    talk = sit()
    talk.open()
    intent, text, _, _ = WAITS[waits]
    talk.say(intent, text)
    talk.say("nlu_fallback", "purple monkey dishwasher")
    assert talk.said == ["utter_misunderstood_once"]
    talk.say("affirm", "yes")
    assert (talk.said, talk.answers()) == (["utter_misunderstood_twice"], {})


def test_thanks_for_an_answer_on_the_side_saves_nothing(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("level_2", "we have only talked about it so far")
    talk.say("progress", "how far am I?")
    talk.say("thanks", "great, thank you")
    assert (talk.said[-1], talk.answers()) == ("utter_confirm_again", {})
    talk.say("affirm", "great")
    assert talk.answers() == {"N1a": 2}


def test_a_restart_is_only_taken_in_the_very_next_message(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.press("4 Embedded")
    talk.say("restart", "start again")
    talk.say("progress", "how far am I?")
    assert talk.said == ["utter_progress"]
    talk.say("affirm", "yes")
    assert talk.answers() == {"N1a": 4}


@pytest.mark.parametrize("action", [ValidateAssessmentForm, ActionAssessmentTurn])
def test_what_waits_outlives_an_outage_whether_the_form_is_open_or_closed(action: type) -> None:
    pending = {"kind": "level", "statement": "N1a", "level": 2, "note": None}
    away = fake.FakeApi({"POST /responses": httpx.ConnectError("away")})
    yes = turn("affirm", "yes", slots={"pending": pending}, flow="assessment")
    messages, slots = take(action, away, yes)
    assert said(messages) == ["utter_unavailable"]
    assert "pending" not in slots
    back = fake.FakeApi({"POST /responses": (201, fake.saved("N1a", 2, fake.question("N1b")))})
    messages, _ = take(action, back, yes)
    assert (back.calls[0][2]["statement"], back.calls[0][2]["level"]) == ("N1a", 2)
    assert said(messages) == ["utter_saved_level", "utter_question"]


@pytest.mark.parametrize("flow", [None, "triage"])
def test_what_waited_before_something_else_was_done_is_not_saved_blindly(flow: str | None) -> None:
    pending = {"kind": "level", "statement": "N1a", "level": 2, "note": None}
    api = fake.FakeApi({"GET /questions/N1a": (200, fake.question())})
    messages, slots = take(
        ActionAssessmentTurn, api, turn("affirm", "yes", slots={"pending": pending}, flow=flow)
    )
    assert said(messages) == ["utter_nothing_to_confirm"]
    assert slots["pending"] is None
