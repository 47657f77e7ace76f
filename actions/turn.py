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
    """

    id: str
    conversation: str
    channel: str
    text: str
    intent: str
    entities: dict[str, Any]
    place: Place | None
    asked: str | None
    demo: bool
    pending: dict[str, Any] | None
    last_saved: str | None
    misunderstandings: int

    @property
    def statement(self) -> str | None:
        """The statement that the message is about, if any."""
        named: str | None = self.entities.get("statement")
        return named or self.asked

    @property
    def is_button(self) -> bool:
        """Whether a button was pressed rather than words typed."""
        return self.text.startswith("/")

    @property
    def is_typed_command(self) -> bool:
        """Whether a slash command was typed: the engine's channel made its slash harmless."""
        return self.text.startswith("\N{FULLWIDTH SOLIDUS}")

    @classmethod
    def of(cls, tracker: Tracker) -> "Turn":
        """Read the turn from the tracker's last message and slots."""
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        return cls(
            id=metadata["turn"],
            conversation=tracker.sender_id,
            channel=metadata["channel"],
            text=message.get("text") or "",
            intent=(message.get("intent") or {}).get("name") or "",
            entities={item["entity"]: item["value"] for item in message.get("entities") or []},
            place=_place(tracker, metadata),
            asked=metadata.get("statement"),
            demo=bool(metadata.get("demo")),
            pending=tracker.get_slot("pending"),
            last_saved=tracker.get_slot("last_saved"),
            misunderstandings=int(tracker.get_slot("misunderstandings") or 0),
        )


def _place(tracker: Tracker, metadata: dict[str, Any]) -> Place | None:
    assessment = metadata.get("assessment") or tracker.get_slot("assessment")
    participant = metadata.get("participant") or tracker.get_slot("participant")
    if not (assessment and participant):
        return None
    return Place(assessment=assessment, participant=participant)
