"""A choice as it is shown: why it was suggested, the first step, cost, access, distance."""

import re
from datetime import datetime, time
from typing import Any

from api.directory.conditions import Conditions
from api.directory.hours import Opening
from api.directory.wording import clock
from api.signposting.choosing import Person, is_personal, needs_a_person, usable
from api.signposting.lists import Plans, SignpostWords, load_plans
from api.signposting.opening import Next, next_opening
from api.signposting.options import Choice, How
from api.signposting.reaching import Reach
from api.triage.answers import About, AgeBand, Group

_KM_A_MILE = 1.609344
_NEAR_MILES = 0.25
_SHORT = 110
_WEEK = 7
_LINK_WORKER = "link_worker"
_INTERPRETER = re.compile(r"\binterpreter\b", re.IGNORECASE)
_WHOLE_DAY = (time(0), time(23, 59))

type Card = dict[str, Any]


def card(
    choice: Choice,
    person: Person,
    about: About,
    plans: Plans,
    *,
    place: str | None,
    at: datetime | None = None,
) -> Card:
    """Make the card of a signpost; every text in it is meant for the person.

    ``at`` is the time on a clock here, by which it is said when it is open next. ``about``,
    ``who``, ``expect`` and ``email`` are for "tell me more", ``all_hours`` and
    ``openings`` for questions about the hours.
    """
    words = plans.words
    made = {
        "type": "signpost",
        "name": choice.name,
        "organisation": choice.organisation,
        "what": _shortened(choice.what),
        "why": _why(choice, person, about, words),
        "first_step": _first_step(choice, person, words),
        "alert": choice.alert,
        "cost": choice.cost or (words.free if choice.free else words.ask_cost),
        "access": _access(choice, words),
        "schedule": choice.schedule,
        "all_hours": choice.schedule,
        "openings": [each.as_row() for each in choice.openings],
        "address": choice.address,
        "distance_text": _distance(choice, place, words),
        "phone": choice.phone,
        "text_to": choice.text_to,
        "url": choice.url,
        "map_url": _map_url(choice),
        "directions_url": _directions_url(choice),
        "checked_on": choice.checked_on.isoformat() if choice.checked_on else None,
        "is_sample": choice.is_sample,
        "about": choice.what,
        "who": _who(choice, words),
        "expect": words.expect.get(choice.kind),
        "email": choice.email,
    }
    return told_today(made, words, at) if at else made


def told_today(shown: Card, words: SignpostWords, at: datetime) -> Card:
    """Give a card with when it is open next in place of all its hours; ``today`` is the weekday."""
    following = next_opening(map(Opening.of_row, shown.get("openings", ())), at)
    schedule = (
        _say_next(following, words) if following else shown.get("all_hours", shown["schedule"])
    )
    return {**shown, "schedule": schedule, "today": at.weekday()}


def _say_next(following: Next, words: SignpostWords) -> str:
    opens = clock(following.opens)
    closes = clock(following.closes) if following.closes else ""
    if (following.opens, following.closes) == _WHOLE_DAY:
        return words.open_always
    if following.is_open:
        return words.open_now.format(closes=closes)
    if not following.days:
        shape = words.opens_today if closes else words.opens_today_from
    elif following.days == _WEEK:
        shape = words.next_week if closes else words.next_week_from
    else:
        shape = words.next_open if closes else words.next_open_from
    return shape.format(weekday=words.days[following.weekday], opens=opens, closes=closes)


def _who(choice: Choice, words: SignpostWords) -> str:
    least, most = (f"{year:g}" if year is not None else None for year in choice.years)
    if least and most:
        return words.ages.between.format(least=least, most=most)
    if least or most:
        shape = words.ages.over if least else words.ages.under
        return shape.format(least=least, most=most)
    bands = [words.ages.bands[band] for band in AgeBand if band in choice.ages]
    return ", ".join(bands) or words.ages.everybody


def _why(choice: Choice, person: Person, about: About, words: SignpostWords) -> str:
    _, _, name = choice.target.partition(":")
    if choice.target.startswith("route:"):
        return words.why_route[name].about(about)
    met = [words.needs[need] for need in person.needs if need in choice.needs]
    if not met:
        return words.why_general.about(about)
    return words.why.about(about).format(needs=", ".join(met))


def _first_step(choice: Choice, person: Person, words: SignpostWords) -> str:
    step = _step(choice, person, words)
    asks = _asks_for_interpreter(choice, person, words)
    return f"{step} {asks}" if asks and not _INTERPRETER.search(step) else step


