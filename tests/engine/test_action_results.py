"""The compiled validator accepts and refuses exactly what Rasa 3.6.21 does."""

import inspect
from typing import Any, Dict, List

import jsonschema
import pytest
import rasa
from rasa.core.actions.action import RemoteAction

from bot.engine.action_results import install_compiled_validator, validate_action_result

ACTION = RemoteAction("action_any", None)
RASAS_OWN = RemoteAction._validate_action_result

WELL_FORMED: List[Dict[str, Any]] = [
    {},
    {"events": [], "responses": []},
    {"events": [{"event": "slot", "name": "answer", "value": None}], "responses": [{"text": "x"}]},
    {"events": [{"event": "form", "name": None}], "responses": [{"response": "utter_x"}]},
]
MALFORMED: List[Any] = [
    [],
    "text",
    {"events": {}},
    {"events": [{"name": "no event type"}]},
    {"events": [{"event": "no such event"}]},
    {"responses": ["text"]},
]


def test_rasa_is_the_version_that_this_was_read_in() -> None:
    assert rasa.__version__ == "3.6.21"
    assert list(inspect.signature(RASAS_OWN).parameters) == ["self", "result"]


@pytest.mark.parametrize("result", WELL_FORMED)
def test_accepts_what_rasa_accepts(result: Dict[str, Any]) -> None:
    assert RASAS_OWN(ACTION, result)
    assert validate_action_result(ACTION, result)


@pytest.mark.parametrize("result", MALFORMED)
def test_refuses_what_rasa_refuses(result: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        RASAS_OWN(ACTION, result)
    with pytest.raises(jsonschema.ValidationError, match="action server's answer"):
        validate_action_result(ACTION, result)


def test_installing_puts_it_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RASAS_OWN)
    install_compiled_validator()
    assert RemoteAction._validate_action_result is validate_action_result
