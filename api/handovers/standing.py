"""Who has a statement after all hand-overs: a pure function of the hand-overs in their order."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from api.participants.schemas import PartnerType


@dataclass(frozen=True, slots=True)
class HandedStatement:
    """A hand-over that was not undone; ``receiver`` is None while it waits for somebody.

    ``giver_role`` and ``giver_type`` say who handed over, ``role`` to whom in the giver's words.
    """

    id: uuid.UUID
    number: int
    statement: str
    giver: uuid.UUID
    receiver: uuid.UUID | None
    role: str
    note: str | None
    giver_role: str | None
    giver_type: PartnerType


@dataclass(frozen=True, slots=True)
class Standing:
    """What one participant handed over and received, by statement, as it stands now."""

    given: dict[str, HandedStatement] = field(default_factory=dict)
    received: dict[str, HandedStatement] = field(default_factory=dict)

    @property
    def waiting(self) -> list[str]:
        """Statements that were handed over and that nobody has received yet."""
        return [statement for statement, each in self.given.items() if each.receiver is None]


def standing_of(participant: uuid.UUID, handovers: Iterable[HandedStatement]) -> Standing:
    """Return what the participant gave and received; of a statement, the last hand-over counts."""
    standing = Standing()
    for each in sorted(handovers, key=lambda handed: handed.number):
        if participant not in (each.giver, each.receiver):
            continue
        mine, other = (
            (standing.given, standing.received)
            if each.giver == participant
            else (standing.received, standing.given)
        )
        other.pop(each.statement, None)
        mine.pop(each.statement, None)
        mine[each.statement] = each
    return standing
