"""Write the files of the stock bot: Rasa's default pipeline and policies, one slot a question."""

from pathlib import Path
from typing import Any

import yaml

_PHRASES = {
    "greet": ["hello", "hi", "hey there", "good morning", "good afternoon", "hi bot"],
    "start": ["start", "begin the survey", "let us start", "start please", "begin", "go"],
    "answer": ["1", "2", "3", "4", "one", "two", "three", "four", "level 2", "a three"],
    "stop": ["stop", "stop the survey", "no more", "quit", "enough", "cancel this"],
}


def write_project(folder: Path, questions: int) -> None:
    """Write a form of ``questions`` slots with a text for each, as one asks a questionnaire."""
    slots = [f"q{number}" for number in range(1, questions + 1)]
    _write(folder / "config.yml", {"recipe": "default.v1", "language": "en", "assistant_id": "s"})
    _write(folder / "domain.yml", _domain(slots))
    _write(folder / "data" / "nlu.yml", _nlu())
    _write(folder / "data" / "rules.yml", _rules())
    _write(folder / "data" / "stories.yml", _stories())
    _write(folder / "credentials.yml", {"rest": None})


def write_endpoints(folder: Path, actions_port: int) -> None:
    """Name the action server; the tracker store stays Rasa's own, in memory."""
    url = f"http://127.0.0.1:{actions_port}/webhook"
    _write(folder / "endpoints.yml", {"action_endpoint": {"url": url}})


def _write(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


def _domain(slots: list[str]) -> dict[str, Any]:
    return {
        "version": "3.1",
        "intents": list(_PHRASES),
        "slots": {name: _slot(name) for name in slots},
        "forms": {"survey_form": {"required_slots": slots}},
        "actions": ["validate_survey_form"],
        "responses": {
            "utter_greet": [{"text": "Hello."}],
            "utter_done": [{"text": "Thank you."}],
            **{
                f"utter_ask_{name}": [{"text": f"Statement {name}: which level?"}] for name in slots
            },
        },
    }


def _slot(name: str) -> dict[str, Any]:
    condition = {"active_loop": "survey_form", "requested_slot": name}
    return {
        "type": "text",
        "influence_conversation": False,
        "mappings": [{"type": "from_text", "conditions": [condition]}],
    }


def _nlu() -> dict[str, Any]:
    return {
        "version": "3.1",
        "nlu": [
            {"intent": intent, "examples": "".join(f"- {phrase}\n" for phrase in phrases)}
            for intent, phrases in _PHRASES.items()
        ],
    }


def _rules() -> dict[str, Any]:
    return {
        "version": "3.1",
        "rules": [
            {
                "rule": "Start the survey",
                "steps": [
                    {"intent": "start"},
                    {"action": "survey_form"},
                    {"active_loop": "survey_form"},
                ],
            },
            {
                "rule": "Finish the survey",
                "condition": [{"active_loop": "survey_form"}],
                "steps": [
                    {"action": "survey_form"},
                    {"active_loop": None},
                    {"slot_was_set": [{"requested_slot": None}]},
                    {"action": "utter_done"},
                ],
            },
        ],
    }


def _stories() -> dict[str, Any]:
    steps = [{"intent": "greet"}, {"action": "utter_greet"}]
    return {"version": "3.1", "stories": [{"story": "Greet", "steps": steps}]}