def _asks_for_interpreter(choice: Choice, person: Person, words: SignpostWords) -> str | None:
    """Give the words by which somebody of another language asks for an interpreter."""
    if not (person.interpreter and is_personal(choice, person)):
        return None
    return words.interpreter_nhs if choice.family == _LINK_WORKER else words.interpreter


def _step(choice: Choice, person: Person, words: SignpostWords) -> str:
    ways = usable(person)
    if How.PHONE not in ways and choice.target.startswith("route:") and How.PHONE in choice.how:
        is_online = How.ONLINE in ways
        return words.first_without_phone if is_online else words.first_without_both
    by_person = How.ONLINE not in ways or needs_a_person(person)
    if choice.offline_step and (by_person or How.PHONE not in ways):
        return choice.offline_step
    if choice.first_step:
        return choice.first_step
    if needs_a_person(person):
        ways -= {How.ONLINE}
    step = _reach(choice, words, ways, drops_in=person.hungry)
    if Reach.VISITS in choice.reaches and (How.FACE_TO_FACE not in ways or needs_a_person(person)):
        return f"{step} {words.visits}"
    return f"{step} {words.with_someone}" if _may_be_met(choice, person) else step


def _may_be_met(choice: Choice, person: Person) -> bool:
    """Whether to ask for somebody who meets one there: at a group, but not at a food bank."""
    wants = person.group is not Group.SELF_MOTIVATED and not person.hungry
    goes = How.FACE_TO_FACE in usable(person)
    return (
        wants
        and goes
        and How.FACE_TO_FACE in choice.how
        and not choice.needs & load_plans().not_met_there
    )


def _reach(
    choice: Choice, words: SignpostWords, ways: frozenset[How], *, drops_in: bool = False
) -> str:
    """Say how to begin; ``drops_in``: who is hungry goes straight to where nobody must refer."""
    goes = choice.address and How.FACE_TO_FACE in ways
    is_open = choice.conditions == Conditions() and not choice.alert
    if drops_in and goes and is_open and choice.openings:
        return words.first_visit.format(address=choice.address)
    if choice.phone and How.PHONE in ways:
        return words.first_call.format(phone=choice.phone)
    if choice.text_to and How.TEXT in ways:
        return words.first_text.format(text_to=choice.text_to)
    if choice.url and How.ONLINE in ways:
        return words.first_page
    if goes:
        return words.first_visit.format(address=choice.address)
    return words.first_ask


def _distance(choice: Choice, place: str | None, words: SignpostWords) -> str | None:
    if choice.distance_km is None or place is None:
        return None
    miles = choice.distance_km / _KM_A_MILE
    if miles < _NEAR_MILES:
        return words.away_here.format(place=place)
    rounded = max(0.5, round(miles * 2) / 2)
    number = f"{rounded:g}"
    spoken = words.one_mile if number == "1" else words.miles.format(number=number)
    return words.away.format(miles=spoken, place=place)


def _access(choice: Choice, words: SignpostWords) -> list[str]:
    ways = [words.how[how] for how in How if how in choice.how]
    reaches = [words.reaches[reach] for reach in Reach if reach in choice.reaches]
    return ways + reaches + [words.wants[name] for name in choice.access]


def _map_url(choice: Choice) -> str | None:
    if (spot := _spot(choice)) is None:
        return None
    latitude, longitude = spot
    marked = f"mlat={latitude}&mlon={longitude}#map=16/{latitude}/{longitude}"
    return f"https://www.openstreetmap.org/?{marked}"


def _directions_url(choice: Choice) -> str | None:
    """Give the way there on a map that asks for nothing; where from is for the person to say."""
    spot = _spot(choice)
    return f"https://www.openstreetmap.org/directions?to={','.join(spot)}" if spot else None


def _spot(choice: Choice) -> tuple[str, str] | None:
    if choice.position is None or How.FACE_TO_FACE not in choice.how:
        return None
    latitude, longitude = choice.position
    return f"{latitude:.5f}", f"{longitude:.5f}"


def _shortened(text: str | None) -> str | None:
    """Give whole sentences up to a card's length, or the beginning with an ellipsis."""
    if text is None or len(text) <= _SHORT:
        return text
    start = text[:_SHORT]
    end = max(start.rfind(mark) for mark in (". ", "! ", "? "))
    return start[: end + 1] if end > 0 else f"{start.rsplit(' ', 1)[0]} …"
