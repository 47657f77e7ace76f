"""Messages that name a statement by its code: what they say is for that statement."""

import re
from dataclasses import replace

from actions.answers import add_note, save_level
from actions.asking import ask_level, visit
from actions.changing import ask_or_show
from actions.closed import closed_kind
from actions.corrections import read_correction
from actions.exchange import Exchange
from actions.explaining import explain
from actions.moves import show_statement
from actions.others import put
from actions.outcome import Outcome
from actions.rereading import ask_which, confirm_level, kept
from actions.speech import level_names
from actions.words import (
    is_note,
    levels_in,
    looks_like_code,
    note_body,
    only_refers,
    statement_codes,
)

# These find the code themselves, or are about the way rather than an answer.
_OTHER_WAYS = frozenset(
    {
        "go_to",
        "undo",
        "review",
        "figures",
        "disagreements",
        "who_has",
        "hand_over",
        "give_back",
        "take_back",
        "clear",
        "show_notes",
        "remove_note",
        "replace_note",
        "others_on",
    }
)
_EXPLAINED = frozenset({"why", "levels", "glossary"})
_LEAD = re.compile(
    r"^\W*(?:(?:please|can you|could you|my|our|the|answer|for|to|on|at|of|statement|question|put|"
    r"mark|change|set|make|record|leave)\W+)*",
    re.IGNORECASE,
)


async def answer_addressed(at: Exchange) -> Outcome | None:
    """Answer a typed message that names statements; None where it names none."""
    if at.turn.is_button or at.turn.request in _OTHER_WAYS or not looks_like_code(at.turn.text):
        return None
    position = await at.client.position(at.place)
    known = await at.client.statement_ids(position.assessment.framework, position.assessment.scope)
    codes = statement_codes(at.turn.text, known)
    if not codes:
        return await _answer_unknown(at, known)
    if len(codes) == 1:
        return await _answer_for(at, codes[0])
    if only_refers(at.turn.text, codes):
        return await _answer_with_care(at)
    return await _one_at_a_time(at, codes)


async def _answer_for(at: Exchange, code: str) -> Outcome | None:
    question = await at.client.question(at.place, code)
    names = level_names(question)
    found = read_correction(at.turn.text, names, code)
    if found is not None:
        return await save_level(at, code, found.level, note=kept(at, found.note))
    rest = without_code(at.turn.text, code)
    closed = closed_kind(rest)
    if closed is not None and not levels_in(rest, names):
        return await put(at, question, *closed)
    if is_note(rest):
        return await _note_for(at, code, note_body(rest))
    if at.turn.intent == "explain" or at.turn.request in _EXPLAINED:
        shown = await show_statement(at, code)
        about = {**at.turn.entities, "statement": code}
        await explain(replace(at, turn=replace(at.turn, entities=about)))
        return shown
    if code == at.turn.asked or only_refers(at.turn.text, [code]):
        return await _answer_with_care(at)
    return await ask_or_show(at, question)


async def _note_for(at: Exchange, code: str, body: str) -> Outcome:
    if body and await add_note(at, code, body):
        return await ask_level(at, "utter_note_saved", keep_pending=True, statement=code)
    return await show_statement(at, code)


async def _answer_with_care(at: Exchange) -> Outcome | None:
    """Ask before a level is saved for the statement at hand where a code is only referred to."""
    statement, intent = at.turn.statement, at.turn.intent
    if statement is None or not intent.startswith(("level_", "clarify", "change_answer")):
        return None
    if not intent.startswith("level_"):
        return await ask_which(at)
    return await confirm_level(at, statement, int(intent.removeprefix("level_")))


async def _one_at_a_time(at: Exchange, codes: list[str]) -> Outcome:
    """Take several statements one after the other: which part is for which is not guessed."""
    position = await at.client.position(at.place)
    at.speech.say("utter_one_at_a_time", statements=", ".join(codes), statement=codes[0])
    return await visit(at, position, codes)


async def _answer_unknown(at: Exchange, known: list[str]) -> Outcome | None:
    """Say that a statement is not there where the message begins with what looks like its code."""
    found = re.match(r"\W*([A-Za-z]\d[A-Za-z]{1,2})\b", at.turn.text)
    begins = {code[0].casefold() for code in known}
    if found is None or found[1][0].casefold() not in begins:
        return None
    return await ask_level(at, "utter_unknown_statement", keep_pending=True, statement=found[1])


def without_code(text: str, code: str) -> str:
    """Give what a message says of the statement that it names, without what leads to the code."""
    rest = re.sub(rf"\b{code}\b", " ", text, count=1, flags=re.IGNORECASE)
    return _LEAD.sub("", rest).strip(" ,:;-.\N{EN DASH}")
