"""A chat gateway as the terminal sees it: it can be away, still starting, or refuse."""

import json
from dataclasses import dataclass, field
from typing import Any

import httpx

BUTTON = {"title": "1 Emerging", "payload": "/level_1"}


def says(text: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "text": text, "buttons": [], **more}


HELLO = says("How far along [is it]?", buttons=[BUTTON])
APOLOGY = says("I can't reach the assistant just now.", "notice")


@dataclass
class FakeGateway:
    """``away`` counts the requests that get no answer; ``failing`` the turns that fail."""

    away: int = 0
    failing: int = 0
    starting: int = 0
    refusals: list[int] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if self.away:
            self.away -= 1
            raise httpx.ConnectError("refused", request=request)
        if request.url.path.endswith("/sessions"):
            return self._opened()
        if request.method == "GET":
            return self._transcript()
        if self.refusals:
            body = {"error": "Refused", "detail": "That can't be taken."}
            return httpx.Response(self.refusals.pop(0), json=body)
        if self.failing:
            self.failing -= 1
            return _answer(APOLOGY, failed=True)
        return _answer(says(f"Heard {json.loads(request.content)['text']}."))

    @property
    def sent(self) -> list[dict[str, str]]:
        """The messages that were sent, each time they were."""
        return [
            json.loads(request.content)
            for request in self.requests
            if request.method == "POST" and request.url.path.endswith("/messages")
        ]

    def _opened(self) -> httpx.Response:
        body = {"session": "s", "token": "secret", "state": {}}
        if self.starting:
            return httpx.Response(201, json={**body, "messages": [APOLOGY], "failed": True})
        return httpx.Response(201, json={**body, "messages": [HELLO]})

    def _transcript(self) -> httpx.Response:
        self.starting -= 1
        return _answer(APOLOGY if self.starting else HELLO)


def _answer(message: dict[str, Any], **more: Any) -> httpx.Response:
    return httpx.Response(200, json={"messages": [message], "state": {}, **more})
