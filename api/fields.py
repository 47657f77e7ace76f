"""Kinds of text that requests carry; PostgreSQL keeps no NUL, and no reader wants the others."""

from typing import Annotated

from pydantic import StringConstraints

_CONTROL = r"\x00-\x1f\x7f-\x9f"
_CONTROL_BUT_LINES = r"\x00-\x08\x0b-\x1f\x7f-\x9f"

Line = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        min_length=1,
        max_length=200,
        pattern=rf"^[^{_CONTROL}]*[^\s{_CONTROL}][^{_CONTROL}]*$",
    ),
]
"""Text on one line, without control characters and not blank."""

Lines = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        min_length=1,
        max_length=20_000,
        pattern=rf"^[^{_CONTROL_BUT_LINES}]*[^\s{_CONTROL}][^{_CONTROL_BUT_LINES}]*$",
    ),
]
"""Text on one line or more, without other control characters and not blank.

It is longer than a chat message may be, so that whatever was taken in chat fits in.
"""

Key = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9_.-]+$")]
"""An id that a framework file gives to itself or to one of its parts."""
