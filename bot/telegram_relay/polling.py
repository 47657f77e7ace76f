"""Asking Telegram for updates: no public address is needed.

An update is confirmed to Telegram only when it was handled, and so were all before it. What was
under way when the relay stopped is delivered again.
"""

from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import structlog
from anyio.abc import TaskGroup
from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.inbox import Inbox
from bot.channels.waiting import waits
from bot.telegram_relay.flood import quiet_s
from bot.telegram_relay.updates import WANTED

log = structlog.get_logger()

# The Bot API does not mind capitals; the library warns of names that it has a method for, and its
# own method fails as a whole when one update can't be read.
_GET_UPDATES = "getupdates"
_LONG_POLL_S = 50
_SPARE_S = 10
_GLANCE_S = 0.25
_TOKEN_REFUSED_S = 60.0

type Handle = Callable[[dict[str, Any]], Awaitable[None]]


class Poller:
    """Polls for ever; ``sleep`` comes in so that tests need not wait."""

    def __init__(
        self,
        bot: Bot,
        handle: Handle,
        tasks: TaskGroup,
        *,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
        long_poll_s: int = _LONG_POLL_S,
    ) -> None:
        self._bot = bot
        self._handle = handle
        self._inbox = Inbox(tasks)
        self._sleep = sleep
        self._long_poll_s = long_poll_s
        self._next = 0
        self._waiting: list[int] = []
        self._finished = anyio.Event()
        self._reached_at = anyio.current_time()

    def is_well(self) -> bool:
        """Say whether Telegram answered not long ago."""
        return anyio.current_time() - self._reached_at < 3 * self._long_poll_s

    async def run(self) -> None:
        """Poll until cancelled."""
        pauses = waits()
        while True:
            try:
                updates = await self._fetch()
            except TelegramError as error:
                await self._sleep(_pause(error, next(pauses)))
                continue
            pauses = waits()
            self._reached_at = anyio.current_time()
            for update in updates:
                self._take(update)
            if self._still_open():
                # Something is under way: look again when that changes, or after a moment.
                with anyio.move_on_after(_GLANCE_S):
                    await self._finished.wait()
                self._finished = anyio.Event()

    async def _fetch(self) -> list[dict[str, Any]]:
        is_open = self._still_open()
        asked = {
            "offset": min(self._waiting, default=self._next),
            "timeout": 0 if is_open else self._long_poll_s,
            "allowed_updates": WANTED,
        }
        found: Any = await self._bot.do_api_request(
            _GET_UPDATES, asked, read_timeout=self._long_poll_s + _SPARE_S
        )
        updates = [each for each in found if is_update(each)] if isinstance(found, list) else None
        if updates is None or (found and not updates):
            raise TelegramError("The answer to getUpdates is not a list of updates.")
        return updates

    def _take(self, update: dict[str, Any]) -> None:
        async def handle() -> None:
            try:
                await self._handle(update)
            finally:
                self._finished.set()

        name = update["update_id"]
        self._next = name + 1
        if not self._inbox.take(name, handle).is_set() and name not in self._waiting:
            self._waiting.append(name)

    def _still_open(self) -> bool:
        """Drop what was handled from the front; say whether anything is under way."""
        self._waiting = [name for name in self._waiting if self._inbox.is_open(name)]
        return bool(self._waiting)


def is_update(update: object) -> bool:
    """Say whether something that was sent is an update at all."""
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)


def _pause(error: TelegramError, usual_s: float) -> float:
    """Say in the log why Telegram gave no updates, and give how long to wait."""
    if isinstance(error, RetryAfter):
        log.warning("telegram.poll.flood")
        return quiet_s(error)
    if isinstance(error, InvalidToken):
        log.error("telegram.token.refused", hint="Check SIGNPOST_TELEGRAM_TOKEN.")
        return _TOKEN_REFUSED_S
    if isinstance(error, Conflict):
        log.error("telegram.poll.conflict", hint="Another relay polls with the same token.")
        return usual_s
    log.warning("telegram.poll.failed", error=type(error).__name__)
    return usual_s
