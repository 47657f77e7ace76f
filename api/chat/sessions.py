"""Opening conversations, carrying them to another channel, and giving what was said in them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

import structlog

from api.chat import turns
from api.chat.answering import Answering
from api.chat.engine import Engine
from api.chat.handover import NewKey, carry_on, hand_over, is_handover
from api.chat.keeping import Keeper
from api.chat.languages_spoken import LanguagesSpoken
from api.chat.latest import read_latest
from api.chat.order import TurnOrder
from api.chat.rates import Rate
from api.chat.refusals import TokenUnknown, TooFast
from api.chat.schemas import (
    ChannelSessionRequest,
    HandoverAnswer,
    SessionAnswer,
    SessionRequest,
    Transcript,
    TurnAnswer,
)
from api.chat.transactions import Transactions
from api.chat.transcript import read_transcript
from api.chat.words import WORDS
from api.config import Settings
from api.credentials import new_token, token_hash
from api.languages.locales import offered_codes
from api.privacy.words import WORDS as WORDS_OF_PRIVACY

log = structlog.get_logger()


class Sessions:
    """Opens conversations and gives them back; their messages are taken by the gateway."""

    def __init__(
        self,
        settings: Settings,
        transactions: Transactions,
        engine: Engine,
        *,
        answering: Answering,
        keeper: Keeper,
        order: TurnOrder,
        message_rate: Rate,
        spoken: LanguagesSpoken,
        clock: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._transactions = transactions
        self._engine = engine
        self._answering = answering
        self._keeper = keeper
        self._order = order
        self._message_rate = message_rate
        self._session_rate = Rate(settings.session_rate)
        self._spoken = spoken
        self._clock = clock

    async def open(self, request: SessionRequest, *, address: str) -> SessionAnswer:
        """Open a conversation and give the assistant's first words.

        Raises ``TooFast``, ``ConversationsAway`` and what redeeming an invite raises.
        """
        if (wait := await self._session_rate.take(address)) is not None:
            raise TooFast(WORDS.refusals.too_many_conversations, wait.seconds)
        return await self._open(request, new_token())

    async def open_for_channel(self, request: ChannelSessionRequest) -> SessionAnswer:
        """Open a conversation for a chat whose channel made the token; raises as ``open``."""
        return await self._open(request, request.token, is_key=True)

    async def _open(
        self, request: SessionRequest, token: str, *, is_key: bool = False
    ) -> SessionAnswer:
        key = token_hash(token)
        if is_handover(request.invite):
            return await self._carry_on(request, token)
        turn = await self._transactions.write(
            partial(
                turns.open_conversation,
                request=request,
                token_hash=key,
                is_key=is_key,
                notice=WORDS_OF_PRIVACY.version if self._settings.privacy_notice else None,
                now=self._clock(),
            )
        )
        log.info("chat.session.opened", conversation=str(turn.conversation), channel=turn.channel)
        self._spoken.note(key, turn.locale)
        async with self._order.turn(key):
            answer = await self._answering.answer(turn)
        return _session(turn.conversation, token, answer)

    async def _carry_on(self, request: SessionRequest, token: str) -> SessionAnswer:
        key = NewKey(token_hash(token), request.channel)
        conversation = await self._transactions.write(
            partial(carry_on, token=request.invite or "", key=key, now=self._clock())
        )
        answer = await self.latest(token=token)
        return _session(conversation, token, answer)

    async def hand_over(self, *, token: str | None) -> HandoverAnswer:
        """Make links that carry a conversation to another channel.

        Raises ``TokenUnknown``, ``TooFast`` and ``ConversationsAway``.
        """
        if token is None:
            raise TokenUnknown(given=False)
        key = token_hash(token)
        if (wait := await self._message_rate.take(key)) is not None:
            raise TooFast(WORDS.refusals.too_fast, wait.seconds)
        return await self._transactions.write(
            partial(hand_over, key=key, settings=self._settings, now=self._clock())
        )

    async def latest(self, *, token: str | None, offering: bool = True) -> TurnAnswer:
        """Give the latest answer, or the latest one that is ``offering`` buttons.

        Raises ``TokenUnknown`` and ``ConversationsAway``.

        When the assistant has not said a word yet because the engine was away, it is asked again.
        """
        if token is None:
            raise TokenUnknown(given=False)
        key = token_hash(token)
        read = partial(read_latest, token_hash=key, offering=offering)
        latest = await self._transactions.read(read)
        if latest.failed and await self._engine.is_ready():
            await self._reopen(key)
            latest = await self._transactions.read(read)
        return latest

    async def transcript(self, *, token: str | None) -> Transcript:
        """Give both sides of a conversation.

        When the assistant has not said a word yet because the engine was away, it is asked again.
        Raises ``TokenUnknown`` and ``ConversationsAway``.
        """
        if token is None:
            raise TokenUnknown(given=False)
        key = token_hash(token)
        read = partial(read_transcript, token_hash=key)
        stored = await self._transactions.read(read)
        if stored.unopened and await self._engine.is_ready():
            await self._reopen(key)
            stored = await self._transactions.read(read)
        return stored.transcript

    async def _reopen(self, key: str) -> None:
        async with self._order.turn(key):
            turn = await self._transactions.write(
                partial(turns.reopen, token_hash=key, attempt=self._keeper.attempt())
            )
            if turn is not None:
                await self._answering.answer(turn)


def _session(conversation: UUID, token: str, answer: TurnAnswer) -> SessionAnswer:
    return SessionAnswer(
        session=conversation, token=token, locales=list(offered_codes()), **dict(answer)
    )
