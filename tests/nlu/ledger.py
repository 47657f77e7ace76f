"""An API that remembers what is recorded, and one message that is said over it."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.assessment import ValidateAssessmentForm
from api.client import SignpostClient
from api.config import ROOT
from api.frameworks.loader import load_file
from tests.actions import fake_api as fake

BEFORE, ASKED, WAITING = "N1a", "N1b", 2
FRAMEWORK = load_file(ROOT / "frameworks" / "nhs-spmf.yml").model_dump(mode="json")
_ANSWER = {"kind": "level", "level": 4, "level_name": "Embedded", "note": None}


@dataclass
class Ledger:
    """Holds a 4 at N1a while N1b is asked, and notes every answer that is saved or cleared."""

    recorded: dict[str, Any] = field(default_factory=dict)

    def client(self) -> SignpostClient:
        """Make the real client over this API."""
        transport = httpx.MockTransport(self._handle)
        return SignpostClient("http://api.test", "k" * 20, transport=transport)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        status, content = self._answer(request.method, request.url.path, request.content)
        return httpx.Response(status, json=content)

    def _answer(self, method: str, path: str, content: bytes) -> tuple[int, Any]:
        last = path.rsplit("/", 1)[-1]
        if method == "POST" and last == "responses":
            body = json.loads(content)
            if (body.get("level") or 1) > len(fake.LEVELS):
                return fake.refused(422, "LevelOutsideScale")
            return 201, self._record(body)
        if method == "POST" and last == "restart":
            self.recorded["everything"] = "cleared"
            return 200, _position()
        if "/questions/" in path:
            return 200, _question(last)
        known: dict[str, tuple[int, Any]] = {
            "position": (200, _position()),
            "nhs-spmf": (200, FRAMEWORK),
            "statements": (200, []),
            "misunderstandings": (201, {}),
        }
        return known.get(last) or fake.refused(404, "NotFound")

    def _record(self, body: Mapping[str, Any]) -> dict[str, Any]:
        level = body.get("level")
        self.recorded[body["statement"]] = level or body["kind"]
        saved = fake.saved(body["statement"], level or 1, fake.question("N1c"))
        saved["response"] |= {"kind": body["kind"], "level": level}
        return saved


def _question(statement: str) -> dict[str, Any]:
    return fake.question(statement, answer=_ANSWER if statement == BEFORE else None)


def _position() -> dict[str, Any]:
    return fake.position(fake.question(ASKED), answered=1)


def say(text: str, understood: Mapping[str, Any], *, waits: bool) -> tuple[dict[str, Any], Any]:
    """Say a message at N1b, with a level that waits for a yes or without; give what is recorded."""
    ledger, dispatcher = Ledger(), CollectingDispatcher()
    pending = {"kind": "level", "statement": ASKED, "level": WAITING, "note": None}
    slots = {"last_saved": BEFORE, "pending": pending if waits else None}

    async def run() -> Any:
        async with ledger.client() as client:
            tracker = _tracker(text, understood, slots)
            return await ValidateAssessmentForm(client).run(dispatcher, tracker, {})

    events = asyncio.run(run())
    left = {event["name"]: event["value"] for event in events}
    return ledger.recorded, left


def _tracker(text: str, understood: Mapping[str, Any], slots: dict[str, Any]) -> Tracker:
    message = {
        "text": text,
        "intent": {"name": understood["intent"], "confidence": understood["confidence"]},
        "entities": [{"entity": k, "value": v} for k, v in understood["entities"].items()],
        "metadata": {
            "turn": fake.TURN,
            "channel": "web",
            "assessment": fake.ASSESSMENT,
            "participant": fake.PARTICIPANT,
            "statement": ASKED,
        },
    }
    events = [
        {"event": "user", "text": text, "parse_data": message},
        {"event": "slot", "name": "answer", "value": text},
    ]
    return Tracker("c", slots, message, events, False, None, {}, "action_listen")
