"""A level is read by its name and its place on the scale of the question at hand."""

from typing import Any

import pytest

from actions.level_names import on_scale
from actions.turn import Turn
from api.assessments.schemas import Question
from tests.actions import fake_api as fake

INDEX = (
    "Unco-ordinated",
    "Some co-ordination",
    "Established",
    "Dedicated platform",
    "Fully digital",
)


def _question(names: tuple[str, ...]) -> Question:
    levels = [
        {"value": value, "name": name, "definition": f"{name}.", "descriptor": None}
        for value, name in enumerate(names, start=1)
    ]
    return Question.model_validate(fake.question(levels=levels))


def _read(
    text: str, intent: str, names: tuple[str, ...] = INDEX, **entities: Any
) -> tuple[str, Any]:
    turn = Turn(
        id=fake.TURN,
        conversation="c",
        channel="web",
        text=text,
        intent=intent,
        certainty=0.5,
        entities=entities,
        place=None,
        asked="D1",
        flow="assessment",
        demo=False,
        pending=None,
        last_saved=None,
        misunderstandings=0,
    )
    read = on_scale(turn, _question(names))
    return read.intent, read.entities.get("level")


@pytest.mark.parametrize(
    ("text", "guess", "level"),
    [
        ("established", "level_4", 3),
        ("its established", "level_4", 3),
        ("I'd say estabilshed", "level_4", 3),
        ("dedicated platform", "level_5", 4),
        ("some co-ordination", "clarify", 2),
        ("some coordination I think", "level_3", 2),
        ("uncoordinated", "nlu_fallback", 1),
        ("we're fully digital", "level_5", 5),
    ],
)
def test_a_level_is_taken_by_its_own_name(text: str, guess: str, level: int) -> None:
    assert _read(text, guess) == (f"level_{level}", level)


@pytest.mark.parametrize(
    "text", ["not established yet", "nearly fully digital", "isn't established"]
)
def test_a_denied_name_is_asked_about(text: str) -> None:
    assert _read(text, "level_4") == ("clarify", None)


@pytest.mark.parametrize(
    ("text", "guess"),
    [("we established a group in May", "level_3"), ("established?", "explain")],
)
def test_a_name_in_plain_english_is_left_to_the_guess(text: str, guess: str) -> None:
    assert _read(text, guess) == (guess, None)


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [("embedded", "embedded", 4), ("maturing", "maturing", 3), ("we are emerging", "emerging", 1)],
)
def test_a_name_of_another_framework_is_asked_about(text: str, name: str, level: int) -> None:
    assert _read(text, f"level_{level}", level=level, level_name=name) == ("clarify", None)
    own = _read(text, f"level_{level}", fake.LEVELS, level=level, level_name=name)
    assert own[0] == f"level_{level}"


@pytest.mark.parametrize(
    ("text", "highest"),
    [
        ("the last one on your list", True),
        ("top level please", True),
        ("bottom of the scale", False),
    ],
)
def test_an_end_of_the_scale_is_the_one_of_the_scale_at_hand(text: str, *, highest: bool) -> None:
    assert _read(text, "level_4") == (f"level_{5 if highest else 1}", None)
    assert _read(text, "level_5", fake.LEVELS) == (f"level_{4 if highest else 1}", None)


@pytest.mark.parametrize(
    ("text", "level"),
    [("the highest one", 5), ("the lowest one", 1), ("the lowest", 1), ("lowest score please", 1)],
)
def test_the_lowest_and_the_highest_are_as_plain_as_a_number(text: str, level: int) -> None:
    assert _read(text, "level_4") == (f"level_{level}", level)
