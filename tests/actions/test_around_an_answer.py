"""What goes with an answer over the real API: notes, confidence, doubt, help and figures."""

import pytest

from tests.actions.conftest import Sit
from tests.actions.sitting import Sitting

ROUTED = {"partner_type": "link_worker", "role": "Link worker"}


def test_what_could_not_be_placed_is_no_note_of_the_level_that_follows(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("clarify", "about half our practices do this")
    assert talk.said == ["utter_clarify_coverage"]
    assert (talk.answers(), talk.asked) == ({}, "N1a")
    talk.press("3 Maturing")
    assert talk.said[0] == "utter_saved_level"
    assert talk.history()[-1]["note"] is None


PROPOSED = "we have only talked about it so far"


@pytest.mark.parametrize(
    ("then", "note"),
    [
        ([("affirm", "yes")], PROPOSED),
        ([("level_2", "2")], PROPOSED),
        ([("deny", "no"), ("level_3", "3")], None),
        ([("deny", "no"), ("level_2", "2")], None),
        ([("level_3", "3")], None),
        ([("change_answer", "no, make it a 3")], None),
        ([("nlu_fallback", "purple monkey dishwasher"), ("level_2", "2")], None),
        ([("clarify", "about half our practices do this"), ("level_2", "2")], None),
    ],
)
def test_words_are_a_note_only_of_the_level_that_was_worked_out_from_them(
    sit: Sit, then: list[tuple[str, str]], note: str | None
) -> None:
    talk = sit()
    talk.open()
    talk.say("level_2", PROPOSED)
    assert talk.said == ["utter_confirm_level"]
    for intent, text in then:
        level = {"level": int(text)} if text.isdecimal() else {}
        talk.say(intent, text, **level)
    assert talk.asked == "N1b"
    assert talk.history()[-1]["note"] == note


@pytest.mark.parametrize("then", [[("deny", "no")], [("nlu_fallback", "purple monkey")], []])
def test_a_note_that_was_asked_for_goes_with_whatever_level_follows(
    sit: Sit, then: list[tuple[str, str]]
) -> None:
    talk = sit()
    talk.open()
    talk.say("level_2", PROPOSED)
    talk.say("note", "note: board minutes November")
    for intent, text in then:
        talk.say(intent, text)
    talk.say("level_3", "3", level=3)
    assert talk.said[0] == "utter_saved_level_with_note"
    assert talk.history()[-1]["note"] == "board minutes November"


def test_two_levels_at_once_are_asked_about_with_just_those_two(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("clarify", "leadership would be a three but digital's a one")
    assert talk.said == ["utter_clarify_levels"]
    assert talk.titles == ["1 Emerging", "3 Maturing"]


def test_a_hedge_without_content_is_asked_about_and_leaves_no_note(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("clarify", "so-so")
    assert talk.said == ["utter_clarify"]
    talk.press("2 Developing")
    assert talk.history()[-1]["note"] is None


def test_a_link_in_a_note_is_kept_whole(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("level_3", "3", level=3)
    link = "https://example.org/board/minutes.pdf?month=11&page=4#item-7"
    talk.say("note", f"note: board minutes November {link}")
    assert talk.history()[-1]["note"] == f"board minutes November {link}"


def test_confidence_goes_with_the_answer_and_with_the_level_that_waits(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.ask_for("confidence", about="fairly")
    assert talk.said == ["utter_confidence_needs_answer"]
    talk.say("level_3", "3, just a guess", level=3, note="just a guess", confidence="guess")
    assert talk.history()[-1]["confidence"] == "guess"
    talk.press("How sure?")
    talk.press("Sure")
    assert talk.value("utter_confidence_saved", "statement") == "N1a"
    assert talk.history()[-1]["confidence"] == "sure"
    talk.say("level_2", "we have only talked about it so far")
    talk.ask_for("confidence", about="fairly")
    assert talk.said[0].startswith("utter_saved_level")
    assert talk.history()[-1]["confidence"] == "fairly"
    assert talk.answers() == {"N1a": 3, "N1b": 2}


def test_an_explanation_is_short_first_and_marks_what_is_ours(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("explain", "what does this mean?")
    short = talk.value("utter_explain", "explanation")
    assert short.startswith("In plain words (ours, not the framework's):")
    assert "The statement itself (N1a): “" in short
    assert "Why it is asked (our reading):" in short
    assert "Source: " in short
    assert "1 Emerging:" not in short
    assert "\n\n" in short
    talk.press("Each level here")
    levels = talk.value("utter_explain", "explanation")
    assert levels.startswith("What the levels mean, in the words of the source:")
    assert "1 Emerging: " in levels
    assert "\n    For example (ours, not the framework's): " in levels
    assert "4 Embedded: " in levels
    assert talk.asked == "N1a"


def test_a_question_about_two_levels_is_answered_with_these_in_the_words_of_the_source(
    sit: Sit,
) -> None:
    talk = sit("digital-maturity-index", "area")
    talk.open()
    talk.say("explain", "what is the difference between 2 and 3")
    levels = talk.value("utter_explain", "explanation")
    assert levels.startswith("What each level means here, in the words of the source:")
    described = talk.api("GET", f"/participants/{talk.participant}/questions/D1")["levels"]
    assert [one["value"] for one in described if one["descriptor"] in levels] == [2, 3]


@pytest.mark.parametrize("term", ["MDT", "mdts", "an ICB", "Link Workers"])
def test_a_word_is_answered_from_the_glossary(sit: Sit, term: str) -> None:
    talk = sit()
    talk.open()
    talk.ask_for("glossary", about=term)
    assert talk.said == ["utter_explain"]
    assert ": " in talk.value("utter_explain", "explanation")


@pytest.mark.parametrize("intent", ["explain", "nlu_fallback", "out_of_scope"])
def test_a_word_that_the_glossary_lacks_is_said_to_be_unknown(sit: Sit, intent: str) -> None:
    talk = sit()
    talk.open()
    talk.say(intent, "what's XYZ?", request="glossary", about="XYZ")
    assert talk.said == ["utter_unknown_term"]
    assert talk.value("utter_unknown_term", "term") == "“XYZ”"
    offered = talk.value("utter_unknown_term", "terms").split(", ")
    assert offered == talk.titles[: len(offered)]
    assert (talk.asked, talk.answers()) == ("N1a", {})
    talk.press(offered[0])
    assert talk.value("utter_explain", "explanation").startswith(offered[0])


@pytest.mark.parametrize(
    ("intent", "about"),
    [("out_of_scope", "capital of France"), ("pause", "the time"), ("explain", "this")],
)
def test_what_is_no_word_of_the_field_is_left_to_the_intent(
    sit: Sit, intent: str, about: str
) -> None:
    talk = sit()
    talk.open()
    talk.say(intent, f"what is {about}", request="glossary", about=about)
    assert not any(key.startswith("utter_unknown_term") for key in talk.said)


def test_a_word_of_the_statement_without_a_meaning_leads_to_the_statement(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("explain", "what does this mean", request="glossary", about="this")
    assert "The statement itself" in talk.value("utter_explain", "explanation")
    word = talk.api("GET", f"/participants/{talk.participant}/questions/N1a")["text"].split()[-1]
    talk.say("explain", f"what does {word} mean", request="glossary", about=word)
    assert talk.said == ["utter_explain"]


def test_a_statement_is_passed_on_arrives_with_who_sent_it_and_can_be_had_back(sit: Sit) -> None:
    giver = sit(**ROUTED)
    taker = sit(at=giver.assessment, partner_type="icb", role="Digital lead")
    giver.open()
    passed = giver.asked
    giver.say(
        "dont_know", "ask", request="hand_over", about="the digital lead", note="has the DPIA"
    )
    assert giver.said[0] == "utter_passed_on"
    assert giver.asked not in {None, passed}
    assert giver.answers() == {}
    taker.open()
    assert taker.asked == passed
    assert taker.value("utter_handed_over_with_note", "giver") == "Link worker"
    assert taker.value("utter_handed_over_with_note", "note") == "has the DPIA"
    giver.press("Undo")
    assert giver.asked == passed
    taker.open()
    assert taker.asked != passed


def test_nothing_is_passed_on_to_oneself_or_to_nobody(sit: Sit) -> None:
    talk = sit(**ROUTED)
    talk.open()
    talk.ask_for("hand_over", about="link worker")
    assert talk.said == ["utter_hand_over_to_oneself"]
    talk.ask_for("hand_over_to_whom")
    assert talk.said == ["utter_hand_over_to_whom"]
    assert talk.asked == talk.position()["question"]["statement"]


def test_five_minutes_ask_the_few_that_tell_most_and_the_rest_can_follow(sit: Sit) -> None:
    talk = sit(**ROUTED)
    talk.open()
    whole = talk.position()["progress"]["total"]
    talk.ask_for("five_minutes")
    key = talk.value("utter_pathway_key", "total")
    assert 0 < key < whole
    while talk.asked is not None:
        talk.say("level_3", "3", level=3)
    assert len(talk.answers()) == key
    talk.press("Ask me the rest")
    assert talk.position()["progress"] == {"answered": key, "total": whole}
    assert talk.asked is not None
    talk.ask_for("everything")
    assert talk.position()["progress"]["total"] == 35


def test_everything_is_an_answer_unless_little_is_asked(sit: Sit) -> None:
    talk = sit(**ROUTED)
    talk.open()
    talk.say("clarify", "all of them", request="all_of_it")
    assert talk.said[0].startswith("utter_clarify")
    talk.ask_for("five_minutes")
    talk.say("clarify", "all of it", request="all_of_it")
    assert talk.said[0] == "utter_pathway_all"


def test_the_state_says_how_many_minutes_are_left(sit: Sit) -> None:
    talk = sit()
    talk.open()
    left = talk.position()["minutes_left"]
    assert talk.state["progress"]["minutes_left"] == left
    assert talk.value("utter_welcome", "minutes") == f"{left} minutes"


def test_figures_are_told_with_what_they_are_out_of(sit: Sit) -> None:
    first = sit()
    second = sit(at=first.assessment)
    for talk, level in ((first, 1), (second, 4)):
        talk.open()
        talk.say(f"level_{level}", str(level), level=level)
    first.ask_for("figures", about="leadership")
    told = first.value("utter_figures", "figures")
    assert "of 16 answers looked for, 2 are levels" in told
    assert "median) is 2.5, and they go from 1 to 4" in told
    assert "14 not answered yet" in told
    assert (first.value("utter_figures", "started"), first.value("utter_figures", "invited")) == (
        2,
        2,
    )
    first.ask_for("disagreements")
    assert first.value("utter_disagreements", "compared") == 1
    assert first.value("utter_disagreements", "statements").startswith("N1a · ")
    assert "(2 answers)" in first.value("utter_disagreements", "statements")
    second.say("change_answer", "change N1a to 1")
    first.ask_for("disagreements")
    assert first.said == ["utter_no_disagreements"]


@pytest.mark.parametrize("request_", ["figures", "disagreements"])
def test_figures_of_no_domain_are_answered_with_the_domains_there_are(
    sit: Sit, request_: str
) -> None:
    talk = sit()
    talk.open()
    talk.say("out_of_scope", "how are we on cricket", request=request_, about="cricket")
    assert talk.said == ["utter_no_such_part"]
    assert "Leadership and Governance" in talk.value("utter_no_such_part", "parts")
    talk.press("Leadership and Governance")
    assert talk.said == ["utter_figures"]


def test_the_profile_tells_each_aspect_with_what_it_is_out_of(sit: Sit) -> None:
    talk = sit("digital-maturity-index", "area")
    talk.open()
    assert "utter_question_of_aspect" in talk.said
    talk.say("level_4", "4", level=4)
    talk.ask_for("profile")
    aspects = talk.value("utter_profile", "aspects").splitlines()
    assert len(aspects) == 7
    assert aspects[0].endswith(": 4 (levels given: 1 of 1)")
    assert aspects[1].endswith("no level yet (levels given: 0 of 1)")


def test_a_framework_without_aspects_has_no_profile(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.ask_for("profile")
    assert talk.said == ["utter_no_profile"]


def test_what_was_not_understood_is_in_the_review_queue(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("nlu_fallback", "purple monkey dishwasher")
    queue = talk.api("GET", "/../../misunderstandings")["items"]
    assert [(one["text"], one["statement"]) for one in queue] == [
        ("purple monkey dishwasher", "N1a")
    ]


def test_of_a_person_who_wants_no_words_kept_none_are(sit: Sit) -> None:
    talk = sit()
    talk.keeps_words = False
    talk.open()
    talk.say("nlu_fallback", "purple monkey dishwasher")
    talk.say("level_2", "it comes up at every meeting of ours")
    assert "every meeting" not in str(talk.slots)
    talk.say("affirm", "yes")
    assert talk.history()[-1]["note"] is None
    assert talk.api("GET", "/../../misunderstandings")["items"] == []


def test_a_note_that_may_not_wait_is_said_to_be_left_out_and_taken_with_the_answer(
    sit: Sit,
) -> None:
    talk = sit()
    talk.keeps_words = False
    talk.open()
    talk.say("level_2", "it comes up at every meeting of ours")
    talk.say("note", "note: board minutes November")
    assert talk.said == ["utter_note_cannot_wait", "utter_confirm_again"]
    assert "November" not in str(talk.slots)
    talk.say("affirm", "yes")
    assert talk.history()[-1]["note"] is None
    talk.say("note", "note: board minutes November")
    assert talk.said == ["utter_note_saved"]
    assert talk.history()[-1]["note"] == "board minutes November"


def test_parts_are_told_by_their_median_and_what_nobody_rated_comes_last(sit: Sit) -> None:
    talk = sit("digital-maturity-index", "area")
    talk.open()
    talk.ask_for("weakest")
    assert talk.said == ["utter_no_levels_yet"]
    talk.say("level_4", "4", level=4)
    talk.say("level_1", "1", level=1)
    talk.ask_for("weakest")
    parts = talk.value("utter_lowest_parts", "parts").splitlines()
    assert parts[0].endswith(": 1 (levels given: 1 of 1)")
    assert parts[-1].endswith("no level yet (levels given: 0 of 1)")
    talk.ask_for("strongest")
    assert ": 4 (" in talk.value("utter_highest_parts", "parts").splitlines()[0]


def test_where_a_person_differs_is_told_without_naming_anybody(sit: Sit) -> None:
    first = sit()
    second = sit(at=first.assessment)
    for talk, level in ((first, 1), (second, 4)):
        talk.open()
        talk.say(f"level_{level}", str(level), level=level)
    first.ask_for("disagree_with_me")
    told = first.value("utter_differs", "statements")
    assert told.startswith("N1a · ")
    assert told.endswith(": you 1, everybody together 2.5 (2 answers)")
    first.ask_for("others_on", about="n1a")
    assert "2 are levels" in first.value("utter_figures", "figures")
    first.ask_for("disagreements", about="workforce")
    assert first.value("utter_nothing_to_compare", "part").endswith("Workforce")


def _queue(talk: Sitting) -> list[tuple[str, str, str]]:
    items = talk.api("GET", "/../../misunderstandings")["items"]
    return [(one["text"], one["framework"], one["statement"]) for one in items]


def test_what_a_person_takes_back_is_in_the_review_queue(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("level_3", "3 modules of training", level=3)
    talk.ask_for("undo")
    assert _queue(talk) == [("3 modules of training", "nhs-spmf", "N1a")]
    talk.press("3 Maturing")
    talk.press("Undo")
    assert len(_queue(talk)) == 1


@pytest.mark.parametrize("intent", ["restart", "pause", "find_support"])
def test_what_was_taken_for_a_wish_and_refused_is_in_the_review_queue(
    sit: Sit, intent: str
) -> None:
    talk = sit()
    talk.open()
    talk.say(intent, "on hold at the moment")
    talk.say("deny", "no")
    assert _queue(talk) == [("on hold at the moment", "nhs-spmf", "N1a")]
    assert talk.asked == "N1a"


def test_what_fits_no_single_level_is_in_the_review_queue(sit: Sit) -> None:
    talk = sit()
    talk.open()
    talk.say("clarify", "about half our practices do this")
    assert _queue(talk) == [("about half our practices do this", "nhs-spmf", "N1a")]
