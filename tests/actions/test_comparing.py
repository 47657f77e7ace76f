"""Where a person's answers stand beside the others', also where there are no others yet."""

from tests.actions.conftest import Sit

TURNOUT = ("started", "invited")


def test_with_nobody_else_in_it_there_is_nobody_to_disagree(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.ask_for("disagree_with_me")
    assert talk.said == ["utter_no_own_levels"]
    talk.say("level_3", "3", level=3)
    talk.ask_for("disagree_with_me")
    assert talk.said == ["utter_nobody_else"]
    assert talk.asked == "N1b"
    talk.ask_for("disagreements")
    assert talk.said == ["utter_nothing_to_compare"]


def test_others_who_answered_other_statements_are_no_comparison(sit: Sit) -> None:
    talk = sit()
    other, third = sit(at=talk.assessment), sit(at=talk.assessment)
    talk.open()
    talk.say("level_3", "3", level=3)
    other.open()
    other.say("dont_know", "don't know")
    talk.ask_for("disagree_with_me")
    assert talk.said == ["utter_nobody_else_there"]
    assert [talk.value("utter_nobody_else_there", name) for name in TURNOUT] == [2, 3]
    third.open()
    third.say("level_3", "3", level=3)
    talk.ask_for("disagree_with_me")
    assert talk.said == ["utter_nobody_differs"]
    assert talk.value("utter_nobody_differs", "compared") == 1


def test_what_others_say_of_a_statement_is_not_ones_own_answer(sit: Sit) -> None:
    talk = sit()
    other = sit(at=talk.assessment)
    talk.open()
    talk.ask_for("others_on", about="N1a")
    assert talk.said == ["utter_nobody_else_on"]
    talk.say("level_3", "3", level=3)
    talk.ask_for("others_on", about="N1a")
    assert talk.said == ["utter_nobody_else_on"]
    assert [talk.value("utter_nobody_else_on", name) for name in TURNOUT] == [1, 2]
    other.open()
    other.say("dont_know", "don't know")
    talk.ask_for("others_on", about="N1a")
    assert talk.said == ["utter_figures"]
    assert "1 don't know" in talk.value("utter_figures", "figures")
