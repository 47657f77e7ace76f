"""How sure a person is of an answer: never asked at each statement, always taken when said."""

from actions.answers import save_pending
from actions.asking import ask_level, stay
from actions.buttons import confidence_buttons
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.phrases import phrase
from api.assessments.schemas import Confidence
from api.client import ApiRefused


async def offer(at: Exchange) -> Outcome:
    """Ask how sure the person is of the answer whose button was pressed."""
    statement = at.turn.entities.get("statement") or at.turn.last_saved
    if statement is None:
        return await ask_level(at, "utter_confidence_needs_answer", keep_pending=True)
    at.speech.say("utter_how_sure", buttons=confidence_buttons(statement), statement=statement)
    return stay(at)


async def rate(at: Exchange) -> Outcome:
    """Keep how sure the person is: of the level that waits, else of the last answer."""
    degree = Confidence(at.turn.about or "")
    if (at.turn.pending or {}).get("kind") == "level":
        return await save_pending(at, degree)
    statement = at.turn.entities.get("statement") or at.turn.last_saved or at.turn.asked
    if statement is None or not await _rate(at, statement, degree):
        return await ask_level(at, "utter_confidence_needs_answer", keep_pending=True)
    at.speech.say("utter_confidence_saved", statement=statement, confidence=phrase(degree))
    return stay(at)


async def _rate(at: Exchange, statement: str, degree: Confidence) -> bool:
    try:
        await at.client.confidence(
            at.place, statement, degree, channel=at.turn.channel, turn=at.turn.id
        )
    except ApiRefused as refusal:
        if refusal.error != "NothingToRate":
            raise
        return False
    return True
