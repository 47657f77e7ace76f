"""Where a conversation stands: what the assistant said last that can still be answered."""

from sqlalchemy.orm import Session

from api.chat import repository
from api.chat.refusals import TokenUnknown
from api.chat.schemas import Message, State, TurnAnswer


def read_latest(session: Session, *, token_hash: str, offering: bool) -> TurnAnswer:
    """Give the latest answer; if ``offering``, the latest with buttons when there is one.

    Its buttons are the ones that are open: a question stays open while something else is said.
    Without any answer yet, it is failed and empty. Raises ``TokenUnknown``.
    """
    conversation = repository.get_conversation(session, token_hash)
    if conversation is None:
        raise TokenUnknown(given=True)
    last: list[Message] = []
    for replies in repository.replies_backwards(session, conversation.id):
        messages = [Message.model_validate(reply) for reply in replies]
        last = last or messages
        if not offering or any(message.buttons for message in messages):
            last = messages
            break
    state = State.model_validate(conversation.state)
    return TurnAnswer(messages=last, state=state, failed=not last)
