"""Answers to the statement that was asked: a level, not applicable, don't know, skip, a note."""

from actions.asking import ask, ask_level, ask_next, go_on, go_on_from, question_at_hand
from actions.buttons import after_saving_buttons, confirm_buttons, level_buttons
from actions.exchange import Exchange
from actions.finishing import finish_now
from actions.outcome import Outcome
from actions.review_queue import tell_the_queue
from actions.rounds import changed_since, same_as_last_time
from actions.speech import Speech, is_about_change
from actions.undoing import undo_of
from actions.words import covers_only_part, levels_in, lone_number, note_body
from api.assessments.schemas import AnswerKind, Confidence, Question, Saved
from api.client import ApiRefused

_LEVEL_INTENT = "level_"
_FEW_WORDS = 4
_TWO = 2


async def take_level(at: Exchange) -> Outcome:
    """Save a level that was named outright; ask before saving one that was inferred."""
    level = int(at.turn.intent.removeprefix(_LEVEL_INTENT))
    statement = at.turn.statement
    if statement is None:
        return await ask_next(at)
    if at.turn.is_button or "level" in at.turn.entities:
        said = at.turn.pending_for(statement, "level", "clarify").get("note")
        return await save_level(at, statement, level, _joined(said, at.turn.entities.get("note")))
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
    said = at.turn.pending_for(statement, "clarify").get("note")
    note = _joined(said, _worth_noting(at))
    pending = {"kind": "level", "statement": statement, "level": level, "note": note}
    if at.turn.keeps_words:
        pending |= {"said": at.turn.text, "certainty": at.turn.certainty}
    return Outcome(pending=pending)


def _worth_noting(at: Exchange) -> str | None:
    """Give the words of this turn if they say enough for a note that nobody asked to write."""
    says_enough = len(at.turn.text.split()) >= _FEW_WORDS
    return at.turn.text if says_enough and at.turn.keeps_words else None


def _joined(before: str | None, after: str | None) -> str | None:
    return "\n".join(filter(None, (before, after))) or None


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
    _say_saved(at.speech, saved, noted=bool(note))
    return await go_on(at, saved, undo=undo_of(saved))


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


def _say_saved(speech: Speech, saved: Saved, *, noted: bool) -> None:
    now, before = saved.response, saved.previous
    buttons = after_saving_buttons(now.statement)
    if before is not None and before.level is not None and before.level != now.level:
        speech.say(
            "utter_changed_level_with_note" if noted else "utter_changed_level",
            buttons=buttons,
            before=f"{before.level} {before.level_name}",
            level=now.level,
            name=now.level_name,
        )
        return
    key = "utter_saved_level_with_note" if noted else "utter_saved_level"
    speech.say(key, buttons=buttons, level=now.level, name=now.level_name)


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
    return await go_on(at, saved, undo=undo_of(saved))


async def _has_answer(at: Exchange, statement: str) -> bool:
    return (await at.client.question(at.place, statement)).answer is not None


async def _keep(at: Exchange, statement: str) -> Outcome:
    """Leave an answer as it is and go on: to skip what is answered must not lose it."""
    position = await at.client.position(at.place, after=statement)
    at.speech.say("utter_kept", statement=statement)
    return await go_on_from(at, statement, position)


async def confirm(at: Exchange) -> Outcome:
    """Do what was pending when the person says yes."""
    pending = at.turn.pending or {}
    if pending.get("kind") == "level":
        return await save_pending(at)
    if pending.get("kind") == "finish":
        return await finish_now(at)
    if pending.get("kind") == "restart":
        position = await at.client.restart(at.place, channel=at.turn.channel, turn=at.turn.id)
        at.speech.say("utter_restarted")
        return ask(at, position, tour=(), undo={})
    if await _asks_for_change(at):
        return await changed_since(at)
    return await ask_level(at, "utter_nothing_to_confirm")


async def save_pending(at: Exchange, confidence: str | None = None) -> Outcome:
    """Save the level that waits to be confirmed."""
    pending = at.turn.pending or {}
    return await save_level(
        at, pending["statement"], pending["level"], pending.get("note"), confidence
    )


async def refuse(at: Exchange) -> Outcome:
    """Leave what was pending undone when the person says no."""
    pending = at.turn.pending or {}
    if pending.get("kind") == "restart":
        return await ask_level(at, "utter_restart_kept")
    if pending.get("kind") == "finish":
        return await ask_level(at, "utter_not_finished")
    if pending.get("kind") == "another":
        return await ask_level(at, "utter_another_kept")
    if pending.get("kind") == "level":
        return await _take_reading_back(at)
    if await _asks_for_change(at):
        return await same_as_last_time(at)
    return await ask_level(at, "utter_nothing_to_confirm")


async def _take_reading_back(at: Exchange) -> Outcome:
    """Ask again after a level that was read wrongly; the words are kept for the note."""
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
    note = pending.get("note")
    return Outcome(pending={"kind": "clarify", "statement": statement, "note": note})


async def _asks_for_change(at: Exchange) -> bool:
    if at.turn.pending is not None:
        return False
    question = await question_at_hand(at)
    return question is not None and is_about_change(question)


async def ask_which(at: Exchange) -> Outcome:
    """Ask one short question when an answer fits no single level; the words are kept."""
    question = await question_at_hand(at)
    if question is None:
        return await ask_next(at)
    said = at.turn.pending_for(question.statement, "clarify").get("note")
    _say_which(at, question)
    note = _joined(said, _worth_noting(at))
    return Outcome(pending={"kind": "clarify", "statement": question.statement, "note": note})


def _say_which(at: Exchange, question: Question) -> None:
    names = {item.name.casefold(): item.value for item in question.levels}
    levels = levels_in(at.turn.text, names) & {item.value for item in question.levels}
    if len(levels) == _TWO:
        first, second = sorted(levels)
        either = [one for one in question.levels if one.value in levels]
        narrowed = question.model_copy(update={"levels": either})
        at.speech.say(
            "utter_clarify_levels",
            buttons=level_buttons(narrowed),
            first=first,
            second=second,
            emphasis=question.emphasis,
        )
        return
    key = "utter_clarify_coverage" if covers_only_part(at.turn.text) else "utter_clarify"
    at.speech.say(key, buttons=level_buttons(question))


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
    question, number = await question_at_hand(at), lone_number(at.turn.text)
    if question is None or number is None:
        return await ask_next(at)
    return await refuse_level(at, question.statement, number)
