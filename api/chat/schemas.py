"""What the chat gateway takes and gives, as DESIGN names it on every channel."""

import operator
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field, JsonValue, computed_field

from api.assessments.schemas import Channel, Position
from api.chat.links import Link, links_in
from api.fields import Key

OFFER_MAX_CHARS = 255
_LOCALE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?$"


def _absent(value: object) -> bool:
    return value is None


def _with_whole_characters(value: object) -> object:
    """Replace halves of characters, which a text field that cuts an emoji in two sends."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


Typed = Annotated[str, BeforeValidator(_with_whole_characters)]


class MessageKind(StrEnum):
    """How a message is to be shown: as speech, as a card, or as a notice of the service."""

    TEXT = "text"
    CARD = "card"
    NOTICE = "notice"


class Button(BaseModel):
    """A choice: what it says, and what pressing it sends."""

    title: str = Field(min_length=1)
    payload: str = Field(min_length=1, max_length=OFFER_MAX_CHARS)
    aside: bool = Field(
        False,
        exclude_if=operator.not_,
        description="True for what few people want, which may stand behind others. Left out "
        "otherwise.",
    )


class Progress(BaseModel):
    """How many statements of an assessment are answered, and how long the rest may take."""

    answered: int = Field(ge=0)
    total: int = Field(ge=0)
    minutes_left: int | None = Field(None, ge=0, exclude_if=_absent)


class State(BaseModel):
    """Where a conversation stands: in which flow, at which statement, how far."""

    flow: Literal["assessment", "triage"] | None = None
    question: str | None = Field(None, exclude_if=_absent)
    progress: Progress | None = Field(None, exclude_if=_absent)


class Message(BaseModel):
    """One thing that the assistant says."""

    id: UUID
    kind: MessageKind = MessageKind.TEXT
    text: str = ""
    buttons: list[Button] = []
    card: dict[str, JsonValue] | None = Field(None, exclude_if=_absent)
    lang: str = "en"
    dir: Literal["ltr", "rtl"] = "ltr"

    @computed_field(
        description="Parts of the text and the card that can be tapped: numbers to call, lines to "
        "text, sites of help. Web addresses written out are not among them."
    )
    def links(self) -> list[Link]:
        """What can be tapped in it."""
        return links_in(self.text, self.card)


class TranscriptMessage(Message):
    """A message of either side, as it is stored: without personal details.

    What a person sent has no buttons; a pressed button stands there by its title.
    """

    sender: Literal["person", "assistant"] = Field(
        validation_alias="from", serialization_alias="from"
    )
    at: datetime

    @computed_field
    def links(self) -> list[Link]:
        """What can be tapped in it: nothing in a person's own words."""
        return [] if self.sender == "person" else links_in(self.text, self.card)


class SessionRequest(BaseModel):
    """Opens a conversation; ``invite`` is the token of an invite link."""

    channel: Channel
    locale: str = Field(
        "en",
        max_length=12,
        pattern=_LOCALE,
        description="The language wanted; one that is not offered is answered in English.",
    )
    invite: str | None = Field(
        None,
        max_length=200,
        description="Token of an invite link, or of a link that carries a conversation on.",
    )


class ChannelSessionRequest(SessionRequest):
    """Opens a conversation for a chat of another channel, under the token that the channel made.

    The token has to be unguessable and the same for the same chat: an HMAC of the chat's id with
    a secret, in URL-safe base64. A conversation that it opened before is left, and not erased.
    """

    token: str = Field(min_length=43, max_length=100, pattern="^[A-Za-z0-9_-]+$")


class HandoverAnswer(BaseModel):
    """Links that carry a conversation to another channel, once."""

    token: str
    expires_at: datetime
    web: str = Field(description="Goes on in a web browser.")
    telegram: str | None = Field(description="Goes on in Telegram; null when that is not set up.")


class MessageRequest(BaseModel):
    """What a person typed, or the payload of the button that was pressed: one of the two.

    Nothing but the types is checked here, so that the safety screen sees every text first.
    """

    text: Typed | None = Field(None, description="What the person typed.")
    payload: Typed | None = Field(None, description="The payload of an offered button.")
    client_message_id: str | None = Field(
        None,
        description="A UUID that names this message: sent again, it is not applied again.",
        json_schema_extra={"format": "uuid"},
    )


class TurnAnswer(BaseModel):
    """What the assistant answers to one message, and where the conversation stands now."""

    messages: list[Message]
    state: State
    failed: bool = Field(
        False,
        exclude_if=operator.not_,
        description="True when the assistant could not be asked: nothing was done with the "
        "message, and it may be sent again under the same `client_message_id`. Left out otherwise.",
    )
    erased: bool = Field(
        False,
        exclude_if=operator.not_,
        description="True when this message erased the conversation: its token opens nothing any "
        "more, and nobody should keep it. Left out otherwise.",
    )
    locale: str | None = Field(
        None,
        exclude_if=_absent,
        description="The language that the conversation goes on in, when the message changed it. "
        "Left out otherwise.",
    )


class SessionAnswer(TurnAnswer):
    """A conversation that was opened; ``token`` is shown this once."""

    session: UUID
    token: str
    locales: list[str] = Field(
        [], description="The languages that can be chosen, English first: see `/v1/chat/locales`."
    )


class Transcript(BaseModel):
    """Both sides of a conversation, oldest first, and where it stands."""

    messages: list[TranscriptMessage]
    state: State
    locale: str = Field("en", description="The language that the conversation is held in.")
    locales: list[str] = Field(
        [], description="The languages that can be chosen, English first: see `/v1/chat/locales`."
    )
    failed: list[UUID] = Field(
        [],
        exclude_if=operator.not_,
        description="Ids of the person's messages that the assistant could not be asked: they may "
        "be sent again under their own `client_message_id`. Left out when there is none.",
    )


class PracticeRequest(BaseModel):
    """The framework and scope to try."""

    framework: Key
    scope: Key


class PracticeAnswer(BaseModel):
    """The practice run that a conversation now answers for."""

    assessment_id: UUID
    participant_id: UUID
    link: str = Field(description="Invite link that brings the person back, on any device.")
    position: Position
