"""Rasa's tracker store: one compacted row a conversation, in SQLite or PostgreSQL."""

import json
from typing import Any, Iterable, List, Optional, Text

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.dialects import postgresql, sqlite

from bot.engine.compaction import compact, wordless_summary

_TABLE = sa.Table(
    "conversations",
    sa.MetaData(),
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("dialogue", sa.Text, nullable=False),
    sa.Column("updated_at", sa.DateTime, server_default=sa.func.now(), nullable=False),
)
_POOL = {"poolclass": sa.pool.QueuePool, "pool_size": 1, "max_overflow": 4}
_DIALECTS = {"sqlite": sqlite, "postgresql": postgresql}


class CompactTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Keeps a conversation's state flat in size, and forgets it in one row.

    ``url`` is a SQLAlchemy 1.4 URL (``sqlite:///…`` or ``postgresql://…``), given as ``host`` by
    Rasa. Events of old turns are dropped (see ``bot.engine.compaction``): the scores and the
    transcript live in the product's own database.
    """

    def __init__(
        self,
        domain: Optional[Domain] = None,
        host: Text = "sqlite://",
        event_broker: Optional[EventBroker] = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._engine = _create_engine(host)
        self._replace = _replacing(_DIALECTS[self._engine.dialect.name].insert(_TABLE))
        _TABLE.create(self._engine, checkfirst=True)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the conversation, compacted, in place of what was stored of it."""
        await self.stream_events(tracker)
        self._write(tracker, compact(tracker, self.domain))

    async def forget_words(self, sender_id: Text) -> None:
        """Keep of a conversation its place alone; does nothing when it is not stored."""
        tracker = await self.retrieve(sender_id)
        if tracker is not None:
            self._write(tracker, wordless_summary(tracker))
            self._overwrite_erased()

    def _write(self, tracker: DialogueStateTracker, events: List[Event]) -> None:
        dialogue = json.dumps(
            {"name": tracker.sender_id, "events": [event.as_dict() for event in events]}
        )
        with self._engine.begin() as connection:
            connection.execute(
                self._replace, {"sender_id": tracker.sender_id, "dialogue": dialogue}
            )

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """Return the conversation, or None when nothing is stored of it."""
        query = sa.select(_TABLE.c.dialogue).where(_TABLE.c.sender_id == sender_id)
        with self._engine.connect() as connection:
            dialogue = connection.execute(query).scalar_one_or_none()
        return self.deserialise_tracker(sender_id, dialogue) if dialogue else None

    async def keys(self) -> Iterable[Text]:
        """Return the ids of all stored conversations."""
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(_TABLE.c.sender_id)).scalars())

    async def delete(self, sender_id: Text) -> None:
        """Forget a conversation; does nothing when it is not stored."""
        with self._engine.begin() as connection:
            connection.execute(sa.delete(_TABLE).where(_TABLE.c.sender_id == sender_id))
        self._overwrite_erased()

    def _overwrite_erased(self) -> None:
        if self._engine.dialect.name == "sqlite":
            # Else its words would stay in the write-ahead log for a while.
            with self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _replacing(insert: Any) -> Any:
    """Return the statement that writes a row, in place of the conversation's row if it has one."""
    return insert.on_conflict_do_update(
        index_elements=[_TABLE.c.sender_id],
        set_={"dialogue": insert.excluded.dialogue, "updated_at": sa.func.now()},
    )


def _create_engine(url: Text) -> sa.engine.Engine:
    if not url.startswith("sqlite"):
        return sa.create_engine(url, future=True, pool_pre_ping=True)
    # SQLAlchemy 1.4 would open and close the file for every statement; in memory it must not.
    pool = {} if sa.engine.make_url(url).database in (None, "", ":memory:") else _POOL
    engine = sa.create_engine(url, future=True, connect_args={"check_same_thread": False}, **pool)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=10000")
    connection.execute("PRAGMA secure_delete=ON")
