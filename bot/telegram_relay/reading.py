"""What a Telegram update says, in the words of every channel. Pure: nothing is sent or stored."""

import re

from telegram import CallbackQuery, Update
from telegram import Message as Sent
from telegram.constants import ChatType, InlineKeyboardButtonLimit
from telegram.ext import filters

from api.chat.schemas import Message
from bot.channels.arrivals import (
    Arrival,
    Began,
    Pressed,
    Said,
    Unreadable,
    WantsWeb,
    What,
    name_of,
)
from bot.channels.places import nearest_outcode
from bot.channels.words import WORDS

_COMMAND = re.compile(r"/(start|help|web|privacy|delete)(?:@\w+)?(?:\s+(\S+))?\s*", re.IGNORECASE)
_INVITE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_BY_PAYLOAD = re.compile(r"([0-9a-f]{8})(/.*)", re.DOTALL)
_BY_PLACE = re.compile(r"([0-9a-f]{32}):(\d{1,3})")
_NO_BUTTON = Pressed("none", 0)


def callback_data(message: Message, place: int) -> str:
    """Name a button in at most 64 bytes, as Telegram allows.

    By its payload when that is short enough: the payload is there also when nothing of the
    conversation is kept. Else by its place in the message.
    """
    data = f"{message.id.hex[:8]}{message.buttons[place].payload}"
    if len(data.encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
        return data
    return f"{message.id.hex}:{place}"


def is_private(update: Update) -> bool:
    """Say whether an update comes from a chat with one person."""
    chat = update.effective_chat
    return chat is not None and chat.type == ChatType.PRIVATE


def read_update(update: Update) -> Arrival | None:
    """Read an update of a private chat; None when there is nothing to answer."""
    if update.callback_query is not None:
        return _arrival(update, _read_press(update.callback_query))
    message = update.message or update.edited_message
    if message is None or filters.StatusUpdate.ALL.check_update(update):
        return None
    if update.edited_message is not None and message.location is not None:
        # A shared live place that moves on; where it began was enough.
        return None
    what, remarks = _read_message(message)
    if update.edited_message is not None:
        remarks = (WORDS.remarks["edited"], *remarks)
    return _arrival(update, what, remarks)


def _arrival(update: Update, what: What, remarks: tuple[str, ...] = ()) -> Arrival | None:
    chat, user = update.effective_chat, update.effective_user
    if chat is None:
        return None
    language = (user.language_code if user else None) or "en"
    name = name_of("telegram", update.update_id)
    return Arrival(str(chat.id), name, what, remarks, language)


def _read_press(query: CallbackQuery) -> Pressed:
    data = query.data or ""
    if found := _BY_PAYLOAD.fullmatch(data):
        return Pressed(found[1], payload=found[2])
    if found := _BY_PLACE.fullmatch(data):
        return Pressed(found[1], button=int(found[2]))
    return _NO_BUTTON


def _read_message(message: Sent) -> tuple[What, tuple[str, ...]]:
    if message.text is not None:
        return _read_text(message.text), ()
    place = message.location or (message.venue.location if message.venue else None)
    if place is not None:
        return _read_place(place.latitude, place.longitude)
    kind = _kind(message)
    if message.caption:
        remark = WORDS.remarks.get(f"{kind}_words", WORDS.remarks["file_words"])
        return Said(message.caption), (remark,)
    return Unreadable(), (WORDS.remarks[kind],)


def _read_text(text: str) -> What:
    command = _COMMAND.fullmatch(text)
    if command is None:
        return Said(text)
    match command[1].lower():
        case "start":
            given = command[2] or ""
            return Began(given if _INVITE.fullmatch(given) else None)
        case "web":
            return WantsWeb()
        case name:
            return Said(WORDS.said_by_command[name])


def _read_place(latitude: float, longitude: float) -> tuple[What, tuple[str, ...]]:
    outcode = nearest_outcode(latitude, longitude)
    if outcode is None:
        return Unreadable(), (WORDS.remarks["place_unknown"],)
    return Said(outcode), (WORDS.remarks["place"].format(outcode=outcode),)


def _kind(message: Sent) -> str:
    """Name what a message without words is; a moving picture has a document too."""
    kinds = {
        "photo": message.photo,
        "voice": message.voice or message.audio,
        "video": message.video or message.video_note or message.animation,
        "sticker": message.sticker,
        "contact": message.contact,
        "file": message.document,
    }
    return next((kind for kind, there in kinds.items() if there), "other")
