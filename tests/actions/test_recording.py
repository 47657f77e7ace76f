"""Nothing is recorded that was not said: corrections, codes, replies, hedges; the real API."""

import json

import pytest

from tests.actions.conftest import Sit
from tests.actions.sitting import Sitting


@pytest.fixture
def talk(sit: Sit) -> Sitting:
    """Somebody who put a 4 at the first statement and is asked the second."""
    talk = sit()
    talk.open()
    talk.say("level_4", "4", level=4)
    return talk


@pytest.mark.parametrize(
    "text",
    [
        "can i change one of my answers",
        "i got one wrong",
        "one needs changing",
        "the last one should be lower",
        "can i have another go at the last one",
        "put the last answer down to two, not one",
        "change two answers",
        "i made a mistake in three of them",
        "change 3",
        "can't be higher than a 2",
        "lower than 3",
        "a 3 is too high",
        "should be a 3 by march",
        "3 not 2",
        "changed to a new system with 4 modules",
        "it was better under the last one",
        "i meant 3",
        "N1a 2, N1b 3",
        "change N1a and N1b to 2",
    ],
)
def test_an_unclear_correction_is_asked_about(talk: Sitting, text: str) -> None:
    talk.say("change_answer", text, level=1)
    assert talk.answers() == {"N1a": 4}


def test_a_correction_that_may_be_meant_waits_for_a_yes(talk: Sitting) -> None:
    talk.say("change_answer", "i meant 3", level=3)
    assert talk.said == ["utter_confirm_change"]
    talk.say("deny")
    assert talk.answers() == {"N1a": 4}
    talk.say("change_answer", "i meant 3", level=3)
    talk.say("affirm")
    assert talk.answers() == {"N1a": 3}
    assert talk.value("utter_changed_level_at", "statement") == "N1a"
    assert talk.asked == "N1b"


@pytest.mark.parametrize("intent", ["change_answer", "level_2", "clarify"])
def test_a_clear_correction_is_saved_and_names_its_statement(talk: Sitting, intent: str) -> None:
    talk.say(intent, "the last one should be a 2")
    assert talk.answers() == {"N1a": 2}
    assert talk.said[0] == "utter_changed_level_at"


@pytest.mark.parametrize(
    ("text", "intent", "answer"),
    [
        ("N1c: 3, we have two now", "level_3", 3),
        ("N1c - 3", "level_3", 3),
        ("N1c, level 2", "level_2", 2),
        ("mark N1c as not applicable", "not_applicable", "not_applicable"),
        ("N1c should be n/a", "not_applicable", "not_applicable"),
        ("N1c don't know", "dont_know", "dont_know"),
        ("N1c skip", "skip", "skipped"),
    ],
)
def test_what_is_said_to_a_code_is_for_its_statement(
    talk: Sitting, text: str, intent: str, answer: int | str
) -> None:
    entities = {"level": answer, "note": "x"} if isinstance(answer, int) else {}
    talk.say(intent, text, **entities)
    assert talk.answers() == {"N1a": 4, "N1c": answer}
    assert talk.asked == "N1b"


def test_the_note_of_a_change_is_kept_with_it(talk: Sitting) -> None:
    talk.say("note", "change N1a from 4 to 2, note: lost funding")
    assert talk.answers() == {"N1a": 2}
    assert talk.history()[-1]["note"] == "lost funding"


@pytest.mark.parametrize("text", ["i want the N1a one back", "back to N1a please"])
def test_a_code_alone_shows_its_statement(talk: Sitting, text: str) -> None:
    talk.say("back", text, request="find_statement", about="N1d")
    assert (talk.asked, talk.answers()) == ("N1a", {"N1a": 4})


@pytest.mark.parametrize("text", ["N1a should be n/a", "change N1a to don't know"])
def test_a_level_gives_way_to_no_level_only_after_a_yes(talk: Sitting, text: str) -> None:
    talk.say("change_answer", text)
    assert talk.answers() == {"N1a": 4}
    talk.say("affirm")
    assert talk.answers()["N1a"] in {"not_applicable", "dont_know"}


@pytest.mark.parametrize(
    ("keeps_words", "note"), [(True, "we have no digital team"), (False, None)]
)
def test_the_reason_for_no_level_outlives_the_question_whether_to_change(
    talk: Sitting, keeps_words: bool, note: str | None
) -> None:
    talk.keeps_words = keeps_words
    talk.say("not_applicable", "N1a not applicable, we have no digital team")
    assert talk.said == ["utter_confirm_not_applicable_instead"]
    talk.say("progress", "how far am I?")
    assert talk.said[-1] == "utter_confirm_not_applicable_instead"
    talk.say("affirm", "yes")
    assert talk.answers() == {"N1a": "not_applicable"}
    assert talk.history()[-1]["note"] == note


