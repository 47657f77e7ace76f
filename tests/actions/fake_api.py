"""The API as actions see it: answers by method and path, remembering what was asked."""

import json
from typing import Any

import httpx

from api.client import SignpostClient

ASSESSMENT = "7d0f6d9e-8b0c-4d70-9a3e-0c8f2b6f4a11"
PARTICIPANT = "0b9d4e57-5f0e-4c6f-8d4c-3b1f3d1d2e22"
TURN = "5a3a1d2e-0000-4000-8000-000000000001"
LEVELS = ("Emerging", "Developing", "Maturing", "Embedded")

type Reply = tuple[int, Any] | httpx.TransportError


class FakeApi:
    """Give ``replies`` by ``"METHOD path-ending"``; every call is kept in ``calls``."""

    def __init__(self, replies: dict[str, Reply]) -> None:
        self._replies = replies
        self.calls: list[tuple[str, str, Any]] = []

    def client(self) -> SignpostClient:
        """Make the real client over this API."""
        transport = httpx.MockTransport(self._handle)
        return SignpostClient("http://api.test", "k" * 20, transport=transport)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        body = json.loads(request.content) if request.content else None
        self.calls.append((request.method, path, body))
        for key, reply in self._replies.items():
            method, ending = key.split(" ")
            if request.method == method and path.endswith(ending):
                if isinstance(reply, httpx.TransportError):
                    raise reply
                status, content = reply
                return httpx.Response(status, json=content)
        raise AssertionError(f"not expected: {request.method} {path}")


def question(statement: str = "N1a", **changes: Any) -> dict[str, Any]:
    """A question of a four-level framework."""
    return {
        "statement": statement,
        "number": 1,
        "total": 35,
        "text": "There is a champion",
        "emphasis": "champion",
        "domain": "Leadership",
        "domain_id": "leadership",
        "group": "Leadership",
        "plain": None,
        "why": None,
        "levels": [
            {"value": value, "name": name, "definition": f"{name}.", "descriptor": None}
            for value, name in enumerate(LEVELS, start=1)
        ],
        "answer": None,
        "first_of_domain": False,
        "skipped_before": False,
        "source": {"document": "Framework", "section": "4"},
        **changes,
    }


def position(asked: dict[str, Any] | None, answered: int = 0) -> dict[str, Any]:
    """A position at a question, or at the end."""
    return {
        "status": "question" if asked else "finished",
        "question": asked,
        "progress": {"answered": answered, "total": 35},
        "minutes_left": 18,
        "assessment": {
            "id": ASSESSMENT,
            "framework": "nhs-spmf",
            "framework_title": "Framework",
            "scope": "neighbourhood",
            "scope_title": "Neighbourhood",
            "organisation": "Example area",
            "round": 1,
        },
    }


def saved(statement: str, level: int, then: dict[str, Any] | None) -> dict[str, Any]:
    """What the API answers when a level is saved."""
    return {
        "response": {
            "statement": statement,
            "kind": "level",
            "level": level,
            "level_name": LEVELS[level - 1],
            "note": None,
            "channel": "web",
            "recorded_at": "2026-01-05T10:00:00Z",
        },
        "previous": None,
        "repeated": False,
        "position": position(then, answered=1),
    }


def refused(status: int, error: str) -> tuple[int, dict[str, str]]:
    """An error of the API."""
    return status, {"error": error, "detail": "Because."}
