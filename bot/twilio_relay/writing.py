"""A message of the assistant as texts for SMS or WhatsApp. Pure: nothing is sent here."""

from collections.abc import Sequence

from api.chat.schemas import Button, Message
from bot.channels.choices import choice_lines
from bot.channels.splitting import split
from bot.channels.words import WORDS
from bot.twilio_relay.gsm import segments, to_gsm

SMS_SEGMENTS = 3
LONGEST_CHARS = 1600


def texts_for_sms(message: Message) -> list[str]:
    """Give short texts of at most three network messages each, in the alphabet of SMS."""
    text = to_gsm(whole_text(message))
    # A part of a text may be in the alphabet of SMS where the whole is not, so each is measured.
    return split(text, SMS_SEGMENTS, segments) if segments(text) > SMS_SEGMENTS else [text]


def texts_for_whatsapp(message: Message) -> list[str]:
    """Give texts of at most 1600 characters, as Twilio takes them."""
    return split(whole_text(message), LONGEST_CHARS)


def whole_text(message: Message) -> str:
    """Give what a message says with its choices, which are answered by their number."""
    return "\n\n".join(part for part in (message.text.strip(), _choices(message.buttons)) if part)


def _choices(buttons: Sequence[Button]) -> str:
    return "\n".join([WORDS.choose, *choice_lines(buttons)]) if buttons else ""
