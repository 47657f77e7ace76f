"""Care for a person whose words tell of danger: given first, kept if that can be done."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

import anyio
import structlog

from api.chat import turns
from api.chat.incoming import Incoming, texts_to_screen
from api.chat.schemas import Message, MessageKind, MessageRequest, State, TurnAnswer
from api.chat.transactions import Transactions
from api.exceptions import SignpostError
from api.safety.care import CareMessages
from api.safety.finding import NOTHING, Certainty, Finding
from api.safety.screen import Screen

log = structlog.get_logger()

_LOCALE = "en"
# Redaction reads a little past the cut, so that a telephone number on it does not stay in half.
_CHARS_PAST_CUT = 100


class Carer:
    """Screens what was sent and answers danger without waiting for anything."""

    def __init__(
        self,
        screen: Screen,
        care: CareMessages,
        transactions: Transactions,
        *,
        redact: Callable[[str], str],
        clock: Callable[[], datetime],
        max_chars: int,
        patience_s: float,
    ) -> None:
        self._screen = screen
        self._care = care
        self._transactions = transactions
        self._redact = redact
        self._clock = clock
        self._max_chars = max_chars
        self._patience_s = patience_s

    def find(self, request: MessageRequest) -> Finding:
        """Say what danger a request tells of, in any of its texts, whatever their length."""
        texts = texts_to_screen(request, piece_chars=self._max_chars)
        return worst(self._screen.check(text) for text in texts)

    def find_in(self, text: str) -> Finding:
        """Say what danger a text tells of, such as the title of a pressed button."""
        return self._screen.check(text)

    def messages(self, finding: Finding, locale: str = _LOCALE) -> list[Message]:
        """Give the care for a finding; full care ends with the way back to the conversation."""
        said = self._care.messages(finding, locale)
        return [Message.model_validate({**message, "id": uuid4()}) for message in said]

    async def answer(
        self, finding: Finding, request: MessageRequest, token_hash: str | None
    ) -> TurnAnswer:
        """Give full care, and store the turn when there is a conversation to store it in.

        A database that fails or is slow delays the answer by ``patience_s`` seconds at most.
        """
        log.warning("chat.care.given", category=finding.category, rules=finding.matched)
        if token_hash is not None:
            with anyio.move_on_after(self._patience_s):
                try:
                    return await self._keep(finding, request, token_hash)
                except SignpostError as error:
                    log.warning("chat.care.not_kept", error=type(error).__name__)
        return TurnAnswer(messages=self.messages(finding), state=State())

    def answer_refused(self, finding: Finding, refusal: SignpostError) -> TurnAnswer:
        """Give the gentle check, and say why the message could not be taken."""
        notice = Message(id=uuid4(), kind=MessageKind.NOTICE, text=refusal.detail)
        return TurnAnswer(messages=[*self.messages(finding), notice], state=State())

    async def _keep(self, finding: Finding, request: MessageRequest, token_hash: str) -> TurnAnswer:
        return await self._transactions.write(
            partial(
                turns.keep_care,
                message=self._kept_message(request),
                token_hash=token_hash,
                care=partial(self.messages, finding),
                now=self._clock(),
            )
        )

    def _kept_message(self, request: MessageRequest) -> Incoming:
        sent = (request.text or request.payload or "").replace("\0", "")
        text = self._redact(sent[: self._max_chars + _CHARS_PAST_CUT])[: self._max_chars]
        name = None
        with suppress(ValueError):
            name = UUID(request.client_message_id) if request.client_message_id else None
        return Incoming(text, None, name)


def worst(findings: Iterable[Finding]) -> Finding:
    """Give the first finding that is certain, else the first that is possible, else none."""
    found = list(findings)
    for certainty in (Certainty.CERTAIN, Certainty.POSSIBLE):
        for finding in found:
            if finding.certainty is certainty:
                return finding
    return NOTHING