@pytest.mark.parametrize(
    "text",
    [
        "yeah no",
        "yes well no",
        "that's generous",
        "that's harsh",
        "one up",
        "one lower",
        "lower",
        "too high",
        "the next one up",
        "we use the one from the ICB",
        "definitely not a 4",
    ],
)
@pytest.mark.parametrize("intent", ["affirm", "level_1", "skip"])
def test_a_level_that_waits_is_saved_only_by_a_plain_yes(
    talk: Sitting, text: str, intent: str
) -> None:
    talk.say("level_2", "it comes up at every meeting")
    talk.say(intent, text)
    assert talk.answers() == {"N1a": 4}


def test_a_step_is_taken_from_the_level_that_waits(talk: Sitting) -> None:
    talk.say("level_2", "it comes up at every meeting")
    talk.say("level_1", "one up", level=1)
    assert talk.value("utter_confirm_level", "level") == 3
    talk.say("affirm")
    assert talk.answers() == {"N1a": 4, "N1b": 3}
    assert talk.history()[-1]["note"] is None


def test_a_step_keeps_the_note_that_was_asked_for(talk: Sitting) -> None:
    talk.say("level_2", "it comes up at every meeting")
    talk.say("note", "note: see board paper")
    talk.say("level_1", "one up", level=1)
    talk.say("affirm")
    assert talk.history()[-1]["note"] == "see board paper"


@pytest.mark.parametrize("text", ["nah 3", "no, it's a 3", "make that a 3"])
def test_another_level_in_the_reply_wins(talk: Sitting, text: str) -> None:
    talk.say("level_2", "it comes up at every meeting")
    talk.say("deny", text)
    assert talk.answers() == {"N1a": 4, "N1b": 3}


def test_a_yes_may_bring_its_note(talk: Sitting) -> None:
    talk.say("level_2", "only talk")
    talk.say("note", "yes, add a note: see board paper")
    assert talk.answers() == {"N1a": 4, "N1b": 2}
    assert talk.history()[-1]["note"] == "see board paper"


def test_a_note_for_a_level_that_waits_does_not_go_to_the_answer_before(talk: Sitting) -> None:
    talk.say("level_2", "only talk")
    talk.say("note", "note: see board paper")
    assert talk.said == ["utter_confirm_level"]
    talk.say("affirm")
    assert talk.history()[-1]["note"] == "see board paper"
    assert talk.history()[0]["note"] is None


def test_what_was_not_understood_ends_the_wait(talk: Sitting) -> None:
    talk.say("level_2", "it comes up at every meeting")
    talk.say("nlu_fallback", "purple monkey")
    talk.say("affirm")
    assert talk.answers() == {"N1a": 4}


def test_after_a_question_on_the_side_what_waits_is_said_again(talk: Sitting) -> None:
    talk.say("level_2", "it comes up at every meeting")
    talk.say("explain", "what does that mean?")
    assert talk.said[-1] == "utter_confirm_again"


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("dont_know", "dunno, 2?"),
        ("dont_know", "2 but not sure"),
        ("dont_know", "staff don't know who to ask"),
        ("dont_know", "I'd have said 4 until last week when the lead resigned"),
        ("not_applicable", "not relevant to us as a charity but the PCN are piloting it"),
        ("skip", "im gonna say 3"),
        ("skip", "skip level meetings happen monthly"),
    ],
)
def test_what_only_sounds_like_no_level_is_asked_about(
    talk: Sitting, intent: str, text: str
) -> None:
    talk.say(intent, text)
    assert talk.answers() == {"N1a": 4}
    assert talk.said[-1].startswith(("utter_confirm", "utter_clarify"))


def test_a_yes_to_that_question_saves_it(talk: Sitting) -> None:
    talk.say("dont_know", "only the finance lead would be able to tell")
    talk.say("affirm")
    assert talk.answers() == {"N1a": 4, "N1b": "dont_know"}


def test_an_answered_statement_keeps_its_level_at_a_loose_dont_know(talk: Sitting) -> None:
    talk.say("back")
    talk.say("dont_know", "ask the digital team at the trust because its theirs")
    assert talk.said == ["utter_confirm_dont_know_instead"]
    talk.say("deny")
    assert talk.answers() == {"N1a": 4}


@pytest.mark.parametrize("between", ["greet", "explain", "level_3"])
def test_a_yes_some_messages_after_a_restart_clears_nothing(talk: Sitting, between: str) -> None:
    talk.say("restart", "start over")
    talk.say(between, "hello there")
    talk.say("affirm")
    assert talk.answers()["N1a"] == 4


