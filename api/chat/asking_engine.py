"""Asking the engine for the answer of a turn, and what is said while it is away."""

import time
from uuid import uuid4

import structlog

from api.chat.engine import Engine, EngineFailed, EngineMessage
from api.chat.schemas import Message, MessageKind
from api.chat.turn import Outcome, Turn, TurnStatus
from api.chat.words import WORDS
from api.metrics import note_engine

log = structlog.get_logger()


async def ask_engine(engine: Engine, turn: Turn, *, demo: bool) -> Outcome:
    """Give what the engine answers; a notice with the help lines where it does not."""
    began = time.perf_counter()
    try:
        said = await engine.converse(turn.for_engine(demo=demo))
    except EngineFailed as failure:
        log.warning("chat.turn.failed", turn=str(turn.id), reason=failure.reason)
        return Outcome(TurnStatus.FAILED, [_apology(turn)])
    took = time.perf_counter() - began
    note_engine(took)
    log.info("chat.turn.answered", turn=str(turn.id), engine_ms=round(took * 1000, 1))
    states = [message.custom.state for message in said if message.custom.state is not None]
    messages = [_message(heard) for heard in said if heard.is_visible]
    return Outcome(TurnStatus.ANSWERED, messages, states[-1] if states else None)


def _message(heard: EngineMessage) -> Message:
    kind = heard.custom.kind or (MessageKind.CARD if heard.custom.card else MessageKind.TEXT)
    return Message(
        id=uuid4(), kind=kind, text=heard.text, buttons=heard.buttons, card=heard.custom.card
    )


def _apology(turn: Turn) -> Message:
    text = WORDS.notices.starting if turn.is_opening else WORDS.notices.away
    return Message(id=uuid4(), kind=MessageKind.NOTICE, text=WORDS.with_help(text))
