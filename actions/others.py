"""Answers that are no level: not applicable, don't know, or left for later.

A button or a closed phrase saves one; what only sounds like one is asked about, and a level that is
there is never replaced by one unasked.
"""

from actions.asking import ask_level, ask_next, go_on, go_on_from
from actions.buttons import confirm_buttons, level_buttons
from actions.closed import closed_kind
from actions.exchange import Exchange
from actions.notes import tell_if_kept
from actions.outcome import Outcome
from actions.phrases import answer_in_words
from actions.rereading import ask_which, confirm_level, kept
from actions.speech import level_names
from actions.undoing import undo_of
from actions.words import levels_in
from api.assessments.schemas import AnswerKind, Question

PENDING = "other"
_KINDS = {
    "not_applicable": AnswerKind.NOT_APPLICABLE,
    "dont_know": AnswerKind.DONT_KNOW,
    "skip": AnswerKind.SKIPPED,
}
_SAVED = {
    "not_applicable": "utter_saved_not_applicable",
    "dont_know": "utter_saved_dont_know",
    "skip": "utter_skipped",
}
_ASKED = {
    "not_applicable": "utter_confirm_not_applicable",
    "dont_know": "utter_confirm_dont_know",
    "skip": "utter_confirm_skip",
}
_ASKED_INSTEAD = {
    "not_applicable": "utter_confirm_not_applicable_instead",
    "dont_know": "utter_confirm_dont_know_instead",
}
# Under this confidence a guess is not even worth asking about.
_WORTH_ASKING = 0.5
_FEW_WORDS = 4


async def take_other(at: Exchange) -> Outcome:
    """Save what a button or a closed phrase says; ask about what was only guessed."""
    statement = at.turn.statement
    if statement is None:
        return await ask_next(at)
    closed = closed_kind(at.turn.text)
    question = await at.client.question(at.place, statement)
    if at.turn.is_button:
        return await put(at, question, at.turn.intent)
    levels = levels_in(at.turn.text, level_names(question))
    if closed and not levels:
        return await put(at, question, *closed)
    if levels:
        is_short = len(at.turn.text.split()) <= _FEW_WORDS
        only = levels.pop() if len(levels) == 1 and is_short else None
        return await (ask_which(at) if only is None else confirm_level(at, statement, only))
    if at.turn.certainty < _WORTH_ASKING:
        return await ask_which(at)
    return _ask_whether(at, question, at.turn.intent)


async def put(at: Exchange, question: Question, kind: str, reason: str | None = None) -> Outcome:
    """Save an answer of this kind, unless it would take the place of a level: then ask first.

    The reason that was given becomes the note either way.
    """
    statement = question.statement
    if kind == "skip" and question.answer is not None:
        return await _keep(at, statement)
    reason = kept(at, reason)
    if question.answer is not None and question.answer.kind is AnswerKind.LEVEL:
        return _ask_whether(at, question, kind, reason)
    return await _save(at, statement, kind, reason)


async def _save(at: Exchange, statement: str, kind: str, note: str | None = None) -> Outcome:
    saved = await at.client.save(
        at.place, statement, _KINDS[kind], note=note, channel=at.turn.channel, turn=at.turn.id
    )
    if statement == (at.turn.asked or statement):
        at.speech.say(_SAVED[kind])
    else:
        answer = answer_in_words(saved.response)
        at.speech.say("utter_saved_at", statement=statement, answer=answer)
    tell_if_kept(at, saved)
    return await go_on(at, saved, undo=undo_of(saved, at.turn.undo))


def _ask_whether(at: Exchange, question: Question, kind: str, note: str | None = None) -> Outcome:
    answer = question.answer
    pending = {"kind": PENDING, "statement": question.statement, "answer": kind, "note": note}
    buttons = confirm_buttons(pending)
    if answer is not None and kind != "skip":
        at.speech.say(
            _ASKED_INSTEAD[kind],
            buttons=buttons,
            statement=question.statement,
            before=answer_in_words(answer),
        )
    else:
        at.speech.say(_ASKED[kind], buttons=buttons + level_buttons(question))
    return Outcome(pending=pending)


async def ask_whether_again(at: Exchange) -> Outcome:
    """Ask once more about the answer that waits to be confirmed."""
    pending = at.turn.pending or {}
    question = await at.client.question(at.place, pending["statement"])
    return _ask_whether(at, question, pending["answer"], pending.get("note"))


async def save_pending_other(at: Exchange) -> Outcome:
    """Save the answer that waits to be confirmed."""
    pending = at.turn.pending or {}
    return await _save(at, pending["statement"], pending["answer"], pending.get("note"))


async def leave_as_it_was(at: Exchange) -> Outcome:
    """Save nothing of what waits: an answer that is there stays, else the level is asked for."""
    statement = (at.turn.pending or {})["statement"]
    question = await at.client.question(at.place, statement)
    if question.answer is None:
        return await ask_level(at, "utter_confirm_denied")
    return await ask_level(at, "utter_kept", statement=statement)


async def _keep(at: Exchange, statement: str) -> Outcome:
    """Leave an answer as it is and go on: to skip what is answered must not lose it."""
    position = await at.client.position(at.place, after=statement)
    at.speech.say("utter_kept", statement=statement)
    return await go_on_from(at, statement, position)
