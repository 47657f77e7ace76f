"""Where a conversation stands: what the assistant said last that can still be answered."""

from collections.abc import Iterable
from itertools import chain

from sqlalchemy.orm import Session

from api.chat import repository
from api.chat.refusals import TokenUnknown
from api.chat.schemas import Message, MessageKind, State, TurnAnswer


def read_latest(session: Session, *, token_hash: str, offering: bool) -> TurnAnswer:
    """Give the latest answer; if ``offering``, what is open, when there is anything.

    A question stays open while something else is said; what a notice offers is open beside it.
    Without any answer yet, it is failed and empty. Raises ``TokenUnknown``.
    """
    conversation = repository.get_conversation(session, token_hash)
    if conversation is None:
        raise TokenUnknown(given=True)
    answers = (
        [Message.model_validate(reply) for reply in replies]
        for replies in repository.replies_backwards(session, conversation.id)
    )
    last = next(answers, [])
    if offering:
        last = _open(chain([last], answers)) or last
    state = State.model_validate(conversation.state)
    return TurnAnswer(messages=last, state=state, failed=not last)


def _open(answers: Iterable[list[Message]]) -> list[Message]:
    """Give the messages whose buttons are open, of answers that are listed latest first."""
    beside: list[Message] = []
    for messages in answers:
        offering = [message for message in messages if message.buttons]
        if any(message.kind is not MessageKind.NOTICE for message in offering):
            return [*messages, *beside]
        beside = [*offering, *beside]
    return beside
