"""Replies to a yes-or-no question: only a closed yes does what waits, and a closed no leaves it."""

from dataclasses import replace

from actions import another, answers, others, second_thoughts
from actions.asking import question_at_hand
from actions.buttons import (
    another_buttons,
    confirm_buttons,
    level_buttons,
    restart_buttons,
    what_waits,
)
from actions.closed import after_no, after_yes, fits, reply, step
from actions.corrections import read_correction
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.rereading import ask_whether, ask_which, joined, note_for, propose
from actions.rounds import same_as_last_time
from actions.speech import is_about_change, level_names
from actions.words import is_note, lone_level, looks_like_code, note_body
from api.assessments.schemas import AnswerKind, Question

# A yes to these is only taken in the very next message.
_ONCE = frozenset({"restart", "another"})
# These outlive a question on the side: they are asked again after its answer.
_ASKED_AGAIN = frozenset({"level", "change", others.PENDING})
_OF_ANOTHER_ANSWER = _ASKED_AGAIN - {"level"}
_ASKED = _ONCE | _ASKED_AGAIN | {"finish"}


async def answer_reply(at: Exchange) -> Outcome | None:
    """Answer what was said to the question that waits; None where it is about something else."""
    pending = at.turn.pending or {}
    if at.turn.is_button:
        return await _answer_old_button(at) if _is_of_another_question(at) else None
    if pending.get("kind") not in _ASKED:
        return None
    said = reply(at.turn.text, pending["kind"])
    if said == "affirm":
        return await another.confirm(at)
    if said == "deny":
        return await second_thoughts.refuse(at)
    if pending["kind"] == "level":
        outcome = await _answer_about_level(at)
        if outcome is not None:
            return outcome
    return await _ask_again(at) if _is_half_a_yes(at) else None


def _is_of_another_question(at: Exchange) -> bool:
    """Whether a button of a yes-or-no question was pressed while another one, or none, waits."""
    confirms = at.turn.entities.get("confirms")
    return confirms is not None and confirms != what_waits(at.turn.pending or {})


async def _answer_old_button(at: Exchange) -> Outcome:
    """Ask what waits once more: an old "Yes" is no yes to a newer question."""
    kind = (at.turn.pending or {}).get("kind")
    if kind in _OF_ANOTHER_ANSWER:
        return await _ask_of_another_answer(at)
    return await (_ask_again(at) if kind in _ASKED else answers.nothing_to_confirm(at))


async def _ask_of_another_answer(at: Exchange) -> Outcome:
    """Ask in full once more whether an answer is to be changed, or to be one that is no level."""
    pending = at.turn.pending or {}
    if pending["kind"] == others.PENDING:
        return await others.ask_whether_again(at)
    question = await at.client.question(at.place, pending["statement"])
    return await ask_whether(at, question, pending["level"], pending.get("note"))


def _is_half_a_yes(at: Exchange) -> bool:
    """Whether a message was taken for a yes, though it says more or holds a "no"."""
    return at.turn.intent == "affirm" and not at.turn.request


def let_go(at: Exchange) -> Exchange:
    """Forget a question that only the next message may answer, once that message has passed."""
    kind = (at.turn.pending or {}).get("kind")
    is_answer = at.turn.is_button and at.turn.intent in {"affirm", "deny"}
    if kind not in _ONCE or is_answer:
        return at
    return replace(at, turn=replace(at.turn, pending=None))


async def _answer_about_level(at: Exchange) -> Outcome | None:
    pending, text = at.turn.pending or {}, at.turn.text
    if looks_like_code(text):
        return None
    question = await at.client.question(at.place, pending["statement"])
    names = level_names(question)
    if by := step(text):
        # The words of the level that was read are no note of the one beside it.
        beside = {"level": pending["level"] + by, "note": pending.get("own")}
        return await propose(at, question, {**pending, **beside})
    if is_note(more := after_yes(text) or ""):
        return await _save(at, pending["level"], note_body(more))
    found = _level_instead(text, names, pending["level"])
    if found is not None:
        return await _save(at, *found)
    if at.turn.intent == "note" and not at.turn.request and note_body(text):
        return await _let_note_wait(at, question)
    return None


async def _let_note_wait(at: Exchange, question: Question) -> Outcome:
    """Keep a note with the level that waits, unless nothing of the person's words may be kept."""
    pending, said = at.turn.pending or {}, note_body(at.turn.text)
    if not at.turn.keeps_words:
        at.speech.say("utter_note_cannot_wait")
        _say_what_waits(at, question)
        return Outcome(pending=pending)
    both = {key: joined(pending.get(key), said) for key in ("note", "own")}
    return await propose(at, question, {**pending, **both})


def _level_instead(text: str, names: dict[str, int], level: int) -> tuple[int, str | None] | None:
    """Read the level that a reply names, with its note: "yes, a 2", "nah 3", "make that a 3"."""
    if lone_level(after_yes(text) or "", names) == level:
        return level, None
    other = lone_level(after_no(text) or "", names)
    if other is not None:
        return other, None
    correction = read_correction(text, names)
    if correction is None or correction.by_last:
        return None
    return correction.level, correction.note


async def _save(at: Exchange, level: int, note: str | None = None) -> Outcome:
    pending = at.turn.pending or {}
    note = joined(note_for(pending, level), note)
    return await answers.save_level(at, pending["statement"], level, note)


async def _ask_again(at: Exchange) -> Outcome:
    """Ask once more for a plain yes or no; what waits goes on waiting."""
    pending = at.turn.pending or {}
    if pending["kind"] == "level":
        question = await at.client.question(at.place, pending["statement"])
        _say_what_waits(at, question)
    else:
        buttons = {"restart": restart_buttons, "another": another_buttons}
        make = buttons.get(pending["kind"], confirm_buttons)
        at.speech.say("utter_yes_or_no", buttons=make(pending))
    return Outcome(pending=pending, misunderstandings=at.turn.misunderstandings + 1)


def _say_what_waits(at: Exchange, question: Question) -> None:
    pending = at.turn.pending or {}
    waiting = pending["level"]
    name = next((one.name for one in question.levels if one.value == waiting), "")
    buttons = confirm_buttons(pending) + level_buttons(question)
    at.speech.say("utter_confirm_again", buttons=buttons, level=waiting, name=name)


async def remind(at: Exchange, outcome: Outcome) -> Outcome:
    """Say again what waits after a question on the side, so that no later yes is blind."""
    pending = at.turn.pending or {}
    is_kept = pending.get("kind") in _ASKED_AGAIN and outcome.pending == pending
    if not is_kept or outcome.misunderstandings:
        return outcome
    if pending["kind"] in _OF_ANOTHER_ANSWER:
        await _ask_of_another_answer(at)
    else:
        _say_what_waits(at, await at.client.question(at.place, pending["statement"]))
    return outcome


async def answer_step(at: Exchange) -> Outcome | None:
    """Take "one up" or "worse now" as a step from the answer at hand or the last round's; ask."""
    if at.turn.is_button or at.turn.request:
        return None
    is_same, by = fits(at.turn.text, "same"), step(at.turn.text, since=True)
    if not (is_same or by):
        return None
    question = await question_at_hand(at)
    if question is None:
        return None
    if is_about_change(question) and is_same:
        return await same_as_last_time(at)
    before = question.last_round if is_about_change(question) else question.answer
    if is_same or before is None or before.kind is not AnswerKind.LEVEL or before.level is None:
        return await ask_which(at) if by else None
    pending = {"kind": "level", "statement": question.statement, "level": before.level + by}
    return await propose(at, question, {**pending, "note": None})
