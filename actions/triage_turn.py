"""One message of a citizen with all that answers it, and what is left for the next one."""

from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.speech import Speech
from actions.turn import Turn
from api.client import SignpostClient
from api.triage.schemas import TriageView

_THUMBS = {
    "\N{THUMBS UP SIGN}": True,
    "\N{WHITE HEAVY CHECK MARK}": True,
    "\N{OK HAND SIGN}": True,
    "\N{THUMBS DOWN SIGN}": False,
    "\N{CROSS MARK}": False,
}


@dataclass(frozen=True)
class Memo:
    """What the next message may be about.

    ``waiting`` names what was asked beside the triage (a fresh start, a follow-up, the scale of a
    wellbeing question); ``about`` is what it concerns. ``misses`` counts messages in a row that
    were not understood; ``shown`` are the signposts on view, ``noted`` the needs that were noted
    last, which the next message may take back. ``warm`` are the human sentences that were said:
    none is said twice.
    """

    waiting: str | None = None
    about: dict[str, str] = field(default_factory=dict)
    misses: int = 0
    shown: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    warm: tuple[str, ...] = ()

    @classmethod
    def of(cls, tracker: Tracker) -> "Memo":
        """Read the memo from its slot."""
        kept: dict[str, Any] = tracker.get_slot("triage_memo") or {}
        lists = {name: tuple(kept.get(name, ())) for name in ("shown", "noted", "warm")}
        return cls(**{**kept, **lists})

    def after(self, before: "Memo") -> "Memo":
        """Give this memo with what is kept for all of a talk, however it goes on."""
        return replace(self, warm=tuple(dict.fromkeys((*before.warm, *self.warm))))

    def events(self) -> list[EventType]:
        """Give the slots to set; the form's slot is emptied so that it can be filled again."""
        lists = {name: list(getattr(self, name)) for name in ("shown", "noted", "warm")}
        kept = {**vars(self), **lists}
        return [SlotSet("told", None), SlotSet("triage_memo", kept)]


@dataclass(frozen=True)
class CitizenTurn:
    """A message, the triage as it stood when it came, and the ways to answer."""

    turn: Turn
    needs: tuple[str, ...]
    view: TriageView
    memo: Memo
    client: SignpostClient
    speech: Speech

    @property
    def says_yes(self) -> bool | None:
        """Whether the message is a plain yes or no."""
        thumb = self.turn.text.strip()[:1]
        if thumb in _THUMBS:
            return _THUMBS[thumb]
        return {"affirm": True, "deny": False}.get(self.turn.intent)

    @property
    def pressed(self) -> str | None:
        """What a pressed button of the triage does."""
        return self.turn.entities.get("do") if self.turn.is_button else None


def needs_of(tracker: Tracker) -> tuple[str, ...]:
    """Give every need that the engine found in the message, each once."""
    entities = tracker.latest_message.get("entities") or []
    found = [item["value"] for item in entities if item["entity"] == "need"]
    return tuple(dict.fromkeys(found))
