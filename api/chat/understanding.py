"""Ask the running engine how it understands a message, without any conversation."""

from collections.abc import Iterable, Iterator
from typing import Any

import httpx
from pydantic import BaseModel

from api.config import Settings

_TIMEOUT_S = 30.0


class Understanding(BaseModel):
    """How a message was understood: its intent, how sure that is (0 to 1), the needs it names."""

    intent: str
    confidence: float
    needs: list[str]


def understand(
    settings: Settings, texts: Iterable[str], *, transport: httpx.BaseTransport | None = None
) -> Iterator[dict[str, Any]]:
    """Yield one understanding a text, in order (DESIGN: ``signpost understand``).

    Raises ``httpx.HTTPError`` when the engine does not answer.
    """
    token = settings.engine_token.get_secret_value() if settings.engine_token else ""
    with httpx.Client(
        base_url=settings.engine_url,
        params={"token": token},
        timeout=_TIMEOUT_S,
        transport=transport,
    ) as http:
        for text in texts:
            answer = http.post("/webhooks/gateway/understand", json={"text": text})
            yield read_understanding(answer.raise_for_status().json()).model_dump()


def read_understanding(parsed: dict[str, Any]) -> Understanding:
    """Take the understanding from Rasa's parse result; each need is named once, in order."""
    needs = [item["value"] for item in parsed["entities"] if item["entity"] == "need"]
    intent = parsed["intent"]
    return Understanding(
        intent=intent["name"] or "nlu_fallback",
        confidence=intent["confidence"],
        needs=list(dict.fromkeys(needs)),
    )
