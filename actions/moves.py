"""Moving about in an assessment, and asking about it, without losing the place."""

from actions.answers import ask_level, ask_next, save_level
from actions.buttons import answer_buttons, restart_buttons
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.speech import assessment_state, levels_text
from actions.triage_buttons import start_triage_button
from actions.words import last_level, looks_like_code, names_another, statement_code
from api.assessments.schemas import AnswerKind, Position, Question
from api.client import ApiRefused

_WENT_BACK = {
    AnswerKind.LEVEL: "utter_went_back_level",
    AnswerKind.NOT_APPLICABLE: "utter_went_back_not_applicable",
    AnswerKind.DONT_KNOW: "utter_went_back_dont_know",
}


async def go_back(at: Exchange) -> Outcome:
    """Show the statement answered last, or the one before this, with its answer so far."""
    position = await at.client.position(at.place)
    statement = at.turn.statement
    if statement is None or await _is_ahead_of_the_last_answer(at, statement):
        return await _show_again(at, at.turn.last_saved, position)
    try:
        before = await at.client.previous(at.place, statement)
    except ApiRefused as refusal:
        if refusal.error != "NoPreviousStatement":
            raise
        return await ask_level(at, "utter_at_the_start")
    return _show(at, before, position)


async def _is_ahead_of_the_last_answer(at: Exchange, statement: str) -> bool:
    """Say whether the person came to this open statement from another, and so wants that back."""
    if at.turn.last_saved in {None, statement}:
        return False
    return (await at.client.question(at.place, statement)).answer is None


async def _show_again(at: Exchange, statement: str | None, position: Position) -> Outcome:
    if statement is None:
        return await ask_next(at)
    return _show(at, await at.client.question(at.place, statement), position)


def _show(at: Exchange, question: Question, position: Position) -> Outcome:
    answer = question.answer
    if answer is None or answer.kind not in _WENT_BACK:
        at.speech.say("utter_went_back_unanswered")
    else:
        at.speech.say(_WENT_BACK[answer.kind], level=answer.level, name=answer.level_name)
    at.speech.ask(position.model_copy(update={"question": question}))
    return Outcome()


async def change(at: Exchange) -> Outcome:
    """Change an answer that is named by its statement's code, or the last one given."""
    position = await at.client.position(at.place)
    codes = await at.client.statement_ids(position.assessment.framework, position.assessment.scope)
    statement = statement_code(at.turn.text, codes)
    if statement is None and (unknown := looks_like_code(at.turn.text)):
        return await ask_level(at, "utter_unknown_statement", statement=unknown)
    if statement is None and not names_another(at.turn.text):
        statement = at.turn.last_saved
    if statement is None:
        return await ask_level(at, "utter_statement_needed", example=codes[0])
    question = await at.client.question(at.place, statement)
    level = last_level(at.turn.text, {item.name.casefold(): item.value for item in question.levels})
    if level is None:
        return _show(at, question, position)
    return await save_level(at, statement, level, note=None)


async def explain(at: Exchange) -> Outcome:
    """Say what the statement at hand means, and what each level would look like."""
    statement = at.turn.statement or at.turn.last_saved
    if statement is None:
        return await ask_next(at)
    question = await at.client.question(at.place, statement)
    extra = "\n".join(text for text in (question.plain, question.why) if text)
    at.speech.say(
        "utter_explain",
        buttons=answer_buttons(question),
        statement=question.statement,
        wording=question.text,
        levels=levels_text(question),
        extra=extra,
    )
    return Outcome(pending=at.turn.pending)


async def tell_progress(at: Exchange) -> Outcome:
    """Count what is answered, by domain, with what was skipped."""
    progress = await at.client.progress(at.place)
    position = await at.client.position(at.place)
    at.speech.say(
        "utter_progress",
        answered=progress.answered,
        total=progress.total,
        minutes=position.minutes_left,
        domains="\n".join(
            f"{domain.title}: {domain.answered}/{domain.total}" for domain in progress.domains
        ),
    )
    if progress.skipped:
        at.speech.say("utter_skipped_so_far", statements=", ".join(progress.skipped))
    return Outcome(pending=at.turn.pending)


async def pause(at: Exchange) -> Outcome:
    """Stop for now; the place is kept."""
    await at.client.pause(at.place)
    position = await at.client.position(at.place)
    at.speech.say(
        "utter_paused",
        custom={"state": assessment_state(at.turn.asked, position)},
        answered=position.progress.answered,
    )
    return Outcome()


async def offer_restart(at: Exchange) -> Outcome:
    """Ask before clearing every answer."""
    position = await at.client.position(at.place)
    at.speech.say(
        "utter_confirm_restart",
        buttons=restart_buttons(),
        answered=position.progress.answered,
    )
    return Outcome(pending={"kind": "restart"})


async def give_help(at: Exchange) -> Outcome:
    """List what can be said, with the level buttons of the statement at hand."""
    return await ask_level(at, "utter_help_assessing", keep_pending=True)


async def make_small_talk(at: Exchange) -> Outcome:
    """Answer what has nothing to do with the statement at hand, and stay where we are."""
    at.speech.say(f"utter_{at.turn.intent}")
    return Outcome(pending=at.turn.pending)


async def tell_of_support(at: Exchange) -> Outcome:
    """Name the doors that are open to everyone, and stay where we are."""
    at.speech.say("utter_find_support", buttons=[start_triage_button()])
    return Outcome(pending=at.turn.pending)
