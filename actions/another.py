"""A practice run of something else while one is open: asked first, and nothing is lost."""

from actions import answers
from actions.asking import ask, ask_level, ask_next
from actions.buttons import another_buttons, practice_buttons
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.phrases import minutes
from actions.words import asks_for_another
from api.assessments.schemas import Position
from api.client import Practice
from api.frameworks.schemas import FrameworkSummary

type Choice = tuple[str, str]
"""The ids of a framework and of one of its scopes."""


async def offer_another(at: Exchange) -> Outcome:
    """Ask before leaving what is open for what was named; go on when nothing else is meant."""
    pressed = at.turn.entities.get("framework"), at.turn.entities.get("scope")
    position = await at.client.position(at.place)
    live = await at.client.frameworks()
    known = titles(live)
    wanted = [pressed] if pressed in known else named(at.turn.text, live)
    others = [choice for choice in wanted if at.turn.is_button or choice != _open_in(position)]
    if not others and not asks_for_another(at.turn.text):
        return await ask_next(at)
    if not at.turn.demo:
        return await ask_level(at, "utter_practice_off", keep_pending=True)
    if len(others) != 1:
        at.speech.say("utter_choose_assessment", buttons=practice_buttons(live))
        return Outcome()
    return _ask_to_leave(at, position, others[0], known)


def titles(live: list[FrameworkSummary]) -> dict[Choice, Choice]:
    """Give the titles of every framework and scope by their ids."""
    return {(each.id, one.id): (each.title, one.title) for each in live for one in each.scopes}


def named(text: str, live: list[FrameworkSummary]) -> list[Choice]:
    """List the frameworks and scopes whose title stands in the text."""
    folded = text.casefold()
    return [
        (each.id, one.id)
        for each in live
        for one in each.scopes
        if any(title.casefold() in folded for title in (each.title, each.short_title, one.title))
    ]


def _open_in(position: Position) -> Choice:
    return position.assessment.framework, position.assessment.scope


def _ask_to_leave(
    at: Exchange, position: Position, wanted: Choice, known: dict[Choice, Choice]
) -> Outcome:
    progress = position.progress
    new_title, new_scope = known[wanted]
    pending = {"kind": "another", "framework": wanted[0], "scope": wanted[1]}
    at.speech.say(
        "utter_confirm_another",
        buttons=another_buttons(pending),
        title=position.assessment.framework_title,
        scope=position.assessment.scope_title,
        answered=progress.answered,
        total=progress.total,
        left=progress.total - progress.answered,
        new_title=new_title,
        new_scope=new_scope,
    )
    return Outcome(pending=pending)


async def confirm(at: Exchange) -> Outcome:
    """Do what was pending when the person says yes; what is open stays where it is."""
    pending = at.turn.pending or {}
    if pending.get("kind") != "another":
        return await answers.confirm(at)
    practice = await at.client.start_practice(
        at.turn.conversation, pending["framework"], pending["scope"]
    )
    return begin(at, practice)


def begin(at: Exchange, practice: Practice) -> Outcome:
    """Say what a practice run is, with the link back to it, and ask its first question."""
    position = practice.position
    at.speech.say(
        "utter_practice_started",
        title=position.assessment.framework_title,
        scope=position.assessment.scope_title,
        total=position.progress.total,
        minutes=minutes(position.minutes_left),
        link=practice.link,
    )
    return ask(at, position, fresh=True)
