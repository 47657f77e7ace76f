"""Tells the review queue of a message that was not understood."""

from typing import Any

import structlog

from actions.turn import Turn
from api.client import ApiRefused, ApiUnreachable, SignpostClient

log = structlog.get_logger()


async def tell_the_queue(
    client: SignpostClient,
    turn: Turn,
    *,
    text: str | None = None,
    intent: str | None = None,
    certainty: float | None = None,
    framework: str | None = None,
    statement: str | None = None,
) -> None:
    """Put words into the queue, this turn's if left out; the conversation goes on if that fails.

    Nothing is put there of a person who asked that no words be kept.
    """
    words = turn.text if text is None else text
    if not turn.keeps_words or (turn.is_button and text is None):
        return
    try:
        if framework is None and turn.place is not None:
            position = await client.position(turn.place)
            framework = position.assessment.framework
        await client.misunderstood(
            words,
            intent=intent or turn.intent or None,
            confidence=turn.certainty if certainty is None else certainty,
            flow=turn.flow,
            framework=framework,
            statement=statement or (turn.statement if turn.place else None),
        )
    except (ApiRefused, ApiUnreachable) as error:
        log.warning("misunderstanding.not_kept", error=type(error).__name__)


def words_said(turn: Turn) -> dict[str, Any]:
    """Give what the queue is to know if the person takes back what these words did.

    Nothing of a pressed button, and nothing of a person who asked that no words be kept.
    """
    if turn.is_button or not turn.keeps_words:
        return {}
    return {"said": turn.text, "intent": turn.intent, "certainty": turn.certainty}
