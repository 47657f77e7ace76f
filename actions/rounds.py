"""Rounds after the first: what was answered last time holds, or is asked in full."""

from actions.asking import go_on, question_at_hand
from actions.buttons import after_saving_buttons
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.phrases import answer_in_words
from actions.speech import is_about_change
from actions.undoing import undo_of


async def say_same(at: Exchange) -> Outcome | None:
    """Keep last time's answer; None where there is none, so that the words mean something else."""
    question = await question_at_hand(at)
    if question is None or not is_about_change(question):
        return None
    return await same_as_last_time(at)


async def same_as_last_time(at: Exchange) -> Outcome:
    """Save the answer and the note of the last round for this one too."""
    question = await question_at_hand(at)
    if question is None or question.last_round is None:
        return Outcome()
    last = question.last_round
    notes = filter(None, (last.note, at.turn.entities.get("note")))
    saved = await at.client.save(
        at.place,
        question.statement,
        last.kind,
        level=last.level,
        note="\n".join(notes) or None,
        channel=at.turn.channel,
        turn=at.turn.id,
    )
    buttons = after_saving_buttons(question.statement)
    at.speech.say("utter_saved_as_last_time", buttons=buttons, answer=answer_in_words(last))
    return await go_on(at, saved, undo=undo_of(saved, at.turn.undo))


async def say_changed(at: Exchange) -> Outcome | None:
    """Ask in full what has changed; None where nothing was answered last time."""
    question = await question_at_hand(at)
    if question is None or not is_about_change(question):
        return None
    return await changed_since(at)


async def changed_since(at: Exchange) -> Outcome:
    """Ask for the level that fits now."""
    question = await question_at_hand(at)
    position = await at.client.position(at.place)
    if question is None:
        return Outcome()
    at.speech.say("utter_ask_fully")
    at.speech.show(position.model_copy(update={"question": question}))
    return Outcome(pending={"kind": "fully", "statement": question.statement})
