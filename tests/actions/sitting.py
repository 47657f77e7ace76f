"""A participant's conversation with the actions over the real API, without engine or network."""

import asyncio
import json
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi import FastAPI
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.assessment import ActionShowResult, ValidateAssessmentForm
from actions.opening import ActionOpen
from actions.outside import ActionAssessmentTurn
from api.client import SignpostClient
from tests.api.conftest import SERVICE_KEY

_PAYLOAD = re.compile(r"/(\w+)(\{.*\})?", re.DOTALL)
_WORDS = {"affirm": "yes", "deny": "no"}
_OF_RASA = {"answer", "requested_slot"}


@dataclass
class Sitting:
    """Says things as the engine would hand them on, and remembers what the gateway would."""

    app: FastAPI
    assessment: str
    participant: str
    slots: dict[str, Any] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)
    messages: list[dict[str, Any]] = field(default_factory=list)
    keeps_words: bool = True

    @property
    def asked(self) -> str | None:
        """The statement at hand, as the gateway knows it."""
        return self.state.get("question")

    @property
    def said(self) -> list[str]:
        """The keys of the responses that were uttered last."""
        return [message["response"] for message in self.messages]

    @property
    def titles(self) -> list[str]:
        """The titles of the buttons that are offered now."""
        return [button["title"] for message in self.messages for button in message["buttons"]]

    def value(self, key: str, name: str) -> Any:
        """What was filled into a gap of a response just uttered."""
        return next(m[name] for m in self.messages if m["response"] == key)

    def open(self) -> None:
        """Open the conversation, as on another device: the slots of this one are gone."""
        self.slots, self.state = {}, {}
        self._run(ActionOpen, "open", "/open", {})

    def say(self, intent: str, text: str = "", turn: str | None = None, **entities: Any) -> None:
        """Say something that was understood as this intent with these entities."""
        is_open = self.slots.get("assessing") is not False
        action = ValidateAssessmentForm if is_open else ActionAssessmentTurn
        words = text or _WORDS.get(intent) or intent.replace("_", " ")
        self._run(action, intent, words, entities, turn=turn)
        if is_open and self.slots.get("requested_slot") is None:
            heard = self.messages
            self._run(ActionShowResult, intent, text, {})
            self.messages = [*heard, *self.messages]

    def ask_for(self, request: str, **entities: Any) -> None:
        """Ask for something beside answering."""
        self.say("nlu_fallback", request.replace("_", " "), request=request, **entities)

    def press(self, title: str) -> None:
        """Press the last button of that title."""
        offered = [b for m in self.messages for b in m["buttons"] if b["title"] == title]
        assert offered, f"no button {title!r} in {self.titles}"
        found = _PAYLOAD.fullmatch(offered[-1]["payload"])
        assert found is not None
        intent, entities = found.groups()
        self.say(intent, offered[-1]["payload"], **json.loads(entities or "{}"))

    def api(self, method: str, path: str, body: Any = None) -> Any:
        """Ask the API itself, below this assessment."""

        async def call() -> Any:
            transport = httpx.ASGITransport(app=self.app)
            headers = {"X-API-Key": SERVICE_KEY}
            async with httpx.AsyncClient(transport=transport, base_url="http://api") as http:
                url = f"/v1/assessments/{self.assessment}{path}"
                answer = await http.request(method, url, json=body, headers=headers)
            assert answer.is_success, answer.text
            return answer.json() if answer.content else None

        return asyncio.run(call())

    def position(self) -> dict[str, Any]:
        """Where the participant stands, as the API has it."""
        found: dict[str, Any] = self.api("GET", f"/participants/{self.participant}/position")
        return found

    def history(self) -> list[dict[str, Any]]:
        """Every response that the API keeps of the participant, newest last."""
        path = f"/responses?participant_id={self.participant}&limit=200"
        items: list[dict[str, Any]] = self.api("GET", path)["items"]
        return items

    def answers(self) -> dict[str, int | str]:
        """The present answers by statement, as the API has them."""
        latest = {row["statement"]: row["level"] or row["kind"] for row in self.history()}
        return {key: value for key, value in latest.items() if value != "cleared"}

    def _run(
        self,
        action: Any,
        intent: str,
        text: str,
        entities: dict[str, Any],
        turn: str | None = None,
    ) -> None:
        tracker = self._tracker(intent, text, entities, turn or str(uuid.uuid4()))
        dispatcher = CollectingDispatcher()

        async def run() -> list[dict[str, Any]]:
            transport = httpx.ASGITransport(app=self.app)
            async with SignpostClient("http://api", SERVICE_KEY, transport=transport) as client:
                events: list[dict[str, Any]] = await action(client).run(dispatcher, tracker, {})
                return events

        self.slots |= {event["name"]: event["value"] for event in asyncio.run(run())}
        self.messages = dispatcher.messages
        for message in self.messages:
            self.state = (message["custom"] or {}).get("state") or self.state

    def _tracker(self, intent: str, text: str, entities: dict[str, Any], turn: str) -> Tracker:
        metadata = {
            "turn": turn,
            "channel": "web",
            "assessment": self.assessment,
            "participant": self.participant,
            "statement": self.asked,
            "flow": self.state.get("flow"),
            "demo": False,
            "keep": self.keeps_words,
        }
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": 0.9},
            "entities": [{"entity": key, "value": value} for key, value in entities.items()],
            "metadata": metadata,
        }
        events = [
            {"event": "user", "text": text, "parse_data": message},
            {"event": "slot", "name": "answer", "value": text},
        ]
        kept = {name: value for name, value in self.slots.items() if name not in _OF_RASA}
        return Tracker("c", kept, message, events, False, None, {}, "action_listen")
