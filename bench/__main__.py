"""Run the benchmark, print its table and write ``bench/results/latest.json``."""

import asyncio
import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from api.config import ROOT
from bench.directory import search_figures
from bench.measure import PLACES, Figures, measure
from bench.product import Product
from bench.relay import relay_turns_per_second
from bench.screen import screen_p99_ms
from bench.stock.server import StockBot
from bench.widget import widget_figures

RESULTS = ROOT / "bench" / "results" / "latest.json"
QUESTIONS = PLACES[-1] + 10
TARGETS = {
    "turn_p50_ratio": ("≤", 0.5),
    "growth_150_over_10": ("≤", 1.15),
    "throughput_ratio": ("≥", 2.5),
    "engine_memory_ratio": ("≤", 0.75),
    "screen_p99_ms": ("≤", 5.0),
    "widget_gzip_bytes": ("≤", 25 * 1024),
    "search_p95_ms_10k": ("≤", 25.0),
    "search_p95_ms_10k_postgresql": ("≤", 25.0),
}
console = Console()


def main(
    conversations: Annotated[int, typer.Option(help="Short conversations a bot.")] = 20,
    long_conversations: Annotated[int, typer.Option(help="Long conversations a bot.")] = 3,
    large: Annotated[bool, typer.Option(help="Search a directory of 100,000 as well.")] = True,
) -> None:
    """Measure the product and its peer, one after the other on the same machine."""
    run = partial(measure, conversations=conversations, long_conversations=long_conversations)
    with tempfile.TemporaryDirectory(prefix="signpost-bench-") as temporary:
        folder = Path(temporary)
        with Product(folder / "product", QUESTIONS) as product:
            ours = asyncio.run(run(product, say=_say("Signpost")))
            console.print("Signpost: 50 chats in Telegram")
            relayed = relay_turns_per_second(product)
        peer_folder = folder / "stock"
        peer_folder.mkdir()
        console.print("Stock Rasa: training (this takes some minutes)")
        with StockBot(peer_folder, QUESTIONS) as stock:
            peer = asyncio.run(run(stock, say=_say("Stock Rasa")))
        seen = widget_figures(folder / "widget", _say("Web chat"))
    others = {"screen_p99_ms": screen_p99_ms(), "relay_turns_per_second_50_chats": relayed}
    searched = search_figures(_say("Directory"), large=large)
    figures = compare(ours, peer) | others | seen | searched
    RESULTS.write_text(json.dumps({**figures, "measured_at": _now()}, indent=2) + "\n")
    _show(ours, peer, figures)


def compare(ours: Figures, peer: Figures) -> dict[str, float]:
    """Give the figures that are kept, ratios first (DESIGN, section 3)."""
    return {
        "turn_p50_ratio": ours.turn_p50_ms / peer.turn_p50_ms,
        "turn_p95_ratio": ours.turn_p95_ms / peer.turn_p95_ms,
        "growth_150_over_10": ours.growth(),
        "peer_growth_150_over_10": peer.growth(),
        "throughput_ratio": ours.turns_per_second / peer.turns_per_second,
        "engine_memory_ratio": ours.engine_memory_mib / peer.engine_memory_mib,
        "ready_ratio": ours.ready_s / peer.ready_s,
        **_flat("product", ours),
        **_flat("stock", peer),
    }


def _flat(name: str, figures: Figures) -> dict[str, float]:
    return {
        f"{name}_turn_p50_ms": figures.turn_p50_ms,
        f"{name}_turn_p95_ms": figures.turn_p95_ms,
        **{f"{name}_turn_{place}_ms": taken for place, taken in figures.at_place_ms.items()},
        f"{name}_turns_per_second": figures.turns_per_second,
        f"{name}_engine_memory_mib": figures.engine_memory_mib,
        f"{name}_ready_s": figures.ready_s,
    }


def _show(ours: Figures, peer: Figures, figures: dict[str, float]) -> None:
    table = Table("figure", "Signpost", "stock Rasa form", title="Side by side")
    for key, value in _flat("x", ours).items():
        table.add_row(key.removeprefix("x_"), f"{value:.1f}", f"{_flat('x', peer)[key]:.1f}")
    console.print(table)
    ratios = Table("ratio", "measured", "to reach", "")
    for key, value in figures.items():
        if key.startswith(("product_", "stock_")):
            continue
        sign, bar = TARGETS.get(key, ("", None))
        reached = "" if bar is None else _verdict(value, sign, bar)
        ratios.add_row(key, f"{value:.3f}", "" if bar is None else f"{sign} {bar}", reached)
    console.print(ratios)
    console.print(f"Written to {RESULTS.relative_to(ROOT)}.")


def _verdict(value: float, sign: str, bar: float) -> str:
    return "yes" if (value <= bar if sign == "≤" else value >= bar) else "NO"


def _say(name: str) -> Callable[[str], None]:
    return lambda step: console.print(f"{name}: {step}")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


if __name__ == "__main__":
    typer.run(main)
