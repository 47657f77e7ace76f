"""Being done: only when the person says so, and with what is missing named."""

from actions.asking import ask, ask_level, close, visit
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.phrases import minutes, to_go
from api.assessments.schemas import Pathway


async def finish(at: Exchange) -> Outcome:
    """Be done if that was asked or nothing is missing; else name what is missing first."""
    position = await at.client.position(at.place)
    was_asked = (at.turn.pending or {}).get("kind") in {"finish", "told"}
    is_whole = position.question is None and not any(dict(position.missing).values())
    if was_asked or at.turn.is_button or is_whole:
        return await finish_now(at)
    # To carry on after the question goes on with the tour.
    return close(at, position, tour=at.turn.tour)


async def finish_now(at: Exchange) -> Outcome:
    """Note that the person is done; what was skipped stays open."""
    await at.client.finish(at.place, channel=at.turn.channel, turn=at.turn.id)
    return Outcome(finished=True, tour=(), undo={})


async def go_through_skipped(at: Exchange) -> Outcome:
    """Ask the skipped statements again, one by one."""
    position = await at.client.position(at.place)
    if not position.missing.skipped:
        return await ask_level(at, "utter_nothing_skipped", keep_pending=True)
    return await visit(at, position, position.missing.skipped)


async def go_through_dont_knows(at: Exchange) -> Outcome:
    """Ask what was not known again, one by one."""
    position = await at.client.position(at.place)
    if not position.missing.dont_know:
        return await ask_level(at, "utter_nothing_unknown", keep_pending=True)
    return await visit(at, position, position.missing.dont_know)


async def ask_the_rest(at: Exchange) -> Outcome:
    """Go on from the few key statements to the person's whole list."""
    return await _take_pathway(at, Pathway.ROUTED, "utter_pathway_routed")


async def ask_for_five_minutes(at: Exchange) -> Outcome:
    """Ask only the few statements that tell most."""
    return await _take_pathway(at, Pathway.KEY, "utter_pathway_key")


async def ask_everything(at: Exchange) -> Outcome:
    """Ask every statement of the scope."""
    return await _take_pathway(at, Pathway.ALL, "utter_pathway_all")


async def ask_all_of_it(at: Exchange) -> Outcome | None:
    """Take "everything" as a wish only while little is asked; else it is an answer."""
    position = await at.client.position(at.place)
    return await ask_everything(at) if position.pathway is Pathway.KEY else None


async def _take_pathway(at: Exchange, pathway: Pathway, key: str) -> Outcome:
    position = await at.client.pathway(at.place, pathway)
    left = position.minutes_left
    at.speech.say(key, total=position.progress.total, minutes=minutes(left), to_go=to_go(left))
    return ask(at, position, tour=())
