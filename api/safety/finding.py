"""What the safety screen can find in a message."""

from dataclasses import dataclass, field
from enum import StrEnum


class Category(StrEnum):
    """The kind of danger, as the care messages and the incident counts name it."""

    CRISIS = "crisis"
    URGENT_MEDICAL = "urgent_medical"
    SAFEGUARDING = "safeguarding"
    NONE = "none"


class Certainty(StrEnum):
    """How plainly the words say it: certain gets the full response, possible a gentle check."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Finding:
    """The screen's answer for one message.

    ``matched`` holds the ids of the rules that found it, most serious first. ``about`` holds what
    helps to choose contacts (``domestic_abuse``, ``child``, ``someone_else``, ``deaf`` …). Neither
    holds a word that the person wrote.
    """

    category: Category = Category.NONE
    certainty: Certainty | None = None
    matched: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)


NOTHING = Finding()
