"""Later rounds over the real API: what was said last time is shown, and only a change is asked."""

import pytest

from tests.actions.conftest import Sit
from tests.actions.sitting import Sitting


@pytest.fixture
def later(sit: Sit) -> Sitting:
    """A person's second round, after a first with a note, a not applicable and a don't know."""
    first = sit("digital-maturity-index", "area")
    first.open()
    first.say("level_3", "3, pilot in May", level=3, note="pilot in May")
    first.say("not_applicable")
    first.say("dont_know")
    first.say("level_2", "2", level=2)
    first.api("POST", "/close")
    opened = first.api("POST", "/next-round", {})
    [person] = opened["participants"]
    talk = Sitting(first.app, opened["assessment"]["id"], person["participant"]["id"])
    talk.open()
    return talk


def test_last_times_answer_is_shown_and_only_a_change_is_asked(later: Sitting) -> None:
    assert "utter_welcome_next_round" in later.said
    assert later.said[-1] == "utter_ask_changed"
    answer = later.value("utter_ask_changed", "answer")
    assert answer.startswith("3 ")
    assert "“pilot in May”" in answer
    assert not any(title.startswith("3 ") for title in later.titles)


@pytest.mark.parametrize("way", ["button", "no", "request"])
def test_no_saves_the_same_answer_and_note_at_once(later: Sitting, way: str) -> None:
    if way == "button":
        later.press("No, the same")
    elif way == "no":
        later.say("deny", "nope")
    else:
        later.ask_for("same_as_last_time", note="still one site")
    assert later.said[0] == "utter_saved_as_last_time"
    assert later.answers() == {"D1": 3}
    more = "\nstill one site" if way == "request" else ""
    assert later.history()[-1]["note"] == f"pilot in May{more}"
    later.say("deny", "no")
    assert later.answers()["D2"] == "not_applicable"
    assert later.asked == "D3"
    assert later.said[-1] != "utter_ask_changed"


@pytest.mark.parametrize("way", ["button", "yes", "request"])
def test_yes_asks_in_full(later: Sitting, way: str) -> None:
    if way == "button":
        later.press("Yes")
    elif way == "yes":
        later.say("affirm", "yep")
    else:
        later.ask_for("changed")
    assert later.said[0] == "utter_ask_fully"
    assert later.answers() == {}
    later.say("deny", "no")
    assert later.answers() == {}
    later.say("level_4", "4", level=4)
    assert later.answers() == {"D1": 4}


def test_a_level_said_outright_saves(later: Sitting) -> None:
    later.say("level_5", "5", level=5)
    assert later.answers() == {"D1": 5}


def test_what_moved_is_told_with_both_numbers_of_answers(later: Sitting) -> None:
    later.say("level_5", "5", level=5)
    later.ask_for("what_moved")
    assert later.value("utter_moved", "compared") == 1
    assert "from 3 (answers: 1) to 5 (answers: 1)" in later.value("utter_moved", "statements")


def test_the_first_round_has_nothing_to_compare_with(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.ask_for("what_moved")
    assert talk.said == ["utter_no_last_round"]
    talk.say("clarify", "no change", request="same_as_last_time")
    assert talk.said[0].startswith("utter_clarify")


@pytest.mark.parametrize(
    ("text", "level"),
    [("gone up one", 4), ("better now", 4), ("worse now", 2), ("down a level", 2)],
)
def test_a_step_since_last_time_is_confirmed(later: Sitting, text: str, level: int) -> None:
    later.say("level_1", text, level=1)
    assert later.value("utter_confirm_level", "level") == level
    assert later.answers() == {}
    later.say("affirm")
    assert later.answers() == {"D1": level}


@pytest.mark.parametrize(("intent", "text"), [("level_4", "same"), ("clarify", "still the same")])
def test_the_same_is_the_last_rounds_answer(later: Sitting, intent: str, text: str) -> None:
    later.say(intent, text)
    assert later.answers() == {"D1": 3}


def test_a_loose_no_asks_in_full(later: Sitting) -> None:
    later.say("deny", "not great these days")
    assert later.said[0] == "utter_ask_fully"
    assert later.answers() == {}
