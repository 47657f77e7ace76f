"""Taking back what the last answer or hand-over changed."""

from typing import Any

from actions.asking import ask_level, stay
from actions.buttons import undo_buttons
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.words import says_undo
from api.assessments.schemas import AnswerKind, GivenAnswer, Saved

# For so many answers "take it back" may still be about passing a statement on.
_REMEMBERED = 3
_OPEN = GivenAnswer(kind=AnswerKind.CLEARED, level=None, level_name=None, note=None)


def undo_of(saved: Saved, last: dict[str, Any] | None = None) -> dict[str, Any]:
    """Give what is needed to take a saved answer back: the one that it replaced, if any.

    A hand-over shortly before (``last`` is what the turn before changed) is remembered beside it.
    """
    before = saved.previous
    kept = before.model_dump(mode="json", include=set(GivenAnswer.model_fields)) if before else None
    undo = {"statement": saved.response.statement, "before": kept}
    passed_on = last if last and last.get("handover") else (last or {}).get("passed_on")
    if passed_on and passed_on.get("since", 0) < _REMEMBERED:
        undo["passed_on"] = {**passed_on, "since": passed_on.get("since", 0) + 1}
    return undo


async def undo(at: Exchange) -> Outcome:
    """Take back what was changed last, and ask its statement again."""
    last = at.turn.undo
    named = at.turn.entities.get("statement")
    passed_on = (last or {}).get("passed_on")
    if passed_on and named == passed_on["statement"] and named != (last or {})["statement"]:
        last, passed_on = passed_on, None
    if not last or (named and named != last["statement"]):
        return await ask_level(at, "utter_nothing_to_undo", keep_pending=True)
    if passed_on and not named and not says_undo(at.turn.text):
        return _ask_which(at, last["statement"], passed_on["statement"])
    if last.get("handover"):
        await at.client.undo_hand_over(at.place, last["handover"])
        key = "utter_undone_hand_over"
    else:
        before = last["before"]
        answer = GivenAnswer.model_validate(before) if before else None
        await put_back(at, last["statement"], answer)
        key = "utter_undone"
    at.speech.say(key, statement=last["statement"])
    return await _ask_again(at, last["statement"])


def _ask_which(at: Exchange, answered: str, passed_on: str) -> Outcome:
    at.speech.say(
        "utter_undo_which",
        buttons=undo_buttons((answered, passed_on)),
        answered=answered,
        passed_on=passed_on,
    )
    return stay(at)


async def put_back(at: Exchange, statement: str, answer: GivenAnswer | None) -> None:
    """Let a statement have just this answer, its note and its confidence, or none, in one call."""
    wanted = answer or _OPEN
    await at.client.save(
        at.place,
        statement,
        wanted.kind,
        level=wanted.level,
        note=wanted.note,
        keep_note=False,
        confidence=wanted.confidence,
        channel=at.turn.channel,
        turn=at.turn.id,
    )


async def _ask_again(at: Exchange, statement: str) -> Outcome:
    position = await at.client.position(at.place)
    question = await at.client.question(at.place, statement)
    at.speech.ask(position.model_copy(update={"question": question}))
    return Outcome(undo={})
