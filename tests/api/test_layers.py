"""Who may do what in the tree of the API: read from its source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

API = Path(__file__).parents[2] / "api"
SOURCES = sorted(API.rglob("*.py"))
ENDPOINTS = [path for path in SOURCES if path.name == "endpoints.py"]
FEATURES = [path for path in SOURCES if path.parent.parent == API]
MOST_LINES = 15

PURE = [
    API / "assessments" / "burden.py",
    API / "assessments" / "due.py",
    API / "assessments" / "next_step.py",
    API / "assessments" / "pathways.py",
    API / "assessments" / "remarks.py",
    API / "assessments" / "scoring.py",
    API / "assessments" / "turnout.py",
    API / "assessments" / "questions.py",
    API / "assessments" / "history.py",
    API / "frameworks" / "finding.py",
    API / "frameworks" / "routing.py",
    API / "handovers" / "standing.py",
    API / "misunderstandings" / "training_phrases.py",
    API / "organisations" / "tree.py",
    API / "triage" / "answers.py",
    API / "triage" / "next_question.py",
    API / "triage" / "reading.py",
    API / "signposting" / "choosing.py",
    API / "signposting" / "cards.py",
    API / "profiles" / "profile.py",
    API / "rounds" / "changes.py",
]
OUTSIDE = {"sqlalchemy", "fastapi", "httpx", "os", "pathlib", "time", "random", "structlog"}


def name(path: Path) -> str:
    return str(path.relative_to(API))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each import as its module and the name taken from it."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_the_rules_are_read_from_the_tree() -> None:
    assert len(SOURCES) > 30
    assert any(("sqlalchemy", "select") in imports(path) for path in SOURCES)
    assert all(path.exists() for path in PURE)


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_only_repositories_ask_the_database(path: Path) -> None:
    asks = {
        (module, taken)
        for module, taken in imports(path)
        if module.startswith("sqlalchemy") and taken in {"select", "update", "delete", "insert"}
    }
    assert not asks or path.name == "repository.py"


@pytest.mark.parametrize("path", FEATURES, ids=name)
def test_features_never_end_a_transaction(path: Path) -> None:
    if path.parent.name == "migrations":
        return
    ended = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"commit", "rollback"}
    ]
    assert ended == []


@pytest.mark.parametrize("path", ENDPOINTS, ids=name)
def test_endpoints_are_short(path: Path) -> None:
    lengths = {
        function.name: (function.end_lineno or 0) - function.lineno + 1
        for function in functions(path)
    }
    too_long = {function: lines for function, lines in lengths.items() if lines > MOST_LINES}
    assert too_long == {}


@pytest.mark.parametrize("path", PURE, ids=name)
def test_pure_modules_import_nothing_that_reaches_outside(path: Path) -> None:
    assert {module.split(".")[0] for module, _ in imports(path)} & OUTSIDE == set()


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_nothing_catches_everything(path: Path) -> None:
    bare = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and node.type is None
    ]
    assert bare == []
