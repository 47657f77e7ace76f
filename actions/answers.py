"""Answers to the statement that was asked: a level, not applicable, don't know, skip, a note."""

from typing import Any

from actions.buttons import answer_buttons, confirm_buttons, leave_buttons, level_buttons
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.speech import Speech, levels_text
from actions.words import lone_number, note_body
from api.assessments.schemas import AnswerKind, AssessmentStatus, Position, Question, Saved
from api.client import ApiRefused

_LEVEL_INTENT = "level_"
_FEW_WORDS = 4
_REFUSED = {
    "level": "utter_confirm_denied",
    "restart": "utter_restart_kept",
    "another": "utter_another_kept",
}


async def take_level(at: Exchange) -> Outcome:
    """Save a level that was named outright; ask before saving one that was inferred."""
    level = int(at.turn.intent.removeprefix(_LEVEL_INTENT))
    statement = at.turn.statement
    if statement is None:
        return await ask_next(at)
    if at.turn.is_button or "level" in at.turn.entities:
        note = at.turn.entities.get("note")
        return await save_level(at, statement, level, note)
    return await _confirm_level(at, statement, level)


async def _confirm_level(at: Exchange, statement: str, level: int) -> Outcome:
    question = await at.client.question(at.place, statement)
    meant = next((item for item in question.levels if item.value == level), None)
    if meant is None:
        return await ask_which(at)
    at.speech.say(
        "utter_confirm_level",
        buttons=confirm_buttons() + level_buttons(question),
        level=meant.value,
        name=meant.name,
        definition=meant.descriptor or meant.definition,
    )
    note = at.turn.text if len(at.turn.text.split()) >= _FEW_WORDS else None
    return Outcome(pending={"kind": "level", "statement": statement, "level": level, "note": note})


async def save_level(
    at: Exchange,
    statement: str,
    level: int,
    note: str | None,
) -> Outcome:
    """Save the level, say so, and ask what comes next."""
    try:
        saved = await at.client.save(
            at.place,
            statement,
            AnswerKind.LEVEL,
            level=level,
            note=note,
            channel=at.turn.channel,
            turn=at.turn.id,
        )
    except ApiRefused as refusal:
        if refusal.error != "LevelOutsideScale":
            raise
        return await _refuse_level(at, statement, level)
    _say_saved(at.speech, saved, noted=bool(note))
    return go_on(at.speech, saved)


async def _refuse_level(at: Exchange, statement: str, level: int) -> Outcome:
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


def _say_saved(speech: Speech, saved: Saved, *, noted: bool) -> None:
    now, before = saved.response, saved.previous
    if before is not None and before.level is not None and before.level != now.level:
        speech.say(
            "utter_changed_level_with_note" if noted else "utter_changed_level",
            before=f"{before.level} {before.level_name}",
            level=now.level,
            name=now.level_name,
        )
        return
    key = "utter_saved_level_with_note" if noted else "utter_saved_level"
    speech.say(key, level=now.level, name=now.level_name)


async def take_other(at: Exchange) -> Outcome:
    """Save "not applicable", "don't know" or a skip."""
    statement = at.turn.statement
    if statement is None:
        return await ask_next(at)
    if at.turn.intent == "skip" and await _has_answer(at, statement):
        return await _keep(at, statement)
    kind, key = {
        "not_applicable": (AnswerKind.NOT_APPLICABLE, "utter_saved_not_applicable"),
        "dont_know": (AnswerKind.DONT_KNOW, "utter_saved_dont_know"),
        "skip": (AnswerKind.SKIPPED, "utter_skipped"),
    }[at.turn.intent]
    saved = await at.client.save(
        at.place, statement, kind, channel=at.turn.channel, turn=at.turn.id
    )
    at.speech.say(key)
    return go_on(at.speech, saved)


async def _has_answer(at: Exchange, statement: str) -> bool:
    return (await at.client.question(at.place, statement)).answer is not None


