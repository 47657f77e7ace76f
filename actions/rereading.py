"""Asking what was meant: whether a level that was inferred is to be saved, or which is closest."""

from typing import Any

from actions.asking import ask_next, question_at_hand
from actions.buttons import confirm_buttons, level_buttons
from actions.exchange import Exchange
from actions.misunderstanding import help_more, own_note
from actions.outcome import Outcome
from actions.phrases import answer_in_words
from actions.speech import level_names
from actions.words import covers_only_part, levels_in
from api.assessments.schemas import Question

_FEW_WORDS = 4
_TWO = 2


async def confirm_level(at: Exchange, statement: str, level: int) -> Outcome:
    """Ask before saving a level that was inferred; a yes keeps the words as the note."""
    question = await at.client.question(at.place, statement)
    own = at.turn.pending_for(statement, "level", "noted").get("own")
    pending = {
        "kind": "level",
        "statement": statement,
        "level": level,
        "note": joined(own, _worth_noting(at)),
    }
    if own:
        pending["own"] = own
    if at.turn.keeps_words:
        pending |= {"said": at.turn.text, "certainty": at.turn.certainty}
    return await propose(at, question, pending)


async def propose(at: Exchange, question: Question, pending: dict[str, Any]) -> Outcome:
    """Say what level waits to be saved, and ask whether to; one off the scale is not proposed."""
    meant = next((item for item in question.levels if item.value == pending["level"]), None)
    if meant is None:
        return await ask_which(at)
    at.speech.say(
        "utter_confirm_level",
        buttons=confirm_buttons(pending) + level_buttons(question),
        level=meant.value,
        name=meant.name,
        definition=meant.descriptor or meant.definition,
    )
    return Outcome(pending=pending)


async def ask_whether(
    at: Exchange, question: Question, level: int, note: str | None = None
) -> Outcome:
    """Ask before an answer is changed, or given, to a statement that is not at hand."""
    meant = next((item for item in question.levels if item.value == level), None)
    if meant is None:
        return await ask_which(at)
    values: dict[str, Any] = {"level": meant.value, "name": meant.name}
    answer = question.answer
    pending = {"kind": "change", "statement": question.statement, "level": level, "note": note}
    at.speech.say(
        "utter_confirm_save_at" if answer is None else "utter_confirm_change",
        buttons=confirm_buttons(pending),
        statement=question.statement,
        emphasis=question.emphasis,
        before="" if answer is None else answer_in_words(answer),
        **values,
    )
    return Outcome(pending=pending)


async def ask_which(at: Exchange) -> Outcome:
    """Ask one short question when an answer fits no single level.

    The words are no note of the answer that follows: nobody said that they were read rightly.
    """
    question = await question_at_hand(at)
    if question is None:
        return await ask_next(at)
    count = _say_which(at, question)
    return Outcome(pending=own_note(at), misunderstandings=count)


def _say_which(at: Exchange, question: Question) -> int:
    """Ask, and help more each time in a row; give how many times it has been."""
    count = at.turn.misunderstandings + 1
    levels = levels_in(at.turn.text, level_names(question))
    levels &= {item.value for item in question.levels}
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
    elif covers_only_part(at.turn.text) and count <= _TWO:
        at.speech.say("utter_clarify_coverage", buttons=level_buttons(question))
    else:
        help_more(at, question, count, first="utter_clarify")
    return count


def _worth_noting(at: Exchange) -> str | None:
    """Give the words of this turn if they say enough for a note that nobody asked to write."""
    says_enough = len(at.turn.text.split()) >= _FEW_WORDS
    return at.turn.text if says_enough and at.turn.keeps_words else None


def note_for(pending: dict[str, Any], level: int) -> str | None:
    """Give what waits to be noted with this level.

    The words that a level was worked out from are noted with that level alone; what the person
    asked to note goes with any.
    """
    note: str | None = pending.get("note" if pending.get("level") == level else "own")
    return note


def kept(at: Exchange, note: str | None) -> str | None:
    """Give a note that nobody asked to write, unless the person's words are not to be kept."""
    return note if at.turn.keeps_words else None


def joined(before: str | None, after: str | None) -> str | None:
    """Put two notes under one another, either of which may be missing."""
    return "\n".join(filter(None, (before, after))) or None
