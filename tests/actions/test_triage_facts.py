"""What is asked about the signposts on view, and what is not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.triage_buttons import titles
from actions.triage_facts import _READ, asked_of

CASES: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("triage_facts.yml").read_text(encoding="utf-8")
)


def questions() -> Iterator[tuple[str, str]]:
    for what, texts in CASES["asks"].items():
        yield from ((text, what) for text in texts)


@pytest.mark.parametrize(("text", "what"), list(questions()))
def test_a_question_about_what_is_on_view_is_known(text: str, what: str) -> None:
    assert what in asked_of(text)


@pytest.mark.parametrize("text", CASES["nothing"])
def test_what_asks_for_something_new_is_none(text: str) -> None:
    assert asked_of(text) == []


def test_everything_that_may_be_asked_can_be_read_and_said() -> None:
    assert set(CASES["asks"]) == set(_READ)
    assert set(_READ) <= set(titles()["facts"])
