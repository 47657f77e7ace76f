"""What a person takes back was read wrongly, perhaps: the review queue is told of the words."""

from typing import Any

from actions import answers, rereading, undoing
from actions.asking import ask_next
from actions.exchange import Exchange
from actions.outcome import Outcome
from actions.review_queue import tell_the_queue

# What was done at once, without a question that "no" would answer.
_DONE = frozenset({"paused", "support"})


async def undo(at: Exchange) -> Outcome:
    """Take back what was changed last; the words that it was read from go to the queue."""
    last = at.turn.undo or {}
    outcome = await undoing.undo(at)
    if outcome.undo == {}:
        await _tell(at, last)
    return outcome


async def refuse(at: Exchange) -> Outcome:
    """Answer "no": what was pending is left undone, and its words go to the queue."""
    pending = at.turn.pending or {}
    kind = pending.get("kind")
    if kind == "restart" or kind in _DONE:
        await _tell(at, pending)
    return await ask_next(at) if kind in _DONE else await answers.refuse(at)


async def ask_which(at: Exchange) -> Outcome:
    """Ask about an answer that fits no single level, and tell the queue of it."""
    await tell_the_queue(at.client, at.turn)
    return await rereading.ask_which(at)


async def _tell(at: Exchange, of: dict[str, Any]) -> None:
    if of.get("said"):
        await tell_the_queue(
            at.client,
            at.turn,
            text=of["said"],
            intent=of.get("intent"),
            certainty=of.get("certainty", 0.0),
            statement=of.get("statement"),
        )
