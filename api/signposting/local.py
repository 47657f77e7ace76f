"""What the directory has near a person, as choices."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from api.directory.conditions import Referral, conditions_of, referral_of
from api.directory.criteria import Attending, Criteria
from api.directory.geometry import Point
from api.directory.phones import spoken
from api.directory.search import Found, search
from api.signposting.choosing import (
    Person,
    may_be_picked,
    most_urgent,
    needs_a_person,
    usable,
    wants_of,
)
from api.signposting.lists import Plans, load_national
from api.signposting.needs import Need
from api.signposting.opening import uk_clock
from api.signposting.options import Choice, How
from api.signposting.ranking import in_order
from api.signposting.reaching import Reach, reaches_in
from api.signposting.wanting import narrowed
from api.triage.answers import AgeBand

# So many of the nearest are looked at, so that one that is open to all is among them.
_EACH = 30
# The nearest of each kind is looked for among so many whose name fits any of the kinds.
_NEARBY = 100
# The words by which those are found who come to people's homes.
_WHO_COME = "home visits"
_OF_ADULTS = frozenset({Need.ALCOHOL, Need.DRUGS, Need.GAMBLING})
# Services for young people are there to 25 at most.
_OF_YOUNG_TO = 25
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
    session: Session, person: Person, near: Point | None, plans: Plans, *, now: datetime
) -> Local:
    """Search the directory near a place for the most urgent needs; nothing without a place."""
    if near is None:
        return Local()
    found: dict[Need, list[Choice]] = {}
    at = uk_clock(now)
    for need in most_urgent(person.needs, plans)[: plans.most_needs]:
        wanted = criteria_for(person, need, near, plans)
        choices = _with_all_wanted(session, person, wanted, today=at.date()) or [
            to_choice(each) for each in search(session, wanted, at.date()).items
        ]
        choices += _who_come(session, person, wanted, choices, today=at.date())
        found[need] = in_order(_for_their_age(choices, need, person), person, at)
    gaps = [need for need, choices in found.items() if not choices]
    return Local(_in_turn(found.values()), gaps)


def _for_their_age(choices: list[Choice], need: Need, person: Person) -> list[Choice]:
    """Leave out for a child what is there for those who drink or gamble, unless it is for children.

    Often it is a parent who does, and a list seldom says that a place is for adults.
    """
    if person.age is not AgeBand.CHILD or need not in _OF_ADULTS:
        return choices
    return [choice for choice in choices if _is_of_young(choice)]


def _is_of_young(choice: Choice) -> bool:
    _, to = choice.years
    return to is not None and to <= _OF_YOUNG_TO


def _with_all_wanted(
    session: Session, person: Person, wanted: Criteria, *, today: date
) -> list[Choice]:
    """Find what has all that the person wants of a place; nothing where none says so.

    To who is hungry nothing is kept back for that: what there is comes in the order in which it
    helps.
    """
    wants = wants_of(person)
    if not wants or person.hungry:
        return []
    found = search(session, narrowed(wanted, wants), today).items
    return [to_choice(each) for each in found]


def _who_come(
    session: Session,
    person: Person,
    wanted: Criteria,
    known: Sequence[Choice],
    *,
    today: date,
) -> list[Choice]:
    """Find who comes to people, for those to whom it is hard to go anywhere.

    They are asked for by their words, since none of them may be among the nearest that are known.
    """
    is_stuck = How.FACE_TO_FACE not in usable(person)
    if not (is_stuck or needs_a_person(person)):
        return []
    if any(Reach.VISITS in choice.reaches for choice in known):
        return []
    by_words = replace(wanted, text=_WHO_COME, attending=frozenset())
    found = map(to_choice, search(session, by_words, today).items)
    seen = {choice.target for choice in known}
    return [
        choice for choice in found if Reach.VISITS in choice.reaches and choice.target not in seen
    ]


def nearby_instead(
    session: Session,
    choices: Sequence[Choice],
    person: Person,
    near: Point | None,
    plans: Plans,
    *,
    today: date,
) -> list[Choice]:
    """Put the library that is near, with its address, in the place of "your local library".

    So it is with every entry of the national list that says how its kind is called ``nearby``: one
    search finds them all.
    """
    if near is None:
        return list(choices)
    nearby = {f"national:{entry.id}": entry.nearby for entry in load_national().entries}
    words = {
        choice.target: word
        for choice in choices
        if (word := nearby.get(choice.target)) and may_be_picked(choice, person)
    }
    nearest = _nearest(
        session, words.values(), near, within_km=furthest(person, plans), today=today
    )
    standing_in = {target: nearest[word] for target, word in words.items() if word in nearest}
    return [
        _standing_in(choice, standing_in[choice.target]) if choice.target in standing_in else choice
        for choice in choices
    ]


def _nearest(
    session: Session, words: Iterable[str], near: Point, *, within_km: float, today: date
) -> dict[str, Choice]:
    """Find the nearest place whose name holds a word, for each of the words."""
    named = {word: re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE) for word in words}
    if not named:
        return {}
    wanted = Criteria(
        near=near,
        within_km=within_km,
        attending=frozenset({Attending.IN_PERSON}),
        named=frozenset(named),
        limit=_NEARBY,
    )
    found = search(session, wanted, today).items
    nearest = {
        word: next((each for each in found if pattern.search(each.name)), None)
        for word, pattern in named.items()
    }
    return {word: to_choice(each) for word, each in nearest.items() if each}


def _standing_in(general: Choice, nearest: Choice) -> Choice:
    return replace(
        nearest,
        kind=general.kind,
        needs=general.needs | nearest.needs,
        ages=general.ages,
        general=general.general,
        cost=nearest.cost or general.cost,
    )


def criteria_for(person: Person, need: Need, near: Point, plans: Plans) -> Criteria:
    """Say what is searched for: by need, and by how the person gets about and pays."""
    ways = usable(person)
    attending = frozenset(known for known, how in _HOWS.items() if how in ways)
    return Criteria(
        needs=frozenset({need}),
        near=near,
        within_km=furthest(person, plans),
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
    """Give a service of the directory as a choice.

    Where its own words say that nobody has to refer, a warning of the list that somebody must is
    not passed on.
    """
    told = referral_of(f"{found.name}\n{found.description or ''}")
    is_open = told in (Referral.NONE, Referral.SELF)
    warns_wrongly = is_open and referral_of(found.alert or "") is Referral.OTHERS
    alert = None if warns_wrongly else found.alert
    return Choice(
        target=f"service:{found.id}",
        kind="activity",
        name=found.name,
        organisation=found.organisation,
        what=found.description,
        alert=alert,
        how=_how(found),
        cost=found.cost,
        free=found.free,
        phone=spoken(found.phones[0][0]) if found.phones else None,
        email=found.email,
        url=found.url,
        address=found.address or found.postcode,
        schedule=found.schedule,
        access=tuple(sorted(found.access)),
        languages=found.languages,
        distance_km=found.distance_km,
        position=(found.point.latitude, found.point.longitude) if found.point else None,
        checked_on=found.last_checked,
        is_sample=found.is_sample,
        needs=frozenset(Need(need) for need in found.needs),
        years=(found.minimum_age, found.maximum_age),
        openings=found.hours,
        conditions=conditions_of(found.name, found.description, alert),
        reaches=reaches_in(found.name, found.description),
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
