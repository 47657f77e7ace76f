"""Why the chat gateway does not take a message; the sentences stand in ``messages.yml``."""

from api.chat.words import WORDS
from api.exceptions import (
    Conflict,
    Gone,
    InvalidRequest,
    NotFound,
    TooLarge,
    TooManyRequests,
    Unauthorised,
    Unavailable,
)

_SEEN_CHARS = 80


class MessageTooLong(TooLarge):
    """A text is longer than the settings allow."""

    def __init__(self, *, seen: int, allowed: int) -> None:
        super().__init__(WORDS.refusals.too_long.format(seen=seen, allowed=allowed))


class RequestTooLarge(TooLarge):
    """The body of a request is larger than any message can be."""

    def __init__(self, *, seen: int, allowed: int) -> None:
        super().__init__(WORDS.refusals.too_large.format(seen=seen, allowed=allowed))


class LengthMissing(InvalidRequest):
    """A request does not say how long its body is."""

    status = 411

    def __init__(self) -> None:
        super().__init__(WORDS.refusals.no_length)


class MessageEmpty(InvalidRequest):
    """A text has nothing in it that can be seen."""

    def __init__(self) -> None:
        super().__init__(WORDS.refusals.empty)


class MessageUnreadable(InvalidRequest):
    """A text has a character that no database keeps."""

    def __init__(self) -> None:
        super().__init__(WORDS.refusals.unreadable)


class MessageUnclear(InvalidRequest):
    """A message has both a text and a payload, or neither."""

    def __init__(self, *, both: bool) -> None:
        super().__init__(WORDS.refusals.both if both else WORDS.refusals.neither)


class MessageIdInvalid(InvalidRequest):
    """The name that the sender gave to a message is not a UUID."""

    def __init__(self, seen: str) -> None:
        super().__init__(WORDS.refusals.client_message_id.format(seen=seen[:_SEEN_CHARS]))


class PayloadNotOffered(Conflict):
    """A payload was sent that no button of this conversation has."""

    def __init__(self) -> None:
        super().__init__(WORDS.refusals.not_offered)


# One would need another form of "seconds", in every language.
_LEAST_SAID_S = 2


class TooFast(TooManyRequests):
    """More was sent than the limit allows; after ``seconds`` there is room again."""

    def __init__(self, sentence: str, seconds: int) -> None:
        self.seconds = max(seconds, _LEAST_SAID_S)
        super().__init__(sentence.format(seconds=self.seconds))


class TokenUnknown(Unauthorised):
    """No conversation belongs to the token, or none was given."""

    def __init__(self, *, given: bool) -> None:
        super().__init__(WORDS.refusals.unknown_token if given else WORDS.refusals.no_token)


class ConversationNotFound(NotFound):
    """No conversation has the id."""

    def __init__(self, seen: object) -> None:
        super().__init__(WORDS.refusals.unknown_conversation.format(seen=seen))


class HandoverNotFound(NotFound):
    """No link that carries a conversation on has the token."""

    def __init__(self) -> None:
        super().__init__(WORDS.refusals.handover_unknown)


class HandoverUsed(Gone):
    """The link carried the conversation to another place already."""

    def __init__(self) -> None:
        super().__init__(WORDS.refusals.handover_used)


class HandoverExpired(Gone):
    """The time of the link is over."""

    def __init__(self) -> None:
        super().__init__(WORDS.refusals.handover_expired)


class ConversationsAway(Unavailable):
    """The database cannot be reached, so that nothing can be kept."""

    def __init__(self) -> None:
        super().__init__(WORDS.with_help(WORDS.refusals.database_away))
