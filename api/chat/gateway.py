"""The way of every message: screen, check, redact, slow down, put in order, ask the engine.

The safety screen comes before everything that could refuse or delay a message, and its care does
not depend on the engine, on the database, on a token or on another turn being finished.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Self

import anyio
from sqlalchemy.orm import Session
from starlette.datastructures import State as AppState

from api.chat import interpreter, repository, turns
from api.chat.answering import Answering
from api.chat.carer import Carer, worst
from api.chat.engine import Engine
from api.chat.incoming import Incoming, read_message
from api.chat.keeping import Keeper
from api.chat.languages_spoken import LanguagesSpoken
from api.chat.offers import look_for
from api.chat.order import TurnOrder
from api.chat.own_titles import is_own_title
from api.chat.rates import Rate, Wait
from api.chat.refusals import ConversationsAway, TokenUnknown, TooFast
from api.chat.schemas import Message, MessageRequest, TurnAnswer
from api.chat.sessions import Sessions
from api.chat.transactions import Transactions
from api.chat.turn import Answered, Turn, Underway
from api.chat.unkept import Unkept
from api.chat.words import WORDS
from api.config import Settings
from api.credentials import token_hash
from api.database import Database
from api.exceptions import SignpostError
from api.languages.saying import say_or_keep
from api.safety.care import CareMessages
from api.safety.finding import NOTHING, Certainty, Finding
from api.safety.redaction import redact
from api.safety.screen import Screen
from api.safety.staying import Stay

_POLL_S = 0.1


def _now() -> datetime:
    return datetime.now(UTC)


class Gateway:
    """Takes messages of every channel and has each of them answered, one after the other.

    ``sessions`` opens the conversations that messages are said in, and gives them back.
    ``screen`` and ``care`` are what keeps people safe; care waits for the database no longer than
    ``care_patience_s``. ``clock`` and ``sleep`` come in so that tests need not wait.
    """

    def __init__(
        self,
        settings: Settings,
        database: Database,
        engine: Engine,
        *,
        screen: Screen,
        care: CareMessages,
        clock: Callable[[], datetime] = _now,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
        care_patience_s: float = 1.0,
    ) -> None:
        self._settings = settings
        self._sleep = sleep
        self._clock = clock
        self._transactions = Transactions(database)
        self._spoken = LanguagesSpoken()
        self._unkept = Unkept(clock)
        self._carer = Carer(
            screen,
            care,
            self._transactions,
            redact=redact,
            clock=clock,
            max_chars=settings.message_max_chars,
            patience_s=care_patience_s,
            spoken=self._spoken,
            unkept=self._unkept,
        )
        self._keeper = Keeper(
            self._transactions, clock=clock, engine_timeout_s=settings.engine_timeout_s
        )
        self._answering = Answering(
            settings,
            self._transactions,
            engine,
            carer=self._carer,
            care=care,
            keeper=self._keeper,
            clock=clock,
        )
        self._order = TurnOrder()
        self._message_rate = Rate(settings.message_rate)
        self.sessions = Sessions(
            settings,
            self._transactions,
            engine,
            answering=self._answering,
            keeper=self._keeper,
            order=self._order,
            message_rate=self._message_rate,
            spoken=self._spoken,
            clock=clock,
        )

    @classmethod
    def from_app_state(cls, state: AppState) -> Self:
        """Make the gateway of an application from what its state holds."""
        return cls(
            state.settings,
            state.database,
            state.engine,
            screen=Screen.load(),
            care=CareMessages.load(offers_calls=state.settings.referrals),
        )

    async def say(self, request: MessageRequest, *, token: str | None) -> TurnAnswer:
        """Answer one message.

        Certain danger is answered with care alone; possible danger with a gentle check that
        stands before whatever else is answered. Raises a ``SignpostError`` that says why the
        message is not taken.
        """
        finding = await self._carer.find(request)
        key = token_hash(token) if token else None
        wait = await self._message_rate.take(key) if key else None
        answers_care = token is not None and is_own_title(request.text)
        if finding.certainty is Certainty.CERTAIN and not (answers_care and wait is None):
            # Beyond the limit care is given, but nothing is written.
            return await self._carer.answer(finding, request, key, store=wait is None)
        try:
            return await self._say(request, key, wait, finding)
        except SignpostError as refusal:
            locale = self._spoken.by(key)
            refusal.detail = say_or_keep(refusal.detail, locale)
            if finding.certainty is None:
                raise
            return self._carer.answer_refused(finding, refusal, locale)

    def care_for(self, texts: Iterable[str], session: Session, *, channel: str) -> list[Message]:
        """Give the care for what a person wrote elsewhere on this service; empty for no danger.

        It is counted like every other, without the words.
        """
        finding = worst(self._carer.find_in(text) for text in texts if text)
        turns.count_incident(session, finding, channel, self._clock())
        return self._carer.messages(finding)

    async def _say(
        self, request: MessageRequest, key: str | None, wait: Wait | None, finding: Finding
    ) -> TurnAnswer:
        if key is None:
            raise TokenUnknown(given=False)
        message = read_message(request, max_chars=self._settings.message_max_chars)
        if message.payload is not None and (wait or self._order.is_busy(key)):
            pressed = await self._find_in_press(message.payload, key)
            if pressed.certainty is Certainty.CERTAIN:
                return await self._carer.answer(pressed, request, key, store=wait is None)
        if wait is not None:
            raise TooFast(WORDS.refusals.too_fast, wait.seconds)
        redacted = redact(message.text) if message.text is not None else None
        async with self._order.turn(key):
            try:
                unkept = self._unkept.recall(key)
                received = await self._receive(message, redacted, key, unkept)
            except ConversationsAway:
                if finding.certainty is Certainty.CERTAIN:
                    return await self._carer.answer(finding, request, key, store=False)
                if (care := self._carer.answer_unstored(message, key)) is None:
                    raise
                return care
            if isinstance(received, Answered):
                return received.answer
            self._spoken.note(key, received.locale)
            finding = self._find_in_received(message, received, finding)
            answer = await self._answering.answer(received, finding)
            if (to := interpreter.wished_language(received)) is not None:
                self._spoken.note(key, to)
            self._unkept.forget(key, unkept)
            return answer

    def _find_in_received(self, message: Incoming, received: Turn, finding: Finding) -> Finding:
        """Give the danger in what was received; of a button its title counts, unless it is ours."""
        if message.payload is not None:
            return self._find_in_title(received.text)
        if received.payload is None:
            return finding
        # Whoever types what a button says, presses it.
        is_ours = is_own_title(message.text)
        return NOTHING if is_ours or finding.certainty is Certainty.POSSIBLE else finding

    def _find_in_title(self, title: str | None) -> Finding:
        return NOTHING if is_own_title(title) else self._carer.find_in(title or "")

    async def _receive(
        self, message: Incoming, redacted: str | None, key: str, unkept: Stay | None
    ) -> Turn | Answered:
        waited = False
        while True:
            attempt = self._keeper.attempt(waited=waited)
            received = await self._transactions.write(
                partial(
                    turns.receive,
                    message=message,
                    redacted=redacted,
                    token_hash=key,
                    attempt=attempt,
                    unkept=unkept,
                )
            )
            if not isinstance(received, Underway):
                return received
            waited = True
            await self._sleep(_POLL_S)

    async def _find_in_press(self, payload: str, key: str) -> Finding:
        """Give the danger in the title of a pressed button; none while that cannot be read."""

        def title(session: Session) -> str | None:
            conversation = repository.get_conversation(session, key)
            if conversation is None:
                raise TokenUnknown(given=True)
            return look_for(session, conversation.id, payload).title

        try:
            seen = await self._transactions.read(title)
        except ConversationsAway:
            return NOTHING
        return self._find_in_title(seen)
