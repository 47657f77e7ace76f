"""Where a citizen wants to look: which place of a name is meant, and how it is spelt."""

from collections.abc import Sequence
from dataclasses import replace

from actions.triage_buttons import place_buttons
from actions.triage_speech import ask, say
from actions.triage_turn import CitizenTurn, Memo
from api.triage.schemas import Heard, TriageView

# Before these a plain "yes" or "no" is of the place, and not of the question that was asked.
_NO_YES = frozenset({None, "needs", "age", "confidence"})
_BETWEEN = "|"


def say_largest(at: CitizenTurn, heard: Heard) -> None:
    """Say which place of a name was taken, with the others one press away."""
    others = place_buttons(heard.other_places)[:-1]
    say(at.speech, "utter_place_right", buttons=others, place=heard.place)


def wait_for_place(memo: Memo, heard: Heard, view: TriageView) -> Memo:
    """Have the next yes or no answer whether the largest place of its name is the right one."""
    asked = view.question.id if view.question else None
    if not (heard.place and heard.other_places) or asked not in _NO_YES:
        return memo
    return replace(memo, waiting="place_right", about=_kept(heard.other_places))


def ask_near_place(at: CitizenTurn, places: Sequence[str]) -> Memo:
    """Ask whether a place of nearly that name is meant; nothing is taken before that."""
    say(at.speech, "utter_near_place", buttons=place_buttons(places), place=places[0])
    return replace(at.memo, waiting="near_place", about=_kept(places), misses=0)


async def other_places(at: CitizenTurn) -> Memo:
    """Ask which of the other places of that name is meant."""
    say(at.speech, "utter_which_place", buttons=place_buttons(places_asked_about(at)))
    return Memo(shown=at.memo.shown)


async def ask_place_again(at: CitizenTurn) -> Memo:
    """Ask for the place once more, when none of nearly that name was meant."""
    ask(at.speech, at.view)
    return Memo(shown=at.memo.shown)


def _kept(places: Sequence[str]) -> dict[str, str]:
    return {"places": _BETWEEN.join(places)}


def places_asked_about(at: CitizenTurn) -> list[str]:
    """Give the places that the last question was about."""
    return at.memo.about["places"].split(_BETWEEN)
