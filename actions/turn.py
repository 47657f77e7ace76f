"""What an action needs to know of the message it answers."""

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from api.client import Place


@dataclass(frozen=True)
class Turn:
    """One message of a person with its context, as the chat gateway sent it.

    ``id`` names the turn, so that the API applies it once. ``statement`` is the statement that the
    message is about: the one named by the pressed button, else the one that was asked last.
    ``tour`` holds the statements that the person wants to go through, the next one first; ``undo``
    is what the last turn changed. ``keeps_words`` is false when the person asked that nothing that
    they write be kept. Of a message that ``is_unread`` nothing is known: it stands in another
    language, and English rules would misread it.
    """

    id: str
    conversation: str
    channel: str
    text: str
    intent: str
    certainty: float
    entities: dict[str, Any]
    place: Place | None
    asked: str | None
    flow: str | None
    demo: bool
    pending: dict[str, Any] | None
    last_saved: str | None
    misunderstandings: int
    keeps_words: bool = True
    tour: tuple[str, ...] = ()
    undo: dict[str, Any] | None = None
    locale: str = "en"
    is_unread: bool = False

    @property
    def speaks_english(self) -> bool:
        """Whether the conversation is held in English."""
        return self.locale == "en"

    @property
    def statement(self) -> str | None:
        """The statement that the message is about, if any."""
        named: str | None = self.entities.get("statement")
        return named or self.asked

    @property
    def request(self) -> str | None:
        """What the message asks for beside answering, if anything."""
        return self.entities.get("request")

    @property
    def about(self) -> str | None:
        """What that request is about, in the person's words."""
        return self.entities.get("about")

    @property
    def is_button(self) -> bool:
        """Whether a button was pressed rather than words typed."""
        return self.text.startswith("/")

    @property
    def is_typed_command(self) -> bool:
        """Whether a slash command was typed: the engine's channel made its slash harmless."""
        return self.text.startswith("\N{FULLWIDTH SOLIDUS}")

    def pending_for(self, statement: str, *kinds: str) -> dict[str, Any]:
        """Give what waits for this statement, if it is of one of these kinds; else nothing."""
        pending = self.pending or {}
        fits = pending.get("kind") in kinds and pending.get("statement") == statement
        return pending if fits else {}

    @classmethod
    def of(cls, tracker: Tracker) -> "Turn":
        """Read the turn from the tracker's last message and slots."""
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        intent = message.get("intent") or {}
        return cls(
            id=metadata["turn"],
            conversation=tracker.sender_id,
            channel=metadata["channel"],
            text=message.get("text") or "",
            intent=intent.get("name") or "",
            certainty=float(intent.get("confidence") or 0.0),
            entities={item["entity"]: item["value"] for item in message.get("entities") or []},
            place=_place(tracker, metadata),
            asked=metadata.get("statement"),
            flow=metadata.get("flow"),
            demo=bool(metadata.get("demo")),
            pending=tracker.get_slot("pending"),
            last_saved=tracker.get_slot("last_saved"),
            misunderstandings=int(tracker.get_slot("misunderstandings") or 0),
            keeps_words=metadata.get("keep") is not False,
            tour=tuple(tracker.get_slot("tour") or ()),
            undo=tracker.get_slot("undo"),
            locale=metadata.get("locale") or "en",
            is_unread=metadata.get("unread") is True,
        )


def _place(tracker: Tracker, metadata: dict[str, Any]) -> Place | None:
    assessment = metadata.get("assessment") or tracker.get_slot("assessment")
    participant = metadata.get("participant") or tracker.get_slot("participant")
    if not (assessment and participant):
        return None
    return Place(assessment=assessment, participant=participant)
