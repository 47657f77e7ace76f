"""The safety screen finds danger however it is written, and leaves ordinary talk alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.safety.finding import Category, Certainty
from api.safety.measure import measure, read_messages
from api.safety.phrases import FaultyPhrase, chunks, expand
from api.safety.rulefiles import read_rule_files
from api.safety.screen import Screen, screen_lines

FOLDER = Path(__file__).parent


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen.load()


@pytest.fixture(scope="module", params=["development", "regional"])
def development(screen, request):
    return measure(screen, read_messages(FOLDER / f"{request.param}.jsonl"))


def test_the_development_set_is_found_to_the_bar(development) -> None:
    assert development.dangers_found.value >= 0.97


def test_every_explicit_statement_is_certain(development) -> None:
    assert development.explicit_certain.value == 1.0


def test_hard_idioms_stay_idioms(development) -> None:
    assert development.idioms_certain.value <= 0.03
    assert development.idioms_any.value <= 0.10


def test_ordinary_requests_and_staff_answers_pass(development) -> None:
    assert development.ordinary_certain.value <= 0.0005
    assert development.ordinary_any.value <= 0.005


def test_the_wide_set_which_the_rules_have_read_in_part_keeps_its_floor(screen) -> None:
    wide = measure(screen, read_messages(FOLDER / "wide.jsonl"))
    assert wide.dangers_found.value >= 0.95
    assert wide.explicit_certain.value >= 0.92
    assert wide.idioms_certain.value <= 0.03
    assert wide.idioms_any.value <= 0.10
    assert wide.ordinary_certain.value <= 0.002
    assert wide.ordinary_any.value <= 0.01


@pytest.mark.parametrize("name", ["fresh", "fresh2", "fresh3", "fresh4", "fresh5"])
def test_the_fresh_sets_which_the_rules_have_read_stay_at_the_bars(screen, name) -> None:
    fresh = measure(screen, read_messages(FOLDER / f"{name}.jsonl"))
    assert fresh.dangers_found.value >= 0.97
    assert fresh.explicit_certain.value == 1.0
    assert fresh.idioms_certain.value <= 0.03
    assert fresh.idioms_any.value <= 0.10
    assert fresh.ordinary_certain.value <= 0.0005
    assert fresh.ordinary_any.value <= 0.005


def test_words_that_the_rules_have_not_read_are_understood(screen) -> None:
    unread = measure(screen, read_messages(FOLDER / "heldout.jsonl"))
    assert unread.dangers_found.value >= 0.97
    assert unread.explicit_certain.value >= 0.985
    assert unread.idioms_certain.value <= 0.03
    assert unread.idioms_any.value <= 0.10
    assert unread.ordinary_certain.value <= 0.002
    assert unread.ordinary_any.value <= 0.005


def test_the_newest_words_that_nobody_has_read_are_understood(screen) -> None:
    unread = measure(screen, read_messages(FOLDER / "heldout2.jsonl"))
    assert unread.dangers_found.value >= 0.97
    assert unread.explicit_certain.value >= 0.98
    assert unread.idioms_certain.value <= 0.03
    assert unread.idioms_any.value <= 0.10
    # The bar of 0.5 % is not met where so much hardship is told; it must not get worse.
    assert unread.ordinary_certain.value <= 0.002
    assert unread.ordinary_any.value <= 0.016


def test_the_help_that_comes_is_the_right_kind(development) -> None:
    assert development.category_right.value >= 0.95


@pytest.mark.parametrize(
    "written",
    [
        "I want to kill myself",
        "i wanna k1ll myself",
        "I WANT TO KILL MYSELF",
        "i want to k i l l   m y s e l f",
        "i want to k*ll myself",
        "iwanttokillmyself",
        "i want to k\u0456ll m\u0443self",
        "i want to killlll myself",
        "I want to k\u200bill myself",
        "i.want.to.kill.myself",
    ],
)
def test_a_disguise_does_not_hide_it(screen, written) -> None:
    finding = screen.check(written)
    assert (finding.category, finding.certainty) == (Category.CRISIS, Certainty.CERTAIN)


def test_danger_in_one_clause_of_a_long_message_is_found(screen) -> None:
    long = "Level 2 for that one. " * 40 + "I want to end my life. " + "Thanks, next please. " * 40
    assert screen.check(long).certainty is Certainty.CERTAIN


@pytest.mark.parametrize(
    "harmless",
    ["the commute is killing me", "my phone died", "suicide prevention training is embedded"],
)
def test_an_exemption_covers_only_its_own_words(screen, harmless) -> None:
    assert screen.check(harmless).certainty is None
    assert screen.check(f"{harmless}. I want to kill myself").certainty is Certainty.CERTAIN
    assert screen.check(f"I want to kill myself. {harmless}").certainty is Certainty.CERTAIN


@pytest.mark.parametrize(
    ("denied", "certainty"),
    [
        ("I won't hurt myself, I'm just so tired", Certainty.POSSIBLE),
        ("those stairs nearly finished me off", None),
        ("I don't have chest pain, just a cough", None),
        ("I told my GP I was fine but I'm not, I'm planning to kill myself", Certainty.CERTAIN),
    ],
)
def test_denial_and_idiom_take_certainty_back(screen, denied, certainty) -> None:
    assert screen.check(denied).certainty is certainty


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        # No exemption takes this one back, and almost every word of it is everyday talk.
        (
            "is there a gardening group at the library, the trellis keeled over again",
            Certainty.POSSIBLE,
        ),
        ("my gran keeled over", Certainty.CERTAIN),
        ("call an ambulance", Certainty.CERTAIN),
        ("Nie chcę już żyć, czy jest tu jakaś grupa dla seniorów w bibliotece", Certainty.CERTAIN),
    ],
)
def test_the_doubt_of_the_model_turns_a_certain_answer_into_a_question(screen, text, certainty):
    assert screen.check(text).certainty is certainty


def test_someone_else_in_danger_is_marked_for_the_care_messages(screen) -> None:
    assert "someone_else" in screen.check("my daughter says she wants to die").about


def test_a_finding_holds_no_word_that_was_written(screen) -> None:
    finding = screen.check("I am Aria Example and I want to kill myself")
    assert "Aria" not in repr(finding)


def test_one_line_in_gives_one_answer_out() -> None:
    answers = list(screen_lines(["I want to die\n", "level 3\n"]))
    assert json.loads(json.dumps(answers)) == [
        {"category": "crisis", "certainty": "certain", "matched": answers[0]["matched"]},
        {"category": "none", "certainty": None, "matched": []},
    ]
    assert answers[0]["matched"]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_any_text_at_all_gets_an_answer(screen, text) -> None:
    finding = screen.check(text)
    assert (finding.certainty is None) == (finding.category is Category.NONE)


def test_rule_ids_are_single_and_begin_with_their_category() -> None:
    rules = [rule for rule_file in read_rule_files() for rule in rule_file.rules]
    ids = [rule.id for rule in rules]
    assert len(ids) == len(set(ids))
    assert [rule.id for rule in rules if not rule.id.startswith(f"{rule.category}.")] == []


def test_every_exemption_that_a_rule_yields_to_exists() -> None:
    files = read_rule_files()
    kinds = {exemption.kind for one in files for exemption in one.exemptions}
    named = {kind for one in files for rule in one.rules for kind in rule.yields_to or []}
    assert named - kinds == set()


def test_no_slot_is_defined_twice() -> None:
    names = [name for rule_file in read_rule_files() for name in rule_file.slots]
    assert sorted(names) == sorted(set(names))


def test_choices_expand_and_are_cut_only_at_spaces() -> None:
    assert expand("kill(|s|ing) my( |)self") == [
        "kill my self", "kill myself", "kills my self", "kills myself",
        "killing my self", "killing myself",
    ]  # fmt: skip
    cut = [(chunk.phrases, chunk.optional) for chunk in chunks("(said|sent) (a |)good(bye|byes)")]
    assert cut == [
        (("said", "sent"), False),
        (("a",), True),
        (("goodbye", "goodbyes"), False),
    ]


@pytest.mark.parametrize("faulty", ["(a|b", "a|b", "a) b"])
def test_a_phrase_that_cannot_be_read_is_refused(faulty) -> None:
    with pytest.raises(FaultyPhrase):
        expand(faulty)
