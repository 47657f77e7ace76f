"""Answers to the statement that was asked: a level, a yes or a no to what was proposed, a note."""

from dataclasses import replace
from typing import Any

from actions.asking import ask, ask_level, ask_next, go_on, question_at_hand
from actions.buttons import after_saving_buttons, level_buttons
from actions.closed import reply
from actions.exchange import Exchange
from actions.finishing import finish_now
from actions.misunderstanding import help_more, own_note
from actions.notes import tell_if_kept
from actions.others import leave_as_it_was, save_pending_other
from actions.outcome import Outcome
from actions.rereading import confirm_level, joined, note_for
from actions.review_queue import tell_the_queue
from actions.rounds import changed_since, same_as_last_time
from actions.speech import is_about_change
from actions.undoing import undo_of
from actions.words import lone_number, note_body
from api.assessments.schemas import AnswerKind, Confidence, Saved
from api.client import ApiRefused

# What is said when these are left undone.
_LEFT = {
    "restart": "utter_restart_kept",
    "finish": "utter_not_finished",
    "another": "utter_another_kept",
}
# What is said of a saved level: by whether it is a change, and for a statement that is not at hand;
# first without a note, then with one.
_SAVED = {
    (False, False): ("utter_saved_level", "utter_saved_level_with_note"),
    (True, False): ("utter_changed_level", "utter_changed_level_with_note"),
    (False, True): ("utter_saved_level_at", "utter_saved_level_at_with_note"),
    (True, True): ("utter_changed_level_at", "utter_changed_level_at_with_note"),
}
_LEVEL_INTENT = "level_"
# What is saved as a level once a person says yes to it.
_LEVELS = frozenset({"level", "change"})


async def take_level(at: Exchange) -> Outcome:
    """Save a level that was named outright; ask before saving one that was inferred."""
    level = int(at.turn.intent.removeprefix(_LEVEL_INTENT))
    statement = at.turn.statement
    if statement is None:
        return await ask_next(at)
    if at.turn.is_button or "level" in at.turn.entities:
        waiting = note_for(at.turn.pending_for(statement, "level", "noted"), level)
        note = joined(waiting, at.turn.entities.get("note"))
        return await save_level(at, statement, level, note)
    return await confirm_level(at, statement, level)


async def save_level(
    at: Exchange,
    statement: str,
    level: int,
    note: str | None,
    confidence: str | None = None,
) -> Outcome:
    """Save the level, say so, and ask what comes next."""
    degree = confidence or at.turn.entities.get("confidence")
    try:
        saved = await at.client.save(
            at.place,
            statement,
            AnswerKind.LEVEL,
            level=level,
            note=note,
            confidence=Confidence(degree) if degree else None,
            channel=at.turn.channel,
            turn=at.turn.id,
        )
    except ApiRefused as refusal:
        if refusal.error != "LevelOutsideScale":
            raise
        return await refuse_level(at, statement, level)
    _say_saved(at, saved, noted=bool(note))
    tell_if_kept(at, saved)
    return await go_on(at, saved, undo=undo_of(saved, at.turn.undo))


async def refuse_level(at: Exchange, statement: str, level: int) -> Outcome:
    """Refuse a level that is not on the scale, with what is."""
    question = await at.client.question(at.place, statement)
    values = [item.value for item in question.levels]
    at.speech.say(
        "utter_level_outside_scale",
        buttons=level_buttons(question),
        level=level,
        lowest=min(values),
        highest=max(values),
    )
    return Outcome()


def _say_saved(at: Exchange, saved: Saved, *, noted: bool) -> None:
    """Say what was saved, and for which statement unless it is the one just asked."""
    now, before = saved.response, saved.previous
    values: dict[str, Any] = {"level": now.level, "name": now.level_name}
    is_change = before is not None and before.level not in {None, now.level}
    if before is not None and is_change:
        values["before"] = f"{before.level} {before.level_name}"
    is_elsewhere = now.statement != at.turn.asked
    if is_elsewhere:
        values["statement"] = now.statement
    key = _SAVED[is_change, is_elsewhere][noted]
    at.speech.say(key, buttons=after_saving_buttons(now.statement), **values)


