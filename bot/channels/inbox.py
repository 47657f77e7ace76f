"""Every thing that a channel delivers is handled once, however often it is delivered."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import partial

import anyio
import structlog
from anyio.abc import TaskGroup

log = structlog.get_logger()

_REMEMBERED = 10_000


class Inbox:
    """Starts the handling of each thing in ``tasks``, and knows what is under way and done."""

    def __init__(self, tasks: TaskGroup) -> None:
        self._tasks = tasks
        self._open: dict[int | str, anyio.Event] = {}
        self._done: OrderedDict[int | str, None] = OrderedDict()

    def take(self, name: int | str, handle: Callable[[], Awaitable[None]]) -> anyio.Event:
        """Start handling ``name`` unless that was done before; the event is set when it is done."""
        if (under_way := self._open.get(name)) is not None:
            return under_way
        done = anyio.Event()
        if name in self._done:
            done.set()
            return done
        self._open[name] = done
        self._tasks.start_soon(partial(self._run, name, handle, done))
        return done

    def is_open(self, name: int | str) -> bool:
        """Say whether ``name`` is under way."""
        return name in self._open

    async def _run(
        self, name: int | str, handle: Callable[[], Awaitable[None]], done: anyio.Event
    ) -> None:
        try:
            await handle()
        except Exception as error:  # noqa: BLE001 -- one thing that fails must not stop the others
            # Its trace could hold a person's words.
            event = "channel.arrival.failed"
            log.error(event, error=type(error).__name__)  # noqa: TRY400
        # A thing whose handling was cancelled is not done: it is delivered again.
        self._done[name] = None
        if len(self._done) > _REMEMBERED:
            self._done.popitem(last=False)
        del self._open[name]
        done.set()
