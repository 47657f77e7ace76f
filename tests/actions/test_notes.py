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
