"""Group chats: what people tell the assistant is not for a group, so it says that once."""

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ChatMemberStatus
from telegram.helpers import escape_markdown

from api.safety.finding import Certainty
from bot.channels.relay import Relay, Unreachable
from bot.channels.words import WORDS
from bot.telegram_relay.channel import TelegramChannel
from bot.telegram_relay.writing import Part

log = structlog.get_logger()

_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


class Groups:
    """Asks each group once to talk in private; nothing that is said in a group is passed on.

    Words that tell of certain danger are answered with care, each time. ``url`` opens a private
    chat with the bot.
    """

    def __init__(self, channel: TelegramChannel, relay: Relay, *, url: str) -> None:
        self._channel = channel
        self._relay = relay
        self._url = url
        self._told: set[int] = set()

    async def handle(self, update: Update) -> None:
        """Answer what happened in a group, if it needs an answer."""
        chat = update.effective_chat
        if chat is None:
            return
        if update.my_chat_member and update.my_chat_member.new_chat_member.status in _GONE:
            self._told.discard(chat.id)
            return
        try:
            await self._answer(update, chat.id)
        except Unreachable:
            log.info("telegram.group.unreachable")

    async def _answer(self, update: Update, chat: int) -> None:
        message = update.effective_message
        words = (message.text or message.caption or "") if message else ""
        finding = self._relay.find(words)
        if finding.certainty is Certainty.CERTAIN:
            care = [
                said.model_copy(update={"buttons": []}) for said in self._relay.care_for(finding)
            ]
            await self._channel.deliver(str(chat), care)
        elif chat not in self._told:
            self._told.add(chat)
            await self._channel.send(chat, self._request())

    def _request(self) -> Part:
        text = WORDS.group.format(url=self._url)
        button = InlineKeyboardButton(WORDS.group_button, url=self._url)
        return Part(text, escape_markdown(text, version=2), InlineKeyboardMarkup([[button]]))
