"""The buttons that go with a message; what they say stands in ``buttons.yml``."""

import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NotRequired, TypedDict

import yaml

from api.assessments.schemas import DomainProgress, FoundStatement, Pathway, Position, Question
from api.frameworks.schemas import FrameworkSummary

_BUTTON_WIDTH = 48


class Button(TypedDict):
    """A button as Rasa and the chat gateway know it; one ``aside`` may stand behind others."""

    title: str
    payload: str
    aside: NotRequired[bool]


@lru_cache(maxsize=1)
def _titles() -> dict[str, str]:
    path = Path(__file__).with_name("buttons.yml")
    titles: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return titles


def button(key: str, intent: str | None = None, **entities: str) -> Button:
    """Make the button ``key``; it sends ``intent`` (default: the key) with the entities."""
    return Button(title=_titles()[key], payload=_payload(intent or key, entities))


def staff_button() -> Button:
    """Make the button by which staff come to the assessments."""
    return button("staff", "start_assessment")


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


def request_button(key: str, request: str | None = None, **entities: str) -> Button:
    """Make the button ``key`` of a request, by way of an intent that changes nothing.

    ``request`` is the name of what is asked for (default: the key).
    """
    return button(key, "progress", request=request or key, **entities)


def after_saving_buttons(statement: str) -> list[Button]:
    """Make the two small buttons that go with an answer just saved."""
    return [
        request_button("undo", statement=statement),
        request_button("how_sure", statement=statement),
    ]


def confidence_buttons(statement: str) -> list[Button]:
    """Make one button for each degree of confidence."""
    return [
        request_button(degree, "confidence", about=degree, statement=statement)
        for degree in ("sure", "fairly", "guess")
    ]


def changed_buttons(statement: str) -> list[Button]:
    """Make the buttons that say whether something changed since the last round."""
    return [
        request_button("same", "same_as_last_time", statement=statement),
        request_button("changed", statement=statement),
    ]


def side_buttons(question: Question) -> list[Button]:
    """Make the buttons of a statement that is asked about without its levels."""
    return [button(key, statement=question.statement) for key in ("skip", "explain")]


def closing_buttons(position: Position) -> list[Button]:
    """Make the buttons of the closing question: be done, go on, or look again."""
    missing = position.missing
    keys = ["finish"]
    if position.question is not None and not position.question.skipped_before:
        keys.append("carry_on")
    if missing.skipped:
        keys.append("skipped")
    if missing.dont_know:
        keys.append("dont_knows")
    if position.pathway is Pathway.KEY:
        keys.append("rest")
    return [request_button(key) for key in [*keys, "review"]]


def domain_buttons(domains: Sequence[DomainProgress]) -> list[Button]:
    """Make one button for each domain, with how much of it is answered."""
    return [
        Button(
            title=_titles()["domain"].format(**domain.model_dump()),
            payload=_payload("progress", {"request": "review", "domain": domain.id}),
        )
        for domain in domains
    ]


def part_button(title: str) -> Button:
    """Make the button that gives the figures of a part; it is titled by the part."""
    return Button(title=title, payload=_payload("progress", {"request": "figures", "about": title}))


def term_buttons(terms: Iterable[str]) -> list[Button]:
    """Make one button for each word that can be explained, titled by it."""
    return [
        Button(title=term, payload=_payload("progress", {"request": "glossary", "about": term}))
        for term in terms
    ]


def statement_buttons(statements: Iterable[str]) -> list[Button]:
    """Make one button for each statement, titled by its code."""
    return [
        Button(title=code, payload=_payload("progress", {"request": "show", "statement": code}))
        for code in statements
    ]


def undo_buttons(statements: Iterable[str]) -> list[Button]:
    """Make one button for each statement of which something can be taken back, by its code."""
    return [
        Button(title=code, payload=_payload("progress", {"request": "undo", "statement": code}))
        for code in statements
    ]


def found_buttons(found: Iterable[FoundStatement], level: int | None) -> list[Button]:
    """Make one button for each statement that fits; ``level`` is what it is to be changed to."""
    wanted = {} if level is None else {"to": str(level)}
    return [
        Button(
            title=_titles()["found"].format(code=one.statement, text=shortened(one.text)),
            payload=_payload("progress", {"request": "show", "statement": one.statement, **wanted}),
        )
        for one in found
    ]


def shortened(text: str) -> str:
    """Cut a text after a word, so that it fits on a button."""
    return textwrap.shorten(text, _BUTTON_WIDTH, placeholder=" …")


def what_waits(pending: Mapping[str, Any]) -> str:
    """Name what a yes would do, so that the buttons of another question are told apart.

    >>> what_waits({"kind": "level", "statement": "N1c", "level": 3, "note": "two posts"})
    'level N1c 3'
    """
    named = ("kind", "statement", "level", "answer", "framework", "scope")
    return " ".join(str(pending[name]) for name in named if pending.get(name) is not None)


def confirm_buttons(pending: Mapping[str, Any]) -> list[Button]:
    """Make the buttons of a yes-or-no question, each with what waits for it."""
    return _yes_and_no("affirm", "deny", pending)


def restart_buttons(pending: Mapping[str, Any]) -> list[Button]:
    """Make the buttons that confirm a fresh start, or keep the answers."""
    return _yes_and_no("restart", "keep", pending)


def another_buttons(pending: Mapping[str, Any]) -> list[Button]:
    """Make the buttons that start a second assessment, or go on with the open one."""
    return _yes_and_no("another", "stay", pending)


def _yes_and_no(yes: str, no: str, pending: Mapping[str, Any]) -> list[Button]:
    about = what_waits(pending)
    return [button(yes, "affirm", confirms=about), button(no, "deny", confirms=about)]


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
