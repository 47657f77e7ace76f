"""Every phrase and every button that is named has its words, and none is left over."""

import re

import pytest
import yaml

from actions.phrases import counted, named, to_go
from api.config import ROOT

ACTIONS = ROOT / "actions"
SOURCE = "\n".join(path.read_text() for path in sorted(ACTIONS.glob("*.py")))


@pytest.mark.parametrize("name", ["phrases", "buttons"])
def test_every_key_is_used(name: str) -> None:
    keys = yaml.safe_load((ACTIONS / f"{name}.yml").read_text())
    quoted = set(re.findall(r'"([a-z_]+)"', SOURCE))
    # "figures_" is put before the kinds of answers that are no level.
    used = {key for key in keys if {key, key.removeprefix("figures_")} & quoted}
    # A statement's confidence and what is missing are named by the API.
    used |= {"sure", "fairly", "guess", "handed_over", "skipped", "dont_know"}
    assert set(keys) - used == set()


def test_every_phrase_that_is_said_exists() -> None:
    phrases = yaml.safe_load((ACTIONS / "phrases.yml").read_text())
    said = set(re.findall(r'phrase\(\s*"([a-z_]+)"', SOURCE))
    assert said <= set(phrases)


def test_a_long_list_of_statements_is_cut_and_counted() -> None:
    codes = [f"N{n}" for n in range(11)]
    assert named(codes[:2]) == "N0, N1"
    assert named(codes) == "N0, N1, N2, N3, N4, N5, N6, N7 and 3 more"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "Nothing is answered yet."),
        (1, "Your answer so far is saved."),
        (7, "All 7 answers so far are saved."),
    ],
)
def test_answers_are_counted_as_people_count(count: int, said: str) -> None:
    assert counted(count, "saved_none", "saved_one", "saved") == said


def test_nothing_is_said_of_no_minutes_left() -> None:
    assert (to_go(0), to_go(1)) == ("", ", about 1 minute to go")
