"""A level is taken as named only where a person names it outright, and nothing else."""

from pathlib import Path
from typing import Any, Dict, List, Set

import pytest
import yaml

from bot.engine.language import build_language
from bot.engine.level_mentions import Holds, MentionFinder
from bot.engine.level_reading import LevelReader, LevelReading
from bot.engine.normalise import Word, build_normaliser

CASES: List[Dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "named_levels.yml").read_text("utf-8")
)
READER = LevelReader(MentionFinder(build_language().vocab))


def _words(text: str) -> List[Word]:
    return build_normaliser().words(build_language().make_doc(text.lower()))


def _read(text: str) -> LevelReading:
    return READER.read(_words(text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_reads_the_level_that_is_named(case: Dict[str, Any]) -> None:
    reading = _read(case["text"])
    assert (reading.named.level if reading.named else None) == case.get("level")
    assert reading.several == case.get("several", False)


@pytest.mark.parametrize(
    "case", [case for case in CASES if "level" in case], ids=lambda case: case["text"]
)
def test_keeps_what_is_said_after_the_level(case: Dict[str, Any]) -> None:
    reading = _read(case["text"])
    words = _words(case["text"])
    found = None if reading.note_from is None else case["text"][words[reading.note_from].start :]
    assert found == case.get("note")


def test_there_are_a_hundred_cases_and_more() -> None:
    assert len({case["text"] for case in CASES}) == len(CASES) >= 100


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("not a 4", Holds.DENIED),
        ("it was a 4", Holds.PAST),
        ("it will be a 4", Holds.FUTURE),
        ("is it a 4?", Holds.ASKED),
        ("it's a 4", Holds.NOW),
    ],
)
def test_says_whether_a_mentioned_level_holds(text: str, holds: Holds) -> None:
    assert [(mention.level, mention.holds) for mention in _read(text).mentions] == [(4, holds)]


@pytest.mark.parametrize(
    ("text", "ruled_out"),
    [
        ("not a 4", {4}),
        ("no longer embedded", {4}),
        ("un-embedded", {4, 5}),
        ("4 would be pushing it", {4, 5}),
        ("less than a 3", {3, 4, 5}),
        ("beyond developing", {1, 2}),
        ("no longer emerging", {1}),
        ("closer to a 3 than a 4", {4}),
        ("not a 4, a 3", {4}),
        ("embedded", set()),
        ("there isn't one", set()),
    ],
)
def test_says_which_levels_a_message_denies(text: str, ruled_out: Set[int]) -> None:
    assert _read(text).ruled_out == ruled_out
