"""What a turn of an assessment leaves behind for the next one, as slots."""

from dataclasses import dataclass
from typing import Any

from rasa_sdk.events import EventType, SlotSet


@dataclass(frozen=True)
class Outcome:
    """The state between two turns that belongs to the conversation, not to the assessment.

    ``finished`` closes the form; ``pending`` is what the next message may confirm; ``last_saved``
    the statement that a note or a correction without a name is about. ``tour`` is what the person
    goes through, and ``undo`` what this turn changed; both stay as they are when left out.
    ``fresh`` forgets all three, as another assessment begins.
    """

    pending: dict[str, Any] | None = None
    misunderstandings: int = 0
    last_saved: str | None = None
    finished: bool = False
    fresh: bool = False
    tour: tuple[str, ...] | None = None
    undo: dict[str, Any] | None = None

    def events(self) -> list[EventType]:
        """Give the slots to set; the answer slot is emptied so that it can be filled again."""
        slots: dict[str, Any] = {
            "answer": None,
            "pending": self.pending,
            "misunderstandings": self.misunderstandings,
            "requested_slot": None if self.finished else "answer",
        }
        if self.last_saved or self.fresh:
            slots["last_saved"] = self.last_saved
        if self.tour is not None or self.fresh:
            slots["tour"] = list(self.tour or ()) or None
        if self.undo is not None or self.fresh:
            slots["undo"] = self.undo or None
        return [SlotSet(name, value) for name, value in slots.items()]
