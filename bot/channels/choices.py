"""Choices as a numbered list, for channels that have no buttons."""

import re
from collections.abc import Iterator, Sequence

from api.chat.schemas import Button

_NUMBERED = re.compile(r"\s*(\d{1,2})\s*[.):]?\s+\S")


def numbered(buttons: Sequence[Button]) -> Iterator[tuple[int, Button]]:
    """Give each button its number: the one that its title begins with, else the next free one.

    The same buttons always get the same numbers.
    """
    own = [_own_number(button) for button in buttons]
    taken = {number for number in own if number is not None}
    free = (number for number in range(1, 100) if number not in taken)
    for number, button in zip(own, buttons, strict=True):
        yield (next(free) if number is None else number), button


def choice_lines(buttons: Sequence[Button]) -> list[str]:
    """Write the choices, one a line, each with its number first."""
    return [
        button.title if _own_number(button) == number else f"{number} {button.title}"
        for number, button in numbered(buttons)
    ]


def _own_number(button: Button) -> int | None:
    found = _NUMBERED.match(button.title)
    return int(found[1]) if found else None
