"""Every way of understanding that is declared has been measured, and the page says so."""

import json
import re

import pytest

from api.config import ROOT

FIGURES = json.loads((ROOT / "bench/nlu_figures.json").read_text(encoding="utf-8"))
DECLARED = re.findall(
    r'^    "(\w+)": (?:_chosen\(\)|\[)', (ROOT / "bench/nlu_pipelines.py").read_text(), re.MULTILINE
)
ASKED = {"accuracy", "wrong_level", "wrong_recorded", "second", "parse_p50_ms", "memory_mb"}


def test_the_candidates_that_were_to_be_compared_are_declared() -> None:
    assert set(DECLARED) == {"chosen", "logistic", "textcat", "diet"}


@pytest.mark.parametrize("name", DECLARED)
def test_a_candidate_that_is_declared_has_its_figures(name: str) -> None:
    assert FIGURES[name].keys() >= ASKED | {"start_up_s", "training_s"}


def test_the_chosen_one_is_right_most_often_and_least_often_wrong_about_a_level() -> None:
    others = [FIGURES[name] for name in DECLARED if name != "chosen"]
    assert all(FIGURES["chosen"]["accuracy"] > other["accuracy"] for other in others)
    assert all(FIGURES["chosen"]["second"] > other["second"] for other in others)
