"""What is said when a message was not understood: more help each time, and the queue is told."""

from actions.buttons import answer_buttons, leave_buttons, level_buttons
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.review_queue import tell_the_queue
from actions.speech import levels_text
from api.assessments.schemas import Question

_SECOND = 2
_PROPOSALS = frozenset({"level", "change", "other"})


async def misunderstand(at: Exchange) -> Outcome:
    """Help more with each message in a row that is not understood."""
    position = await at.client.position(at.place)
    asked = at.turn.statement
    question = await at.client.question(at.place, asked) if asked else position.question
    count = at.turn.misunderstandings + 1
    help_more(at, question, count)
    await tell_the_queue(
        at.client,
        at.turn,
        framework=position.assessment.framework,
        statement=question.statement if question else None,
    )
    return Outcome(pending=without_proposal(at), misunderstandings=count)


def without_proposal(at: Exchange) -> dict[str, object] | None:
    """Give what waits, but of an answer that waits only the note: a later "yes" is not about it."""
    pending = at.turn.pending or {}
    return own_note(at) if pending.get("kind") in _PROPOSALS else at.turn.pending


def own_note(at: Exchange) -> dict[str, object] | None:
    """Give the note that the person asked to keep with the answer that waits, if there is one."""
    pending = at.turn.pending or {}
    if not pending.get("own"):
        return None
    return {"kind": "noted", "statement": pending["statement"], "own": pending["own"]}


def help_more(
    at: Exchange, question: Question | None, count: int, first: str = "utter_misunderstood_once"
) -> None:
    """Ask with the response ``first``, then with each level's meaning, then offer to leave it."""
    if question is None:
        at.speech.say("utter_not_understood")
    elif count == 1:
        at.speech.say(first, buttons=level_buttons(question))
    elif count == _SECOND:
        at.speech.say(
            "utter_misunderstood_twice",
            buttons=answer_buttons(question),
            levels=levels_text(question),
        )
    else:
        at.speech.say("utter_misunderstood_again", buttons=leave_buttons(question))
