"""Taking back what the last answer or hand-over changed."""

import uuid
from typing import Any

from actions.asking import ask_level
from actions.exchange import Exchange
from actions.outcome import Outcome
from api.assessments.schemas import AnswerKind, GivenAnswer, Question, Saved


def undo_of(saved: Saved) -> dict[str, Any]:
    """Give what is needed to take a saved answer back: the one that it replaced, if any."""
    before = saved.previous
    kept = before.model_dump(mode="json", include=set(GivenAnswer.model_fields)) if before else None
    return {"statement": saved.response.statement, "before": kept}


async def undo(at: Exchange) -> Outcome:
    """Take back what was changed last, and ask its statement again."""
    last = at.turn.undo
    named = at.turn.entities.get("statement")
    if not last or (named and named != last["statement"]):
        return await ask_level(at, "utter_nothing_to_undo", keep_pending=True)
    if last.get("handover"):
        await at.client.undo_hand_over(at.place, last["handover"])
        key = "utter_undone_hand_over"
    else:
        await _restore(at, last)
        key = "utter_undone"
    at.speech.say(key, statement=last["statement"])
    return await _ask_again(at, last["statement"])


async def _restore(at: Exchange, last: dict[str, Any]) -> None:
    statement, before = last["statement"], last["before"]
    answer = GivenAnswer.model_validate(before) if before else None
    question = await at.client.question(at.place, statement)
    if answer is None or _would_keep_its_note(question, answer):
        await at.client.save(
            at.place,
            statement,
            AnswerKind.CLEARED,
            channel=at.turn.channel,
            turn=str(uuid.uuid5(uuid.UUID(at.turn.id), "clear")),
        )
    if answer is not None:
        await at.client.save(
            at.place,
            statement,
            answer.kind,
            level=answer.level,
            note=answer.note,
            confidence=answer.confidence,
            channel=at.turn.channel,
            turn=at.turn.id,
        )


def _would_keep_its_note(question: Question, before: GivenAnswer) -> bool:
    """Say whether a note came with the answer to be undone: answers hand their notes on."""
    now = question.answer
    return before.note is None and now is not None and now.note is not None


async def _ask_again(at: Exchange, statement: str) -> Outcome:
    position = await at.client.position(at.place)
    question = await at.client.question(at.place, statement)
    at.speech.ask(position.model_copy(update={"question": question}))
    return Outcome(undo={})
