"""Looking over the notes that were kept with answers, and taking one out or writing it anew."""

import textwrap

from actions.asking import ask_level, stay
from actions.buttons import request_button, statement_buttons
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.phrases import lines, phrase
from actions.undoing import put_back
from actions.words import statement_code
from api.assessments.schemas import GivenAnswer, Saved

_MOST_SHOWN = 12
_MOST_SAID_BACK = 200


async def show_notes(at: Exchange) -> Outcome:
    """List every note with its statement; a press of a code leads to the answer."""
    listed = await at.client.answers_of(at.place)
    noted = [(one.statement, one.answer.note) for one in listed if one.answer and one.answer.note]
    if not noted:
        return await ask_level(at, "utter_no_notes", keep_pending=True)
    at.speech.say(
        "utter_notes",
        buttons=statement_buttons(statement for statement, _ in noted[:_MOST_SHOWN]),
        notes=lines(phrase("noted", code=code, note=note) for code, note in noted[:_MOST_SHOWN]),
        total=len(noted),
    )
    return stay(at)


async def remove_note(at: Exchange) -> Outcome:
    """Take out the note of the statement named, of the one at hand, or of the last answer."""
    statement, answer = await _noted(at)
    if statement is None or answer is None:
        return await ask_level(at, "utter_no_such_note", keep_pending=True)
    return await _rewrite(at, statement, answer, None, "utter_note_removed")


async def replace_note(at: Exchange) -> Outcome:
    """Write the note anew; without words for it, ask for them."""
    statement, answer = await _noted(at)
    words = at.turn.entities.get("note") or at.turn.about
    if statement is None or answer is None:
        return await ask_level(at, "utter_no_such_note", keep_pending=True)
    if not words:
        return await ask_level(at, "utter_replace_note_how", keep_pending=True)
    return await _rewrite(at, statement, answer, words, "utter_note_replaced")


def tell_if_kept(at: Exchange, saved: Saved) -> None:
    """Say that a changed answer still has the note of the one before, with a way to drop it."""
    now, before = saved.response, saved.previous
    if before is None or before.note is None or now.note != before.note:
        return
    if (now.kind, now.level) == (before.kind, before.level):
        return
    # What is said is kept with the conversation, and so would be the person's words in it.
    words = textwrap.shorten(before.note, _MOST_SAID_BACK, placeholder=" …")
    note = phrase("kept_note" if at.turn.keeps_words else "kept_note_unsaid", note=words)
    drop = request_button("remove_note", statement=now.statement)
    at.speech.say("utter_note_kept", buttons=[drop], note=note, statement=now.statement)


async def _noted(at: Exchange) -> tuple[str | None, GivenAnswer | None]:
    """Find which note is meant: by the code that was said, else the nearest one."""
    position = await at.client.position(at.place)
    brief = position.assessment
    known = await at.client.statement_ids(brief.framework, brief.scope)
    named = statement_code(at.turn.about or "", known) if at.turn.request == "remove_note" else None
    for statement in filter(None, (named,) if named else (at.turn.statement, at.turn.last_saved)):
        answer = (await at.client.question(at.place, statement)).answer
        if answer is not None and answer.note:
            return statement, answer
    return None, None


async def _rewrite(
    at: Exchange, statement: str, answer: GivenAnswer, note: str | None, key: str
) -> Outcome:
    await put_back(at, statement, answer.model_copy(update={"note": note}))
    undo = request_button("undo", statement=statement)
    at.speech.say(key, buttons=[undo], statement=statement)
    before = {"statement": statement, "before": answer.model_dump(mode="json")}
    return Outcome(pending=at.turn.pending, undo=before)
