"""What a person sent, made fit to use, or refused with the reason."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from api.chat.refusals import (
    MessageEmpty,
    MessageIdInvalid,
    MessageTooLong,
    MessageUnclear,
    MessageUnreadable,
)
from api.chat.schemas import MessageRequest

_MOST_OVERLAP = 400
_SENTENCE = re.compile(r"[.!?\n]\s+|\n")
_SPACE = re.compile(r"\s+")
_KEPT_CONTROLS = "\n\t"
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"})


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message that can be taken: a text or a payload, and the sender's name for it."""

    text: str | None
    payload: str | None
    client_message_id: UUID | None


def read_message(request: MessageRequest, *, max_chars: int) -> Incoming:
    """Check what was sent and clean its text.

    Raises ``MessageUnclear``, ``MessageIdInvalid``, ``MessageTooLong``, ``MessageUnreadable`` or
    ``MessageEmpty``.
    """
    if (request.text is None) == (request.payload is None):
        raise MessageUnclear(both=request.text is not None)
    name = _message_id(request.client_message_id)
    sent = request.text if request.text is not None else request.payload
    cleaned = _cleaned(sent or "", max_chars)
    if request.text is None:
        return Incoming(None, cleaned, name)
    return Incoming(cleaned, None, name)


def texts_to_screen(request: MessageRequest, *, piece_chars: int) -> Iterator[str]:
    """Give every text that was sent, as it came and as it will be used.

    A text that is too long to be taken is given whole as well, in pieces that overlap.
    """
    for sent in (request.text, request.payload):
        for piece in _pieces(sent or "", piece_chars):
            yield piece
            if (plain := without_controls(piece)) != piece:
                yield plain


def without_controls(text: str) -> str:
    """Take out control characters; lines and tabs stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isprintable():
        return text
    return "".join(
        char for char in text if char in _KEPT_CONTROLS or unicodedata.category(char) != "Cc"
    )


def _pieces(text: str, size: int) -> Iterator[str]:
    start = 0
    while len(text) - start > size:
        yield text[start : start + size]
        start = _next_start(text, start + size, min(_MOST_OVERLAP, size // 4))
    yield text[start:]


def _next_start(text: str, end: int, overlap: int) -> int:
    """Give where the piece after one that ends here begins: at a sentence or at least a word.

    A piece that began inside of a sentence could lose the "not" that stands before its danger.
    """
    shared = text[end - overlap : end - overlap // 2]
    breaks = _SENTENCE.search(shared) or _SPACE.search(shared)
    return end - overlap + (breaks.end() if breaks else 0)


def _cleaned(text: str, max_chars: int) -> str:
    if len(text) > max_chars:
        raise MessageTooLong(seen=len(text), allowed=max_chars)
    if "\0" in text:
        raise MessageUnreadable
    cleaned = without_controls(text).strip()
    if all(unicodedata.category(char) in _UNSEEN for char in cleaned):
        raise MessageEmpty
    return cleaned


def _message_id(given: str | None) -> UUID | None:
    if given is None:
        return None
    try:
        return UUID(given)
    except ValueError as error:
        raise MessageIdInvalid(given) from error
