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
    state = State.model_validate(conversation.state)
    answers = (
        [Message.model_validate(reply) for reply in replies]
        for replies in repository.replies_backwards(session, conversation.id)
    )
    last = next(answers, [])
    if offering:
        last = _open(chain([last], answers), state.question) or last
    return TurnAnswer(messages=last, state=state, failed=not last)


def _open(answers: Iterable[list[Message]], question: str | None) -> list[Message]:
    """Give the messages whose buttons are open, of answers that are listed latest first.

    ``question`` is the statement that is asked now: the buttons of another one are not open.
    """
    beside: list[Message] = []
    for messages in answers:
        offering = [message for message in messages if message.buttons]
        if any(message.kind is not MessageKind.NOTICE for message in offering):
            return [*messages, *beside] if _is_asked(offering, question) else beside
        beside = [*offering, *beside]
    return beside


def _is_asked(messages: list[Message], question: str | None) -> bool:
    cards = [message.card or {} for message in messages]
    asked = {card["statement"] for card in cards if card.get("type") == "question"}
    return not asked or question in asked
