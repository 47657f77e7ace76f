"""The buttons that go with a message; what they say stands in ``buttons.yml``."""

import json
from functools import lru_cache
from pathlib import Path
from typing import TypedDict

import yaml

from api.assessments.schemas import Question
from api.frameworks.schemas import FrameworkSummary


class Button(TypedDict):
    """A button as Rasa and the chat gateway know it."""

    title: str
    payload: str


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    path = Path(__file__).with_name("buttons.yml")
    titles: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return titles


def button(key: str, intent: str | None = None, **entities: str) -> Button:
    """Make the button ``key``; it sends ``intent`` (default: the key) with the entities."""
    return Button(title=_titles()[key], payload=_payload(intent or key, entities))


def level_buttons(question: Question) -> list[Button]:
    """Make one button a level: ``3 Maturing``."""
    return [
        Button(
            title=_titles()["level"].format(value=level.value, name=level.name),
            payload=_payload(f"level_{level.value}", {"statement": question.statement}),
        )
        for level in question.levels
    ]


def answer_buttons(question: Question) -> list[Button]:
    """Make every button that answers a statement, levels first."""
    others = ("not_applicable", "dont_know", "skip", "explain")
    named = [button(key, statement=question.statement) for key in others]
    return level_buttons(question) + named


def confirm_buttons() -> list[Button]:
    """Make the buttons of a yes-or-no question."""
    return [button("affirm"), button("deny")]


def restart_buttons() -> list[Button]:
    """Make the buttons that confirm a fresh start, or keep the answers."""
    return [button("restart", "affirm"), button("keep", "deny")]


def another_buttons() -> list[Button]:
    """Make the buttons that start a second assessment, or go on with the open one."""
    return [button("another", "affirm"), button("stay", "deny")]


def leave_buttons(question: Question) -> list[Button]:
    """Make the buttons that leave a statement: skip it, or stop for now."""
    return [button("skip", statement=question.statement), button("pause")]


def practice_buttons(frameworks: list[FrameworkSummary]) -> list[Button]:
    """Make one numbered button for each framework and scope, the framework with most first."""
    ordered = sorted(frameworks, key=_statements, reverse=True)
    choices = [(framework, scope) for framework in ordered for scope in framework.scopes]
    return [
        Button(
            title=_titles()["practice"].format(
                number=number,
                scope=scope.title,
                title=framework.short_title,
                total=scope.statement_count,
            ),
            payload=_payload("start_assessment", {"framework": framework.id, "scope": scope.id}),
        )
        for number, (framework, scope) in enumerate(choices, start=1)
    ]


def _statements(framework: FrameworkSummary) -> int:
    return sum(scope.statement_count for scope in framework.scopes)


def _payload(intent: str, entities: dict[str, str]) -> str:
    return f"/{intent}{json.dumps(entities)}" if entities else f"/{intent}"
