"""Train and measure one way of understanding, in a process of its own.

Run by ``bench.nlu_eval``: ``python -m bench.nlu_candidate NAME RESULT.json [--model FILE]``.
"""

import argparse
import asyncio
import json
import logging
import os
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

import structlog
import yaml

from bench.nlu_pipelines import PIPELINES, engine_settings

ROOT = Path(__file__).resolve().parent.parent
SETS = ROOT / "tests" / "nlu" / "evaluation"


def main() -> None:
    """Train the candidate, or load a model that is there, and write what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=PIPELINES)
    parser.add_argument("result", type=Path)
    parser.add_argument("--model", type=Path)
    chosen = parser.parse_args()
    for name, value in engine_settings().items():
        os.environ.setdefault(name, value)
    with tempfile.TemporaryDirectory() as folder:
        figures: dict[str, Any] = {}
        model = chosen.model
        if model is None:
            model, figures["training_s"] = train(chosen.name, Path(folder))
        figures.update(asyncio.run(measure(model)))
    chosen.result.write_text(json.dumps(figures), encoding="utf-8")


def train(name: str, folder: Path) -> tuple[Path, float]:
    """Train the candidate's pipeline on data/nlu; return the model and the seconds it took."""
    from rasa.model_training import train_nlu  # noqa: PLC0415 -- imports TensorFlow

    config = folder / "config.yml"
    recipe = {"recipe": "default.v1", "language": "en", "assistant_id": "signpost"}
    config.write_text(yaml.safe_dump({**recipe, "pipeline": PIPELINES[name]}), encoding="utf-8")
    before = time.perf_counter()
    model = train_nlu(str(config), str(ROOT / "data" / "nlu"), str(folder / "models"))
    if model is None:
        raise SystemExit(f"{name} could not be trained")
    return Path(model), time.perf_counter() - before


async def measure(model: Path) -> dict[str, Any]:
    """Load the model and ask it every message of the evaluation sets."""
    from rasa.core.agent import Agent  # noqa: PLC0415 -- imports TensorFlow
    from rasa.core.channels.channel import UserMessage  # noqa: PLC0415

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))

    before = time.perf_counter()
    agent = Agent.load(str(model))
    loaded = time.perf_counter() - before
    await agent.parse_message("warm up")
    rows: list[dict[str, Any]] = []
    times: list[float] = []
    for name in ("answers", "commands", "needs", "second_answers", "second_needs", "third_answers"):
        for row in yaml.safe_load((SETS / f"{name}.yml").read_text("utf-8")):
            start = time.perf_counter()
            parsed = await agent.parse_message(row["text"])
            times.append(time.perf_counter() - start)
            rows.append({**row, "set": name, "parsed": _kept(parsed)})
            if name == "answers":
                inside = UserMessage(row["text"], metadata={"flow": "assessment"})
                parsed = await agent.processor.parse_message(inside)
                rows.append({**row, "set": "inside", "parsed": _kept(parsed)})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times.sort()
    return {
        "start_up_s": loaded,
        "parse_p50_ms": 1000 * times[len(times) // 2],
        "parse_p95_ms": 1000 * times[int(len(times) * 0.95)],
        "memory_mb": _resident_mb() or peak,
        "rows": rows,
    }


def _kept(parsed: dict[str, Any]) -> dict[str, Any]:
    entities = [(item["entity"], item["value"]) for item in parsed["entities"]]
    intent = parsed["intent"]
    return {"intent": intent["name"], "confidence": intent["confidence"], "entities": entities}


def _resident_mb() -> float | None:
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
