"""Passing a statement on to somebody who knows."""

from actions.asking import ask_level, ask_next, go_on_from
from actions.buttons import request_button
from actions.exchange import Exchange
from actions.outcome import Outcome
from api.client import ApiRefused


async def hand_over(at: Exchange) -> Outcome:
    """Hand the statement at hand over to a role, and go on with the next."""
    statement, role = at.turn.statement, at.turn.about
    if statement is None:
        return await ask_next(at)
    if role is None:
        return await ask_for_whom(at)
    try:
        made = await at.client.hand_over(
            at.place,
            statement,
            role,
            note=at.turn.entities.get("note"),
            channel=at.turn.channel,
            turn=at.turn.id,
        )
    except ApiRefused as refusal:
        if refusal.error != "HandoverToOneself":
            raise
        return await ask_level(at, "utter_hand_over_to_oneself", role=role)
    key = "utter_passed_on" if made.handover.assigned else "utter_passed_on_later"
    undo = request_button("undo", statement=statement)
    at.speech.say(key, buttons=[undo], statement=statement, role=made.handover.role)
    change = {"statement": statement, "handover": str(made.handover.id)}
    return await go_on_from(at, statement, made.position, undo=change)


async def ask_for_whom(at: Exchange) -> Outcome:
    """Ask who should answer instead."""
    return await ask_level(at, "utter_hand_over_to_whom", keep_pending=True)
