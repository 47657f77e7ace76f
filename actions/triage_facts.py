"""Answers questions about the signposts on view, from what is known of each of them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from actions.buttons import Button
from actions.triage_buttons import after_buttons, may_ask_wellbeing, titles
from actions.triage_hours import day_lines, hours_of
from actions.triage_signposts import meant, place_named, plain_text, said, shown
from actions.triage_speech import ask, say
from actions.triage_turn import CitizenTurn, Memo
from api.signposting.lists import load_plans
from api.signposting.options import How
from api.signposting.schemas import SignpostView

_PART = re.compile(r"\{([A-Z]+)\}")
_POINTS_AT = re.compile(r"\b(?:the|number) (first|1st|second|2nd|third|3rd|last|[123])\b")
_SHORTEST_NAME = 4

type Card = dict[str, Any]


async def answer(at: CitizenTurn) -> Memo | None:
    """Answer what is asked of the signposts on view; None when the message asks nothing of them."""
    if not at.view.signposted:
        return None
    on_view = await shown(at)
    asked = asked_of(at.turn.text, [signpost.card["name"] for signpost in on_view])
    if not (on_view and asked):
        return None
    is_open = at.view.question is not None
    buttons = [] if is_open else after_buttons(may_ask_wellbeing=may_ask_wellbeing(at.view))
    await tell(at, asked, buttons=buttons)
    ask(at.speech, at.view)
    return Memo(shown=at.memo.shown)


async def tell(at: CitizenTurn, asked: Sequence[str], *, buttons: Sequence[Button] = ()) -> bool:
    """Say what is asked of the signposts on view that are meant; whether there are any."""
    on_view = await shown(at)
    cards = [signpost.card for signpost in await _asked_about(at, on_view)]
    lines = "\n".join(_lines(cards, asked, at.turn.text))
    if lines:
        say(at.speech, "utter_signpost_facts", buttons=buttons, facts=lines)
    return bool(lines)


def asked_of(text: str, names: Iterable[str] = ()) -> list[str]:
    """Say what a message asks of the signposts on view, which have these names.

    >>> asked_of("What time is it open?"), asked_of("is there a food bank?")
    (['when'], [])
    >>> asked_of("is Samaritans free", ["Samaritans"])
    ['cost']
    """
    plain = plain_text(text)
    for name in names:
        called = re.escape(plain_text(name.partition("(")[0]))
        plain = re.sub(rf"\b(?:the )?{called}\b", "it", plain)
    return [what for what, pattern in _patterns().items() if pattern.search(plain)]


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    table = said()
    parts: dict[str, str] = table["parts"]
    return {
        what: re.compile("|".join(_PART.sub(lambda f: parts[f[1]], way) for way in ways))
        for what, ways in table["asks"].items()
    }


async def _asked_about(at: CitizenTurn, on_view: Sequence[SignpostView]) -> list[SignpostView]:
    """Give the signpost that the question names, or all that are on view."""
    named = await meant(at, list(on_view))
    if named is not None:
        return [named]
    plain = plain_text(at.turn.text)
    pointed = _POINTS_AT.search(plain)
    place = place_named(pointed[1]) if pointed else None
    if place is not None and place < len(on_view):
        return [on_view[place]]
    words = set(plain.split())
    found = [each for each in on_view if words & set(_name_words(each.card["name"]))]
    return found if len(found) == 1 else list(on_view)


def _name_words(name: str) -> Iterator[str]:
    return (word for word in plain_text(name).split() if len(word) >= _SHORTEST_NAME)


def _lines(cards: Sequence[Card], asked: Sequence[str], text: str) -> Iterator[str]:
    for card in cards:
        for what in asked:
            told = list(day_lines(card, text)) if what == "when" else []
            yield from told or _fact(card, what)


def _fact(card: Card, what: str) -> Iterator[str]:
    words, name = titles()["facts"], card["name"]
    if what == "where" and not card["address"] and _by_distance(card):
        yield words["nowhere"].format(name=name)
        return
    values = _READ[what](card)
    for value in values:
        yield words[what].format(name=name, value=value)
    if what == "where" and values and card["directions_url"]:
        yield titles()["card"]["directions_url"].format(value=card["directions_url"])
    if not values:
        yield _unsaid(card)


def _unsaid(card: Card) -> str:
    words = titles()["facts"]
    way = "call" if card["phone"] else "look" if card["url"] else "ask"
    return str(words[way].format(name=card["name"], phone=card["phone"], url=card["url"]))


def _by_distance(card: Card) -> bool:
    """Whether it is used by phone, text or online alone."""
    return load_plans().words.how[How.FACE_TO_FACE] not in card["access"]


def _said_of(*keys: str) -> Callable[[Card], list[str]]:
    return lambda card: [card[key] for key in keys if card.get(key)]


def _where(card: Card) -> list[str]:
    """Give the address, with how far it is."""
    far = card.get("distance_text")
    return [" \N{EN DASH} ".join(filter(None, (card["address"], far)))] if card["address"] else []


def _cost(card: Card) -> list[str]:
    return [] if card["cost"] == load_plans().words.ask_cost else [card["cost"]]


def _joining(card: Card) -> list[str]:
    """Give what to know before going, or the first step where it says more than whom to call."""
    if card.get("alert"):
        return [card["alert"]]
    words = load_plans().words
    plain = {words.first_page, words.first_ask, words.first_call.format(phone=card["phone"])}
    step = card["first_step"].removesuffix(words.with_someone).strip()
    goes = words.first_visit.format(address=card["address"])
    return [] if step in plain | {goes} else [card["first_step"]]


def _access(card: Card) -> list[str]:
    ways = set(load_plans().words.how.values())
    known = [each for each in card["access"] if each not in ways]
    return [", ".join(known)] if known else []


_READ: dict[str, Callable[[Card], list[str]]] = {
    "where": _where,
    "cost": _cost,
    "when": hours_of,
    "joining": _joining,
    "phone": lambda card: _said_of("phone", "text_to")(card) or _said_of("url")(card),
    "access": _access,
}
