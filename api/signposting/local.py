"""What the directory has near a person, as choices."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from api.directory.criteria import Attending, Criteria
from api.directory.geometry import Point
from api.directory.search import Found, search
from api.signposting.choosing import Person, most_urgent, usable
from api.signposting.lists import Plans
from api.signposting.needs import Need
from api.signposting.options import Choice, How

_EACH = 6
_HOWS = {
    Attending.IN_PERSON: How.FACE_TO_FACE,
    Attending.ONLINE: How.ONLINE,
    Attending.PHONE: How.PHONE,
}


@dataclass(frozen=True, slots=True)
class Local:
    """What was found, the needs taken in turn; ``gaps`` are needs for which there was nothing."""

    choices: list[Choice] = field(default_factory=list)
    gaps: list[Need] = field(default_factory=list)


def find_local(
    session: Session, person: Person, near: Point | None, plans: Plans, *, today: date
) -> Local:
    """Search the directory near a place for the most urgent needs; nothing without a place."""
    if near is None:
        return Local()
    found: dict[Need, list[Choice]] = {}
    for need in most_urgent(person.needs, plans)[: plans.most_needs]:
        page = search(session, criteria_for(person, need, near, plans), today)
        found[need] = [to_choice(each) for each in page.items]
    gaps = [need for need, choices in found.items() if not choices]
    return Local(_in_turn(found.values()), gaps)


def criteria_for(person: Person, need: Need, near: Point, plans: Plans) -> Criteria:
    """Say what is searched for: by need, and by how the person gets about and pays."""
    ways = usable(person)
    attending = frozenset(known for known, how in _HOWS.items() if how in ways)
    return Criteria(
        needs=frozenset({need}),
        near=near,
        within_km=furthest(person, plans),
        free_only="costs" in person.wishes,
        attending=frozenset() if len(attending) == len(_HOWS) else attending,
        age=plans.ages.get(person.age) if person.age else None,
        limit=_EACH,
    )


def furthest(person: Person, plans: Plans) -> float:
    """Give how far, in km, this person may be sent."""
    if "too_far" in person.wishes:
        return plans.nearer_km
    known = plans.furthest_km.model_dump()
    distance: float = known.get(person.getting_there or "unknown", known["unknown"])
    return distance


def to_choice(found: Found) -> Choice:
    """Give a service of the directory as a choice."""
    return Choice(
        target=f"service:{found.id}",
        kind="activity",
        name=found.name,
        organisation=found.organisation,
        what=found.description,
        alert=found.alert,
        how=_how(found),
        cost=found.cost,
        free=found.free,
        phone=found.phones[0][0] if found.phones else None,
        url=found.url,
        address=found.address or found.postcode,
        schedule=found.schedule,
        access=tuple(sorted(found.access)),
        distance_km=found.distance_km,
        position=(found.point.latitude, found.point.longitude) if found.point else None,
        checked_on=found.last_checked,
        is_sample=found.is_sample,
        needs=frozenset(Need(need) for need in found.needs),
    )


def _how(found: Found) -> frozenset[How]:
    hows = {_HOWS[each] for each in found.attending}
    if not hows and found.point:
        hows.add(How.FACE_TO_FACE)
    if found.phones:
        hows.add(How.PHONE)
    if found.url and not hows:
        hows.add(How.ONLINE)
    return frozenset(hows)


def _in_turn(lists: Iterable[list[Choice]]) -> list[Choice]:
    """Take one of each list in turn, each service once."""
    taken: dict[str, Choice] = {}
    left = [list(each) for each in lists]
    while any(left):
        for each in left:
            if each:
                choice = each.pop(0)
                taken.setdefault(choice.target, choice)
    return list(taken.values())
