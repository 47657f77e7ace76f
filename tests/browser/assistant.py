"""An assistant that plays the engine: it asks the statements of a real framework in order."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

import httpx

from api.assessments.questions import Questionnaire
from api.frameworks.schemas import Framework

_LEVEL = re.compile(r"\D*([1-9])")
_OTHERS = {"Not applicable": "not_applicable", "Don't know": "dont_know", "Skip": "skip"}
BACK = "Go back one question"
NEED = "something to do near me"
SIGNPOST: dict[str, Any] = {
    "type": "signpost",
    "name": "Example Walking Group",
    "why": "You said that you would like to get out more.",
    "first_step": "Come along on a Tuesday, or call first.",
    "organisation": "Example Walkers",
    "what": "A slow walk of an hour, with tea afterwards.",
    "access": ["In person", "Wheelchair"],
    "text_to": None,
    "schedule": "Tuesdays at 10 am",
    "address": "Example Park gate",
    "distance_text": "about a mile away",
    "cost": "Free",
    "phone": "01632 960001",
    "url": "https://walking.example/",
    "map_url": "https://maps.example/?q=1",
    "directions_url": "https://maps.example/?to=1",
    "checked_on": "2026-11-02",
    "is_sample": True,
}
SIGNPOST_BUTTONS = [
    {"title": "Not for me", "payload": "/not_for_me"},
    {"title": "Tell me more", "payload": "/more", "aside": True},
    {"title": "This is wrong", "payload": "/wrong", "aside": True},
]
RESULTS = "what is there for me"
HELP = "who can I ring"
WHO_CAN_HELP = (
    "These people listen:\n• Childline: call 0800 1111.\n• Shout: Text SHOUT to 85258.\n"
    "• Our own line: 01632 960009.\nOr go to 111.nhs.uk."
)
REFER = "the form for a link worker"
FORM = "https://signpost.example/refer/a-very-long-token-that-nobody-wants-to-read-0123456789"
AFTERWARDS = {
    "text": "Would you like something else?",
    "buttons": [{"title": "Something else", "payload": "/other"}],
    "custom": {"state": {"flow": "triage"}},
}
CITIZEN_QUESTION = {
    "text": "Can you get out to places?",
    "buttons": [
        {"title": f"{number} {title}", "payload": f"/out_{number}"}
        for number, title in enumerate(["Yes, easily", "Only if it's near", "No"], start=1)
    ],
    "custom": {"state": {"flow": "triage", "question": "getting_there"}},
}
HELLO = "Hello, I'm Signpost, a computer assistant."
START = {"title": "1. Neighbourhood (Maturity Framework)", "payload": "/start_assessment"}


@dataclass
class Assistant:
    """Answers the gateway's turns; ``ready`` and ``away`` are for a test to change."""

    framework: Framework
    scope: str
    ready: bool = True
    away: bool = False
    result: str = ""
    opening: dict[str, Any] | None = None
    places: dict[str, int] = field(default_factory=dict)
    turns: list[dict[str, Any]] = field(default_factory=list)

    def reset(self) -> None:
        """Forget everything; ready and there again."""
        self.ready, self.away, self.opening = True, False, None
        self.places.clear()
        self.turns.clear()

    def handle(self, request: httpx.Request) -> httpx.Response:
        """Play the engine's HTTP channel."""
        if request.url.path.endswith("/ready"):
            return httpx.Response(200 if self.ready else 503)
        if self.away or not self.ready:
            return httpx.Response(503)
        if request.method == "DELETE":
            return httpx.Response(204)
        turn = json.loads(request.content)
        self.turns.append(turn)
        return httpx.Response(200, json={"messages": self._answer(turn)})

    def _answer(self, turn: dict[str, Any]) -> list[dict[str, Any]]:
        conversation = turn["conversation"]
        said = turn.get("payload") or turn.get("text") or ""
        if said == "/open":
            return self._open(turn)
        if said == START["payload"] or (said == "/resume" and conversation in self.places):
            self.places.setdefault(conversation, 0)
            return [{"text": "This is a practice run."}, self._question(conversation)]
        if (known := self._to_citizen(said, conversation)) is not None:
            return known
        if said == BACK:
            self.places[conversation] -= 1
            return [self._question(conversation)]
        level = _LEVEL.match(said)
        if conversation not in self.places or level is None:
            return [{"text": "Sorry, I didn't follow that. See https://example.org/help for more."}]
        name = self.framework.level(int(level[1])).name
        self.places[conversation] += 1
        return [{"text": f"Saved: {level[1]} {name}."}, self._question(conversation)]

    def _to_citizen(self, said: str, conversation: str) -> list[dict[str, Any]] | None:
        if said in ("food", "/resume") and conversation not in self.places:
            return [CITIZEN_QUESTION]
        return _SAID.get(said)

    def _open(self, turn: dict[str, Any]) -> list[dict[str, Any]]:
        if turn["metadata"]["participant"] is None:
            if self.opening is not None:
                return [self.opening]
            text = f"{HELLO}\nWhich assessment would you like to try?"
            return [{"text": text, "buttons": [START]}]
        self.places[turn["conversation"]] = 0
        return [{"text": f"{HELLO} Welcome."}, self._question(turn["conversation"])]

    def _question(self, conversation: str) -> dict[str, Any]:
        scope = self.framework.scope(self.scope)
        place, total = self.places[conversation], len(scope.statements)
        state = {"flow": "assessment", "progress": {"answered": place, "total": total}}
        if place >= total:
            url = self.result
            text = f"That was the last one. Here is how your area looks: {url}"
            return {
                "text": text,
                "custom": {"kind": "card", "card": {"type": "result", "url": url}, "state": state},
            }
        statement = scope.statements[place].id
        question = Questionnaire(self.framework, scope, {}).question(statement)
        shown = question.model_dump(mode="json")
        levels = [
            {
                "title": f"{level.value} {level.name}",
                "payload": f'/level_{level.value}{{"statement": "{statement}"}}',
            }
            for level in question.levels
        ]
        others = [{"title": title, "payload": f"/{name}"} for title, name in _OTHERS.items()]
        return {
            "text": question.text,
            "buttons": levels + others,
            "custom": {
                "kind": "card",
                "card": {"type": "question", **shown},
                "state": {**state, "question": statement},
            },
        }


def _signpost() -> dict[str, Any]:
    text = f"{SIGNPOST['name']}. {SIGNPOST['why']} Call {SIGNPOST['phone']}."
    custom = {"kind": "card", "card": SIGNPOST, "state": {"flow": "triage"}}
    return {"text": text, "buttons": SIGNPOST_BUTTONS, "custom": custom}


_SAID: dict[str, list[dict[str, Any]]] = {
    NEED: [_signpost()],
    RESULTS: [{"text": "Thank you. Here is what I found."}, *[_signpost()] * 3, AFTERWARDS],
    HELP: [{"text": WHO_CAN_HELP}],
    REFER: [
        {
            "text": f"Here is the form: {FORM}\nYou say there how you want to be called.",
            "custom": {"card": {"type": "form", "url": FORM}},
        }
    ],
}
