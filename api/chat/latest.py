"""Where a conversation stands: what the assistant said last that can still be answered."""

from collections.abc import Iterable
from itertools import chain

from sqlalchemy.orm import Session

from api.chat import repository
from api.chat.refusals import TokenUnknown
from api.chat.schemas import Message, MessageKind, State, TurnAnswer
from api.safety.care_buttons import is_of_care
from api.safety.staying import Stay


def read_latest(session: Session, *, token_hash: str, offering: bool) -> TurnAnswer:
    """Give the latest answer; if ``offering``, what is open, when there is anything.

    A question stays open while something else is said; what a notice offers is open beside it.
    After a disclosure the question of care is what is open, and nothing that was asked before it.
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
        stay = Stay.model_validate(conversation.care) if conversation.care else None
        is_open = stay is not None and stay.is_open
        all_said = chain([last], answers)
        last = (_of_care(all_said) if is_open else _open(all_said, state.question)) or last
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


def _of_care(answers: Iterable[list[Message]]) -> list[Message]:
    """Give the latest messages with buttons of care, of answers that are listed latest first."""
    return next((messages for messages in answers if _asks_with_care(messages)), [])


def _asks_with_care(messages: list[Message]) -> bool:
    return any(is_of_care(button.payload) for said in messages for button in said.buttons)


def _is_asked(messages: list[Message], question: str | None) -> bool:
    cards = [message.card or {} for message in messages]
    asked = {card["statement"] for card in cards if card.get("type") == "question"}
    return not asked or question in asked