async def _keep(at: Exchange, statement: str) -> Outcome:
    """Leave an answer as it is and go on: to skip what is answered must not lose it."""
    position = await at.client.position(at.place, after=statement)
    at.speech.say("utter_kept", statement=statement)
    at.speech.ask(position)
    return Outcome(finished=position.question is None)


def go_on(speech: Speech, saved: Saved) -> Outcome:
    """Ask the next question, or close the form when there is none."""
    speech.ask(saved.position)
    return Outcome(last_saved=saved.response.statement, finished=saved.position.question is None)


async def confirm(at: Exchange) -> Outcome:
    """Do what was pending when the person says yes."""
    pending = at.turn.pending or {}
    if pending.get("kind") == "level":
        return await save_level(
            at,
            pending["statement"],
            pending["level"],
            pending.get("note"),
        )
    if pending.get("kind") == "restart":
        position = await at.client.restart(at.place, channel=at.turn.channel, turn=at.turn.id)
        at.speech.say("utter_restarted")
        at.speech.ask(position)
        return Outcome()
    return await ask_level(at, "utter_nothing_to_confirm")


async def refuse(at: Exchange) -> Outcome:
    """Leave what was pending undone when the person says no."""
    kind = str((at.turn.pending or {}).get("kind"))
    return await ask_level(at, _REFUSED.get(kind, "utter_nothing_to_confirm"))


async def ask_which(at: Exchange) -> Outcome:
    """Ask one short question when an answer fits no single level."""
    return await ask_level(at, "utter_clarify")


async def take_note(at: Exchange) -> Outcome:
    """Keep a note with the statement at hand, or with the last one that was answered."""
    body = note_body(at.turn.text)
    if not body:
        return await ask_level(at, "utter_note_empty", keep_pending=True)
    for statement in filter(None, (at.turn.statement, at.turn.last_saved)):
        if await _add_note(at, statement, body):
            return await ask_level(at, "utter_note_saved", keep_pending=True, statement=statement)
    return await ask_level(at, "utter_note_needs_answer", keep_pending=True)


async def _add_note(at: Exchange, statement: str, body: str) -> bool:
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
    question, number = await _question_at_hand(at), lone_number(at.turn.text)
    if question is None or number is None:
        return await ask_next(at)
    return await _refuse_level(at, question.statement, number)


async def misunderstand(at: Exchange) -> Outcome:
    """Help more with each message in a row that is not understood."""
    question = await _question_at_hand(at)
    count = at.turn.misunderstandings + 1
    if question is None:
        at.speech.say("utter_not_understood")
    elif count == 1:
        at.speech.say("utter_misunderstood_once", buttons=level_buttons(question))
    elif count == 2:  # noqa: PLR2004 -- the second in a row explains, the third offers a way out
        at.speech.say(
            "utter_misunderstood_twice",
            buttons=answer_buttons(question),
            levels=levels_text(question),
        )
    else:
        at.speech.say("utter_misunderstood_again", buttons=leave_buttons(question))
    return Outcome(pending=at.turn.pending, misunderstandings=count)


async def ask_next(at: Exchange) -> Outcome:
    """Ask the question that comes next from where the conversation stands."""
    position = await at.client.position(at.place)
    if position.assessment.status == AssessmentStatus.CLOSED:
        return tell_closed(at, position)
    at.speech.ask(position)
    return Outcome(finished=position.question is None)


def tell_closed(at: Exchange, position: Position) -> Outcome:
    """Say that the assessment takes no more answers, and where its result is."""
    at.speech.show_result(position, "utter_closed")
    return Outcome()


async def ask_level(
    at: Exchange, key: str, *, keep_pending: bool = False, **values: Any
) -> Outcome:
    """Utter the response ``key`` with the buttons of the statement at hand, if there is one."""
    question = await _question_at_hand(at)
    at.speech.say(key, buttons=answer_buttons(question) if question else (), **values)
    return Outcome(pending=at.turn.pending if keep_pending else None)


async def _question_at_hand(at: Exchange) -> Question | None:
    if at.turn.statement:
        return await at.client.question(at.place, at.turn.statement)
    return (await at.client.position(at.place)).question
