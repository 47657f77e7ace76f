"""One turn of a conversation: a message, and how it is answered."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from api.chat.engine import EngineTurn
from api.chat.schemas import Message, State, TurnAnswer
from api.models import ChatTurn
from api.safety.finding import NOTHING, Finding
from api.safety.staying import Stay

OPEN = "/open"


class Shown(StrEnum):
    """When a pressed button was offered: in the latest answer, in an earlier one, or never."""

    NOW = "now"
    BEFORE = "before"
    NEVER = "never"


class TurnStatus(StrEnum):
    """``received`` until the answer is stored; a ``failed`` turn can be sent again."""

    RECEIVED = "received"
    ANSWERED = "answered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn that is to be answered, with all that the engine has to know of it.

    ``place`` is where the person is, when care has lines of one area and they told, and
    ``place_told`` that where they told it since a disclosure, and not a triage.
    ``known`` is what they told the triage of how they may be called: a child, not by ringing.
    ``written`` is what the person wrote, where ``text`` says it in English; ``unread`` says that
    it stands in another language and nothing of it is known. ``response`` names what is answered
    to it, ``shown`` says when its button was offered, and ``key`` is the hash of the token that it
    came with. ``kept`` is what was stored of ``stay`` when it came.
    """

    id: uuid.UUID
    conversation: uuid.UUID
    channel: str
    locale: str
    assessment: uuid.UUID | None
    participant: uuid.UUID | None
    text: str | None
    payload: str | None
    state: State
    stay: Stay | None = None
    keeps_words: bool = True
    place: str | None = None
    place_told: str | None = None
    known: tuple[str, ...] = ()
    written: str | None = None
    unread: bool = False
    response: str = ""
    shown: Shown = Shown.NOW
    key: str | None = None
    kept: Stay | None = None

    @property
    def is_opening(self) -> bool:
        """Whether it opens the conversation: nobody has said anything yet."""
        return self.payload == OPEN

    @property
    def typed(self) -> str | None:
        """The words of the person; None when a button was pressed."""
        return None if self.payload else self.text

    def for_engine(self, *, demo: bool) -> EngineTurn:
        """Give the turn as the engine reads it: a payload when there is one, else the text."""
        return EngineTurn(
            conversation=self.conversation,
            turn=self.id,
            text=self.typed,
            payload=self.payload,
            metadata={
                "turn": str(self.id),
                "channel": self.channel,
                "locale": self.locale,
                "assessment": str(self.assessment) if self.assessment else None,
                "participant": str(self.participant) if self.participant else None,
                "statement": self.state.question,
                "flow": self.state.flow,
                "demo": demo,
                "keep": self.keeps_words,
                "unread": self.unread,
            },
        )


@dataclass(frozen=True, slots=True)
class Underway:
    """Another process is answering this message at this moment."""

    turn: uuid.UUID


@dataclass(frozen=True, slots=True)
class Answered:
    """This message has its answer already."""

    turn: uuid.UUID
    answer: TurnAnswer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is answered to a turn; ``state`` is None when the conversation stays where it was.

    ``stay`` is what the assistant stays with from now on, ``finding`` the danger that this turn
    told of.
    """

    status: TurnStatus
    messages: list[Message]
    state: State | None = None
    stay: Stay | None = None
    finding: Finding = NOTHING

    @property
    def is_failure(self) -> bool:
        """Whether the message has no answer yet, and may be sent again."""
        return self.status is TurnStatus.FAILED


@dataclass(frozen=True, slots=True)
class Attempt:
    """What decides whether a turn that has no answer yet may be tried (again) here and now.

    ``patience`` is how long another process may take; ``dropped`` are turns whose answer this
    process could not store; ``waited`` says that an attempt elsewhere has just ended.
    """

    now: datetime
    patience: timedelta
    dropped: Collection[uuid.UUID] = field(default=())
    waited: bool = False

    def may_take(self, turn: ChatTurn) -> bool:
        """Say whether an unfinished turn is nobody's any more."""
        return turn.id in self.dropped or turn.received_at <= self.now - self.patience
