"""What a message says beside a need or an answer, and which needs its words do not tell."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.signposting.needs import Need
from api.triage.answers import WANTS_TO_START
from api.triage.corrections import is_correction, taken_back
from api.triage.plain_words import plain_words
from api.triage.reading import read
from api.triage.rules import load_rules
from api.triage.sayings import Beside, Sayings

RULES = load_rules()
CASES: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("beside.yml").read_text(encoding="utf-8")
)


def cases(part: str) -> Iterator[tuple[str, str]]:
    for fact, texts in CASES[part].items():
        yield from ((fact, text) for text in texts)


@pytest.mark.parametrize(("fact", "text"), list(cases("says")))
def test_what_is_said_beside_a_need_is_heard(fact: str, text: str) -> None:
    assert fact in Sayings.load().beside(plain_words(text))


@pytest.mark.parametrize(("fact", "text"), list(cases("does_not_say")))
def test_what_only_sounds_like_it_is_not(fact: str, text: str) -> None:
    assert fact not in Sayings.load().beside(plain_words(text))


def test_every_fact_has_cases_for_and_against_it() -> None:
    for part in ("says", "does_not_say"):
        assert CASES[part].keys() == set(Beside) == Sayings.load().facts.keys()


@pytest.mark.parametrize("text", CASES["starts"])
def test_a_wish_to_start_something_is_heard(text: str) -> None:
    assert read(text, RULES, asked=None).values.get(WANTS_TO_START) == "group"


@pytest.mark.parametrize("text", CASES["does_not_start"])
def test_who_would_join_or_used_to_run_something_starts_nothing(text: str) -> None:
    assert WANTS_TO_START not in read(text, RULES, asked=None).values


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("im deaf cant use phone", {Need.DIGITAL, Need.DISABILITY}),
        ("I'm deaf and can't use the phone, is there a deaf club", set()),
        ("I'm fine with computers", {Need.DIGITAL}),
        ("I can't read very well", {Need.ENGLISH_LANGUAGE}),
        ("I can't read very well and want to learn to read", set()),
        ("me, I'm the one who needs help", {Need.CARERS}),
        ("I'm the one who looks after him and I need a break", set()),
        ("I'm lonely", set()),
    ],
)
def test_needs_that_the_words_do_not_tell(text: str, needs: set[Need]) -> None:
    assert read(text, RULES, asked=None).not_needs == needs


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("no i didnt say that", [Need.DIGITAL]),
        ("that's not what I meant", [Need.DIGITAL]),
        ("no i didnt say that, not online. i mean talking on the phone", [Need.DIGITAL]),
        ("I didn't mention money", [Need.MONEY_DEBT]),
        ("I don't need help with money, that's sorted", [Need.MONEY_DEBT]),
        ("no, not online", [Need.DIGITAL]),
        ("take the money worries off", [Need.MONEY_DEBT]),
        ("I'm not good with money", []),
        ("not sure", []),
        ("no", []),
        ("I never said a word to anyone about the money", []),
        ("I'd like help with money", []),
    ],
)
def test_what_is_taken_back(text: str, needs: list[Need]) -> None:
    known = [Need.MONEY_DEBT, Need.DIGITAL]
    assert taken_back(text, known=known, noted=[Need.DIGITAL]) == needs


def test_an_answer_in_the_words_of_its_question_takes_nothing_back() -> None:
    told = {"known": [Need.DIGITAL], "noted": [Need.DIGITAL]}
    assert taken_back("not online", **told) == [Need.DIGITAL]
    assert taken_back("not online", **told, own=[Need.DIGITAL]) == []


def test_a_correction_answers_no_question() -> None:
    told = read("no, I didn't say that", RULES, asked="support", says_yes=False)
    assert told.values == {}


@pytest.mark.parametrize(
    "text",
    [
        "they take money out of my benefits every week",
        "this is wrong, the bailiffs took my stuff",
        "its not right what they charge, I'm in debt",
    ],
)
def test_a_complaint_takes_no_need_back(text: str) -> None:
    needs = [Need.MONEY_DEBT]
    assert taken_back(text, known=needs, noted=needs) == []
    assert not is_correction(text)