@pytest.mark.parametrize("text", ["never mind", "cancel", "forget it"])
def test_a_change_of_mind_keeps_the_answers(talk: Sitting, text: str) -> None:
    talk.say("restart", "start over")
    talk.say("affirm", text)
    assert talk.said == ["utter_restart_kept"]
    assert talk.answers() == {"N1a": 4}


def test_after_a_restart_there_is_nothing_to_go_back_to(talk: Sitting) -> None:
    talk.say("restart", "start over")
    talk.say("affirm")
    talk.say("back")
    assert (talk.said, talk.asked) == (["utter_at_the_start"], "N1a")


@pytest.mark.parametrize(("intent", "text"), [("affirm", "yes"), ("clarify", "so-so")])
def test_help_grows_whatever_was_not_an_answer(talk: Sitting, intent: str, text: str) -> None:
    heard = []
    for _ in range(3):
        talk.say(intent, text)
        heard += talk.said
    assert heard[1:] == ["utter_misunderstood_twice", "utter_misunderstood_again"]


def test_no_after_the_end_asks_for_no_level(sit: Sit) -> None:
    talk = sit("digital-maturity-index", "area")
    talk.open()
    while talk.asked is not None:
        talk.say("level_3", "3", level=3)
    talk.say("affirm")
    talk.say("deny")
    assert "utter_nothing_to_confirm" not in talk.said


def test_a_skipped_statement_is_shown_without_contradiction(talk: Sitting) -> None:
    talk.say("skip")
    talk.say("change_answer", "change my last answer")
    assert "utter_went_back_unanswered" not in talk.said
    assert talk.said[-1] == "utter_question_again"


def test_taking_back_asks_whether_the_hand_over_or_the_answer_is_meant(talk: Sitting) -> None:
    talk.ask_for("hand_over", about="digital lead")
    talk.say("level_3", "3", level=3)
    talk.say("back", "take it back", request="undo")
    assert talk.said == ["utter_undo_which"]
    assert talk.answers() == {"N1a": 4, "N1c": 3}
    talk.press("N1b")
    assert talk.said[0] == "utter_undone_hand_over"
    assert (talk.answers(), talk.asked) == ({"N1a": 4, "N1c": 3}, "N1b")


def payload_of(talk: Sitting, title: str) -> str:
    offered = [b["payload"] for m in talk.messages for b in m["buttons"] if b["title"] == title]
    return str(offered[-1])


def press_old(talk: Sitting, payload: str) -> None:
    intent, _, entities = payload.removeprefix("/").partition("{")
    talk.say(intent, payload, **json.loads("{" + entities))


@pytest.mark.parametrize("title", ["Yes", "No"])
def test_an_old_button_does_not_answer_a_newer_question(sit: Sit, title: str) -> None:
    talk = sit()
    talk.open()
    talk.say("level_3", "we are getting there with it")
    assert talk.said == ["utter_confirm_level"]
    old = payload_of(talk, title)
    talk.say("skip", "I would rather not say on this one")
    assert talk.said == ["utter_confirm_skip"]
    press_old(talk, old)
    assert talk.said == ["utter_confirm_skip"]
    assert talk.answers() == {}
    talk.press("Yes")
    assert talk.answers() == {"N1a": "skipped"}


def test_an_old_yes_does_not_save_a_level_that_was_proposed_since(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("level_3", "we are getting there with it")
    old = payload_of(talk, "Yes")
    talk.say("clarify", "one lower")
    assert talk.value("utter_confirm_level", "level") == 2
    press_old(talk, old)
    assert talk.said == ["utter_confirm_again"]
    assert talk.answers() == {}
    talk.press("Yes")
    assert talk.answers() == {"N1a": 2}


def test_an_old_yes_clears_nothing_and_finishes_nothing(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.press("2 Developing" if "2 Developing" in talk.titles else talk.titles[1])
    before = talk.answers()
    talk.say("level_3", "we are getting there with it")
    old = payload_of(talk, "Yes")
    for request in ("restart", "finish"):
        talk.say(request, request, **({"request": "finish"} if request == "finish" else {}))
        asked = talk.slots["pending"]
        press_old(talk, old)
        assert talk.slots["pending"] == asked
        assert talk.answers() == before


def test_an_old_yes_when_nothing_is_asked_is_no_answer(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("level_3", "we are getting there with it")
    old = payload_of(talk, "Yes")
    talk.press("Yes")
    press_old(talk, old)
    assert talk.said == ["utter_nothing_to_confirm"]
    assert talk.answers() == {"N1a": 3}
