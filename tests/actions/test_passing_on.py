"""Passing statements on over the real API: by role, never by name, and back again."""

from tests.actions.conftest import Sit

LEAD = {"partner_type": "icb", "role": "Digital lead"}


def test_the_role_is_asked_for_and_taken_by_itself(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.ask_for("hand_over_to_whom", note="he has the figures")
    assert talk.said == ["utter_hand_over_to_whom"]
    talk.ask_for("role", about="practice manager")
    assert talk.said[0] == "utter_passed_on_later"
    assert talk.value("utter_passed_on_later", "statement") == "N1a"
    [made] = talk.api("GET", "/handovers")
    assert (made["role"], made["note"]) == ("practice manager", "he has the figures")


def test_a_role_that_nobody_asked_for_is_left_to_the_intent(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("clarify", "the practice manager", request="role", about="practice manager")
    assert talk.said == ["utter_clarify"]
    assert talk.api("GET", "/handovers") == []


def test_who_has_a_statement_is_told_and_it_can_be_taken_back(sit: Sit) -> None:
    talk = sit()
    sit(at=talk.assessment, **LEAD)
    talk.open()
    talk.ask_for("who_has", about="N1a")
    assert talk.said == ["utter_with_you"]
    talk.ask_for("hand_over", about="digital lead")
    talk.say("level_3", "3", level=3)
    talk.ask_for("who_has", about="n1a")
    assert talk.said == ["utter_with_role"]
    assert talk.value("utter_with_role", "role") == "digital lead"
    talk.ask_for("go_to", about="N1a")
    assert talk.said == ["utter_with_role"]
    talk.press("Take it back")
    assert talk.said[0] == "utter_taken_back"
    assert talk.asked == "N1a"
    assert talk.answers() == {"N1b": 3}
    assert talk.api("GET", "/handovers") == []
    talk.ask_for("take_back", about="N1a")
    assert talk.said == ["utter_nothing_to_take_back"]


def test_what_was_passed_on_can_be_given_back(sit: Sit) -> None:
    giver = sit(partner_type="link_worker", role="Link worker")
    taker = sit(at=giver.assessment, **LEAD)
    giver.open()
    passed = giver.asked
    giver.ask_for("hand_over", about="digital lead")
    taker.open()
    assert taker.asked == passed
    taker.ask_for("give_back")
    assert taker.said[0] == "utter_passed_on"
    assert taker.value("utter_passed_on", "role") == "Link worker"
    giver.open()
    assert giver.asked == passed
    giver.ask_for("give_back")
    giver.open()
    giver.say("level_2", "2", level=2)
    giver.ask_for("give_back", about="N4b")
    assert giver.said == ["utter_nothing_to_give_back"]
