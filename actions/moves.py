"""Moving about in an assessment without losing the place."""

from actions.answers import save_level
from actions.asking import ask_level, ask_next, missing_text, question_at_hand, stay
from actions.buttons import (
    answer_buttons,
    button,
    found_buttons,
    leave_buttons,
    request_button,
    restart_buttons,
)
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.phrases import answer_in_words, counted, lines, phrase, to_go
from actions.rereading import ask_whether
from actions.review_queue import words_said
from actions.sharing import tell_if_passed_on
from actions.speech import assessment_state
from actions.triage_buttons import start_triage_button
from actions.words import looks_like_code, statement_code
from api.assessments.schemas import FoundStatement, Position, Question
from api.client import ApiRefused

_MOST_FOUND = 4
# Statements that fit clearly worse than the best one are not offered beside it.
_AS_GOOD = 0.9
# After these the person is not asked to answer on.
_LEADS_AWAY = frozenset({"thanks", "goodbye"})
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


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
        return await ask_level(at, "utter_at_the_start", keep_pending=True)
    return _show(at, before, position)


async def _is_ahead_of_the_last_answer(at: Exchange, statement: str) -> bool:
    """Say whether the person came to this open statement from another, and so wants that back."""
    if at.turn.last_saved in {None, statement}:
        return False
    return (await at.client.question(at.place, statement)).answer is None


async def show_statement(at: Exchange, statement: str) -> Outcome:
    """Show a statement with its answer so far."""
    return await _show_again(at, statement, await at.client.position(at.place))


async def _show_again(at: Exchange, statement: str | None, position: Position) -> Outcome:
    if statement is None:
        return await ask_next(at)
    return _show(at, await at.client.question(at.place, statement), position)


def _show(at: Exchange, question: Question, position: Position) -> Outcome:
    if question.answer is None:
        if not question.skipped_before:
            at.speech.say("utter_went_back_unanswered")
        at.speech.ask(position.model_copy(update={"question": question}))
        return Outcome()
    at.speech.say("utter_went_back", answer=answer_in_words(question.answer))
    if question.answer.note:
        at.speech.say("utter_went_back_note", note=question.answer.note)
    at.speech.show(position.model_copy(update={"question": question}))
    return Outcome()


async def show(at: Exchange) -> Outcome:
    """Show the statement of a pressed button, or change it to the level that the button names."""
    statement = at.turn.statement
    if statement is None:
        return await ask_next(at)
    to = at.turn.entities.get("to")
    if to is not None:
        return await save_level(at, statement, int(to), note=None)
    position = await at.client.position(at.place)
    return await _show_again(at, statement, position)


async def find_statement(at: Exchange) -> Outcome | None:
    """Go to the statement that the words are about, or let the person choose; None if none is."""
    about = at.turn.about or ""
    position = await at.client.position(at.place)
    codes = await at.client.statement_ids(position.assessment.framework, position.assessment.scope)
    code = statement_code(about, codes)
    if code is not None:
        return await _go_to_statement(at, code, position)
    found = await at.client.find_statements(at.place, about)
    fitting = [one for one in found if one.score >= found[0].score * _AS_GOOD][:_MOST_FOUND]
    if not fitting:
        return None
    if len(fitting) > 1:
        return _offer(at, fitting)
    return await _go_to_statement(at, fitting[0].statement, position)


async def _go_to_statement(at: Exchange, statement: str, position: Position) -> Outcome:
    level = at.turn.entities.get("level")
    if level is None:
        return await _show_again(at, statement, position)
    return await ask_whether(at, await at.client.question(at.place, statement), int(level))


def _offer(at: Exchange, found: list[FoundStatement]) -> Outcome:
    level = at.turn.entities.get("level")
    at.speech.say(
        "utter_which_statement",
        buttons=found_buttons(found, None if level is None else int(level)),
        statements=lines(phrase("found", code=one.statement, text=one.text) for one in found),
    )
    return stay(at)


async def go_to(at: Exchange) -> Outcome | None:
    """Go to a statement by its code, to a domain, or to what the words are about."""
    about = at.turn.about or ""
    position = await at.client.position(at.place)
    codes = await at.client.statement_ids(position.assessment.framework, position.assessment.scope)
    if statement := statement_code(about, codes):
        passed_on = await tell_if_passed_on(at, statement)
        return passed_on or await _show_again(at, statement, position)
    if looks_like_code(about) == about:
        return await ask_level(at, "utter_unknown_statement", keep_pending=True, statement=about)
    domains = await at.client.find_domains(at.place, about)
    if not domains:
        return await find_statement(at)
    return await _go_to_domain(at, domains[0].id, position)


