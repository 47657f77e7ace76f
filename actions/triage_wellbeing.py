"""The four questions on wellbeing: always offered, never pressed on anybody."""

from dataclasses import replace

from actions.triage_answers import ask_again
from actions.triage_buttons import may_ask_wellbeing, scale_buttons, wellbeing_offer_buttons
from actions.triage_speech import say
from actions.triage_turn import CitizenTurn, Memo
from actions.words import lone_number
from api.client import ApiRefused
from api.signposting.schemas import Outcome
from api.wellbeing.schemas import Moment, NextWellbeing

_WAITING = "wellbeing"


async def offer(at: CitizenTurn) -> Memo:
    """Ask whether the person is old enough and would like the questions."""
    if not may_ask_wellbeing(at.view):
        say(at.speech, "utter_wellbeing_not_asked")
        return at.memo
    moment = await _moment(at)
    say(at.speech, "utter_wellbeing_offer", buttons=wellbeing_offer_buttons(moment))
    return replace(at.memo, waiting="wellbeing_offer", about={"moment": moment}, misses=0)


async def _moment(at: CitizenTurn) -> Moment:
    """Say whether it is before support, or after somebody followed a signpost."""
    signposts = await at.client.signposts(at.view.id)
    went = any(signpost.outcome is Outcome.WENT for signpost in signposts)
    return Moment.AFTER if went else Moment.BEFORE


async def begin(at: CitizenTurn) -> Memo:
    """Ask the first question."""
    moment = Moment(at.turn.entities.get("value") or at.memo.about["moment"])
    view = await at.client.wellbeing(at.view.id, moment)
    if view.next is None:
        say(at.speech, "utter_wellbeing_not_asked")
        return Memo(shown=at.memo.shown)
    return _ask(at, view.next)


async def take_up(at: CitizenTurn) -> Memo:
    """Ask again what is open: the question on wellbeing, when one was asked beside the triage."""
    if at.memo.waiting == _WAITING:
        return await begin(at)
    return await ask_again(at)


async def feel(at: CitizenTurn) -> Memo:
    """Take a value that was pressed."""
    moment, _, value = at.turn.entities["value"].partition(" ")
    return await _save(at, Moment(moment), at.turn.entities["question"], int(value))


async def take_number(at: CitizenTurn) -> Memo | None:
    """Take a value that was typed; None when the message is no number."""
    number = lone_number(at.turn.text)
    if number is None:
        return None
    about = at.memo.about
    return await _save(at, Moment(about["moment"]), about["question"], number)


async def stop(at: CitizenTurn) -> Memo:
    """Leave the questions."""
    say(at.speech, "utter_wellbeing_stopped")
    return Memo(shown=at.memo.shown)


async def _save(at: CitizenTurn, moment: Moment, question: str, value: int) -> Memo:
    try:
        following = await at.client.save_wellbeing(at.view.id, moment, question, value)
    except ApiRefused as refusal:
        if refusal.error != "ValueOutsideScale":
            raise
        say(at.speech, "utter_wellbeing_outside", buttons=scale_buttons(moment, question))
        return at.memo
    if following.offer_help:
        say(at.speech, "utter_wellbeing_gentle")
    return _ask(at, following)


def _ask(at: CitizenTurn, following: NextWellbeing) -> Memo:
    if following.question is None:
        say(at.speech, "utter_wellbeing_done")
        return Memo(shown=at.memo.shown)
    if following.intro:
        say(at.speech, "utter_wellbeing_intro", intro=following.intro)
    text = " ".join(filter(None, (following.text, following.scale)))
    buttons = scale_buttons(following.moment, following.question)
    say(at.speech, "utter_wellbeing_question", buttons=buttons, question=text)
    about = {"moment": str(following.moment), "question": following.question}
    return replace(at.memo, waiting=_WAITING, about=about, misses=0)
