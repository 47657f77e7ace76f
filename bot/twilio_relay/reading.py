"""What Twilio's form says, in the words of every channel. Pure: nothing is sent or stored."""

import re
from collections.abc import Mapping

from api.assessments.schemas import Channel
from bot.channels.arrivals import (
    Arrival,
    Began,
    Numbered,
    Said,
    Unreadable,
    WantsWeb,
    What,
    name_of,
)
from bot.channels.places import nearest_outcode
from bot.channels.words import WORDS
from bot.twilio_relay.channel import Line

_NUMBER = re.compile(r"\s*(\d{1,2})\s*[.)]?\s*")
_BEGIN = re.compile(r"\s*begin\s+([A-Za-z0-9_-]{20,64})\s*", re.IGNORECASE)
_WEB = re.compile(r"\s*web\s*", re.IGNORECASE)
_WHATSAPP = "whatsapp:"
_KINDS = {"image": "photo", "audio": "voice", "video": "video"}

type Form = Mapping[str, str]


def channel_of(form: Form) -> Channel:
    """Say by which channel a form came."""
    return Channel.WHATSAPP if form.get("From", "").startswith(_WHATSAPP) else Channel.SMS


def read_form(form: Form) -> Arrival | None:
    """Read a form; None when Twilio answers the person itself, or nothing says who wrote.

    ``STOP``, ``START`` and ``HELP`` are Twilio's: the law lets nobody else answer them.
    """
    person, service, sid = (form.get(name, "") for name in ("From", "To", "MessageSid"))
    if not (person and service and sid) or " " in person + service or form.get("OptOutType"):
        return None
    what, remarks = _read(form)
    return Arrival(str(Line(person, service)), name_of("twilio", sid), what, remarks)


def _read(form: Form) -> tuple[What, tuple[str, ...]]:
    body = form.get("Body", "")
    if form.get("Latitude") and form.get("Longitude"):
        return _read_place(form["Latitude"], form["Longitude"])
    if form.get("NumMedia", "0") == "0":
        return _read_text(body), ()
    kind = _kind(form.get("MediaContentType0", ""))
    if body.strip():
        with_words = "file_words" if kind == "file" else "photo_words"
        return Said(body), (WORDS.remarks[with_words],)
    return Unreadable(), (WORDS.remarks[kind],)


def _read_text(body: str) -> What:
    if number := _NUMBER.fullmatch(body):
        return Numbered(int(number[1]), body.strip())
    if invited := _BEGIN.fullmatch(body):
        return Began(invited[1])
    return WantsWeb() if _WEB.fullmatch(body) else Said(body)


def _read_place(latitude: str, longitude: str) -> tuple[What, tuple[str, ...]]:
    try:
        outcode = nearest_outcode(float(latitude), float(longitude))
    except ValueError:
        outcode = None
    if outcode is None:
        return Unreadable(), (WORDS.remarks["place_unknown"],)
    return Said(outcode), (WORDS.remarks["place"].format(outcode=outcode),)


def _kind(media_type: str) -> str:
    """Name what a file is by its media type; a card of somebody's details is a text."""
    if "vcard" in media_type:
        return "contact"
    return _KINDS.get(media_type.partition("/")[0], "file")
