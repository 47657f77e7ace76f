"""What a message records, from its words to the answers that are stored, without a confirmation.

Each message of the evaluation sets is said at a statement while another has its answer, once with
nothing waiting and once while a level waits for a yes.
"""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.words import levels_in
from api.config import ROOT, get_settings
from bot.launch.model import ENGINE_PYTHON, ensure_model
from tests.nlu.ledger import ASKED, BEFORE, WAITING, say

SETS = ROOT / "tests" / "nlu" / "evaluation"
NAMES = {"emerging": 1, "developing": 2, "maturing": 3, "embedded": 4}
MOST_WRONG = 0.005

pytestmark = pytest.mark.e2e

type Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    """Read one of the sets."""
    found: list[Row] = yaml.safe_load((SETS / f"{name}.yml").read_text("utf-8"))
    return [{**row, "set": name} for row in found]


def may_be_recorded(row: Row, *, waits: bool) -> list[dict[str, Any]]:
    """List what may be stored at once; nothing may always be, as a question follows."""
    if row["set"] == "recording":
        key = "waiting" if waits and "waiting" in row else "may"
        return [row.get(key) or {}]
    intent = row.get("intent") or ""
    if intent == "change_answer":
        return [{place: level} for place, level in _corrections(row["text"])]
    if intent.startswith("level_"):
        return [{ASKED: int(intent.removeprefix("level_"))}]
    answers = {"not_applicable": "not_applicable", "dont_know": "dont_know", "skip": "skipped"}
    answer = WAITING if intent == "affirm" and waits else answers.get(intent)
    return [{ASKED: answer}] if answer else []


def _corrections(text: str) -> Iterator[tuple[str, int]]:
    """A correction may change the last answer, or the statement that it names."""
    for word in (BEFORE, ASKED, *text.replace(",", " ").split()):
        for level in levels_in(text, NAMES):
            yield word[:1].upper() + word[1:], level


@pytest.fixture(scope="module")
def understood(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """How the trained model understands every message of the sets."""
    if not ENGINE_PYTHON.exists():
        pytest.skip("the engine's environment is not set up; run 'make setup'")
    folder: Path = tmp_path_factory.mktemp("recording")
    names = ("answers", "commands", "needs", "recording")
    texts = list(dict.fromkeys(row["text"] for name in names for row in rows(name)))
    (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    model, result = ensure_model(get_settings()), folder / "result.json"
    command = [ENGINE_PYTHON, "-W", "ignore", "-m", "bench.nlu_parse"]
    arguments = [model, folder / "texts.json", result]
    subprocess.run([*command, *arguments], cwd=ROOT, check=True, capture_output=True)
    return dict(zip(texts, json.loads(result.read_text("utf-8")), strict=True))


def wrongly_recorded(understood: dict[str, Any], name: str) -> tuple[list[str], int]:
    """List what was stored that may not be, with how many messages were said."""
    wrong, said = [], 0
    for row in rows(name):
        for waits in (False, True):
            said += 1
            stored, _ = say(row["text"], understood[row["text"]], waits=waits)
            if stored and stored not in may_be_recorded(row, waits=waits):
                while_ = "while a level waits" if waits else "at a statement"
                wrong.append(f"{row['text']!r} {while_} stored {stored}")
    return wrong, said


@pytest.mark.parametrize("name", ["answers", "commands", "needs", "recording"])
def test_next_to_nothing_wrong_is_recorded_unasked(understood: dict[str, Any], name: str) -> None:
    wrong, said = wrongly_recorded(understood, name)
    print(f"{name}: {len(wrong)} of {said}", *wrong, sep="\n")
    assert len(wrong) <= MOST_WRONG * said, "\n".join(wrong)


def test_nothing_touches_the_answer_of_another_statement_unless_it_is_named(
    understood: dict[str, Any],
) -> None:
    touched = []
    for name in ("answers", "commands", "needs"):
        for row in rows(name):
            if row.get("intent") == "change_answer":
                continue
            stored, _ = say(row["text"], understood[row["text"]], waits=False)
            if BEFORE in stored and BEFORE.casefold() not in row["text"].casefold():
                touched.append(f"{row['text']!r} stored {stored}")
    assert not touched


def test_the_set_of_recordings_is_large_enough() -> None:
    texts = [row["text"] for row in rows("recording")]
    assert len(texts) == len(set(texts)) >= 150
