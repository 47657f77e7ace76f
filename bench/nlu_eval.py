"""Compare ways of understanding on messages that nobody trains on: what `make nlu-eval` runs.

The figures go to the terminal and into docs/nlu.md; the misses and the confusions go to
.signpost/nlu/, which is not committed. Without ``--slow`` the two neural candidates, which train
for minutes, keep the figures of their last run (bench/nlu_figures.json).
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.nlu_pipelines import PIPELINES, SLOW, engine_settings  # noqa: E402
from bench.nlu_report import confusion_text, misses_text, page, table  # noqa: E402
from bench.nlu_scores import scores  # noqa: E402

FIGURES = ROOT / "bench" / "nlu_figures.json"
PAGE = ROOT / "docs" / "nlu.md"
OUT = ROOT / ".signpost" / "nlu"


def main() -> None:
    """Measure the chosen candidates one after the other and write what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slow", action="store_true", help="also train the neural candidates")
    parser.add_argument("--only", choices=PIPELINES, help="measure one candidate")
    chosen = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    figures: dict[str, dict[str, float]] = (
        json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    )
    for name in _names(chosen):
        print(f"{name}: training and measuring …", flush=True)
        measured = _measure(name)
        rows = measured.pop("rows")
        figures[name] = {**measured, **scores(rows)}
        (OUT / f"{name}-misses.txt").write_text(misses_text(rows), encoding="utf-8")
        (OUT / f"{name}-confusion.txt").write_text(confusion_text(rows), encoding="utf-8")
        FIGURES.write_text(json.dumps(_rounded(figures), indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(figures), encoding="utf-8")
    print(table(figures))
    print(f"The misses and the confusion matrix are in {OUT.relative_to(ROOT)}/")


def _names(chosen: argparse.Namespace) -> list[str]:
    if chosen.only:
        return [chosen.only]
    return [name for name in PIPELINES if chosen.slow or name not in SLOW]


def _measure(name: str) -> dict[str, Any]:
    result = OUT / f"{name}.json"
    command = [sys.executable, "-W", "ignore", "-m", "bench.nlu_candidate", name, str(result)]
    with (OUT / f"{name}.log").open("w") as log:
        subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **engine_settings()},
            stdout=log,
            stderr=log,
            check=True,
        )
    measured: dict[str, Any] = json.loads(result.read_text("utf-8"))
    return measured


def _rounded(figures: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    return {
        name: {key: round(value, 4) for key, value in sorted(measured.items())}
        for name, measured in sorted(figures.items())
    }


if __name__ == "__main__":
    main()
