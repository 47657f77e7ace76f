"""Telegram as a channel of the relay: sends, waits when it has to, and never gives up lightly."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import anyio
import structlog
from telegram import Bot, LinkPreviewOptions
from telegram import Message as Sent
from telegram.constants import MessageLimit, ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    RetryAfter,
    TelegramError,
)

from api.chat.schemas import Message, MessageKind
from bot.channels.relay import Unreachable
from bot.channels.waiting import waits
from bot.telegram_relay.flood import quiet_s
from bot.telegram_relay.writing import Part, parts

log = structlog.get_logger()

_REMEMBERED = 10_000
# What Telegram says of a chat that is not there, or not to be written to.
_NO_CHAT = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "chat_write_forbidden",
    "not enough rights",
    "have no rights",
    "deactivated",
)


class TelegramChannel:
    """Sends to Telegram chats through a bot; ``sleep`` comes in so that tests need not wait."""

    def __init__(
        self, bot: Bot, *, sleep: Callable[[float], Awaitable[None]] = anyio.sleep
    ) -> None:
        self._bot = bot
        self._sleep = sleep
        # Which messages of a chat show open buttons: a courtesy, and no harm when it is forgotten.
        self._open_buttons: OrderedDict[int, set[int]] = OrderedDict()

    async def deliver(self, recipient: str, messages: Sequence[Message]) -> None:
        """Send messages in order; raises ``Unreachable`` when the person can't be written to.

        A new question closes the buttons of the one before; what a notice offers stands beside it.
        """
        chat = int(recipient)
        asks = any(said.buttons and said.kind is not MessageKind.NOTICE for said in messages)
        before = self._open_buttons.pop(chat, set()) if asks else set()
        for message in messages:
            for part in parts(message):
                await self.send(chat, part)
        for message_id in before:
            await self._take_buttons_off(chat, message_id)

    async def send(self, chat: int, part: Part) -> None:
        """Send one Telegram message."""
        sent = await self._patiently(chat, part)
        if part.keyboard is not None:
            self._open_buttons.setdefault(chat, set()).add(sent.message_id)
            if len(self._open_buttons) > _REMEMBERED:
                self._open_buttons.popitem(last=False)

    def is_open(self, chat: int, message: int) -> bool:
        """Say whether the buttons of a message are known to be open."""
        return message in self._open_buttons.get(chat, ())

    async def close_buttons(self, chat: int, message: int) -> None:
        """Take the buttons of a message away; when that fails, a late press is answered kindly."""
        self._open_buttons.get(chat, set()).discard(message)
        await self._take_buttons_off(chat, message)

    async def _take_buttons_off(self, chat: int, message: int) -> None:
        edit = partial(self._bot.edit_message_reply_markup, chat_id=chat, message_id=message)
        await self._as_courtesy(edit, "telegram.buttons.not_closed")

    async def acknowledge(self, callback: str) -> None:
        """Tell Telegram that a press has come in, so that the button stops waiting."""
        answer = partial(self._bot.answer_callback_query, callback)
        await self._as_courtesy(answer, "telegram.press.not_acknowledged")

    async def _as_courtesy(self, call: Callable[[], Awaitable[object]], event: str) -> None:
        """Do what nothing depends on: once more after a flood limit, and no further."""
        try:
            try:
                await call()
            except RetryAfter as error:
                await self._sleep(quiet_s(error))
                await call()
        except TelegramError as error:
            log.info(event, error=type(error).__name__)

    async def _patiently(self, chat: int, part: Part) -> Sent:
        for wait_s in waits():
            try:
                return await self._send(chat, part)
            except RetryAfter as error:
                log.warning("telegram.flood", wait_s=quiet_s(error))
                await self._sleep(quiet_s(error))
            except ChatMigrated as error:
                # A group that became a supergroup has a new name.
                log.info("telegram.chat.migrated")
                chat = error.new_chat_id
            except (Forbidden, BadRequest) as error:
                log.info("telegram.send.refused", error=type(error).__name__)
                raise Unreachable("Telegram does not let the bot write to this chat.") from error
            except TelegramError as error:
                log.warning("telegram.send.failed", error=type(error).__name__)
                await self._sleep(wait_s)
        raise AssertionError("The waits never end.")

    async def _send(self, chat: int, part: Part) -> Sent:
        """Send a message as it is meant, else plainly, else with what could be pressed in words."""
        plainly = Part(part.plain, "", part.keyboard)
        for tried in (part, plainly):
            try:
                return await self._send_once(chat, tried)
            except BadRequest as error:
                if _is_no_chat(error):
                    raise
                log.error("telegram.message.refused")  # noqa: TRY400 -- its text has our words
        return await self._send_once(chat, Part(_with_choices(part), "", None))

    async def _send_once(self, chat: int, part: Part) -> Sent:
        return await self._bot.send_message(
            chat,
            part.markdown or part.plain,
            parse_mode=ParseMode.MARKDOWN_V2 if part.markdown else None,
            reply_markup=part.keyboard,
            # A preview would let Telegram open links that are meant for one person.
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )


def _is_no_chat(error: BadRequest) -> bool:
    return any(words in str(error).lower() for words in _NO_CHAT)


def _with_choices(part: Part) -> str:
    """Name the buttons of a message in its text: their words can be typed instead."""
    rows = part.keyboard.inline_keyboard if part.keyboard else ()
    titles = [button.text for row in rows for button in row]
    return "\n".join([part.plain, *titles])[: MessageLimit.MAX_TEXT_LENGTH]
