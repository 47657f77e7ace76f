"""What the safety screen can find in a message."""

import re
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

_LANGUAGE = re.compile(r"\.(pl|ro|ur|ar|bn|uk)_")


def in_another_language(rule_id: str) -> bool:
    """Whether the words of a rule are not English."""
    return _LANGUAGE.search(rule_id) is not None


def told_in(finding: Finding) -> str | None:
    """Give the language of the words that told of danger; None for English ones."""
    found = [_LANGUAGE.search(rule) for rule in finding.matched]
    if not found or any(each is None for each in found):
        return None
    return found[0][1] if found[0] else None