async def _go_to_domain(at: Exchange, domain: str, position: Position) -> Outcome:
    """Ask the first open statement of a domain, or show its first one when all is answered."""
    answers = [one for one in await at.client.answers_of(at.place, domain) if not one.handed_over]
    if not answers:
        return await ask_level(at, "utter_domain_not_asked", keep_pending=True)
    first = next((one for one in answers if one.answer is None and not one.skipped), answers[0])
    question = await at.client.question(at.place, first.statement)
    if question.answer is not None:
        at.speech.say("utter_domain_answered", domain=question.domain)
        return _show(at, question, position)
    if not question.first_of_domain:
        at.speech.say("utter_domain", domain=question.domain)
    at.speech.ask(position.model_copy(update={"question": question}))
    return Outcome(tour=())


async def tell_progress(at: Exchange) -> Outcome:
    """Count what is answered, by domain, with what is missing."""
    progress = await at.client.progress(at.place)
    position = await at.client.position(at.place)
    question = await question_at_hand(at) if at.turn.statement else position.question
    at.speech.say(
        "utter_progress",
        answered=progress.answered,
        total=progress.total,
        to_go=to_go(position.minutes_left),
        domains="\n".join(
            f"{domain.title}: {domain.answered}/{domain.total}" for domain in progress.domains
        ),
        missing=missing_text(position, before="\n\n"),
        buttons=answer_buttons(question) if question else (),
    )
    return stay(at)


async def pause(at: Exchange) -> Outcome:
    """Stop for now; the place is kept."""
    await at.client.pause(at.place)
    position = await at.client.position(at.place)
    at.speech.say(
        "utter_paused",
        buttons=[button("carry_on", "resume")],
        custom={"state": assessment_state(at.turn.asked, position)},
        saved=counted(position.progress.answered, "saved_none", "saved_one", "saved"),
    )
    return Outcome(pending={"kind": "paused", **words_said(at.turn)})


async def offer_restart(at: Exchange) -> Outcome:
    """Ask before clearing every answer."""
    position = await at.client.position(at.place)
    pending = {"kind": "restart", **words_said(at.turn)}
    at.speech.say(
        "utter_confirm_restart",
        buttons=restart_buttons(pending),
        answers=counted(position.progress.answered, "answers_none", "answers_one", "answers"),
    )
    return Outcome(pending=pending)


async def give_help(at: Exchange) -> Outcome:
    """List what can be said, with the level buttons of the statement at hand."""
    return await ask_level(at, "utter_help_assessing", keep_pending=True)


async def make_small_talk(at: Exchange) -> Outcome:
    """Answer what has nothing to do with the statement at hand, and stay where we are."""
    key = f"utter_{at.turn.intent}"
    if (at.turn.pending or {}).get("kind") == "paused":
        at.speech.say(key, buttons=[button("carry_on", "resume")])
    elif at.turn.intent in _LEADS_AWAY:
        at.speech.say(key)
    else:
        await ask_level(at, key)
    return stay(at)


async def tell_of_support(at: Exchange) -> Outcome:
    """Name the doors that are open to everyone, and stay where we are."""
    question = await question_at_hand(at)
    levels = answer_buttons(question) if question else []
    at.speech.say("utter_find_support", buttons=[start_triage_button(), *levels])
    return Outcome(pending=at.turn.pending or {"kind": "support", **words_said(at.turn)})


async def offer_a_break(at: Exchange) -> Outcome:
    """Offer whom the form is too much for to leave the statement, or all of it, for now."""
    question = await question_at_hand(at)
    ways = leave_buttons(question) if question else [button("pause")]
    at.speech.say("utter_take_a_break", buttons=[*ways, request_button("carry_on")])
    return stay(at)


async def go_to_number(at: Exchange) -> Outcome | None:
    """Go to a statement by its number as shown, or change it to the level; None for no number."""
    number = at.turn.about or ""
    return await _go_to_number(at, int(number)) if number.isdecimal() else None


async def go_back_by(at: Exchange) -> Outcome | None:
    """Go back by as many statements as were named, at most to the first; None if none is asked."""
    words = (at.turn.about or "").casefold()
    count = int(words) if words.isdecimal() else _COUNTS.get(words)
    asked = at.turn.statement
    if count is None or asked is None:
        return None
    listed = await at.client.answers_of(at.place)
    here = next((one.number for one in listed if one.statement == asked), None)
    if count == 1 or here is None:
        return await go_back(at)
    if here == 1:
        return await ask_level(at, "utter_at_the_start", keep_pending=True)
    return await _go_to_number(at, max(here - count, 1))


async def _go_to_number(at: Exchange, number: int) -> Outcome:
    listed = [one for one in await at.client.answers_of(at.place) if one.number is not None]
    wanted = next((one for one in listed if one.number == number), None)
    if wanted is None:
        return await ask_level(
            at, "utter_no_such_number", keep_pending=True, number=number, total=len(listed)
        )
    return await _go_to_statement(at, wanted.statement, await at.client.position(at.place))
