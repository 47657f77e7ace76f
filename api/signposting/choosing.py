"""Choose what to suggest: a pure function over what there is and what is known of the person."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.signposting.lists import Plans, Wish
from api.signposting.needs import Need
from api.signposting.options import PERSONAL, Choice, How
from api.signposting.reaching import Reach
from api.signposting.wanting import ways_wanted
from api.triage.answers import AgeBand, Group, Stage
from api.triage.wants import Want

_ROUTE = "route:"
_ACTIVITY = "activity"
_HELPLINE = "helpline"
_BY_PERSON = PERSONAL | {How.TEXT}
_CALLS = {"link_worker_calls": "link_worker"}


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of who the signposts are for; nothing that says who it is.

    ``needs`` are those that are looked for now, ``known_needs`` all that were ever told;
    ``activities`` are what the person named that they want to do; ``interpreter`` says that they
    speak another language than English, ``wants`` (codes of ``api/triage/wants.py``) what a place
    must have or be.
    """

    stage: Stage
    group: Group
    needs: tuple[Need, ...]
    age: AgeBand | None = None
    access: str | None = None
    getting_there: str | None = None
    hungry: bool = False
    wants_to_start: bool = False
    wishes: frozenset[Wish] = frozenset()
    known_needs: frozenset[Need] = frozenset()
    activities: frozenset[str] = frozenset()
    interpreter: bool = False
    wants: frozenset[str] = frozenset()


def choose(
    person: Person,
    choices: Sequence[Choice],
    plans: Plans,
    *,
    given: Collection[str] = (),
    families: Collection[str] = (),
    most: int | None = None,
) -> list[Choice]:
    """Pick at most ``most`` of the choices, the most fitting first, none that was ``given`` before.

    Nor is anything picked that is the same under another name: of one of the ``families``.

    The plan for the person's stage and group says which kinds come first. One of those that are
    picked can be reached by phone or face to face whenever there is such a one: face to face, for
    whom the telephone is no way. Who wants to start something is shown first who helps with that.
    """
    most = plans.most if most is None else most
    order = _without_calls(_in_their_language(plan_for(person, plans), person), person)
    left = [c for c in choices if c.target not in given and c.family not in families]
    fitting = [choice for choice in left if fits(choice, person)]
    ranked = list(_ranked(fitting, order, person, plans))
    if person.wants_to_start and not person.hungry:
        ranked = [*(c for c in fitting if c.helps_to_start), *ranked]
    picked = ranked[:most]
    if picked and not any(is_personal(choice, person) for choice in picked):
        personal = next((choice for choice in ranked if is_personal(choice, person)), None)
        if personal is not None:
            picked[-1] = personal
    return picked


def plan_for(person: Person, plans: Plans) -> tuple[str, ...]:
    """Give the kinds for a person, in order."""
    if person.age is AgeBand.CHILD:
        return plans.child
    if person.hungry:
        return plans.hungry
    return plans.plans[person.stage][person.group]


def _in_their_language(order: tuple[str, ...], person: Person) -> tuple[str, ...]:
    """Put help lines last for whom English is hard: none is known to answer in other languages.

    At abuse at home they stay where they are: nothing else is there day and night.
    """
    is_hard = person.access in {"english_hard", "both_hard"}
    if not is_hard or Need.DOMESTIC_ABUSE in person.needs or person.age is AgeBand.CHILD:
        return order
    return (*(kind for kind in order if kind != _HELPLINE), _HELPLINE)


def _without_calls(order: tuple[str, ...], person: Person) -> tuple[str, ...]:
    """Offer a link worker to meet, in place of one who calls, to whom the telephone is no way."""
    if "phone" not in person.wishes:
        return order
    return tuple(dict.fromkeys(_CALLS.get(kind, kind) for kind in order))


def most_urgent(needs: Iterable[Need], plans: Plans) -> list[Need]:
    """Give the needs with the most urgent first."""
    order = {need: place for place, need in enumerate(plans.urgent_first)}
    return sorted(needs, key=lambda need: order.get(need, len(order)))


def fits(choice: Choice, person: Person) -> bool:
    """Say whether a choice can be used by this person."""
    if choice.ages and (person.age or AgeBand.ADULT) not in choice.ages:
        return False
    if Want.FREE in wants_of(person) and choice.free is False:
        return False
    if choice.target.startswith(_ROUTE):
        return True
    ways = ways_to(choice, person)
    if needs_a_person(person):
        ways &= _BY_PERSON
    return bool(choice.how & ways) and (How.ONLINE in ways or leads_offline(choice, ways))


