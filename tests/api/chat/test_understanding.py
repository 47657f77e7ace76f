"""``signpost understand`` asks the engine and gives intent, confidence and needs, line by line."""

import json

import httpx
import pytest

from api.chat.understanding import understand
from api.config import Settings

PARSED = {
    "intent": {"name": "find_support", "confidence": 0.91},
    "entities": [
        {"entity": "need", "value": "food"},
        {"entity": "place", "value": "Leeds"},
        {"entity": "need", "value": "money_debt"},
        {"entity": "need", "value": "food"},
    ],
}


def _engine(request: httpx.Request) -> httpx.Response:
    assert request.url.path == "/webhooks/gateway/understand"
    text = json.loads(request.content)["text"]
    if text == "nothing":
        return httpx.Response(200, json={"intent": {"name": None, "confidence": 0}, "entities": []})
    return httpx.Response(200, json=PARSED)


def test_one_reading_a_line_with_each_need_once() -> None:
    lines = ["skint and hungry", "nothing"]
    readings = list(understand(Settings(), lines, transport=httpx.MockTransport(_engine)))
    assert readings == [
        {"intent": "find_support", "confidence": 0.91, "needs": ["food", "money_debt"]},
        {"intent": "nlu_fallback", "confidence": 0.0, "needs": []},
    ]


def test_an_engine_that_is_away_is_an_error_not_an_empty_reading() -> None:
    def away(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(503)

    with pytest.raises(httpx.HTTPStatusError):
        list(understand(Settings(), ["hello"], transport=httpx.MockTransport(away)))
