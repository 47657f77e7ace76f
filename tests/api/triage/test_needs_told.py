"""Which needs an answer to a question tells, and which it only names."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.signposting.needs import Need
from api.triage.needs_told import load_needs_told, told_beside
from api.triage.rules import load_rules
from tests.api.triage.conftest import Citizen

CASES: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("needs_told.yml").read_text(encoding="utf-8")
)


def cases(part: str) -> Iterator[tuple[str, str, Need]]:
    for asked, texts in CASES[part].items():
        yield from ((asked, text, Need(need)) for text, need in texts.items())


@pytest.mark.parametrize(("asked", "text", "need"), list(cases("names")))
@pytest.mark.parametrize("is_answer", [True, False])
def test_what_an_answer_only_names_is_no_need(
    asked: str, text: str, need: Need, is_answer: bool
) -> None:
    assert told_beside(text, [need], asked=asked, is_answer=is_answer) == []


@pytest.mark.parametrize(("asked", "text", "need"), list(cases("tells")))
@pytest.mark.parametrize("is_answer", [True, False])
def test_a_need_told_beside_or_in_place_of_an_answer_is_one(
    asked: str, text: str, need: Need, is_answer: bool
) -> None:
    assert told_beside(text, [need], asked=asked, is_answer=is_answer) == [need]


def test_there_are_words_for_every_need_and_cases_for_every_question() -> None:
    assert set(load_needs_told().tells) == set(Need)
    asked = {question.id for question in load_rules().questions if not question.told_only}
    for part in ("names", "tells"):
        assert set(CASES[part]) == (asked | {"place"}) - {"needs"}


def test_a_long_message_that_answers_nothing_counts_as_it_stands() -> None:
    text = "the thing is that since all of that happened our house has been a mess"
    assert told_beside(text, [Need.HOUSING], asked="access", is_answer=False) == [Need.HOUSING]
    assert told_beside(text, [Need.HOUSING], asked="access", is_answer=True) == []


def test_what_an_answer_names_is_neither_noted_nor_counted_as_a_gap(citizen: Citizen) -> None:
    citizen.tell("lonely", "loneliness")
    for asked, text, need in cases("names"):
        heard = citizen.tell(text, need, asked=asked)["heard"]
        assert heard["needs"] == [], text
    assert [need["id"] for need in citizen.read()["needs"]] == ["loneliness"]
    # The same words where needs are asked for, or nothing is, are needs.
    assert citizen.tell("the lads at the pub", "alcohol")["heard"]["needs"] == ["alcohol"]
