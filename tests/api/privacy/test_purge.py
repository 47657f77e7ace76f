"""What is past its time is deleted, and nothing else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from api.cli import app as command
from api.config import Settings, get_settings
from api.database import Database
from api.models import CareIncident, ChatSession, ChatTurn, PendingErasure
from api.privacy.purge import count_past, purge
from api.privacy.service import in_words

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, keep_conversations_days=30, keep_unkept_minutes=60)


def conversation(*, seen: timedelta, keeps_words: bool = True) -> ChatSession:
    at = NOW - seen
    return ChatSession(
        id=uuid4(),
        token_hash=uuid4().hex,
        channel="web",
        locale="en",
        state={"flow": None},
        keeps_words=keeps_words,
        turns=1,
        created_at=at,
        last_seen_at=at,
    )


def with_turn(database: Database, *conversations: ChatSession) -> None:
    with database.transaction() as session:
        session.add_all(conversations)
        session.flush()
        for each in conversations:
            session.add(
                ChatTurn(
                    id=uuid4(),
                    session_id=each.id,
                    number=1,
                    text="hello",
                    status="answered",
                    replies=[],
                    received_at=each.created_at,
                )
            )


def test_old_conversations_go_and_recent_ones_stay(database, settings) -> None:
    old = conversation(seen=timedelta(days=31))
    recent = conversation(seen=timedelta(days=29))
    left = conversation(seen=timedelta(hours=2), keeps_words=False)
    going_on = conversation(seen=timedelta(minutes=5), keeps_words=False)
    ids = {each: each.id for each in (old, recent, left, going_on)}
    with_turn(database, old, recent, left, going_on)
    assert count_past(database, settings, NOW).counts["conversations"] == 2
    assert purge(database, settings, NOW).counts["conversations"] == 2
    with database.reading() as session:
        kept = set(session.scalars(select(ChatSession.id)))
        turns = set(session.scalars(select(ChatTurn.session_id)))
        pending = set(session.scalars(select(PendingErasure.conversation)))
    assert kept == turns == {ids[recent], ids[going_on]}
    assert pending == {ids[old], ids[left]}


def test_many_are_purged_in_batches_with_their_progress(database, settings) -> None:
    with_turn(database, *(conversation(seen=timedelta(days=40)) for _ in range(450)))
    steps: list[int] = []
    purged = purge(database, settings, NOW, progress=steps.append)
    assert purged.counts["conversations"] == sum(steps) == 450
    assert len(steps) > 1
    assert purge(database, settings, NOW).counts["conversations"] == 0


def test_what_would_go_is_counted_in_full_and_left(database, settings) -> None:
    with_turn(database, conversation(seen=timedelta(days=31)))
    hour = NOW - timedelta(days=2000)
    with database.transaction() as session:
        session.add(
            CareIncident(
                id=uuid4(), category="crisis", certainty="certain", channel="web", hour=hour
            )
        )
    counted = [count_past(database, settings, NOW).counts for _ in range(2)]
    assert counted[0] == counted[1] == purge(database, settings, NOW).counts
    assert (counted[0]["conversations"], counted[0]["care incidents"]) == (1, 1)


def test_old_counts_of_care_go(database, settings) -> None:
    def incident(days: int) -> CareIncident:
        hour = NOW - timedelta(days=days)
        return CareIncident(
            id=uuid4(), category="crisis", certainty="certain", channel="web", hour=hour
        )

    with database.transaction() as session:
        session.add_all([incident(10), incident(2000)])
    assert purge(database, settings, NOW).counts["care incidents"] == 1


def test_the_command_counts_before_it_deletes(sqlite_database, monkeypatch) -> None:
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", sqlite_database.url)
    monkeypatch.setenv("SIGNPOST_ENGINE_URL", "http://127.0.0.1:9")
    get_settings.cache_clear()
    with_turn(sqlite_database, conversation(seen=timedelta(days=4000)))
    try:
        counted = CliRunner().invoke(command, ["purge", "--dry-run"])
        assert "conversations: 1" in counted.output
        deleted = CliRunner().invoke(command, ["purge"])
        assert deleted.exit_code == 0, deleted.output
        assert "conversations: 1" in deleted.output
        assert "has yet to forget: 1" in deleted.output
    finally:
        get_settings.cache_clear()


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (timedelta(days=30), "30 days"),
        (timedelta(days=1), "1 day"),
        (timedelta(minutes=90), "1 hour"),
        (timedelta(minutes=45), "45 minutes"),
        (timedelta(seconds=5), "less than a minute"),
    ],
)
def test_a_period_is_written_as_people_say_it(period: timedelta, words: str) -> None:
    assert in_words(period) == words
