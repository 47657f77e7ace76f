"""How often messages may be sent and conversations opened."""

import math
import time
from dataclasses import dataclass

from limits import RateLimitItem, parse_many
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import SlidingWindowCounterRateLimiter


@dataclass(frozen=True, slots=True)
class Wait:
    """The limit is reached; after ``seconds`` there is room again."""

    seconds: int


class Rate:
    """Counts against one setting such as ``20/second;600/minute``, separately for each key."""

    def __init__(self, setting: str, *, storage: Storage | None = None) -> None:
        self._items: list[RateLimitItem] = parse_many(setting)
        self._limiter = SlidingWindowCounterRateLimiter(storage or MemoryStorage())

    async def take(self, key: str) -> Wait | None:
        """Count one more for ``key``; give the wait when that is more than is allowed."""
        for item in self._items:
            if not await self._limiter.hit(item, key):
                reset, _ = await self._limiter.get_window_stats(item, key)
                return Wait(max(1, math.ceil(reset - time.time())))
        return None
