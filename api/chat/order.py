"""One turn at a time in a conversation, first come first served."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio


@dataclass
class _Queue:
    lock: anyio.Lock = field(default_factory=anyio.Lock)
    people: int = 0


class TurnOrder:
    """A fair queue for each conversation of this process, forgotten as soon as it is empty."""

    def __init__(self) -> None:
        self._queues: dict[str, _Queue] = {}

    def __len__(self) -> int:
        return len(self._queues)

    def is_busy(self, conversation: str) -> bool:
        """Say whether a turn of this conversation is under way."""
        return conversation in self._queues

    @asynccontextmanager
    async def turn(self, conversation: str) -> AsyncIterator[None]:
        """Wait until every earlier turn of this conversation is done, then hold the place."""
        queue = self._queues.setdefault(conversation, _Queue())
        queue.people += 1
        try:
            async with queue.lock:
                yield
        finally:
            queue.people -= 1
            if not queue.people:
                del self._queues[conversation]
