"""The buttons of care: what each says, and to which response it belongs.

What a button says counts for the response that it stands under, and for no other: in a chat that
shows old buttons for ever, or in another tab, "I'm safe for now" may have been offered before a
person told of something new. A call for help counts whenever it is pressed.
"""

import json
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from api.safety.staying import Heard, Stay

PAYLOAD = "/care"

_SENT = re.compile(r'/care\{"heard": "(?P<heard>[a-z_]+)"(?:, "of": "(?P<of>[0-9a-f]{8})")?\}')
_CALLS_FOR_HELP = frozenset({Heard.UNSAFE, Heard.UNSURE, Heard.TALK})
_SAID_BY_BUTTON = _CALLS_FOR_HELP | {Heard.SAFE, Heard.SOMEONE_ELSE, Heard.CARRY_ON}


class Press(NamedTuple):
    """What a pressed button of care says; ``of`` names the response that it stands under."""

    heard: Heard
    of: str | None = None

    @property
    def calls_for_help(self) -> bool:
        """Whether it is heard whenever it is pressed."""
        return self.heard in _CALLS_FOR_HELP

    def belongs_to(self, stay: Stay) -> bool:
        """Whether it answers what was said last to who is stayed with like this."""
        return self.calls_for_help or self.of == stay.response


def payload(heard: Heard, of: str | None = None) -> str:
    """Give the payload of the button that says this, under the response of a name.

    >>> payload(Heard.SAFE, "1a2b3c4d")
    '/care{"heard": "safe", "of": "1a2b3c4d"}'
    """
    said = {"heard": heard.value} | ({"of": of} if of else {})
    return f"{PAYLOAD}{json.dumps(said)}"


def pressed(sent: str | None) -> Press | None:
    """Give what a pressed button of care says; None for any other payload."""
    found = _SENT.fullmatch(sent or "")
    if found is None or found["heard"] not in {heard.value for heard in _SAID_BY_BUTTON}:
        return None
    return Press(Heard(found["heard"]), found["of"])


def is_of_care(sent: str | None) -> bool:
    """Whether a payload is one that only buttons of care have."""
    return pressed(sent) is not None


def response_name(message: UUID | None = None) -> str:
    """Name the response to a message, alike wherever it is answered: by the name of that message.

    All of that name counts: those of one minute may begin alike (UUIDs of version 7).

    >>> response_name(UUID("1a2b3c4d-0000-4000-8000-000000000000"))
    'fc864e6e'
    """
    return sha256((message or uuid4()).bytes).hexdigest()[:8]


def of_response(buttons: Iterable[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """Give buttons of which those of care belong to the response of this name."""
    return [{**button, "payload": _named(button["payload"], name)} for button in buttons]


def _named(sent: str, name: str) -> str:
    press = pressed(sent)
    return sent if press is None or press.of else payload(press.heard, name)
