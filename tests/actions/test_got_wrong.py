"""What people type when they are not as they were taken to be."""

from pathlib import Path

import pytest
import yaml

from actions.triage_signposts import says_got_wrong

CASES = yaml.safe_load(Path(__file__).with_name("got_wrong.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", CASES["says"])
def test_it_is_heard_in_many_words(text: str) -> None:
    assert says_got_wrong(text, is_over=True)


@pytest.mark.parametrize("text", CASES["does_not_say"])
def test_what_only_sounds_like_it_is_not(text: str) -> None:
    assert not says_got_wrong(text, is_over=True)


def test_while_a_question_is_open_how_somebody_is_answers_it() -> None:
    assert not says_got_wrong("I'm not scared, it's just my knees")
    assert says_got_wrong("you've got me wrong")
