"""A message of the assistant as Telegram messages. Pure: nothing is sent here.

MarkdownV2 rather than HTML or plain text: the key phrase of a statement is bold, and the library
escapes every character that MarkdownV2 knows, so that no text of ours or of a framework can break
a message. Cards need nothing more: the text of a message is whole on its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import MessageLimit
from telegram.helpers import escape_markdown

from api.chat.schemas import Message
from bot.channels.splitting import split, utf16_units
from bot.telegram_relay.reading import callback_data


@dataclass(frozen=True, slots=True)
class Part:
    """One Telegram message: its plain text, the same in MarkdownV2, and its buttons."""

    plain: str
    markdown: str
    keyboard: InlineKeyboardMarkup | None


def parts(message: Message) -> Iterator[Part]:
    """Cut a message into Telegram messages of at most 4096; the last one has the buttons."""
    texts = split(message.text, MessageLimit.MAX_TEXT_LENGTH, utf16_units)
    keyboard = _keyboard(message)
    if keyboard is not None and not texts:
        texts = ["…"]
    for place, text in enumerate(texts, start=1):
        last = place == len(texts)
        yield Part(text, _markdown(text, _emphasis(message)), keyboard if last else None)


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    rows = [
        [InlineKeyboardButton(button.title, callback_data=callback_data(message, place))]
        for place, button in enumerate(message.buttons)
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def _emphasis(message: Message) -> str:
    """Give the key phrase of a statement."""
    phrase = (message.card or {}).get("emphasis")
    return phrase if isinstance(phrase, str) else ""


def _markdown(text: str, phrase: str) -> str:
    before, found, after = text.partition(phrase) if phrase else (text, "", "")
    bold = f"*{_escaped(found)}*" if found else ""
    return f"{_escaped(before)}{bold}{_escaped(after)}"


def _escaped(text: str) -> str:
    return escape_markdown(text, version=2)
