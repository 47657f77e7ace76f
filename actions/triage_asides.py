"""Answers what citizens ask or say beside the questions of the triage, then asks again."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from actions import triage_answers as answers
from actions import triage_facts as facts
from actions.asides import Aside, Asides, found_in, number_of, wishes_a_break
from actions.triage_buttons import after_buttons, may_ask_wellbeing, ring_buttons, stop_buttons
from actions.triage_signposts import refer, shown, tell_more
from actions.triage_speech import ask, say, show_signpost, tell_of_people
from actions.triage_turn import CitizenTurn, Memo
from api.signposting.needs import Need
from api.signposting.schemas import SignpostView
from api.triage.answers import AgeBand
from api.triage.reading import read
from api.triage.rules import load_rules

_REFERS = re.compile(r"\b(?:refer(?:ral|red|s)?|vouchers?)\b", re.IGNORECASE)
_MOST_ANSWERED = 2
_MOST_SHOWN = 3
_BUTTONS = {"who_to_ring": ring_buttons, "stop": stop_buttons}
_OF_WHO_HELPS = frozenset({"support", "tried"})
_OF_CARING = frozenset({Need.CARERS, Need.DEMENTIA, Need.PARENTING})

type Doing = Callable[[CitizenTurn], Awaitable[None]]


async def answer(at: CitizenTurn) -> Memo | None:
    """Answer what a message asks beside the triage, take the rest of it, and ask again."""
    found = found_in(at.turn.text)
    asides = [each for each in found.asides if not _is_meant_otherwise(each, at)][:_MOST_ANSWERED]
    if not asides:
        return None
    for aside in asides:
        await _answer_one(at, aside)
    if found.rest:
        more = await answers.hear(replace(at, turn=replace(at.turn, text=found.rest)))
        if more is not None:
            return more
    if asides[-1].waits:
        return replace(at.memo, waiting=asides[-1].waits, misses=0)
    _ask_again(at)
    return replace(at.memo, misses=0)


def _is_meant_otherwise(aside: Aside, at: CitizenTurn) -> bool:
    """Whether the words tell a need, or judge a signpost, rather than being said of the chat."""
    if aside.waits == "wrong":
        return bool(at.needs)
    question = at.view.question
    if aside.waits == "who_to_ring" and question is not None and question.id in _OF_WHO_HELPS:
        # "Nobody helps me" answers who could help, and what was tried.
        return question.id in read(at.turn.text, load_rules(), asked=question.id).values
    judges = at.turn.intent in {"not_for_me", "report_wrong"} and at.view.signposted
    return aside.waits == "who_to_ring" and judges


async def _answer_one(at: CitizenTurn, aside: Aside) -> None:
    is_over = at.view.question is None and at.view.signposted
    said = aside.said(after=is_over, cannot_ring=at.view.cannot_ring)
    if said:
        buttons = _BUTTONS[aside.waits]() if aside.waits in _BUTTONS else ()
        say(at.speech, "utter_aside", answer=said, buttons=buttons)
    if aside.does:
        await DOES[aside.does](at)


def _ask_again(at: CitizenTurn) -> None:
    """Ask what is open once more; with nothing open, offer what can come next."""
    if at.view.question is None and at.view.signposted:
        buttons = after_buttons(may_ask_wellbeing=may_ask_wellbeing(at.view))
        say(at.speech, "utter_after_signposts", buttons=buttons)
    ask(at.speech, at.view)


async def _say_nothing(_at: CitizenTurn) -> None:
    """Leave it at asking again."""


async def say_it_simpler(at: CitizenTurn) -> None:
    """Say the open question in easier words with an example; of what is on view, tell more."""
    question = at.view.question
    if question is not None:
        say(at.speech, "utter_aside", answer=_in_easier_words(question.id, at))
    elif at.view.signposted:
        await tell_more(at)


def _in_easier_words(question: str, at: CitizenTurn) -> str:
    known = Asides.load()
    words = known.simpler_without_ringing if at.view.cannot_ring else {}
    return words.get(question, known.simpler[question])


async def show_again(at: CitizenTurn) -> None:
    """Show once more what is on view, or say that there is nothing yet."""
    signposts = (await shown(at))[:_MOST_SHOWN]
    if not signposts:
        say(at.speech, "utter_nothing_shown_yet")
    for signpost in signposts:
        show_signpost(at.speech, signpost)


async def show_list(at: CitizenTurn) -> Memo:
    """Show the list again when its button was pressed."""
    await show_again(at)
    _ask_again(at)
    return Memo(shown=at.memo.shown)


async def show_referral(at: CitizenTurn) -> None:
    """Say what the entries on view tell of a referral, beside who can give one."""
    _tell(at, [(each, _said_of_referral(each)) for each in await shown(at)])


def _said_of_referral(signpost: SignpostView) -> str | None:
    said = (signpost.card.get(key) for key in ("alert", "first_step", "what"))
    return next((each for each in said if each and _REFERS.search(each)), None)


async def give_number(at: CitizenTurn) -> None:
    """Give the number of whoever is named, or of what is on view; else say that nothing is yet."""
    named = number_of(at.turn.text)
    if named is not None:
        say(at.speech, "utter_signpost_facts", facts=named)
        return
    await _tell_of_those_on_view(at, "phone")


async def tell_where(at: CitizenTurn) -> None:
    """Say where what is on view is, with how far it is."""
    await _tell_of_those_on_view(at, "where")


async def _tell_of_those_on_view(at: CitizenTurn, what: str) -> None:
    """Answer what is asked as it is answered of each signpost on view."""
    if not await facts.tell(at, [what]):
        say(at.speech, "utter_nothing_shown_yet")


def _tell(at: CitizenTurn, told: Sequence[tuple[SignpostView, str | None]]) -> None:
    """Say a line for each signpost of which there is something to say."""
    lines = [f"{signpost.card['name']}: {fact}" for signpost, fact in told if fact]
    if lines:
        say(at.speech, "utter_signpost_facts", facts="\n".join(lines))


async def offer_call(at: CitizenTurn) -> None:
    """Give the form by which a link worker's call is asked for, or say whom to ring."""
    may_be_called = at.view.age != AgeBand.CHILD and not at.view.cannot_ring
    if at.turn.speaks_english and may_be_called:
        await refer(at)
    else:
        tell_of_people(at.speech, at.view)


DOES: dict[str, Doing] = {
    "ask_again": _say_nothing,
    "say_it_simpler": say_it_simpler,
    "show_again": show_again,
    "show_referral": show_referral,
    "give_number": give_number,
    "tell_where": tell_where,
    "offer_call": offer_call,
}


async def new_wish(at: CitizenTurn) -> Memo:
    """Take "I need a break", said once nothing is asked, for a wish and not for the end of it."""
    known = {need.id for need in at.view.needs}
    is_respite = wishes_a_break(at.turn.text) and bool(known & _OF_CARING)
    needs = (*at.needs, str(Need.CARERS)) if is_respite else at.needs
    heard = await answers.hear(replace(at, needs=needs)) if needs else None
    if heard is not None:
        return heard
    say(at.speech, "utter_needs_in_words")
    return replace(at.memo, misses=0)
