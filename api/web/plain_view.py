"""A conversation as the plain page shows it: what is to be answered, then what came before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from api.chat.schemas import Message, State, Transcript, TranscriptMessage

_BULLET = re.compile(r"^\s*[•*-]\s+")
# Names the start of a conversation in which nobody has said anything.
_START = UUID("6f0f7a52-3a67-4b5c-9b52-0d3c1c1b5f10")


@dataclass(frozen=True, slots=True)
class PlainView:
    """What the page shows.

    ``current`` is all since the last message that was answered, ``question`` the open question when
    it lies further back, ``signposts`` what was suggested before, ``unanswered`` what the assistant
    could not be asked. ``place`` names this point of the conversation, ``locale`` its language.
    """

    current: list[TranscriptMessage]
    question: TranscriptMessage | None
    signposts: list[TranscriptMessage]
    earlier: list[TranscriptMessage]
    unanswered: str | None
    state: State
    place: UUID
    locale: str


class Card(dict[str, Any]):
    """A card whose fields may be missing: each of them is then None."""

    def __missing__(self, key: str) -> None:
        """Give None for a field that the card does not have."""


class Block(NamedTuple):
    """A paragraph or a list of lines."""

    is_list: bool
    lines: list[str]


def arrange(transcript: Transcript) -> PlainView:
    """Put a conversation in the order of the page."""
    failed = set(transcript.failed)
    said = [
        number
        for number, message in enumerate(transcript.messages)
        if message.sender == "person" and message.id not in failed
    ]
    start = said[-1] + 1 if said else 0
    earlier, current = transcript.messages[:start], transcript.messages[start:]
    unanswered = [message.text for message in current if message.sender == "person"]
    answered = [*earlier, *takewhile(lambda message: message.sender == "assistant", current)]
    return PlainView(
        current=current,
        question=_open_question(earlier, current, transcript.state),
        signposts=[message for message in earlier if card_of(message)["type"] == "signpost"],
        earlier=earlier,
        unanswered=unanswered[-1] if unanswered else None,
        state=transcript.state,
        place=answered[-1].id if answered else _START,
        locale=transcript.locale,
    )


def name_of(place: UUID, said: str) -> UUID:
    """Name a message by the place where it is said and its words.

    Sent twice from one page it has one name, so that it is answered once; said again further on it
    is another message.
    """
    return uuid5(place, said)


def card_of(message: Message) -> Card:
    """Give the card of a message, down to its parts, so that a template may ask for any field."""
    return Card({name: _opened(value) for name, value in (message.card or {}).items()})


def blocks(text: str) -> list[Block]:
    """Take a text apart into paragraphs and lists."""
    return [block for part in re.split(r"\n\s*\n", text.strip()) for block in _of_part(part)]


def _opened(value: Any) -> Any:
    if isinstance(value, dict):
        return Card({name: _opened(part) for name, part in value.items()})
    return [_opened(part) for part in value] if isinstance(value, list) else value


def _of_part(part: str) -> Iterator[Block]:
    block: Block | None = None
    for line in filter(str.strip, part.split("\n")):
        is_list = _BULLET.match(line) is not None
        if block is None or block.is_list != is_list:
            if block is not None:
                yield block
            block = Block(is_list, [])
        block.lines.append(_BULLET.sub("", line))
    if block is not None:
        yield block


def _open_question(
    earlier: Sequence[TranscriptMessage], current: Sequence[TranscriptMessage], state: State
) -> TranscriptMessage | None:
    if not state.question or any(message.buttons for message in current):
        return None
    return next((message for message in reversed(earlier) if message.buttons), None)
