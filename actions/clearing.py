"""Taking one answer out, so that its statement is open again."""

from actions.asking import ask_level
from actions.buttons import answer_buttons, request_button
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.words import statement_code
from api.assessments.schemas import AnswerKind


async def clear(at: Exchange) -> Outcome:
    """Clear the answer of the statement that was named, else the last one; undo brings it back."""
    position = await at.client.position(at.place)
    brief = position.assessment
    known = await at.client.statement_ids(brief.framework, brief.scope)
    statement = statement_code(at.turn.about, known) if at.turn.about else at.turn.last_saved
    if statement is None and at.turn.about:
        return await ask_level(
            at, "utter_unknown_statement", keep_pending=True, statement=at.turn.about
        )
    answer = (await at.client.question(at.place, statement)).answer if statement else None
    if statement is None or answer is None:
        return await ask_level(at, "utter_nothing_to_clear", keep_pending=True)
    saved = await at.client.save(
        at.place, statement, AnswerKind.CLEARED, channel=at.turn.channel, turn=at.turn.id
    )
    asked = await at.client.question(at.place, at.turn.statement or statement)
    undo = request_button("undo", statement=statement)
    at.speech.say("utter_cleared", buttons=[undo, *answer_buttons(asked)], statement=statement)
    if at.turn.statement is None:
        at.speech.ask(saved.position.model_copy(update={"question": asked}))
    before = {"statement": statement, "before": answer.model_dump(mode="json")}
    return Outcome(pending=at.turn.pending, undo=before)
