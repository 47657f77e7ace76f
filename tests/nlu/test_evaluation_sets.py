"""The evaluation sets hold only known labels, no text twice, and enough messages of each label."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parent / "evaluation"

LEAST_MESSAGES_OF_INTENT = {
    "answers": {
        "level_1": 75,
        "level_2": 75,
        "level_3": 75,
        "level_4": 75,
        "level_5": 20,
        "clarify": 60,
        "not_applicable": 30,
        "dont_know": 35,
        "skip": 25,
        "back": 25,
        "explain": 35,
        "progress": 25,
        "pause": 30,
        "resume": 25,
        "note": 30,
        "change_answer": 35,
        "start_assessment": 20,
    },
    "commands": {
        "affirm": 35,
        "deny": 35,
        "help": 25,
        "restart": 20,
        "human": 35,
        "greet": 20,
        "goodbye": 20,
        "thanks": 20,
        "bot_challenge": 15,
        "privacy": 25,
        "out_of_scope": 90,
        "find_support": 80,
    },
}

NEEDS = {
    "loneliness",
    "low_mood_anxiety",
    "bereavement",
    "exercise",
    "weight",
    "food",
    "money_debt",
    "housing",
    "work",
    "english_language",
    "digital",
    "transport",
    "carers",
    "dementia",
    "long_term_condition",
    "disability",
    "alcohol",
    "drugs",
    "smoking",
    "gambling",
    "domestic_abuse",
    "parenting",
    "arts",
    "nature",
    "volunteering",
}


@cache
def messages(name: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf-8"))
    return loaded


def normalised(text: str) -> str:
    return " ".join(text.casefold().split())


def every_text() -> Iterator[str]:
    for name in ("answers", "commands", "needs", "second_answers", "second_needs", "third_answers"):
        for message in messages(name):
            yield message["text"]


@pytest.mark.parametrize("name", LEAST_MESSAGES_OF_INTENT)
def test_every_intent_is_known_and_has_enough_messages(name: str) -> None:
    least = LEAST_MESSAGES_OF_INTENT[name]
    counts = Counter(message["intent"] for message in messages(name))
    assert counts.keys() == least.keys()
    assert {intent: n for intent, n in counts.items() if n < least[intent]} == {}


def test_every_need_is_known_and_has_enough_messages() -> None:
    counts = Counter(need for message in messages("needs") for need in message["needs"])
    assert counts.keys() == NEEDS
    assert {need: n for need, n in counts.items() if n < 18} == {}


def test_the_second_sets_have_known_labels_and_enough_messages() -> None:
    known = {intent for least in LEAST_MESSAGES_OF_INTENT.values() for intent in least}
    assert {message["intent"] for message in messages("second_answers")} <= known
    assert {need for message in messages("second_needs") for need in message["needs"]} == NEEDS
    assert min(len(messages("second_answers")), len(messages("second_needs"))) >= 380


def test_the_third_set_has_known_labels_and_enough_messages() -> None:
    known = {intent for least in LEAST_MESSAGES_OF_INTENT.values() for intent in least}
    assert {message["intent"] for message in messages("third_answers")} <= known
    assert len(messages("third_answers")) >= 430


def test_needs_come_alone_together_and_not_at_all() -> None:
    sizes = Counter(len(message["needs"]) for message in messages("needs"))
    assert sizes.total() >= 400
    assert sizes[0] >= 60
    assert sizes[2] + sizes[3] >= 120
    assert max(sizes) == 3


def test_no_message_names_a_need_twice() -> None:
    for message in messages("needs"):
        assert len(set(message["needs"])) == len(message["needs"]), message["text"]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("answers", {"text", "intent"}),
        ("commands", {"text", "intent"}),
        ("needs", {"text", "needs"}),
        ("second_answers", {"text", "intent"}),
        ("second_needs", {"text", "needs"}),
        ("third_answers", {"text", "intent"}),
    ],
)
def test_a_message_has_its_text_and_label_and_nothing_else(name: str, keys: set[str]) -> None:
    assert [message for message in messages(name) if message.keys() != keys] == []


def test_every_text_is_words_and_not_a_number_or_a_truth_value() -> None:
    assert [text for text in every_text() if not isinstance(text, str) or not text.strip()] == []


def test_no_text_stands_twice_in_any_of_the_sets() -> None:
    counts = Counter(normalised(text) for text in every_text())
    assert [text for text, n in counts.items() if n > 1] == []
