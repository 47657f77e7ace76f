"""What is read from a person's own words, and what is left to be asked."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from api.triage.ages import Ages, ages_in
from api.triage.answers import About, AgeBand
from api.triage.area import is_area
from api.triage.plain_words import plain_words
from api.triage.reading import read, writes_english
from api.triage.rules import load_rules
from api.triage.whereabouts import place_candidates, places_in_passing

RULES = load_rules()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("I can't get out, I'm housebound", {"getting_there": "cannot"}),
        ("I'm not housebound", {}),
        ("I’ve got no internet", {"access": "online_hard"}),
        ("no internet and my english is bad", {"access": "both_hard"}),
        ("I gave up going after two weeks", {"tried": "stopped"}),
        ("My link worker told me about you", {"tried": "link_worker_now"}),
        ("my link worker finished in May", {"tried": "link_worker_before"}),
        ("what is a link worker?", {}),
        ("who is my link worker?", {}),
        ("just need the number please", {"confidence": "alone"}),
        ("it's all too much", {"confidence": "too_much"}),
        ("I'd need someone to go with me", {"confidence": "with_someone"}),
        ("i find it hard to do alone", {"confidence": "with_someone"}),
        ("too many questions", {"confidence": "too_much"}),
        (
            "my social prescribing has finished, i saw the link worker until March",
            {"tried": "link_worker_before"},
        ),
        (
            "i have a link worker already but cant get hold of her",
            {"tried": "link_worker_now"},
        ),
        ("I'm lonely", {}),
        ("", {}),
        ("asdf qwer zxcv", {}),
    ],
)
def test_what_is_said_without_being_asked(text: str, values: dict[str, str]) -> None:
    assert read(text, RULES, asked=None).values == values


@pytest.mark.parametrize(
    ("asked", "text", "option"),
    [
        ("confidence", "on my own", "alone"),
        ("confidence", "a bit of help", "bit_of_help"),
        ("confidence", "Not alone.", "with_someone"),
        ("confidence", "too much", "too_much"),
        ("confidence", "2", "bit_of_help"),
        ("confidence", "togehter", "with_someone"),
        ("reading", "reading is hard", "hard"),
        ("access", "both are hard", "both_hard"),
        ("access", "english is hard", "english_hard"),
        ("getting_there", "only with help", "with_help"),
        ("tried", "nothing yet", "nothing"),
        ("tried", "I started and stopped", "stopped"),
        ("support", "nobody", "no_one"),
        ("support", "my daughter", "someone"),
        ("confidence", "purple", None),
        ("confidence", "9", None),
        ("confidence", "the weather was lovely on saturday when we all went out", None),
        ("tried", "what's a link worker?", None),
    ],
)
def test_replies_to_a_question(asked: str, text: str, option: str | None) -> None:
    assert read(text, RULES, asked=asked).values.get(asked) == option


def test_yes_and_no_are_answers_where_the_question_takes_them() -> None:
    assert read("yep", RULES, asked="support", says_yes=True).values == {"support": "someone"}
    assert read("nah", RULES, asked="support", says_yes=False).values == {"support": "no_one"}
    assert read("yep", RULES, asked=None, says_yes=True).values == {}


def test_a_number_that_is_no_option_is_told() -> None:
    assert read("9", RULES, asked="confidence").option_out_of_range == 9
    assert read("0", RULES, asked="confidence").option_out_of_range == 0


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("I'm asking for my mum", About.THEM),
        ("my dad is lonely", About.THEM),
        ("my 82 year old neighbour needs shopping", About.THEM),
        ("hello, my elderly mother can't get out", About.THEM),
        ("my son is being bullied", About.THEM),
        ("it's my mum she is 85 and lonely since dad died", About.THEM),
        ("its my daughter not me", About.THEM),
        ("mother speaks only Urdu", About.THEM),
        ("it's my husband, he died", None),
        ("mum is dead", None),
        ("it's my mum's anniversary", None),
        ("it's for me", About.ME),
        ("my husband died", None),
        ("my mum passed away in March", None),
        ("I'm caring for my wife", None),
        ("my husband has dementia, i look after him", None),
        ("my mum cant walk and ive been looking after her since may", None),
        ("my dad is ill and im his full time carer", None),
        ("my husband has dementia, he looks after himself", About.THEM),
        ("asking for my mum, I look after her", About.THEM),
        ("my husband hits me", None),
        ("I miss my mum", None),
        ("my partner left me", None),
        ("I am lonely", None),
    ],
)
def test_who_it_is_about(text: str, about: About | None) -> None:
    assert read(text, RULES, asked=None).about == about


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("I'm 15", AgeBand.CHILD),
        ("im 17 and stressed", AgeBand.YOUNG),
        ("she's 82", AgeBand.OLDER),
        ("my 40 year old brother", AgeBand.ADULT),
        ("I'm a pensioner", AgeBand.OLDER),
    ],
)
def test_age(text: str, age: AgeBand) -> None:
    assert read(text, RULES, asked=None).age == age


AGES: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("ages.yml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("whose", ["own", "theirs"])
def test_ages_are_read_of_whom_they_are_told(whose: str) -> None:
    read_as = {
        text: getattr(ages_in(plain_words(text), RULES.people), whose) for text in AGES[whose]
    }
    assert read_as == AGES[whose]


def test_the_answer_to_how_old_may_be_a_bare_number_or_a_word() -> None:
    told = AGES["asked"]
    heard = {text: ages_in(plain_words(text), RULES.people, is_asked=True).own for text in told}
    assert heard == told


@pytest.mark.parametrize("text", AGES["no_age"])
def test_a_number_that_is_no_age_is_none(text: str) -> None:
    assert ages_in(plain_words(text), RULES.people) == Ages()


@pytest.mark.parametrize(
    ("text", "known", "age"),
    [
        ("I'm 34 and I've a son who is 9", About.ME, AgeBand.ADULT),
        ("we've two kids aged 5 and 7 and no money", About.ME, None),
        ("I'm 45", About.THEM, None),
        ("she's 12, I'm 45", About.THEM, AgeBand.CHILD),
        ("my son is 9", About.ME, AgeBand.CHILD),
    ],
)
def test_only_the_age_of_whom_the_help_is_for_counts(
    text: str, known: About, age: AgeBand | None
) -> None:
    assert read(text, RULES, asked=None, known_about=known).age is age


def test_an_age_that_nobody_has_is_told_and_not_taken() -> None:
    told = read("I am 300 years old", RULES, asked=None)
    assert (told.age, told.impossible_age) == (None, 300)
    assert read("300", RULES, asked="age").impossible_age == 300
    assert read("12", RULES, asked="age").age is AgeBand.CHILD


@pytest.mark.parametrize(
    ("text", "option"),
    [
        ("yes love", "easy"),
        ("No I'm no good with all that online business", "online_hard"),
        ("useless with that, me", None),
        ("I'm good with computers", "easy"),
        ("did my claim on it so yes", "easy"),
        ("no I'm 84", "online_hard"),
        ("nah never", "online_hard"),
        ("no that's not it", None),
        ("yes but only sometimes", None),
        ("no, I said debt", None),
    ],
)
def test_a_yes_or_no_with_something_beside_it_answers(text: str, option: str | None) -> None:
    assert read(text, RULES, asked="access").values.get("access") == option


@pytest.mark.parametrize("text", ["I'm at school", "my teacher says", "my son is sad", "year 9"])
def test_a_child_is_hinted_at(text: str) -> None:
    assert read(text, RULES, asked=None).child_hinted


@pytest.mark.parametrize(
    ("text", "asked", "first"),
    [
        ("LS6", True, "LS6"),
        ("my postcode is ls6 2ab", False, "LS6"),
        ("I live in Headingley", False, "headingley"),
        ("Hebden Bridge", True, "hebden bridge"),
        ("somewhere near Stoke on Trent please", True, "stoke on trent please"),
    ],
)
def test_what_may_be_a_place(text: str, asked: bool, first: str) -> None:
    assert place_candidates(text, asked=asked)[0] == first


@pytest.mark.parametrize(
    "text",
    [
        "I stopped working in March",
        "I moved here in March",
        "I've been on my own in march",
        "I had a fall in Sheffield on Monday",
        "I work in Leeds",
        "Mum died in Leeds",
        "I went to school in Leeds",
    ],
)
def test_a_month_and_the_place_of_what_happened_are_no_home(text: str) -> None:
    assert not [each for each in places_in_passing(text, About.ME) if is_area(each, names=True)]


@pytest.mark.parametrize("text", ["I live in Leeds but work in York", "anything in Leeds?"])
def test_a_home_in_passing_is_heard(text: str) -> None:
    found = [each for each in places_in_passing(text, About.ME) if is_area(each, names=True)]
    assert found[0].casefold() == "leeds"


def test_without_a_question_or_a_word_before_it_nothing_is_a_place() -> None:
    for text in ("I enjoy reading", "I'm in debt and it's all too much for me", "I am from work"):
        assert place_candidates(text, asked=False) == []


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("I've been stuck at home since my knee went in March", True),
        ("My wife died in March and the house is very quiet now", True),
        ("im skint and the gas is about to go off so i cant cook for the kids", True),
        ("lonely", False),
        ("I want to lose weight", False),
        ("i not have house and i need help find for my family", False),
        ("hello i am need the doctor for my baby because he is ill", False),
        ("please how to say i want the job in the school for my wife", False),
        ("my english is not so good but i try to write to you", False),
        ("the letter is on the table but i cant do reading of it", False),
    ],
)
def test_who_writes_english_well_and_at_length_reads_it(text: str, reads: bool) -> None:
    assert writes_english(text, RULES) is reads


@pytest.mark.parametrize("text", ["I meant for me", "no, I meant me", "for me not my mum"])
def test_it_is_for_the_person_after_all(text: str) -> None:
    assert read(text, RULES, asked=None).about is About.ME
