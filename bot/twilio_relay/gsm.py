"""The alphabet of SMS, and how many messages a text takes.

Source: 3GPP TS 23.038, the default alphabet and its extension table. A text in it has 160 places in
one message and 153 in each of several; any other text has 70 and 67.
"""

import math
import unicodedata

from bot.channels.splitting import utf16_units

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
_PLAINER = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "\N{BULLET}": "-",
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\t": " ",
    }
)


def to_gsm(text: str) -> str:
    """Write marks that SMS does not know with ones that it does.

    One typographic mark would more than halve what fits into a message. A text in another script
    stays as it is: its letters are what it says.
    """
    plainer = text.translate(_PLAINER)
    if is_gsm(plainer):
        return plainer
    stripped = "".join(_nearest(char) for char in plainer)
    return stripped if is_gsm(stripped) else plainer


def is_gsm(text: str) -> bool:
    """Say whether the alphabet of SMS has every character of a text."""
    return all(char in _BASIC or char in _EXTENDED for char in text)


def places(text: str) -> int:
    """Count the places that a text takes; some characters of the alphabet take two."""
    if not is_gsm(text):
        return utf16_units(text)
    return len(text) + sum(char in _EXTENDED for char in text)


def segments(text: str) -> int:
    """Count the messages of a mobile network that a text takes."""
    one, each = (160, 153) if is_gsm(text) else (70, 67)
    taken = places(text)
    return 1 if taken <= one else math.ceil(taken / each)


def _nearest(char: str) -> str:
    """Give a letter without its accent when SMS has only that; a picture is left out."""
    if is_gsm(char):
        return char
    if unicodedata.category(char) in {"So", "Sk", "Cf", "Mn"}:
        return ""
    plain = unicodedata.normalize("NFD", char)[0]
    return plain if is_gsm(plain) else char
