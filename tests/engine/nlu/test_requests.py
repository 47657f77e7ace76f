"""Requests are read as whole messages, and no answer is taken for one."""

from pathlib import Path
from typing import Any, Dict, List, Optional

import pytest
import yaml

from bot.engine.language import build_language
from bot.engine.normalise import build_normaliser
from bot.engine.request_extractor import RequestExtractor
from bot.engine.request_reading import Request, build_request_reader

FOLDER = Path(__file__).parent
CASES: List[Dict[str, Any]] = yaml.safe_load((FOLDER / "requests.yml").read_text("utf-8"))
EVALUATION = FOLDER.parents[1] / "nlu" / "evaluation"
# What staff say as an answer to a statement: none of it may be taken for a request.
ANSWERS = {"not_applicable", "dont_know", "clarify", "note", *(f"level_{n}" for n in range(1, 6))}


def _read(text: str) -> Optional[Request]:
    words = build_normaliser().words(build_language().make_doc(text.lower()))
    return build_request_reader().read(text, words)


def _entities(workbench: Any, text: str, **data: Any) -> Dict[str, Any]:
    message = workbench.message(text, **data)
    RequestExtractor().process([message])
    return {item["entity"]: item["value"] for item in message.get("entities") or []}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_request_is_read_with_what_it_is_about(case: Dict[str, Any], workbench: Any) -> None:
    wanted = {key: case[key] for key in ("request", "about", "level", "note") if case.get(key)}
    assert _entities(workbench, case["text"]) == wanted


def test_every_request_has_a_case() -> None:
    table = yaml.safe_load((FOLDER.parents[2] / "bot/engine/words/requests.yml").read_text("utf-8"))
    assert {case.get("request") for case in CASES} - {None} == {*table["requests"], "confidence"}


def test_no_answer_is_taken_for_a_request() -> None:
    rows = yaml.safe_load((EVALUATION / "answers.yml").read_text("utf-8"))
    answers = [row["text"] for row in rows if row["intent"] in ANSWERS]
    assert len(answers) > 300
    assert [text for text in answers if _read(text)] == []


def test_the_intent_stays_as_it_is(workbench: Any) -> None:
    message = workbench.message("go to digital", intent={"name": "skip", "confidence": 0.4})
    RequestExtractor().process([message])
    assert message.get("intent") == {"name": "skip", "confidence": 0.4}


def test_a_level_that_is_named_is_an_answer(workbench: Any) -> None:
    level = {"entity": "level", "value": 3, "start": 0, "end": 1}
    data = {"intent": {"name": "level_3", "confidence": 1.0}, "entities": [level]}
    assert _entities(workbench, "the third one", **data) == {"level": 3}


@pytest.mark.parametrize(
    ("note", "degree"),
    [
        ("just a guess", "guess"),
        ("pretty sure, see the minutes", "fairly"),
        ("see the minutes, I'm certain", "sure"),
        ("we are sure to get the money", None),
    ],
)
def test_how_sure_a_reason_sounds_is_marked(
    workbench: Any, note: str, degree: Optional[str]
) -> None:
    text = f"3, {note}"
    entities = [
        {"entity": "level", "value": 3, "start": 0, "end": 1},
        {"entity": "note", "value": note, "start": 3, "end": len(text)},
    ]
    data = {"intent": {"name": "level_3", "confidence": 1.0}, "entities": entities}
    assert _entities(workbench, text, **data).get("confidence") == degree


def test_other_flows_know_no_requests(workbench: Any) -> None:
    assert _entities(workbench, "finish", metadata={"flow": "triage"}) == {}


@pytest.mark.parametrize(
    ("text", "level", "confidence", "note"),
    [
        (
            "3, quite sure, see https://example.org/x",
            3,
            "sure",
            "see https://example.org/x",
        ),
        ("not very sure, 2", 2, "guess", None),
        ("2 but not sure", 2, "guess", None),
        ("pretty sure its a 3", 3, "fairly", None),
        ("i think its a 3, im fairly sure", 3, "fairly", None),
        ("definitely a 2, 100% sure", 2, "sure", None),
        ("it's a 3, see the minutes, fairly sure", 3, "fairly", "see the minutes"),
    ],
)
def test_a_level_is_found_beside_words_of_confidence(
    workbench: Any, text: str, level: int, confidence: str, note: Optional[str]
) -> None:
    message = workbench.message(text, intent={"name": "note", "confidence": 0.6})
    RequestExtractor().process([message])
    wanted = {"level": level, "confidence": confidence, **({"note": note} if note else {})}
    assert message.get("intent") == {"name": f"level_{level}", "confidence": 1.0}
    assert {item["entity"]: item["value"] for item in message.get("entities")} == wanted


@pytest.mark.parametrize(
    "text",
    [
        "i am not sure its a 3",
        "not sure if it's a 2 or a 3",
        "we are confident that staff will be at level 3 next year",
        "sure, we have 3 practices",
        "not sure",
    ],
)
def test_a_doubt_about_the_level_itself_names_none(workbench: Any, text: str) -> None:
    assert "level" not in _entities(workbench, text, intent={"name": "clarify"})
