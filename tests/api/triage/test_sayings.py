"""How people say the answers in their own words, and what tells that there is no food now."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.triage.answers import HUNGER, OWN_LANGUAGE
from api.triage.reading import read
from api.triage.rules import load_rules
from api.triage.sayings import Sayings

RULES = load_rules()
CASES: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("sayings.yml").read_text(encoding="utf-8")
)


def replies() -> Iterator[tuple[str, str, str]]:
    for question, options in CASES["replies"].items():
        for option, texts in options.items():
            yield from ((question, text, option) for text in texts)


@pytest.mark.parametrize(("question", "text", "option"), list(replies()))
def test_an_answer_in_own_words_is_followed(question: str, text: str, option: str) -> None:
    assert read(text, RULES, asked=question).values.get(question) == option


@pytest.mark.parametrize("text", CASES["hunger"])
def test_hunger_is_heard(text: str) -> None:
    assert read(text, RULES, asked=None).values.get(HUNGER) == "now"


@pytest.mark.parametrize("text", CASES["no_hunger"])
def test_what_only_speaks_of_food_is_no_hunger(text: str) -> None:
    assert HUNGER not in read(text, RULES, asked=None).values


def test_every_saying_is_of_a_question_and_an_answer_that_exist() -> None:
    known = {rule.id: {option.id for option in rule.options} for rule in RULES.questions}
    for question, options in Sayings.load().questions.items():
        assert set(options) <= known[question], question


def test_every_question_with_answers_has_sayings_and_cases_for_each_of_them() -> None:
    sayings = Sayings.load().questions
    for rule in RULES.questions:
        # Which language is spoken is known from the conversation, and nobody says it.
        if not rule.options or rule.id == OWN_LANGUAGE:
            continue
        assert sayings[rule.id], rule.id
        if not rule.told_only:
            tested = CASES["replies"][rule.id].keys()
            assert {option.id for option in rule.options} - tested <= {
                "link_worker_now",
                "link_worker_before",
            }


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("I can't work the internet and I'm lonely", {"access": "online_hard"}),
        ("I don't know anyone round here", {"support": "no_one"}),
        ("they've all moved away", {"support": "no_one"}),
        ("my daughter pops in now and then", {"support": "someone"}),
        ("I haven't tried anything", {"tried": "nothing"}),
        ("I couldn't do it on my own", {"confidence": "with_someone"}),
        ("I don't have a car", {}),
        ("my internet is down", {}),
        ("is there a computer class", {}),
        ("I need help to get online", {}),
        ("what can I do, there's nothing to eat", {"hunger": "now"}),
    ],
)
def test_what_is_told_unasked_in_other_words(text: str, values: dict[str, str]) -> None:
    assert read(text, RULES, asked=None).values == values
