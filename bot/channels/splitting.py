"""Long texts in parts that a channel can carry, cut where a reader would pause."""

import re
from collections.abc import Callable

_PAUSES = (
    re.compile(r"\n{2,}"),
    re.compile(r"\n"),
    re.compile(r"(?<=[.!?…])\s+"),
    re.compile(r"\s+"),
)
# A cut that would leave a part shorter than this share of the limit gives way to a finer one.
_LEAST = 0.4


def split(text: str, limit: int, size: Callable[[str], int] = len) -> list[str]:
    """Cut a text into parts of at most ``limit``, as ``size`` measures them.

    A part ends at a paragraph, else at a line, a sentence or a word; a word that is longer than
    the limit is cut. No part is empty, and nothing but white space between parts is left out.
    """
    parts = []
    rest = text.strip()
    while size(rest) > limit:
        end = _end(rest, _fitting(rest, limit, size))
        parts.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*parts, rest] if rest else parts


def _fitting(text: str, limit: int, size: Callable[[str], int]) -> int:
    """Give how many characters fit; one always does, so that every text comes to its end."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(text[:middle]) <= limit else (low, middle - 1)
    return low


def _end(text: str, fitting: int) -> int:
    # One character more is looked at: a pause that begins right after the part.
    window = text[: fitting + 1]
    for pause in _PAUSES:
        ends = [found.start() for found in pause.finditer(window) if found.start() <= fitting]
        if ends and ends[-1] >= max(1, _LEAST * fitting):
            return ends[-1]
    return fitting


def utf16_units(text: str) -> int:
    """Measure a text as Telegram and UCS-2 do: characters beyond the first 65,536 count twice."""
    return len(text) + sum(char > "\uffff" for char in text)
