"""Changing an answer: at once where statement and level are both named, else it is asked first."""

from actions.answers import save_level
from actions.asking import ask_level
from actions.corrections import (
    is_about_an_answer,
    leaves_open_which,
    level_meant,
    read_correction,
    says_should,
)
from actions.exchange import Exchange
from actions.moves import show_statement
from actions.outcome import Outcome
from actions.rereading import ask_whether, ask_which, kept
from actions.speech import level_names
from actions.words import looks_like_code, names_another, names_the_last
from api.assessments.schemas import Question


async def change(at: Exchange) -> Outcome:
    """Change the last answer as the words say by rule; else show it, or ask what is meant.

    A message that names a statement's code never comes here (``actions.addressed``).
    """
    text = at.turn.text
    if unknown := looks_like_code(text):
        return await ask_level(at, "utter_unknown_statement", keep_pending=True, statement=unknown)
    if at.turn.last_saved is None or names_another(text) or leaves_open_which(text):
        is_meant = is_about_an_answer(text) or leaves_open_which(text) or says_should(text)
        return await (_ask_which_statement(at) if is_meant else ask_which(at))
    question = await at.client.question(at.place, at.turn.last_saved)
    found = read_correction(text, level_names(question))
    if found is not None:
        return await save_level(at, question.statement, found.level, note=kept(at, found.note))
    if not is_about_an_answer(text):
        return await ask_which(at)
    return await ask_or_show(at, question)


async def change_the_last(at: Exchange) -> Outcome | None:
    """Change the last answer where it is named as such, whatever the intent; else None."""
    if at.turn.is_button or at.turn.last_saved is None or not names_the_last(at.turn.text):
        return None
    question = await at.client.question(at.place, at.turn.last_saved)
    found = read_correction(at.turn.text, level_names(question))
    if found is None or not found.by_last:
        return None
    return await save_level(at, at.turn.last_saved, found.level, note=kept(at, found.note))


async def _ask_which_statement(at: Exchange) -> Outcome:
    position = await at.client.position(at.place)
    codes = await at.client.statement_ids(position.assessment.framework, position.assessment.scope)
    return await ask_level(at, "utter_statement_needed", example=codes[0])


async def ask_or_show(at: Exchange, question: Question) -> Outcome:
    """Ask whether to change an answer to the one level that may be meant; else show the answer."""
    before = question.answer.level if question.answer else None
    level = level_meant(at.turn.text, level_names(question), before)
    if level is None:
        return await show_statement(at, question.statement)
    return await ask_whether(at, question, level)
