"""What comes first among local services: what is open to all, then what is open soonest."""

from collections.abc import Iterable
from datetime import datetime

from api.directory.conditions import Referral, groups
from api.signposting.activities import is_another, named_in
from api.signposting.choosing import Person, needs_a_person, usable, wants_of
from api.signposting.opening import next_opening
from api.signposting.options import Choice, How
from api.signposting.reaching import Reach
from api.signposting.wanting import unmet

_OPEN, _ASK_FIRST, _REFERRED, _SHUT = range(4)
# Hours that are not known count as those of a place that is open in this many days.
_UNKNOWN_DAYS = 3
_ON_FOOT_KM, _BY_BUS_KM = 3, 8


def barrier(choice: Choice, person: Person) -> int:
    """Say how much stands between a person and a place: 0 for one that is open to all.

    Referring oneself is less than being referred by others; a wait of weeks, or a place for people
    to whom this one is not known to belong, is most.
    """
    told = choice.conditions
    if told.waiting or not _belongs(told.only_for, person):
        return _SHUT
    by_referral = {Referral.OTHERS: _REFERRED, Referral.SELF: _ASK_FIRST, Referral.NONE: _OPEN}
    return by_referral[told.referral]


def in_order(choices: Iterable[Choice], person: Person, at: datetime) -> list[Choice]:
    """Put local choices, which come the nearest first, in the order in which they help.

    Those that name the activity that is wanted come first, those for another one are left out.
    Whoever is hungry has what is open soonest first and, within a day, what costs nothing and what
    can be walked to; everybody else what is nearest, after what comes to people or rings them where
    that is what helps. What has more of what the person wants comes before both.
    """
    fitting = [choice for choice in choices if not is_for_another(choice, person)]
    if person.hungry:
        return sorted(fitting, key=lambda choice: _soonest(choice, person, at))
    return sorted(fitting, key=lambda choice: _order(choice, person))


def _order(choice: Choice, person: Person) -> tuple[bool, int, bool, int, int]:
    """Put what comes to people first for whom that is what helps, but nothing with a long wait."""
    stands_between = barrier(choice, person)
    reaches = _reaches(choice, person)
    lacks = len(unmet(choice, wants_of(person)))
    return _named(choice, person), lacks, stands_between == _SHUT, -reaches, stands_between


def _reaches(choice: Choice, person: Person) -> int:
    """Count in how many ways a place meets somebody for whom coming to it is hard."""
    helps = set()
    if needs_a_person(person):
        helps |= {Reach.VISITS, Reach.CALLS}
    if How.FACE_TO_FACE not in usable(person):
        helps |= {Reach.VISITS, Reach.CALLS}
    if person.interpreter:
        helps.add(Reach.INTERPRETER)
    by_phone = needs_a_person(person) and How.PHONE in choice.how & usable(person)
    return 2 * len(choice.reaches & helps) + by_phone


def is_for_another(choice: Choice, person: Person) -> bool:
    """Whether a choice is only for another activity than the one that the person named."""
    met = choice.needs & frozenset(person.needs) or choice.needs
    return is_another(_activities(choice), person.activities, met)


def _soonest(choice: Choice, person: Person, at: datetime) -> tuple[int, int, bool, int, int]:
    following = next_opening(choice.openings, at)
    days = following.days if following else _UNKNOWN_DAYS
    minutes = 0 if following is None else following.opens.hour * 60 + following.opens.minute
    if following and following.is_open:
        minutes = 0
    far = choice.distance_km or 0.0
    band = (far > _ON_FOOT_KM) + (far > _BY_BUS_KM)
    return barrier(choice, person), days, choice.free is False, band, minutes


def _belongs(only_for: Iterable[str], person: Person) -> bool:
    named = [groups()[name] for name in only_for]
    if not named:
        return True
    known = {str(need) for need in person.known_needs}
    return any(who.needs & known or (person.age and person.age in who.ages) for who in named)


def _named(choice: Choice, person: Person) -> bool:
    return bool(person.activities) and not (_activities(choice) & person.activities)


def _activities(choice: Choice) -> frozenset[str]:
    return named_in(f"{choice.name}\n{choice.what or ''}")
