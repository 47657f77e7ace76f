"""A level that is named with a hedge is understood, and never taken as named outright."""

from pathlib import Path
from typing import Any, Dict, List

import pytest
import yaml

from bot.engine.hedged_level import build_hedged_level_reader
from bot.engine.language import build_language
from bot.engine.level_reading import build_level_reader
from bot.engine.named_level import NamedLevelClassifier
from bot.engine.normalise import Word, build_normaliser

CASES: List[Dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "hedged_levels.yml").read_text("utf-8")
)


def _words(text: str) -> List[Word]:
    return build_normaliser().words(build_language().make_doc(text.lower()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_reads_the_level_that_is_hedged(case: Dict[str, Any]) -> None:
    assert build_hedged_level_reader().read(_words(case["text"])) == case.get("level")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_no_hedged_level_is_named_outright(case: Dict[str, Any]) -> None:
    assert build_level_reader().read(_words(case["text"])).named is None


@pytest.mark.parametrize("guess", ["clarify", "level_3", "explain", "nlu_fallback"])
def test_a_hedged_level_is_the_intent_and_carries_no_entity(workbench: Any, guess: str) -> None:
    ranking = [{"name": guess, "confidence": 0.9}]
    message = workbench.message("a bit of a two", intent=ranking[0], intent_ranking=ranking)
    workbench.make(NamedLevelClassifier).process([message])
    assert message.get("intent")["name"] == "level_2"
    assert not message.get("entities")
