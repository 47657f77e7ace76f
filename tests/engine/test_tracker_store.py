"""The tracker store keeps a conversation in one row, across restarts, and can forget it.

Each test runs on SQLite and, where a server is named, on PostgreSQL.
"""

import os
import uuid
from pathlib import Path
from typing import Iterator

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.utils.endpoints import EndpointConfig

from bot.engine.tracker_store import CompactTrackerStore

DOMAIN = Domain.load("domain")


SERVER_VARIABLE = "SIGNPOST_TEST_POSTGRES_URL"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'conversations.db'}"
        return
    if SERVER_VARIABLE not in os.environ:
        pytest.skip(f"{SERVER_VARIABLE} names no PostgreSQL server")
    server = sa.engine.make_url(os.environ[SERVER_VARIABLE]).set(drivername="postgresql")
    name = f"signpost_test_{uuid.uuid4().hex}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", future=True)
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    yield server.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "conversations.db"


def _open(url: str) -> CompactTrackerStore:
    return CompactTrackerStore(DOMAIN, host=url)


async def _hold(store: CompactTrackerStore, sender: str, turns: int) -> None:
    for number in range(turns):
        tracker = await store.get_or_create_tracker(sender)
        tracker.update(UserUttered(f"message {number}", intent={"name": "affirm"}), DOMAIN)
        tracker.update(SlotSet("last_saved", f"N{number}"), DOMAIN)
        tracker.update(ActionExecuted("action_listen"), DOMAIN)
        await store.save(tracker)


async def test_a_conversation_survives_a_restart(url: str) -> None:
    await _hold(_open(url), "a", turns=7)
    tracker = await _open(url).retrieve("a")
    assert tracker is not None
    assert tracker.get_slot("last_saved") == "N6"
    assert tracker.latest_message.text == "message 6"


async def test_unknown_conversation_is_none(url: str) -> None:
    assert await _open(url).retrieve("nobody") is None


async def test_one_row_a_conversation_of_flat_size(url: str) -> None:
    store = _open(url)
    await _hold(store, "short", turns=5)
    await _hold(store, "long", turns=60)
    query = sa.text("SELECT sender_id, length(dialogue) FROM conversations")
    with sa.create_engine(url, future=True).connect() as connection:
        sizes = dict(tuple(row) for row in connection.execute(query))
    assert set(sizes) == {"short", "long"} == set(await store.keys())
    assert sizes["long"] < sizes["short"] * 1.1


async def test_a_forgotten_conversation_leaves_nothing(url: str) -> None:
    store = _open(url)
    await _hold(store, "a", turns=3)
    await _hold(store, "b", turns=3)
    await store.delete("a")
    await store.delete("a")
    assert await store.retrieve("a") is None
    assert list(await store.keys()) == ["b"]


async def test_words_are_forgotten_and_the_place_is_kept(url: str) -> None:
    store = _open(url)
    await _hold(store, "a", turns=3)
    await store.forget_words("a")
    tracker = await _open(url).retrieve("a")
    assert tracker is not None
    assert tracker.get_slot("last_saved") == "N2"
    assert all("message" not in str(event.as_dict()) for event in tracker.events)


async def test_words_that_wait_for_an_answer_are_forgotten_too(url: str) -> None:
    store = _open(url)
    await _hold(store, "a", turns=1)
    tracker = await store.get_or_create_tracker("a")
    waits = {"kind": "level", "statement": "N1a", "level": 2, "note": "words", "said": "words"}
    tracker.update(SlotSet("pending", waits), DOMAIN)
    before = {"level": 3, "note": "words"}
    tracker.update(SlotSet("undo", {"statement": "N1a", "before": before}), DOMAIN)
    memo = {"about": {"entry": "x", "text": "words"}}
    tracker.update(SlotSet("triage_memo", memo), DOMAIN)
    await store.save(tracker)
    await store.forget_words("a")
    kept = await store.retrieve("a")
    assert kept is not None
    assert kept.get_slot("pending") == {"kind": "level", "statement": "N1a", "level": 2}
    assert kept.get_slot("undo") == {"statement": "N1a", "before": {"level": 3}}
    assert kept.get_slot("triage_memo") == {"about": {"entry": "x"}}


async def test_forgotten_words_are_in_no_file(path: Path) -> None:
    store = _open(f"sqlite:///{path}")
    await _hold(store, "a", turns=3)
    await store.forget_words("a")
    files = [file for file in path.parent.iterdir() if file.is_file()]
    assert [file.name for file in files if b"message 2" in file.read_bytes()] == []


async def test_words_of_an_unknown_conversation_are_no_fault(url: str) -> None:
    await _open(url).forget_words("nobody")


def test_rasa_makes_it_from_the_endpoints_file(url: str) -> None:
    config = EndpointConfig(url=url, type="bot.engine.tracker_store.CompactTrackerStore")
    assert isinstance(TrackerStore.create(config, DOMAIN), CompactTrackerStore)


async def test_turns_share_a_connection(url: str) -> None:
    opened = []

    def count(*_connection: object) -> None:
        opened.append(1)

    sa.event.listen(sa.engine.Engine, "connect", count)
    try:
        await _hold(_open(url), "a", turns=4)
    finally:
        sa.event.remove(sa.engine.Engine, "connect", count)
    assert len(opened) == 1
