"""Notes over the real API: shown, taken out, written anew, and brought back."""

import pytest

from tests.actions.conftest import Sit
from tests.actions.sitting import Sitting


def _noted(sit: Sit) -> Sitting:
    talk = sit()
    talk.open()
    talk.say("level_3", "3, signed in May", level=3, note="signed in May", confidence="fairly")
    return talk


def test_notes_are_shown_with_their_statements(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.ask_for("show_notes")
    assert talk.said == ["utter_no_notes"]
    talk = _noted(sit)
    talk.ask_for("show_notes")
    assert talk.value("utter_notes", "notes") == "N1a: signed in May"
    assert talk.asked == "N1b"


def test_a_note_is_taken_out_and_the_answer_stays_until_it_is_undone(sit: Sit) -> None:
    talk = _noted(sit)
    talk.ask_for("remove_note")
    assert talk.said == ["utter_note_removed"]
    last = talk.history()[-1]
    assert (last["level"], last["note"], last["confidence"]) == (3, None, "fairly")
    talk.press("Undo")
    assert talk.history()[-1]["note"] == "signed in May"
    talk.ask_for("remove_note", about="N1b")
    assert talk.said == ["utter_no_such_note"]


def test_a_note_is_written_anew(sit: Sit) -> None:
    talk = _noted(sit)
    talk.ask_for("replace_note")
    assert talk.said == ["utter_replace_note_how"]
    talk.ask_for("replace_note", note="signed in June")
    assert talk.history()[-1]["note"] == "signed in June"
    assert talk.answers() == {"N1a": 3}


@pytest.mark.parametrize("note", [None, "signed in June"])
def test_an_answer_is_never_away_while_its_note_changes(sit: Sit, note: str | None) -> None:
    talk = _noted(sit)
    talk.ask_for("replace_note" if note else "remove_note", **({"note": note} if note else {}))
    talk.press("Undo")
    kept = [(row["kind"], row["level"], row["note"]) for row in talk.history()]
    before = ("level", 3, "signed in May")
    assert kept == [before, ("level", 3, note), before]


def test_an_answer_is_never_away_while_a_change_with_a_note_is_undone(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("level_3", "3", level=3)
    talk.say("change_answer", "N1a: 2, lost a post", level=2)
    talk.press("Undo")
    kept = [(row["kind"], row["level"], row["note"]) for row in talk.history()]
    assert kept == [("level", 3, None), ("level", 2, "lost a post"), ("level", 3, None)]


def test_an_answer_is_cleared_and_can_be_brought_back(sit: Sit) -> None:
    talk = _noted(sit)
    talk.ask_for("clear", about="N1a")
    assert talk.said == ["utter_cleared"]
    assert (talk.answers(), talk.asked) == ({}, "N1b")
    talk.press("Undo")
    assert talk.answers() == {"N1a": 3}
    assert talk.history()[-1]["note"] == "signed in May"
    talk.ask_for("clear", about="N1c")
    assert talk.said == ["utter_nothing_to_clear"]
    talk.ask_for("clear", about="X9z")
    assert talk.said == ["utter_unknown_statement"]


def test_a_note_is_removed_by_the_code_that_the_words_name(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("level_3", "3, two posts", level=3, note="two posts")
    talk.say("note", "remove the note on N1a", request="remove_note", about="N1a")
    assert talk.said[0] == "utter_note_removed"
    assert talk.history()[-1]["note"] is None


def test_a_note_that_a_changed_answer_keeps_is_told_and_can_be_dropped(sit: Sit) -> None:
    talk = _noted(sit)
    talk.say("change_answer", "change N1a to 2")
    assert talk.said[:2] == ["utter_changed_level_at", "utter_note_kept"]
    assert talk.value("utter_note_kept", "note") == "your note “signed in May”"
    talk.press("Drop the note")
    assert talk.said == ["utter_note_removed"]
    assert (talk.answers(), talk.history()[-1]["note"]) == ({"N1a": 2}, None)
    talk.press("Undo")
    assert (talk.answers(), talk.history()[-1]["note"]) == ({"N1a": 2}, "signed in May")


def test_a_change_that_keeps_the_note_is_undone_with_it(sit: Sit) -> None:
    talk = _noted(sit)
    talk.say("change_answer", "change N1a to 2")
    talk.ask_for("undo")
    last = talk.history()[-1]
    assert (last["level"], last["note"], last["confidence"]) == (3, "signed in May", "fairly")


@pytest.mark.parametrize(
    ("intent", "text"),
    [("not_applicable", "N1a not applicable"), ("dont_know", "N1a don't know")],
)
def test_a_note_that_goes_over_to_an_answer_without_a_level_is_told_too(
    sit: Sit, intent: str, text: str
) -> None:
    talk = _noted(sit)
    talk.say(intent, text)
    talk.say("affirm", "yes")
    assert "utter_note_kept" in talk.said
    assert talk.history()[-1]["note"] == "signed in May"


@pytest.mark.parametrize("text", ["N1a: 3", "N1a: 2, two posts"])
def test_nothing_is_told_of_a_note_that_did_not_outlive_a_change(sit: Sit, text: str) -> None:
    talk = _noted(sit)
    talk.say("change_answer", text)
    assert "utter_note_kept" not in talk.said


def test_the_words_of_a_kept_note_are_not_said_back_to_whom_wants_none_kept(sit: Sit) -> None:
    talk = _noted(sit)
    talk.keeps_words = False
    talk.say("change_answer", "change N1a to 2")
    assert talk.value("utter_note_kept", "note") == "your note"
