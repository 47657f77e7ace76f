"""Both sides of a conversation, made from its stored turns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.chat import repository
from api.chat.refusals import TokenUnknown
from api.chat.schemas import State, Transcript, TranscriptMessage
from api.chat.turn import TurnStatus
from api.chat.turns import is_unopened
from api.languages.locales import offered_codes
from api.models import ChatTurn


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of a conversation; ``unopened`` while the assistant has said nothing."""

    transcript: Transcript
    unopened: bool


def read_transcript(session: Session, *, token_hash: str) -> Stored:
    """Read the conversation of a token; raises ``TokenUnknown``."""
    conversation = repository.get_conversation(session, token_hash)
    if conversation is None:
        raise TokenUnknown(given=True)
    turns = repository.list_turns(session, conversation.id)
    transcript = Transcript(
        messages=both_sides(turns),
        state=State.model_validate(conversation.state),
        locale=conversation.locale,
        locales=list(offered_codes()),
        failed=[turn.id for turn in turns if is_to_be_sent_again(turn)],
    )
    return Stored(transcript, is_unopened(turns))


def both_sides(turns: Iterable[ChatTurn]) -> list[TranscriptMessage]:
    """List what was said, oldest first."""
    return [message for turn in turns for message in _of_turn(turn)]


def is_to_be_sent_again(turn: ChatTurn) -> bool:
    """Say whether a person's message could not be answered; an opening has no message."""
    return turn.status == TurnStatus.FAILED and turn.text is not None


def _of_turn(turn: ChatTurn) -> Iterator[TranscriptMessage]:
    if turn.text is not None:
        yield TranscriptMessage.model_validate(
            {"id": turn.id, "text": turn.text, "from": "person", "at": turn.received_at}
        )
    at = turn.answered_at or turn.received_at
    for reply in turn.replies:
        yield TranscriptMessage.model_validate({**reply, "from": "assistant", "at": at})
