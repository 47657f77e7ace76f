"""What may be suggested, from whichever list it comes, in one shape."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from api.directory.conditions import Conditions
from api.directory.hours import Opening
from api.signposting.needs import Need
from api.signposting.reaching import Reach
from api.triage.answers import AgeBand


class How(StrEnum):
    """A way to reach something."""

    PHONE = "phone"
    TEXT = "text"
    ONLINE = "online"
    FACE_TO_FACE = "face_to_face"


PERSONAL = frozenset({How.PHONE, How.FACE_TO_FACE})


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that may be suggested.

    ``target`` names it for good: ``service:<uuid>``, ``national:<id>`` or ``route:<id>``. ``kind``
    is what the plans ask for. No ``ages`` means everybody; ``general``: also for those whose need
    is not known. ``alert`` is what to know before going. ``helps_to_start``: only for those who
    want to start or run something. ``family`` names what it is the same as under another name;
    ``offline_step`` is the first step of somebody who cannot go online; ``openings`` are its
    hours, none when they are not all known; ``reaches`` says whether it comes to people, rings them
    or has interpreters.
    """

    target: str
    kind: str
    name: str
    how: frozenset[How]
    what: str | None = None
    organisation: str | None = None
    first_step: str | None = None
    cost: str | None = None
    free: bool | None = None
    phone: str | None = None
    text_to: str | None = None
    url: str | None = None
    address: str | None = None
    alert: str | None = None
    schedule: str | None = None
    access: tuple[str, ...] = ()
    languages: frozenset[str] = field(default_factory=frozenset)
    distance_km: float | None = None
    position: tuple[float, float] | None = None
    checked_on: date | None = None
    is_sample: bool = False
    needs: frozenset[Need] = field(default_factory=frozenset)
    ages: frozenset[AgeBand] = field(default_factory=frozenset)
    general: bool = False
    reachable: bool = True
    helps_to_start: bool = False
    family: str | None = None
    offline_step: str | None = None
    email: str | None = None
    years: tuple[float | None, float | None] = (None, None)
    openings: tuple[Opening, ...] = ()
    conditions: Conditions = field(default_factory=Conditions)
    reaches: frozenset[Reach] = field(default_factory=frozenset)

    @property
    def is_personal(self) -> bool:
        """Whether it can be reached by phone or face to face with what the signpost says."""
        return self.is_personal_by(frozenset(How))

    def is_personal_by(self, ways: Collection[How]) -> bool:
        """Whether it can be reached so by one of the ways that somebody can use."""
        return self.reachable and bool(self.how & PERSONAL & frozenset(ways))
