"""A choice as it is shown: why it was suggested, the first step, cost, access, distance."""

from typing import Any

from api.signposting.choosing import Person, usable
from api.signposting.lists import Plans, SignpostWords
from api.signposting.options import Choice, How
from api.triage.answers import About, Group

_KM_A_MILE = 1.609344
_NEAR_MILES = 0.25
_SHORT = 180


def card(
    choice: Choice, person: Person, about: About, plans: Plans, *, place: str | None
) -> dict[str, Any]:
    """Make the card of a signpost; every text in it is meant for the person."""
    words = plans.words
    return {
        "type": "signpost",
        "name": choice.name,
        "organisation": choice.organisation,
        "what": _shortened(choice.what),
        "why": _why(choice, person, about, words),
        "first_step": _first_step(choice, person, words),
        "alert": choice.alert,
        "cost": choice.cost or (words.free if choice.free else words.ask_cost),
        "access": [words.how[how] for how in How if how in choice.how] + _access(choice),
        "schedule": choice.schedule,
        "address": choice.address,
        "distance_text": _distance(choice, place, words),
        "phone": choice.phone,
        "text_to": choice.text_to,
        "url": choice.url,
        "map_url": _map_url(choice),
        "directions_url": _directions_url(choice),
        "checked_on": choice.checked_on.isoformat() if choice.checked_on else None,
        "is_sample": choice.is_sample,
    }


def _why(choice: Choice, person: Person, about: About, words: SignpostWords) -> str:
    _, _, name = choice.target.partition(":")
    if choice.target.startswith("route:"):
        return words.why_route[name].about(about)
    met = [words.needs[need] for need in person.needs if need in choice.needs]
    if not met:
        return words.why_general.about(about)
    return words.why.about(about).format(needs=", ".join(met))


def _first_step(choice: Choice, person: Person, words: SignpostWords) -> str:
    may_call = How.PHONE in usable(person)
    if not may_call and choice.target.startswith("route:") and How.PHONE in choice.how:
        return words.first_without_phone
    if choice.first_step:
        return choice.first_step
    step = _reach(choice, words, may_call=may_call)
    alongside = person.group is not Group.SELF_MOTIVATED and How.FACE_TO_FACE in choice.how
    return f"{step} {words.with_someone}" if alongside else step


def _reach(choice: Choice, words: SignpostWords, *, may_call: bool) -> str:
    if choice.phone and may_call:
        return words.first_call.format(phone=choice.phone)
    if choice.text_to:
        return words.first_text.format(text_to=choice.text_to)
    if choice.url:
        return words.first_page
    if choice.address:
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


def _access(choice: Choice) -> list[str]:
    return [name.replace("_", " ").capitalize() for name in choice.access]


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
