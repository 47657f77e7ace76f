"""What is asked next: the open question, a stop on a tour, or whether the person is done."""

from typing import Any

from actions.buttons import answer_buttons, closing_buttons
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.phrases import lines, named, phrase
from actions.review_queue import words_said
from actions.speech import assessment_state
from api.assessments.schemas import AssessmentStatus, Position, Question, Saved


async def ask_next(at: Exchange) -> Outcome:
    """Ask what comes next from where the conversation stands."""
    position = await at.client.position(at.place)
    if position.assessment.status == AssessmentStatus.CLOSED:
        return tell_closed(at, position)
    if at.turn.tour:
        return await _visit(at, position, at.turn.tour)
    if (at.turn.pending or {}).get("kind") == "finish" and _has_only_skipped(position):
        return await _visit(at, position, tuple(position.missing.skipped))
    return ask(at, position)


def _has_only_skipped(position: Position) -> bool:
    """Say whether to carry on means to go through the skipped ones: nothing else is left."""
    is_asked = position.question is not None and not position.question.skipped_before
    return bool(position.missing.skipped) and not is_asked


def tell_closed(at: Exchange, position: Position) -> Outcome:
    """Say that the assessment takes no more answers, and where its result is."""
    at.speech.show_result(position, "utter_closed")
    return Outcome()


def ask(at: Exchange, position: Position, **kept: Any) -> Outcome:
    """Ask the question of a position; when only skipped ones are left, ask if the person is done.

    ``kept`` goes into the outcome.
    """
    question = position.question
    if question is None and position.finished_at is not None:
        return Outcome(finished=True, **kept)
    if question is None or question.skipped_before:
        return close(at, position, **kept)
    at.speech.ask(position)
    return Outcome(**kept)


def close(at: Exchange, position: Position, **kept: Any) -> Outcome:
    """Ask whether the person is done, naming what is missing; nothing ends by itself."""
    progress = position.progress
    at.speech.say(
        "utter_closing",
        buttons=closing_buttons(position),
        custom={"state": assessment_state(None, position)},
        answered=progress.answered,
        total=progress.total,
        missing=missing_text(position, before="\n"),
    )
    return Outcome(pending={"kind": "finish"}, **{"tour": (), **kept})


def missing_text(position: Position, *, before: str) -> str:
    """Name what has no level: left out, not known, passed on; and count what was not asked.

    ``before`` goes in front if anything is missing.
    """
    missing = position.missing
    not_asked = position.progress.total - position.progress.answered - len(missing.skipped)
    reasons = (phrase(key, statements=named(codes)) for key, codes in missing if codes)
    count = phrase("not_asked", count=not_asked) if not_asked > 0 else ""
    text = lines([count, *reasons])
    return before + text if text else ""


async def go_on(at: Exchange, saved: Saved, **kept: Any) -> Outcome:
    """Go on after an answer was saved, along the tour if there is one."""
    statement = saved.response.statement
    if kept.get("undo"):
        kept["undo"] = {**words_said(at.turn), **kept["undo"]}
    kept = {"last_saved": statement, **kept}
    return await go_on_from(at, statement, saved.position, **kept)


async def go_on_from(at: Exchange, statement: str, position: Position, **kept: Any) -> Outcome:
    """Ask what comes after a statement: the next stop of the tour, or the position's question."""
    left = tuple(stop for stop in at.turn.tour if stop != statement)
    if left:
        return await _visit(at, position, left, **kept)
    if await _is_still_open(at, statement, position):
        return await _visit(at, position, (str(at.turn.asked),), **{**kept, "tour": ()})
    return ask(at, position, **{"tour": (), **kept})


async def _is_still_open(at: Exchange, statement: str, position: Position) -> bool:
    """Say whether another statement was at hand meanwhile, and still waits for its answer."""
    asked = at.turn.asked
    next_one = position.question.statement if position.question else None
    if asked is None or asked in {statement, next_one}:
        return False
    return (await at.client.question(at.place, asked)).answer is None


async def visit(at: Exchange, position: Position, stops: list[str]) -> Outcome:
    """Go through these statements, one by one."""
    return await _visit(at, position, tuple(stops))


async def _visit(at: Exchange, position: Position, stops: tuple[str, ...], **kept: Any) -> Outcome:
    question = await at.client.question(at.place, stops[0])
    at.speech.ask(position.model_copy(update={"question": question}))
    return Outcome(**{"tour": stops, **kept})


async def ask_level(
    at: Exchange, key: str, *, keep_pending: bool = False, **values: Any
) -> Outcome:
    """Utter the response ``key`` with the buttons of the statement at hand, if there is one."""
    question = await question_at_hand(at)
    at.speech.say(key, buttons=answer_buttons(question) if question else (), **values)
    return Outcome(pending=at.turn.pending if keep_pending else None)


async def question_at_hand(at: Exchange) -> Question | None:
    """Give the statement that the message is about, else the one that comes next."""
    if at.turn.statement:
        return await at.client.question(at.place, at.turn.statement)
    return (await at.client.position(at.place)).question


def stay(at: Exchange) -> Outcome:
    """Leave everything as it was before a question on the side."""
    return Outcome(pending=at.turn.pending)
