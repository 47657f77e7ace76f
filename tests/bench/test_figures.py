"""The benchmark writes the figures that were agreed, each from what was measured."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.config import ROOT
from api.database import Database
from bench import directory, plain_search, relay, screen, widget
from bench.__main__ import TARGETS, compare
from bench.measure import Figures

OURS = Figures(
    turn_p50_ms=15.0,
    turn_p95_ms=20.0,
    at_place_ms={10: 16.0, 75: 16.0, 150: 17.6},
    turns_per_second=100.0,
    engine_memory_mib=600.0,
    ready_s=5.0,
)
PEER = replace(
    OURS,
    turn_p50_ms=60.0,
    turn_p95_ms=40.0,
    at_place_ms={10: 60.0, 75: 400.0, 150: 720.0},
    turns_per_second=20.0,
    engine_memory_mib=1200.0,
    ready_s=50.0,
)
RATIOS = {
    "turn_p50_ratio": 0.25,
    "turn_p95_ratio": 0.5,
    "growth_150_over_10": 1.1,
    "peer_growth_150_over_10": 12.0,
    "throughput_ratio": 5.0,
    "engine_memory_ratio": 0.5,
    "ready_ratio": 0.1,
}


def test_each_ratio_is_the_product_over_its_peer() -> None:
    figures = compare(OURS, PEER)
    assert {key: figures[key] for key in RATIOS} == pytest.approx(RATIOS)


def test_figures_are_flat_numbers() -> None:
    assert all(isinstance(value, float) for value in compare(OURS, PEER).values())


def test_every_figure_with_a_target_is_written_and_told_in_the_guide() -> None:
    sources = [compare.__module__, *(module.__name__ for module in (directory, screen, widget))]
    written = "".join((ROOT / f"{name.replace('.', '/')}.py").read_text() for name in sources)
    guide = (ROOT / "docs/benchmark.md").read_text(encoding="utf-8")
    for key in TARGETS:
        assert key.removesuffix("_postgresql") in written, key
        assert key in guide, key


def test_growth_is_told_for_each_size_that_was_measured() -> None:
    measured = {
        "search_p95_ms_1k": 5.0,
        "search_p95_ms_10k": 10.0,
        "plain_search_p95_ms_1k": 10.0,
        "plain_search_p95_ms_10k": 100.0,
        "search_p95_ms_10k_postgresql": 10.0,
    }
    assert directory.growth(measured) == {
        "search_growth_10k_over_1k": 2.0,
        "plain_search_growth_10k_over_1k": 10.0,
    }


def test_a_search_and_its_peer_find_services_of_the_same_directory(tmp_path: Path) -> None:
    services = [directory.made_up_service(number) for number in range(400)]
    criteria = [directory.made_up_search(number) for number in range(20)]
    database = Database(f"sqlite:///{tmp_path / 'directory.db'}")
    with database.engine.connect() as connection:
        plain_search.fill(connection, services)
        found = [plain_search.search(connection, each, directory.TERMS) for each in criteria]
    database.dispose()
    for each, rows in zip(criteria, found, strict=True):
        allowed = {directory.TERMS[need] for need in each.needs} or set(directory.TERMS.values())
        assert {row.term for row in rows} <= allowed
    assert sum(len(rows) for rows in found) > 20


def test_chats_in_telegram_are_measured() -> None:
    assert callable(relay.relay_turns_per_second)