async def confirm(at: Exchange) -> Outcome:
    """Do what was pending when the person says yes."""
    pending = at.turn.pending or {}
    if pending.get("kind") in _LEVELS:
        return await save_pending(at)
    if pending.get("kind") == "other":
        return await save_pending_other(at)
    if pending.get("kind") == "finish":
        return await finish_now(at)
    if pending.get("kind") == "restart":
        position = await at.client.restart(at.place, channel=at.turn.channel, turn=at.turn.id)
        at.speech.say("utter_restarted")
        return ask(at, position, fresh=True)
    if await _asks_for_change(at):
        return await changed_since(at)
    return await nothing_to_confirm(at)


async def nothing_to_confirm(at: Exchange) -> Outcome:
    """Say that no yes or no was asked for; it counts as a misunderstanding, so that help grows."""
    question = await question_at_hand(at)
    if question is None:
        return await ask_next(at)
    count = at.turn.misunderstandings + 1
    help_more(at, question, count, first="utter_nothing_to_confirm")
    return Outcome(pending=at.turn.pending, misunderstandings=count)


async def save_pending(at: Exchange, confidence: str | None = None) -> Outcome:
    """Save the level that waits to be confirmed."""
    pending = at.turn.pending or {}
    return await save_level(
        at, pending["statement"], pending["level"], pending.get("note"), confidence
    )


async def refuse(at: Exchange) -> Outcome:
    """Leave what was pending undone when the person says no."""
    pending = at.turn.pending or {}
    if pending.get("kind") in _LEFT:
        outcome = await ask_level(at, _LEFT[pending["kind"]])
        # Whoever says "finish" after that has been told what is missing.
        told = {"kind": "told"} if pending["kind"] == "finish" else None
        return replace(outcome, pending=told)
    if pending.get("kind") == "level":
        return await _take_reading_back(at)
    if pending.get("kind") == "change":
        return await ask_level(at, "utter_kept", statement=pending["statement"])
    if pending.get("kind") == "other":
        return await leave_as_it_was(at)
    if await _asks_for_change(at):
        is_plain_no = at.turn.is_button or reply(at.turn.text) == "deny"
        return await (same_as_last_time(at) if is_plain_no else changed_since(at))
    return await nothing_to_confirm(at)


async def _take_reading_back(at: Exchange) -> Outcome:
    """Ask again after a level that was read wrongly; its words go to the queue, not to a note."""
    pending = at.turn.pending or {}
    statement = pending["statement"]
    if pending.get("said"):
        await tell_the_queue(
            at.client,
            at.turn,
            text=pending["said"],
            intent=f"{_LEVEL_INTENT}{pending['level']}",
            certainty=pending.get("certainty", 0.0),
            statement=statement,
        )
    await ask_level(at, "utter_confirm_denied")
    return Outcome(pending=own_note(at))


async def _asks_for_change(at: Exchange) -> bool:
    if at.turn.pending is not None:
        return False
    question = await question_at_hand(at)
    return question is not None and is_about_change(question)


async def take_note(at: Exchange) -> Outcome:
    """Keep a note with the statement at hand, or with the last one that was answered."""
    body = note_body(at.turn.text)
    if not body:
        return await ask_level(at, "utter_note_empty", keep_pending=True)
    for statement in filter(None, (at.turn.statement, at.turn.last_saved)):
        if await add_note(at, statement, body):
            return await ask_level(at, "utter_note_saved", keep_pending=True, statement=statement)
    return await ask_level(at, "utter_note_needs_answer", keep_pending=True)


async def add_note(at: Exchange, statement: str, body: str) -> bool:
    """Add a note to a statement's answer; say whether there was one."""
    try:
        await at.client.add_note(
            at.place, statement, body, channel=at.turn.channel, turn=at.turn.id
        )
    except ApiRefused as refusal:
        if refusal.error != "NothingToNote":
            raise
        return False
    return True


async def refuse_number(at: Exchange) -> Outcome:
    """Refuse a number that is no level, with the scale."""
    question, number = await question_at_hand(at), lone_number(at.turn.text)
    if question is None or number is None:
        return await ask_next(at)
    return await refuse_level(at, question.statement, number)
