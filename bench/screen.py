"""How long the safety screen takes for a message."""

import json
import time
from statistics import quantiles

from api.config import ROOT
from api.safety.screen import Screen

_MESSAGES = ROOT / "tests" / "safety" / "development.jsonl"


def screen_p99_ms() -> float:
    """Screen every message of the development set; give the 99th percentile, in milliseconds."""
    screen = Screen.load()
    lines = _MESSAGES.read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines if line]
    screen.check(texts[0])
    return quantiles([_taken_ms(screen, text) for text in texts], n=100)[-1]


def _taken_ms(screen: Screen, text: str) -> float:
    started = time.perf_counter()
    screen.check(text)
    return (time.perf_counter() - started) * 1000
