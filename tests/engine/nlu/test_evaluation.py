"""The trained model keeps the bars of understanding on messages that nobody trained on."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List

import pytest
import yaml
from rasa.core.agent import Agent

from bench.nlu_scores import scores

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.model


def _newest_model() -> Path:
    folder = Path(os.environ.get("SIGNPOST_DATA_DIR", ROOT / ".signpost"))
    models = sorted(folder.rglob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        pytest.skip(f"no trained model in {folder}: run make train first")
    return models[-1]


@lru_cache(maxsize=1)
def _agent() -> Agent:
    return Agent.load(str(_newest_model()))


async def _understood() -> List[Dict[str, Any]]:
    rows = []
    for name in ("answers", "commands", "needs", "second_answers", "second_needs", "third_answers"):
        path = ROOT / "tests" / "nlu" / "evaluation" / f"{name}.yml"
        for row in yaml.safe_load(path.read_text("utf-8")):
            parsed = await _agent().parse_message(row["text"])
            entities = [(item["entity"], item["value"]) for item in parsed["entities"]]
            kept = {"intent": parsed["intent"]["name"], "entities": entities}
            rows.append({**row, "set": name, "parsed": kept})
    return rows


async def test_understanding_keeps_its_bars() -> None:
    figures = scores(await _understood())
    assert figures["answers"] >= 0.95
    assert figures["commands"] >= 0.94
    assert figures["wrong_level"] <= 0.02
    assert figures["wrong_recorded"] <= 0.005
    assert figures["needs_f1"] >= 0.85
    assert figures["second"] >= 0.94
    assert figures["second_wrong_level"] <= 0.02
    assert figures["second_wrong_recorded"] <= 0.005
    assert figures["second_needs_f1"] >= 0.87
    assert figures["third"] >= 0.95
    assert figures["third_wrong_level"] <= 0.02
    assert figures["third_wrong_recorded"] <= 0.005


CASES: List[Dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("needs.yml").read_text("utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
async def test_a_need_is_known_by_its_situation_and_not_by_a_word(case: Dict[str, Any]) -> None:
    parsed = await _agent().parse_message(case["text"])
    needs = {item["value"] for item in parsed["entities"] if item["entity"] == "need"}
    assert needs == set(case["needs"])
