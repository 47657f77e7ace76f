"""What is known of a person in one triage, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Stage(StrEnum):
    """Where a person is with social prescribing (the motivation model's three levels)."""

    PRE = "pre"
    ACTIVE = "active"
    POST = "post"


class Group(StrEnum):
    """How a person is best met (the model's three groups), from the least support to the most.

    Nobody is ever shown these names: a person hears the reason and what follows from it.
    """

    SELF_MOTIVATED = "self_motivated"
    SUPPORTED = "supported"
    HARDER_TO_REACH = "harder_to_reach"


class About(StrEnum):
    """Who the help is for."""

    ME = "me"
    THEM = "them"


class AgeBand(StrEnum):
    """How old the person is that the help is for; the age itself is not kept."""

    CHILD = "child"
    YOUNG = "young"
    ADULT = "adult"
    OLDER = "older"

    @classmethod
    def of(cls, years: int) -> "AgeBand | None":
        """Give the band of an age in years; None for what is no person's age (0 to 115)."""
        if not 0 <= years <= _OLDEST:
            return None
        starts = {65: cls.OLDER, 18: cls.ADULT, 16: cls.YOUNG, 0: cls.CHILD}
        return next(band for start, band in starts.items() if years >= start)


_OLDEST = 115
NEEDS: Final = "needs"
AGE: Final = "age"
CONFIDENCE: Final = "confidence"
ACCESS: Final = "access"
READING: Final = "reading"
HUNGER: Final = "hunger"
"""Told and never asked: whoever has no food now is helped with that first."""
OWN_LANGUAGE: Final = "own_language"
"""Known from the conversation: its value is ``OTHER_LANGUAGE`` where that is not in English."""
OTHER_LANGUAGE: Final = "other"
WANTS_TO_START: Final = "wants_to_start"
"""Told and never asked: a wish to start or run a group or the like, whatever it is about."""
ACTIVITIES: Final = "activities"
"""Told and never asked: what the person named that they want to do, such as walking."""
WANTS: Final = "wants"
"""Told and never asked: what a place must have or be (``api/triage/wants.py``)."""
NOT_BY_RINGING: Final = "not_by_ringing"
"""Kept with the wishes: ringing is no way just now, and a line that is free may be one still."""
PASSED: Final = None
"""The value of a question that the person would rather not answer."""


def access_of(values: Mapping[str, str | None]) -> str | None:
    """Put together what makes reading English or going online hard, said or known.

    >>> access_of({"access": "easy", "reading": "hard"}), access_of({"own_language": "other"})
    ('english_hard', 'english_hard')
    >>> access_of({"own_language": "other", "reading": "easy", "access": "easy"})
    'easy'
    """
    access, reading = values.get(ACCESS), values.get(READING)
    chats_in_another = values.get(OWN_LANGUAGE) == OTHER_LANGUAGE and reading != "easy"
    if reading != "hard" and not chats_in_another:
        return access
    return "both_hard" if access in {"online_hard", "both_hard"} else "english_hard"


def speaks_another(values: Mapping[str, str | None]) -> bool:
    """Say whether another language than English is what a person speaks, known or said.

    >>> speaks_another({"own_language": "other"}), speaks_another({"reading": "hard"})
    (True, False)
    """
    is_said = values.get(ACCESS) in {"english_hard", "both_hard"}
    return is_said or values.get(OWN_LANGUAGE) == OTHER_LANGUAGE


@dataclass(frozen=True, slots=True)
class Answers:
    """What was said so far, in whatever order.

    ``values`` holds an option for each question that is settled, or ``PASSED``; ``asked`` are those
    of them that were put to the person, and so count towards the most that are asked.
    """

    needs: tuple[str, ...] | None = None
    values: Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}))
    asked: frozenset[str] = frozenset()
    about: About = About.ME
    age: AgeBand | None = None
    child_hinted: bool = False

    def is_settled(self, question: str) -> bool:
        """Say whether a question was answered or passed over."""
        if question == NEEDS and self.needs is not None:
            return True
        if question == AGE and self.age is not None:
            return True
        return question in self.values

    def with_value(self, question: str, value: str | None, *, asked: bool) -> "Answers":
        """Add the answer to a question, in place of an earlier one."""
        noted = self.asked | {question} if asked else self.asked
        return replace(self, values={**self.values, question: value}, asked=noted)


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask next: a question's id with the ids of its options."""

    id: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Where a person is and how they are best met, with the reasons, the weightiest first."""

    stage: Stage
    group: Group
    reasons: tuple[str, ...]
