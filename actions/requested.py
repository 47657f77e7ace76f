"""What answers a request; one that makes no sense just now is left to the intent."""

from collections.abc import Awaitable, Callable

from actions import (
    asking,
    clearing,
    comparing,
    explaining,
    finishing,
    moves,
    notes,
    rating,
    reporting,
    reviewing,
    rounds,
    second_thoughts,
    sharing,
)
from actions.exchange import Exchange
from actions.outcome import Outcome

# None says that the words mean something else here.
Handler = Callable[[Exchange], Awaitable[Outcome | None]]

REQUESTS: dict[str, Handler] = {
    "undo": second_thoughts.undo,
    "finish": finishing.finish,
    "carry_on": asking.ask_next,
    "whats_left": moves.tell_progress,
    "skipped": finishing.go_through_skipped,
    "dont_knows": finishing.go_through_dont_knows,
    "rest": finishing.ask_the_rest,
    "routed": finishing.ask_the_rest,
    "five_minutes": finishing.ask_for_five_minutes,
    "everything": finishing.ask_everything,
    "all_of_it": finishing.ask_all_of_it,
    "hand_over": sharing.hand_over,
    "hand_over_to_whom": sharing.ask_for_whom,
    "role": sharing.take_role,
    "give_back": sharing.give_back,
    "take_back": sharing.take_back,
    "who_has": sharing.tell_who_has,
    "clear": clearing.clear,
    "show_notes": notes.show_notes,
    "remove_note": notes.remove_note,
    "replace_note": notes.replace_note,
    "stressed": moves.offer_a_break,
    "how_sure": rating.offer,
    "confidence": rating.rate,
    "same_as_last_time": rounds.say_same,
    "changed": rounds.say_changed,
    "what_moved": reporting.tell_what_moved,
    "disagreements": reporting.tell_disagreements,
    "disagree_with_me": comparing.tell_who_differs,
    "others_on": comparing.tell_what_others_say,
    "weakest": comparing.tell_lowest,
    "strongest": comparing.tell_highest,
    "profile": reporting.tell_profile,
    "figures": reporting.tell_figures,
    "review": reviewing.review,
    "levels": explaining.explain_levels,
    "glossary": explaining.tell_meaning,
    "why": explaining.tell_why,
    "last_question": moves.go_back,
    "find_statement": moves.find_statement,
    "show": moves.show,
    "go_to": moves.go_to,
    "go_to_number": moves.go_to_number,
    "back_by": moves.go_back_by,
}


async def answer_request(at: Exchange) -> Outcome | None:
    """Answer what was asked for, if anything was and it makes sense here."""
    handler = REQUESTS.get(at.turn.request or "")
    return await handler(at) if handler else None
