"""Running one action over a fake API: what is said, and which slots are set."""

import asyncio
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.assessment import AssessmentAction
from tests.actions import fake_api as fake


def turn(
    intent: str,
    text: str = "",
    *,
    entities: dict[str, str] | None = None,
    slots: dict[str, Any] | None = None,
    demo: bool = True,
    invited: bool = True,
    flow: str | None = None,
) -> Tracker:
    """A message of a person who has a place in an assessment, unless ``invited`` is false."""
    place = {"assessment": fake.ASSESSMENT, "participant": fake.PARTICIPANT} if invited else {}
    metadata = {"turn": fake.TURN, "channel": "web", "statement": "N1a", "demo": demo, **place}
    metadata["flow"] = flow
    message = {
        "text": text or f"/{intent}",
        "intent": {"name": intent, "confidence": 1.0},
        "entities": [{"entity": key, "value": value} for key, value in (entities or {}).items()],
        "metadata": metadata,
    }
    events = [
        {"event": "user", "text": message["text"], "parse_data": message},
        {"event": "slot", "name": "answer", "value": message["text"]},
    ]
    return Tracker("c", slots or {}, message, events, False, None, {}, "action_listen")


def take(
    kind: type[AssessmentAction], api: fake.FakeApi, tracker: Tracker
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Run an action; give its messages, and the slots that it sets."""

    async def run() -> tuple[list[dict[str, Any]], dict[str, Any]]:
        dispatcher = CollectingDispatcher()
        async with api.client() as client:
            events = await kind(client).run(dispatcher, tracker, {})
        return dispatcher.messages, {event["name"]: event["value"] for event in events}

    return asyncio.run(run())


def said(messages: list[dict[str, Any]]) -> list[str]:
    """The keys of the responses that were uttered."""
    return [message["response"] for message in messages]
