"""Who was asked what, by kind of partner: pure sums, so that no single person shows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from api.assessments.scoring import Contribution
from api.participants.schemas import PartnerType


@dataclass(frozen=True, slots=True)
class Guest:
    """One invited participant: the kind of partner, whether they started, and what counts."""

    partner_type: PartnerType
    started: bool
    contribution: Contribution


@dataclass(frozen=True, slots=True)
class PartnerTurnout:
    """One kind of partner: how many people, and how many of the answers asked of them are in.

    ``statements`` is how many different statements they are asked; ``asked`` counts them for each
    person, started or not, and ``answered`` is out of it.
    """

    partner_type: PartnerType
    invited: int
    started: int
    statements: int
    asked: int
    answered: int


def turnout_of(guests: Iterable[Guest]) -> list[PartnerTurnout]:
    """Return the turnout of each kind of partner that was invited, in the order of the kinds."""
    by_type: defaultdict[PartnerType, list[Guest]] = defaultdict(list)
    for guest in guests:
        by_type[guest.partner_type].append(guest)
    return [_turnout(kind, by_type[kind]) for kind in PartnerType if kind in by_type]


def _turnout(kind: PartnerType, guests: list[Guest]) -> PartnerTurnout:
    counted = [guest.contribution.counted for guest in guests]
    given = [each for one in counted for each in one.values()]
    return PartnerTurnout(
        partner_type=kind,
        invited=len(guests),
        started=sum(guest.started for guest in guests),
        statements=len({statement for one in counted for statement in one}),
        asked=len(given),
        answered=sum(each is not None and each.kind.is_answer for each in given),
    )
