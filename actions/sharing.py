"""Passing a statement on to somebody who knows, and having it back."""

from actions.asking import ask, ask_level, ask_next, go_on_from, stay
from actions.buttons import request_button
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.phrases import answer_in_words, phrase
from actions.words import statement_code
from api.client import ApiRefused
from api.handovers.schemas import HandoverInList


async def hand_over(at: Exchange) -> Outcome:
    """Hand the statement at hand over to a role, and go on with the next."""
    statement, role = at.turn.statement, at.turn.about
    if statement is None:
        return await ask_next(at)
    if role is None:
        return await ask_for_whom(at)
    return await _pass_on(at, statement, role, at.turn.entities.get("note"))


async def _pass_on(at: Exchange, statement: str, role: str, note: str | None) -> Outcome:
    try:
        made = await at.client.hand_over(
            at.place, statement, role, note=note, channel=at.turn.channel, turn=at.turn.id
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
    """Ask which role should answer instead; no name of a person is kept."""
    await ask_level(at, "utter_hand_over_to_whom")
    if at.turn.statement is None:
        return stay(at)
    pending = {"kind": "hand_over", "statement": at.turn.statement}
    return Outcome(pending={**pending, "note": at.turn.entities.get("note")})


async def take_role(at: Exchange) -> Outcome | None:
    """Hand over to the role that was asked for; None when nobody asked."""
    waiting = at.turn.pending_for(at.turn.statement or "", "hand_over")
    if not waiting or at.turn.about is None:
        return None
    return await _pass_on(at, waiting["statement"], at.turn.about, waiting.get("note"))


async def give_back(at: Exchange) -> Outcome:
    """Give a statement that was passed on back to whoever passed it on."""
    statement = await _named(at) or at.turn.statement
    question = await at.client.question(at.place, statement) if statement else None
    if question is None or question.handed_over is None:
        return await ask_level(at, "utter_nothing_to_give_back", keep_pending=True)
    return await _pass_on(at, question.statement, question.handed_over.giver, None)


async def take_back(at: Exchange) -> Outcome:
    """Take back a statement that the person passed on: the one named, else the last one."""
    named, own = await _named(at), await _passed_on(at)
    taken = [one for one in own if named in (None, one.statement)]
    if not taken:
        return await ask_level(at, "utter_nothing_to_take_back", keep_pending=True)
    statement = taken[-1].statement
    position = await at.client.undo_hand_over(at.place, taken[-1].id)
    at.speech.say("utter_taken_back", statement=statement)
    question = await at.client.question(at.place, statement)
    return ask(at, position.model_copy(update={"question": question}), undo={})


async def tell_who_has(at: Exchange) -> Outcome | None:
    """Say who is to answer a statement: another role, this person, or others by their list."""
    statement = await _named(at) or (None if at.turn.about else at.turn.statement)
    if statement is None:
        return None
    if passed_on := await tell_if_passed_on(at, statement):
        return passed_on
    listed = await at.client.answers_of(at.place)
    mine = next((one for one in listed if one.statement == statement), None)
    if mine is None or mine.number is None:
        return await ask_level(at, "utter_with_others", keep_pending=True, statement=statement)
    answer = phrase("open_answer") if mine.answer is None else answer_in_words(mine.answer)
    return await ask_level(
        at, "utter_with_you", keep_pending=True, statement=statement, answer=answer
    )


async def tell_if_passed_on(at: Exchange, statement: str) -> Outcome | None:
    """Say who has a statement that the person passed on; None when it was not."""
    made = next((one for one in await _passed_on(at) if one.statement == statement), None)
    if made is None:
        return None
    key = "utter_with_role" if made.assigned else "utter_waits_for_role"
    back = request_button("take_back", about=statement)
    at.speech.say(key, buttons=[back], statement=statement, role=made.role)
    return stay(at)


async def _named(at: Exchange) -> str | None:
    """Give the statement whose code was said, if one was."""
    position = await at.client.position(at.place)
    brief = position.assessment
    known = await at.client.statement_ids(brief.framework, brief.scope)
    return statement_code(at.turn.about or "", known)


async def _passed_on(at: Exchange) -> list[HandoverInList]:
    """List what this person passed on and did not get back, first to last."""
    made = await at.client.handovers(at.place.assessment)
    return [one for one in made if one.giver_id == at.place.participant]