def wants_of(person: Person) -> frozenset[str]:
    """Give what a place must have or be, also by "not for me, it costs too much"."""
    return person.wants | ({Want.FREE} if "costs" in person.wishes else set())


def needs_a_person(person: Person) -> bool:
    """Say whether a person is what helps, and no page: where any next step is too much."""
    return person.group is Group.HARDER_TO_REACH and person.age is not AgeBand.CHILD


def is_personal(choice: Choice, person: Person) -> bool:
    """Say whether it leads to a person, by phone or face to face, in a way that can be used."""
    return choice.is_personal_by(ways_to(choice, person))


def ways_to(choice: Choice, person: Person) -> frozenset[How]:
    """Give the ways that can be used; who comes to people is met by those who cannot get out."""
    comes = {How.FACE_TO_FACE} if Reach.VISITS in choice.reaches else set()
    return usable(person) | comes


def may_be_picked(choice: Choice, person: Person) -> bool:
    """Say whether a choice can be used by this person and meets what is looked for."""
    return fits(choice, person) and _is_wanted(choice, person.needs)


def leads_offline(choice: Choice, ways: Collection[How]) -> bool:
    """Whether somebody who cannot go online can take the first step: by a number or an address."""
    return bool(
        (choice.phone and How.PHONE in ways)
        or (choice.text_to and How.TEXT in ways)
        or choice.offline_step
        or (choice.address and How.FACE_TO_FACE in ways)
    )


def usable(person: Person) -> frozenset[How]:
    """Give the ways that this person can use."""
    barred = set()
    if person.access in {"online_hard", "both_hard", "english_hard"} or "online" in person.wishes:
        barred.add(How.ONLINE)
    if person.access in {"english_hard", "both_hard"}:
        barred.add(How.TEXT)
    if Want.FACE_TO_FACE in person.wants:
        barred.add(How.ONLINE)
    if person.getting_there == "cannot":
        barred.add(How.FACE_TO_FACE)
    if "phone" in person.wishes:
        barred.add(How.PHONE)
    return frozenset(How) - barred


def _ranked(
    choices: Sequence[Choice], order: Sequence[str], person: Person, plans: Plans
) -> Iterator[Choice]:
    """Yield the next of each kind in the plan's order, again and again; each target once.

    Within a kind, what meets the more urgent need comes first; local ones keep their own order.
    Websites about everything come last: there is nobody to talk to, and the need is not theirs.
    """
    urgent = most_urgent(person.needs, plans)
    ways = ways_wanted(person.wants)
    wide = [choice for choice in choices if is_wide_website(choice)]
    narrow = [choice for choice in choices if not is_wide_website(choice)]
    seen: set[str] = set()
    for some in (narrow, wide):
        for choice in _by_turns(some, order, urgent, ways):
            if choice.target not in seen:
                seen.add(choice.target)
                yield choice


def is_wide_website(choice: Choice) -> bool:
    """Whether it is a website about everything, with nobody to talk to."""
    return choice.general and not choice.is_personal


def _by_turns(
    choices: Sequence[Choice],
    order: Sequence[str],
    urgent: Sequence[Need],
    ways: Collection[How],
) -> Iterator[Choice]:
    by_kind = {kind: iter(_of_kind(kind, choices, urgent, ways)) for kind in order}
    while by_kind:
        for kind in order:
            if kind not in by_kind:
                continue
            choice = next(by_kind[kind], None)
            if choice is None:
                del by_kind[kind]
            else:
                yield choice


def _of_kind(
    kind: str, choices: Sequence[Choice], urgent: Sequence[Need], ways: Collection[How]
) -> list[Choice]:
    found = [choice for choice in choices if choice.kind == kind and _is_wanted(choice, urgent)]
    if kind == _ACTIVITY:
        return found
    return sorted(
        found,
        key=lambda choice: (
            _urgency(choice, urgent),
            bool(ways) and choice.how.isdisjoint(ways),
            _breadth(choice),
        ),
    )


def _is_wanted(choice: Choice, urgent: Sequence[Need]) -> bool:
    if choice.helps_to_start:
        return False
    if choice.target.startswith(_ROUTE) or not choice.needs:
        return True
    return bool(choice.needs & set(urgent)) if urgent else choice.general


def _urgency(choice: Choice, urgent: Sequence[Need]) -> int:
    met = [place for place, need in enumerate(urgent) if need in choice.needs]
    if not choice.needs:
        return 0
    return min(met, default=len(urgent))


def _breadth(choice: Choice) -> int:
    """Count the ages that a choice is for: what is made for fewer comes first."""
    return len(choice.ages or AgeBand)
