"""What citizens say and press while the triage asks: answers, needs, places, and moves about it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.asides import asks_a_thing
from actions.review_queue import tell_the_queue
from actions.triage_acknowledging import acknowledge
from actions.triage_buttons import (
    after_buttons,
    change_buttons,
    leave_buttons,
    may_ask_wellbeing,
    place_buttons,
    restart_buttons,
)
from actions.triage_places import (
    ask_near_place,
    places_asked_about,
    wait_for_place,
)
from actions.triage_signposts import (
    feed,
    give,
    go_on,
    put_aside,
    puts_aside,
    says_got_wrong,
)
from actions.triage_speech import ask, say
from actions.triage_speech import tell_of_people as tell_who_to_reach
from actions.triage_turn import CitizenTurn, Memo
from actions.warmth import warm_lines
from api.assessments.schemas import Channel
from api.client import ApiRefused
from api.signposting.needs import Need
from api.triage.answers import HUNGER, About, Group
from api.triage.corrections import is_correction
from api.triage.schemas import Heard, TriageView

_NOT_WORKED_OUT = {"unsaid", "own_choice"}
_PATIENCE = 2
_MOST_PLACE_WORDS = 8
_LIKE_OUTCODE = re.compile(r"\b[a-z]{1,2}\d", re.IGNORECASE)
# Below this the wish for support was guessed from words that mean nothing here.
_SURE = 0.5


async def hear(at: CitizenTurn) -> Memo | None:
    """Read a message; None when nothing was understood that helps the triage."""
    question = at.view.question
    told = await at.client.tell(
        at.view.id,
        at.turn.text,
        needs=at.needs,
        asked=question.id if question else None,
        says_yes=at.says_yes,
        gives_place=at.turn.intent == "give_location",
        noted=at.memo.noted,
    )
    heard = told.heard
    if (faulty := _out_of_range(at, heard)) is not None:
        return faulty
    if heard.places and HUNGER not in heard.answers:
        say(at.speech, "utter_which_place", buttons=place_buttons(heard.places))
        return replace(at.memo, misses=0)
    if heard.near_places and not heard.anything:
        return ask_near_place(at, heard.near_places)
    if heard.unknown_place and not heard.anything:
        return await _miss(at, "utter_unknown_place")
    # Once the signposts are on view, a need that was told before is asked for again.
    again = heard.known_needs if question is None else []
    if not (heard.anything or again):
        return None
    warm = () if HUNGER in heard.answers else be_kind(at, heard.needs, told.triage)
    acknowledge(at, heard, told.triage, is_thanked=bool(warm))
    # "I meant for me" says for whom help is looked for, and nothing against what was shown.
    if question is None and heard.about is None and puts_aside(at.turn.text):
        await put_aside(at)
    if HUNGER in heard.answers:
        memo = await feed(at, told.triage, places=heard.places)
    else:
        changes = bool(heard.wants or heard.unwanted) and question is None
        memo = await go_on(at, told.triage, new_needs=[*heard.needs, *again], anew=changes)
    waiting = wait_for_place(memo, heard, told.triage)
    return replace(waiting, noted=tuple(heard.needs), warm=warm)


def be_kind(at: CitizenTurn, needs: Sequence[Need], view: TriageView) -> tuple[str, ...]:
    """Say the human sentence that fits the needs just told; give the ids of what was said."""
    told = [need.id for need in view.needs]
    text = "" if at.turn.is_button else at.turn.text
    lines = warm_lines(needs, told, text, view.about, said_before=at.memo.warm)
    if lines:
        say(at.speech, "utter_warmth", line=" ".join(line.about(view.about) for line in lines))
    return tuple(line.id for line in lines)


def _out_of_range(at: CitizenTurn, heard: Heard) -> Memo | None:
    """Say that an age or the number of an answer cannot be, and ask again."""
    if heard.impossible_age is not None:
        return _again(at, "utter_impossible_age", age=heard.impossible_age)
    number, question = heard.number_out_of_range, at.view.question
    if number is None or question is None:
        return None
    return _again(at, "utter_number_out_of_range", number=number, last=len(question.options))


async def hear_only_place(at: CitizenTurn) -> Memo | None:
    """Take a message that is a place and nothing else, whatever else its word could mean."""
    question = at.view.question
    may_name_town = question.id == "place" if question else at.view.place is None
    is_short = len(at.turn.text.split()) <= _MOST_PLACE_WORDS
    if not is_short or not (may_name_town or _LIKE_OUTCODE.search(at.turn.text)):
        return None
    told = await at.client.tell(
        at.view.id, at.turn.text, asked=question.id if question else None, only_place=True
    )
    if told.heard.places:
        say(at.speech, "utter_which_place", buttons=place_buttons(told.heard.places))
        return replace(at.memo, misses=0)
    if not told.heard.place:
        return None
    acknowledge(at, told.heard, told.triage)
    return wait_for_place(await go_on(at, told.triage), told.heard, told.triage)


async def hear_correction(at: CitizenTurn) -> Memo | None:
    """Take back what was noted, before the words are taken for anything else."""
    return await hear(at) if is_correction(at.turn.text) else None


def _again(at: CitizenTurn, key: str, **values: int) -> Memo:
    say(at.speech, key, buttons=(), **values)
    ask(at.speech, at.view)
    return replace(at.memo, misses=0)


async def misunderstand(at: CitizenTurn) -> Memo:
    """Ask once more; the second time in a row, leave the question."""
    await tell_the_queue(at.client, at.turn)
    return await _miss(at, "utter_triage_not_understood")


async def _miss(at: CitizenTurn, key: str) -> Memo:
    misses = at.memo.misses + 1
    question = at.view.question
    if question is None or misses < _PATIENCE:
        on_view = question is None and at.view.signposted
        buttons = after_buttons(may_ask_wellbeing=may_ask_wellbeing(at.view)) if on_view else ()
        say(at.speech, key, buttons=buttons)
        ask(at.speech, at.view)
        return replace(at.memo, misses=misses)
    say(at.speech, "utter_triage_moving_on")
    return await go_on(at, await at.client.answer(at.view.id, question.id, None))


async def press_answer(at: CitizenTurn) -> Memo:
    """Take the answer whose button was pressed."""
    question, value = at.turn.entities["question"], at.turn.entities["value"]
    return await go_on(at, await at.client.answer(at.view.id, question, value))


async def press_need(at: CitizenTurn) -> Memo:
    """Take the need whose button was pressed."""
    need = Need(at.turn.entities["value"])
    view = await at.client.take_needs(at.view.id, [need])
    is_new = need not in {known.id for known in at.view.needs}
    warm = be_kind(at, [need], view) if is_new else ()
    return replace(await go_on(at, view, new_needs=[need]), warm=warm)


async def press_place(at: CitizenTurn) -> Memo:
    """Take the place whose button was pressed."""
    return await _take_place(at, at.turn.entities["value"])


async def take_near_place(at: CitizenTurn) -> Memo:
    """Take the place of nearly the name that was typed."""
    return await _take_place(at, places_asked_about(at)[0])


async def _take_place(at: CitizenTurn, place: str) -> Memo:
    try:
        view = await at.client.take_place(at.view.id, place)
    except ApiRefused as refusal:
        if refusal.error != "PlaceNotKnown":
            raise
        return await _miss(at, "utter_unknown_place")
    return await go_on(at, view)


async def press_pass(at: CitizenTurn) -> Memo:
    """Pass over the question whose button was pressed."""
    view = await at.client.answer(at.view.id, at.turn.entities["question"], None)
    say(at.speech, "utter_triage_passed")
    return await go_on(at, view)


async def skip(at: CitizenTurn) -> Memo:
    """Pass over the question that is open."""
    if at.view.question is None:
        return await help_along(at)
    view = await at.client.answer(at.view.id, at.view.question.id, None)
    say(at.speech, "utter_triage_passed")
    return await go_on(at, view)


async def back(at: CitizenTurn) -> Memo:
    """Ask the last question again."""
    view = await at.client.step_back(at.view.id, turn=at.turn.id)
    if view.question and at.view.question and view.question.id == at.view.question.id:
        say(at.speech, "utter_triage_at_start")
    ask(at.speech, view)
    return Memo(shown=at.memo.shown)


async def set_about_me(at: CitizenTurn) -> Memo:
    """Go on about the person themselves."""
    view = await at.client.set_about(at.view.id, About.ME)
    say(at.speech, "utter_triage_for_me")
    return await go_on(at, view)


async def offer_again(at: CitizenTurn) -> Memo:
    """Ask before starting again."""
    say(at.speech, "utter_triage_restart", buttons=restart_buttons())
    return replace(at.memo, waiting="again", misses=0)


async def begin_again(at: CitizenTurn) -> Memo:
    """Start again; what came of it before stays as history."""
    view = await at.client.begin_again(at.view.id, turn=at.turn.id)
    ask(at.speech, view)
    return Memo()


async def stay(at: CitizenTurn) -> Memo:
    """Leave things as they are."""
    say(at.speech, "utter_triage_kept")
    ask(at.speech, at.view)
    return Memo(shown=at.memo.shown)


async def disagree(at: CitizenTurn) -> Memo:
    """Say what was noted, and ask what would suit the person better."""
    _say_what_was_noted(at)
    key = "utter_change_choice" if at.view.about is About.ME else "utter_change_choice_them"
    say(at.speech, key, buttons=change_buttons(at.view.about))
    return replace(at.memo, waiting="change", misses=0)


async def hear_disagreement(at: CitizenTurn) -> Memo | None:
    """Take "you've got me wrong": open the correction, with what was noted."""
    is_over = at.view.question is None and at.view.signposted
    if not says_got_wrong(at.turn.text, is_over=is_over):
        return None
    say(at.speech, "utter_got_you_wrong")
    if at.needs:
        told = await at.client.tell(at.view.id, at.turn.text, needs=at.needs)
        at = replace(at, view=told.triage)
    if at.view.question is None:
        return await disagree(at)
    _say_what_was_noted(at)
    ask(at.speech, at.view)
    return replace(at.memo, misses=0)


def _say_what_was_noted(at: CitizenTurn) -> None:
    """Say the needs that were told, and what was made of the answers unless it was their choice."""
    if at.view.needs:
        needs = ", ".join(need.title for need in at.view.needs)
        say(at.speech, "utter_triage_noted_needs_only", needs=needs)
    result = at.view.result
    if result and not {reason.id for reason in result.reasons} <= _NOT_WORKED_OUT:
        say(at.speech, "utter_understood", because=result.because)


async def change(at: CitizenTurn) -> Memo:
    """Meet the person as they say, and show what goes with it."""
    view = await at.client.choose(at.view.id, Group(at.turn.entities["value"]))
    say(at.speech, "utter_changed")
    return await give(at, view)


async def offer_leave(at: CitizenTurn) -> Memo:
    """Name the way to the assessments; the place in the triage is kept."""
    say(at.speech, "utter_triage_leave", buttons=leave_buttons())
    return at.memo


async def help_along(at: CitizenTurn) -> Memo:
    """Say what can be said, and ask again what is open."""
    return _aside(at, "utter_cannot_answer" if asks_a_thing(at.turn.text) else "utter_triage_help")


async def tell_why(at: CitizenTurn) -> Memo:
    """Say why it is asked, or honestly that what was asked can't be answered."""
    asks_why = at.view.question is not None and not asks_a_thing(at.turn.text)
    return _aside(at, "utter_triage_why" if asks_why else "utter_cannot_answer")


