"""What the relay does with one update, whichever way it came."""

from collections import OrderedDict
from dataclasses import replace
from typing import Any

import anyio
import structlog
from telegram import Bot, CallbackQuery, Update

from bot.channels.arrivals import Arrival, Pressed, Unreadable
from bot.channels.relay import Relay
from bot.telegram_relay.channel import TelegramChannel
from bot.telegram_relay.groups import Groups
from bot.telegram_relay.reading import is_private, read_update

log = structlog.get_logger()

# Nothing else is asked for, so that nothing else is ever seen.
WANTED = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
]
_REMEMBERED = 1_000


class Updates:
    """Handles updates; ``handle`` returns once what was asked is answered."""

    def __init__(self, bot: Bot, channel: TelegramChannel, relay: Relay, groups: Groups) -> None:
        self._bot = bot
        self._channel = channel
        self._relay = relay
        self._groups = groups
        self._albums: OrderedDict[str, None] = OrderedDict()

    async def handle(self, raw: dict[str, Any]) -> None:
        """Handle one update as Telegram sent it; what can't be read is noted and left."""
        try:
            update = Update.de_json(raw, self._bot)
            arrival = read_update(update) if is_private(update) else None
        except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError) as error:
            log.warning("telegram.update.unreadable", error=type(error).__name__)
            return
        if not is_private(update):
            await self._groups.handle(update)
            return
        if arrival is not None and self._is_rest_of_album(update):
            arrival = _without_remarks(arrival)
        if update.callback_query is not None and arrival is not None:
            arrival = self._with_openness(arrival, update.callback_query)
        async with anyio.create_task_group() as tasks:
            if update.callback_query is not None:
                tasks.start_soon(self._take_press, update.callback_query)
            if arrival is not None:
                await self._relay.handle(arrival)

    def _is_rest_of_album(self, update: Update) -> bool:
        """Say whether a picture belongs to an album whose first one was answered."""
        album = update.message.media_group_id if update.message else None
        if album is None:
            return False
        is_known = album in self._albums
        self._albums[album] = None
        if len(self._albums) > _REMEMBERED:
            self._albums.popitem(last=False)
        return is_known

    def _with_openness(self, arrival: Arrival, query: CallbackQuery) -> Arrival:
        """Note whether the pressed button still is an open one, as far as it is known here."""
        if query.message is None or not isinstance(arrival.what, Pressed):
            return arrival
        shown = query.message.message_id
        is_open = self._channel.is_open(query.message.chat.id, shown)
        return replace(arrival, what=replace(arrival.what, shown=str(shown), is_open=is_open))

    async def _take_press(self, query: CallbackQuery) -> None:
        """Show that the press came in, and let no button be pressed twice."""
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._channel.acknowledge, query.id)
            if query.message is not None:
                chat, message = query.message.chat.id, query.message.message_id
                tasks.start_soon(self._channel.close_buttons, chat, message)


def _without_remarks(arrival: Arrival) -> Arrival | None:
    """Leave out what was said before; None when nothing is left to answer."""
    return None if isinstance(arrival.what, Unreadable) else replace(arrival, remarks=())
