"""The tracker store keeps a conversation in one row, across restarts, and can forget it."""

import sqlite3
from pathlib import Path

import pytest
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.utils.endpoints import EndpointConfig

from bot.engine.tracker_store import CompactTrackerStore

DOMAIN = Domain.load("domain")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "conversations.db"


def _open(path: Path) -> CompactTrackerStore:
    return CompactTrackerStore(DOMAIN, host=f"sqlite:///{path}")


async def _hold(store: CompactTrackerStore, sender: str, turns: int) -> None:
    for number in range(turns):
        tracker = await store.get_or_create_tracker(sender)
        tracker.update(UserUttered(f"message {number}", intent={"name": "affirm"}), DOMAIN)
        tracker.update(SlotSet("last_saved", f"N{number}"), DOMAIN)
        tracker.update(ActionExecuted("action_listen"), DOMAIN)
        await store.save(tracker)


async def test_a_conversation_survives_a_restart(path: Path) -> None:
    await _hold(_open(path), "a", turns=7)
    tracker = await _open(path).retrieve("a")
    assert tracker is not None
    assert tracker.get_slot("last_saved") == "N6"
    assert tracker.latest_message.text == "message 6"


async def test_unknown_conversation_is_none(path: Path) -> None:
    assert await _open(path).retrieve("nobody") is None


async def test_one_row_a_conversation_of_flat_size(path: Path) -> None:
    store = _open(path)
    await _hold(store, "short", turns=5)
    await _hold(store, "long", turns=60)
    with sqlite3.connect(path) as connection:
        sizes = dict(connection.execute("SELECT sender_id, length(dialogue) FROM conversations"))
    assert set(sizes) == {"short", "long"} == set(await store.keys())
    assert sizes["long"] < sizes["short"] * 1.1


async def test_a_forgotten_conversation_leaves_nothing(path: Path) -> None:
    store = _open(path)
    await _hold(store, "a", turns=3)
    await _hold(store, "b", turns=3)
    await store.delete("a")
    await store.delete("a")
    assert await store.retrieve("a") is None
    assert list(await store.keys()) == ["b"]


async def test_words_are_forgotten_and_the_place_is_kept(path: Path) -> None:
    store = _open(path)
    await _hold(store, "a", turns=3)
    await store.forget_words("a")
    tracker = await store.retrieve("a")
    assert tracker is not None
    assert tracker.get_slot("last_saved") == "N2"
    files = [file for file in path.parent.iterdir() if file.is_file()]
    assert [file.name for file in files if b"message 2" in file.read_bytes()] == []


async def test_words_of_an_unknown_conversation_are_no_fault(path: Path) -> None:
    await _open(path).forget_words("nobody")


def test_rasa_makes_it_from_the_endpoints_file(path: Path) -> None:
    config = EndpointConfig(
        url=f"sqlite:///{path}", type="bot.engine.tracker_store.CompactTrackerStore"
    )
    assert isinstance(TrackerStore.create(config, DOMAIN), CompactTrackerStore)