async def tell_of_people(at: CitizenTurn) -> Memo:
    """Say how to reach a person."""
    tell_who_to_reach(at.speech, at.view)
    ask(at.speech, at.view)
    # "Shall I show you who to ring?" is answered; the next yes or no is for what is asked now.
    waiting = None if at.memo.waiting == "who_to_ring" else at.memo.waiting
    return replace(at.memo, waiting=waiting, misses=0)


async def tell_of_privacy(at: CitizenTurn) -> Memo:
    """Say what is kept."""
    return _aside(at, "utter_triage_privacy")


async def own_up(at: CitizenTurn) -> Memo:
    """Say that it is a computer program."""
    return _aside(at, "utter_triage_bot")


async def take_thanks(at: CitizenTurn) -> Memo:
    """Answer thanks."""
    return _aside(at, "utter_thanks")


async def say_goodbye(at: CitizenTurn) -> Memo:
    """Say goodbye; nothing is asked after that.

    A browser forgets the place when it is closed, unless one chooses otherwise.
    """
    is_page = at.turn.channel == Channel.WEB
    say(at.speech, "utter_triage_goodbye_on_a_page" if is_page else "utter_triage_goodbye")
    return at.memo


async def pause(at: CitizenTurn) -> Memo:
    """Stop for now."""
    say(at.speech, "utter_triage_paused")
    return at.memo


async def ask_again(at: CitizenTurn) -> Memo:
    """Ask what is open once more; with nothing open, offer what can come next."""
    if at.view.question is None and at.view.signposted:
        say(
            at.speech,
            "utter_after_signposts",
            buttons=after_buttons(may_ask_wellbeing=may_ask_wellbeing(at.view)),
        )
        return Memo(shown=at.memo.shown)
    return await go_on(at, at.view)


async def seek(at: CitizenTurn) -> Memo:
    """Ask for the need that was not understood; the second time, leave it."""
    if at.view.question is None:
        return await ask_again(at)
    is_guess = at.turn.certainty < _SURE and not at.turn.is_button
    if at.view.question.id != "needs" or at.memo.misses or is_guess:
        return await misunderstand(at)
    ask(at.speech, at.view)
    return replace(at.memo, misses=1)


async def ask_in_words(at: CitizenTurn) -> Memo:
    """Ask for a need that is on no button."""
    say(at.speech, "utter_needs_in_words")
    return replace(at.memo, misses=0)


def _aside(at: CitizenTurn, key: str) -> Memo:
    say(at.speech, key)
    ask(at.speech, at.view)
    return replace(at.memo, misses=0)
