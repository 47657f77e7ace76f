"""Say how the trained model understands messages, as JSON, in the engine's own environment.

``python -m bench.nlu_parse MODEL TEXTS.json RESULT.json``: each message is taken as one that is
said inside an assessment.
"""

import argparse
import asyncio
import json
import os
from pathlib import Path
from typing import Any

from bench.nlu_pipelines import engine_settings


def main() -> None:
    """Read the messages, and write what was understood in the same order."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("model", "texts", "result"):
        parser.add_argument(name, type=Path)
    chosen = parser.parse_args()
    for name, value in engine_settings().items():
        os.environ.setdefault(name, value)
    texts: list[str] = json.loads(chosen.texts.read_text("utf-8"))
    parsed = asyncio.run(parse(chosen.model, texts))
    chosen.result.write_text(json.dumps(parsed), encoding="utf-8")


async def parse(model: Path, texts: list[str]) -> list[dict[str, Any]]:
    """Give the intent, its confidence and the entities of each message."""
    from rasa.core.agent import Agent  # noqa: PLC0415 -- imports TensorFlow
    from rasa.core.channels.channel import UserMessage  # noqa: PLC0415

    agent = Agent.load(str(model))
    understood = []
    for text in texts:
        message = UserMessage(text, metadata={"flow": "assessment"})
        found = await agent.processor.parse_message(message)
        entities = {item["entity"]: item["value"] for item in found["entities"]}
        intent = found["intent"]
        understood.append(
            {"intent": intent["name"], "confidence": intent["confidence"], "entities": entities}
        )
    return understood


if __name__ == "__main__":
    main()
