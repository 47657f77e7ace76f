"""Moving about over the real API: the place is never lost, and what is meant is found."""

from tests.actions.conftest import Sit


def test_a_statement_is_found_by_what_it_is_about(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.ask_for("find_statement", about="supervision")
    if "utter_which_statement" in talk.said:
        title = talk.titles[0]
        assert talk.asked == "N1a"
        talk.press(title)
        assert title.startswith(str(talk.asked))
    else:
        assert talk.asked != "N1a"


def test_several_that_fit_are_offered_with_the_level_that_was_named(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.ask_for("find_statement", about="link workers", level=3)
    assert talk.said == ["utter_which_statement"]
    first = talk.titles[0]
    talk.press(first)
    assert talk.answers() == {first.split()[0]: 3}


def test_nothing_that_fits_leaves_the_words_to_the_intent(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("pause", "go to the chip shop", request="go_to", about="the chip shop")
    assert talk.said == ["utter_paused"]


def test_a_domain_is_gone_to_by_a_word_of_its_title(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.ask_for("go_to", about="workforce")
    here = talk.asked
    assert here is not None
    assert here != "N1a"
    talk.say("level_3", "3", level=3)
    assert talk.answers() == {here: 3}
    assert talk.asked not in {here, "N1a"}


def test_a_code_is_gone_to_and_an_unknown_one_is_named(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.ask_for("go_to", about="n1c")
    assert talk.asked == "N1c"
    talk.ask_for("go_to", about="X9z")
    assert talk.said == ["utter_unknown_statement"]
    assert talk.asked == "N1c"


def test_undo_gives_back_what_was_there_note_and_all(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("level_2", "2", level=2)
    talk.press("Undo")
    assert talk.said[0] == "utter_undone"
    assert (talk.answers(), talk.asked) == ({}, "N1a")
    talk.say("level_2", "2", level=2)
    talk.say("change_answer", "change N1a to 4, in the contract")
    talk.say("note", "note: signed in May")
    talk.ask_for("undo")
    assert talk.answers() == {"N1a": 2}
    assert talk.history()[-1]["note"] is None
    talk.ask_for("undo")
    assert talk.said == ["utter_nothing_to_undo"]


def test_an_old_undo_button_undoes_nothing_else(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("level_2", "2", level=2)
    old = talk.messages
    talk.say("level_3", "3", level=3)
    talk.messages = old
    talk.press("Undo")
    assert talk.said == ["utter_nothing_to_undo"]
    assert talk.answers() == {"N1a": 2, "N1b": 3}


def test_skipped_ones_are_gone_through_and_the_end_is_asked_for(sit: Sit) -> None:
    talk = sit("digital-maturity-index", "area")
    talk.open()
    for answer in ("skip", "skip", "dont_know"):
        talk.say(answer)
    while talk.asked is not None:
        talk.say("level_3", "3", level=3)
    assert talk.said[-1] == "utter_closing"
    assert "Skipped: D1, D2" in talk.value("utter_closing", "missing")
    assert "Don't know: D3" in talk.value("utter_closing", "missing")
    talk.press("Go through the skipped ones")
    assert talk.asked == "D1"
    talk.say("skip")
    assert talk.asked == "D2"
    talk.say("level_2", "2", level=2)
    assert talk.said[-1] == "utter_closing"
    talk.press("Go through the don't knows")
    assert talk.asked == "D3"
    talk.say("level_1", "1", level=1)
    assert talk.position()["finished_at"] is None
    talk.say("affirm", "yes")
    assert talk.said == ["utter_profile", "utter_result"]
    assert talk.position()["finished_at"] is not None


def test_finishing_early_names_what_is_missing_first(sit: Sit) -> None:
    talk = sit("digital-maturity-index", "area")
    talk.open()
    talk.say("level_3", "3", level=3)
    talk.ask_for("finish")
    assert talk.value("utter_closing", "missing") == "\nNot asked yet: 6."
    assert "Carry on" in talk.titles
    talk.press("Carry on")
    assert talk.asked == "D2"
    talk.ask_for("finish")
    talk.ask_for("finish")
    assert talk.said[-1] == "utter_result"


def test_answers_are_looked_over_in_pieces_and_changed_by_a_button(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("level_2", "2, board minutes", level=2, note="board minutes", confidence="guess")
    talk.ask_for("review")
    first = talk.titles[0]
    assert first.endswith(")")
    talk.press(first)
    answers = talk.value("utter_review", "answers")
    assert "2 Developing, a guess" in answers
    assert "Note: board minutes" in answers
    talk.press("N1a")
    assert talk.asked == "N1a"
    talk.say("level_4", "4", level=4)
    assert talk.said[0] == "utter_changed_level"


def test_a_long_domain_comes_in_pieces(sit: Sit) -> None:
    talk = sit()
    talk.open()
    total, seen = None, 0
    talk.ask_for("review", about="leadership")
    while True:
        total = talk.value("utter_review", "total")
        seen = talk.value("utter_review", "last")
        if "More" not in talk.titles:
            break
        talk.press("More")
    assert seen == total


def test_a_statement_is_gone_to_by_its_number_as_shown(sit: Sit) -> None:
    talk = sit(partner_type="link_worker")
    talk.open()
    talk.ask_for("go_to_number", about="3")
    third = talk.asked
    assert talk.value("utter_question", "number") == 3
    talk.ask_for("go_to_number", about="2", level=4)
    assert talk.said == ["utter_confirm_save_at"]
    second = talk.value("utter_confirm_save_at", "statement")
    assert talk.answers() == {}
    talk.say("affirm", "yes")
    assert talk.answers() == {second: 4}
    talk.ask_for("go_to_number", about="99")
    assert talk.said == ["utter_no_such_number"]
    assert talk.answers().get(str(third)) is None


def test_going_back_by_a_number_counts_statements_and_stops_at_the_first(sit: Sit) -> None:
    talk = sit()
    talk.open()
    for _ in range(4):
        talk.say("level_3", "3", level=3)
    assert talk.asked == "N1e"
    talk.ask_for("back_by", about="3")
    assert talk.asked == "N1b"
    talk.ask_for("back_by", about="five")
    assert talk.asked == "N1a"
    talk.ask_for("back_by", about="2")
    assert talk.said == ["utter_at_the_start"]


def test_carrying_on_after_the_closing_question_goes_on_with_the_skipped_ones(sit: Sit) -> None:
    talk = sit("digital-maturity-index", "area")
    talk.open()
    talk.say("skip")
    talk.say("skip")
    while talk.asked is not None:
        talk.say("level_3", "3", level=3)
    talk.say("resume", "carry on")
    assert talk.asked == "D1"
    talk.ask_for("finish")
    assert talk.said == ["utter_closing"]
    talk.say("resume", "carry on")
    assert talk.asked == "D1"
    talk.say("level_2", "2", level=2)
    assert talk.asked == "D2"


def test_a_pause_and_a_greeting_after_it_offer_to_carry_on(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("pause")
    assert talk.titles == ["Carry on"]
    talk.say("greet", "hello")
    assert talk.titles == ["Carry on"]
    talk.press("Carry on")
    assert talk.asked == "N1a"


def test_a_side_question_keeps_the_levels_at_hand(sit: Sit) -> None:
    talk = sit()
    talk.open()
    for intent in ("human", "privacy", "bot_challenge", "progress", "find_support"):
        talk.say(intent)
        assert "3 Maturing" in talk.titles, intent
    talk.ask_for("stressed")
    assert talk.titles == ["Skip", "Stop for now", "Carry on"]
    assert talk.asked == "N1a"


def test_a_statement_off_the_list_is_shown_without_a_number(sit: Sit) -> None:
    talk = sit(partner_type="link_worker")
    talk.open()
    own = {row["statement"] for row in talk.api("GET", f"/participants/{talk.participant}/answers")}
    path = f"/participants/{talk.participant}/questions"
    other = next(code for code in ("N1a", "N1b", "N1e", "N1f", "N1g") if code not in own)
    assert talk.api("GET", f"{path}/{other}")["number"] is None
    talk.ask_for("go_to", about=other)
    assert talk.asked == other
    assert talk.value("utter_question", "place") == other


def test_a_statement_of_two_paragraphs_is_shown_as_two(sit: Sit) -> None:
    talk = sit(partner_type="pcn")
    talk.open()
    talk.ask_for("go_to", about="N1g")
    first, second = talk.value("utter_question", "statement").split("\n")
    assert first.endswith("information management")
    assert second.startswith("Where the social prescribing service")
