"""How a conversation opens: by the place that its invite leads to."""

from typing import Any

import pytest

from actions.opening import ActionOpen
from tests.actions import fake_api as fake
from tests.actions.talking import said, take, turn


def greet(position: dict[str, Any]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    return take(ActionOpen, fake.FakeApi({"GET /position": (200, position)}), turn("open"))


def closed(position: dict[str, Any]) -> dict[str, Any]:
    return {**position, "assessment": {**position["assessment"], "status": "closed"}}


@pytest.mark.parametrize(("answered", "key"), [(0, "utter_welcome"), (3, "utter_welcome_back")])
def test_an_open_assessment_is_greeted_with_its_next_question(answered: int, key: str):
    messages, slots = greet(fake.position(fake.question(), answered=answered))
    assert said(messages) == [key, "utter_question"]
    assert slots == {"assessing": True, "pending": None}


@pytest.mark.parametrize("asked", [fake.question(), None])
def test_a_closed_assessment_is_greeted_with_its_result_and_no_question(asked: Any):
    messages, slots = greet(closed(fake.position(asked, answered=3)))
    assert said(messages) == ["utter_open_closed"]
    assert messages[0]["url"].endswith(f"/assessments/{fake.ASSESSMENT}")
    assert messages[0]["custom"]["card"]["type"] == "result"
    assert messages[0]["custom"]["state"]["question"] is None
    assert slots == {"assessing": False}
