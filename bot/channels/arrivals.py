"""What comes in on a channel, in words that are the same for all of them."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5


@dataclass(frozen=True, slots=True)
class Said:
    """Words that a person wrote."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of a message of the assistant, which may be named by the start of its id.

    The button is named by its place, counted from 0, or by its payload. ``shown`` is what the
    channel calls the message on the screen, and ``is_open`` says that it knows no newer question.
    """

    message: str
    button: int | None = None
    payload: str | None = None
    shown: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number of a choice, on a channel that shows choices as a list."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Began:
    """The person opened the chat, with the token of an invite or of a handover if there is one."""

    invite: str | None = None


@dataclass(frozen=True, slots=True)
class WantsWeb:
    """The person asked for a link that goes on in a web browser."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something without words: a voice note, a picture, a sticker."""


type What = Said | Pressed | Numbered | Began | WantsWeb | Unreadable


@dataclass(frozen=True, slots=True)
class Arrival:
    """One thing that a person did in a chat.

    ``sender`` is where answers go, and ``name`` the same for the same thing delivered twice.
    ``remarks`` are sentences that are said before the answer. ``language`` is what the person's app
    is set to, as a tag such as ``en`` or ``pl-PL``.
    """

    sender: str
    name: UUID
    what: What
    remarks: tuple[str, ...] = ()
    language: str = "en"

    @property
    def text(self) -> str:
        """The person's own words; empty when there are none."""
        return self.what.text if isinstance(self.what, Said | Numbered) else ""


def name_of(*parts: object) -> UUID:
    """Give the name of something that a channel delivered, from the channel's own ids."""
    return uuid5(NAMESPACE_URL, "signpost:" + ":".join(map(str, parts)))
