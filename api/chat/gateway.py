"""The way of every message: screen, check, redact, slow down, put in order, ask the engine.

The safety screen comes before everything that could refuse or delay a message, and its care does
not depend on the engine, on the database, on a token or on another turn being finished.
"""

import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Self
from uuid import UUID, uuid4

import anyio
import structlog
from sqlalchemy.orm import Session
from starlette.datastructures import State as AppState

from api.chat import interpreter, repository, turns
from api.chat.carer import Carer, Step, worst
from api.chat.engine import Engine, EngineFailed, EngineMessage
from api.chat.handover import NewKey, carry_on, hand_over, is_handover
from api.chat.incoming import Incoming, read_message
from api.chat.languages_spoken import LanguagesSpoken
from api.chat.latest import read_latest
from api.chat.order import TurnOrder
from api.chat.privacy_desk import PrivacyDesk
from api.chat.rates import Rate, Wait
from api.chat.refusals import ConversationsAway, TokenUnknown, TooFast
from api.chat.schemas import (
    ChannelSessionRequest,
    HandoverAnswer,
    Message,
    MessageKind,
    MessageRequest,
    SessionAnswer,
    SessionRequest,
    State,
    Transcript,
    TurnAnswer,
)
from api.chat.transactions import Transactions
from api.chat.transcript import read_transcript
from api.chat.turn import OPEN, Answered, Attempt, Outcome, Turn, TurnStatus, Underway
from api.chat.words import WORDS
from api.config import Settings
from api.credentials import new_token, token_hash
from api.database import Database
from api.exceptions import SignpostError
from api.languages.locales import offered_codes
from api.languages.needs import in_english_if_told
from api.languages.reading import in_english
from api.languages.saying import say_or_keep
from api.languages.switching import payload as language_payload
from api.metrics import CARE, count_turn, note_engine
from api.privacy.asking import Wish
from api.privacy.service import Retention
from api.privacy.words import WORDS as WORDS_OF_PRIVACY
from api.safety.care import RESUME, CareMessages
from api.safety.finding import NOTHING, Certainty, Finding
from api.safety.redaction import redact
from api.safety.screen import Screen
from api.safety.staying import Stay
from api.triage.reading import tells_hunger

log = structlog.get_logger()

_DATABASE_PATIENCE_S = 10.0
_POLL_S = 0.1


def _now() -> datetime:
    return datetime.now(UTC)


class Gateway:
    """Takes messages of every channel and answers each of them.

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
        self._engine = engine
        self._clock = clock
        self._sleep = sleep
        self._transactions = Transactions(database)
        self._spoken = LanguagesSpoken()
        self._carer = Carer(
            screen,
            care,
            self._transactions,
            redact=redact,
            clock=clock,
            max_chars=settings.message_max_chars,
            patience_s=care_patience_s,
            spoken=self._spoken,
        )
        self._desk = PrivacyDesk(self._transactions, engine, Retention.from_settings(settings))
        self._order = TurnOrder()
        self._message_rate = Rate(settings.message_rate)
        self._session_rate = Rate(settings.session_rate)
        self._patience = timedelta(seconds=settings.engine_timeout_s + _DATABASE_PATIENCE_S)
        self._dropped: set[UUID] = set()

    @classmethod
    def from_app_state(cls, state: AppState) -> Self:
        """Make the gateway of an application from what its state holds."""
        return cls(
            state.settings,
            state.database,
            state.engine,
            screen=Screen.load(),
            care=CareMessages.load(),
        )

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
            answer = await self._answer(turn)
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

    async def say(self, request: MessageRequest, *, token: str | None) -> TurnAnswer:
        """Answer one message.

        Certain danger is answered with care alone; possible danger with a gentle check that
        stands before whatever else is answered. Raises a ``SignpostError`` that says why the
        message is not taken.
        """
        finding = self._carer.find(request)
        key = token_hash(token) if token else None
        wait = await self._message_rate.take(key) if key else None
        if finding.certainty is Certainty.CERTAIN:
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

    def care_for(self, texts: Iterable[str]) -> list[Message]:
        """Give the care for what a person wrote elsewhere on this service; empty for no danger."""
        finding = worst(self._carer.find_in(text) for text in texts if text)
        return self._carer.messages(finding)

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
                received = await self._receive(message, redacted, key)
            except ConversationsAway:
                text = in_english(message.text or "", self._spoken.by(key))
                if (care := self._carer.answer_unstored(text, key)) is None:
                    raise
                return care
            if isinstance(received, Answered):
                return received.answer
            self._spoken.note(key, received.locale)
            finding = self._find_in_received(message, received, finding)
            turn = replace(received, stay=self._carer.latest(received.stay, key))
            answer = await self._answer(turn, finding)
            if (to := interpreter.wished_language(turn)) is not None:
                self._spoken.note(key, to)
            self._carer.forget(key)
            return answer

    def _find_in_received(self, message: Incoming, received: Turn, finding: Finding) -> Finding:
        """Give the danger in what was received; of a button its title counts."""
        if message.payload is not None:
            return self._carer.find_in(received.text or "")
        # Whoever types what a button says, presses it.
        is_press = received.payload is not None and finding.certainty is Certainty.POSSIBLE
        return NOTHING if is_press else finding

    async def _receive(self, message: Incoming, redacted: str | None, key: str) -> Turn | Answered:
        waited = False
        while True:
            attempt = Attempt(self._clock(), self._patience, self._dropped, waited)
            received = await self._transactions.write(
                partial(
                    turns.receive,
                    message=message,
                    redacted=redacted,
                    token_hash=key,
                    attempt=attempt,
                )
            )
            if not isinstance(received, Underway):
                return received
            waited = True
            await self._sleep(_POLL_S)

    async def _reopen(self, key: str) -> None:
        async with self._order.turn(key):
            attempt = Attempt(self._clock(), self._patience, self._dropped)
            turn = await self._transactions.write(
                partial(turns.reopen, token_hash=key, attempt=attempt)
            )
            if turn is not None:
                await self._answer(turn)

    async def _find_in_press(self, payload: str, key: str) -> Finding:
        def title(session: Session) -> str | None:
            conversation = repository.get_conversation(session, key)
            if conversation is None:
                raise TokenUnknown(given=True)
            return turns.offered_title(session, conversation.id, payload)

        seen = await self._transactions.read(title)
        return self._carer.find_in(seen or "")

    async def _answer(self, turn: Turn, finding: Finding = NOTHING) -> TurnAnswer:
        structlog.contextvars.bind_contextvars(conversation=str(turn.conversation))
        finding = self._carer.weighed(turn, finding)
        turn = await self._placed(turn, finding)
        if finding.certainty is Certainty.CERTAIN:
            return await self._answer_with_care(turn, finding)
        if not turn.is_opening and (to := interpreter.wished_language(turn)) is not None:
            answer = await self._switch(turn, to, finding)
            return answer.model_copy(update={"locale": to})
        turn = interpreter.understood(turn)
        if not turn.is_opening and (wish := self._desk.wish(turn)) is not None:
            return await self._answer_wish(turn, wish, finding)
        return await self._stay_or_go_on(turn, finding)

    async def _placed(self, turn: Turn, finding: Finding) -> Turn:
        """Add where the person is, for the lines of their own area; care does not wait for it."""
        if not self._carer.wants_place or (finding.certainty is None and turn.stay is None):
            return turn
        try:
            place = partial(turns.place_of, conversation=turn.conversation)
            return replace(turn, place=await self._transactions.read(place))
        except ConversationsAway:
            return turn

    async def _stay_or_go_on(self, turn: Turn, finding: Finding) -> TurnAnswer:
        step = self._carer.step(turn, finding)
        if step.messages is not None:
            said = Outcome(TurnStatus.ANSWERED, step.messages, stay=step.stay, finding=finding)
            return await self._finish(turn, said)
        if finding.certainty is not None and turn.payload is None and not _tells_hunger(turn):
            return await self._check_gently(turn, finding)
        if finding.certainty is None and (to := await self._language_to_offer(turn)) is not None:
            offered = Outcome(
                TurnStatus.ANSWERED, interpreter.offer(to, turn.locale), stay=turn.stay
            )
            return await self._finish(turn, offered)
        return await self._go_on(step, finding)

    async def _go_on(self, step: Step, finding: Finding) -> TurnAnswer:
        """Let the engine answer; what comes first stands before it."""
        turn = step.turn
        first = step.first
        if finding.certainty is not None:
            first = self._carer.messages(finding, turn.locale, turn.place)
        elif turn.is_opening:
            notice = [self._desk.notice(turn)] if self._settings.privacy_notice else []
            first = [*interpreter.first_words(turn.locale), *notice]
        outcome = await self._ask_engine(interpreter.with_needs(turn))
        stay = turn.stay if outcome.is_failure else step.stay
        checked = replace(
            outcome,
            messages=[*first, *outcome.messages],
            stay=Stay.after(finding) or stay,
            finding=finding,
        )
        return await self._finish(turn, checked)

    async def _check_gently(self, turn: Turn, finding: Finding) -> TurnAnswer:
        """Ask whether the person is safe, then only what was asked before.

        Words that may tell of danger are nobody's answer and nobody's need: the engine does not
        see them, and its small talk does not follow. Whoever says that there is no food is asked
        too, and is helped with food in the same breath.
        """
        asked = Outcome(TurnStatus.ANSWERED, [])
        if turn.state.flow is not None:
            again = await self._ask_engine(replace(turn, payload=RESUME))
            asked = asked if again.is_failure else again
        messages = [*self._carer.messages(finding, turn.locale, turn.place), *asked.messages]
        checked = replace(asked, messages=messages, stay=Stay.after(finding), finding=finding)
        return await self._finish(turn, checked)

    async def _answer_wish(self, turn: Turn, wish: Wish, finding: Finding) -> TurnAnswer:
        said = await self._desk.answer(turn, wish, self._clock())
        if wish is Wish.ERASE_NOW:
            said_last = interpreter.in_the_language([said], turn.locale)
            return TurnAnswer(messages=said_last, state=State())
        if wish in (Wish.FORGET, Wish.KEEP):
            turn = replace(turn, keeps_words=wish is Wish.KEEP)
        first = self._carer.messages(finding, turn.locale, turn.place) if finding.certainty else []
        # Asking what is held is no wish to go on: what was told before is not left behind by it.
        stay = turn.stay
        if stay is None or not stay.is_open:
            stay = Stay.after(finding) or (stay.gone_on() if stay else None)
        outcome = Outcome(TurnStatus.ANSWERED, [*first, said], stay=stay, finding=finding)
        answer = await self._finish(turn, outcome)
        if wish is Wish.FORGET:
            await self._desk.overwrite_forgotten()
        return answer

    async def _switch(self, turn: Turn, to: str, finding: Finding) -> TurnAnswer:
        """Go on in another language, and say again what is open; care stays care."""
        is_new = to != turn.locale
        speak = partial(repository.speak, conversation=turn.conversation, locale=to)
        await self._transactions.write(speak)
        care = self._carer.messages(finding, to) if finding.certainty else []
        switched = interpreter.switched_words(to) if is_new else interpreter.stayed_words(to)
        first = [*care, *switched]
        turn = replace(turn, locale=to, text=None, payload=RESUME if turn.state.flow else OPEN)
        if turn.stay is not None and turn.stay.is_open:
            again = self._carer.say_again(turn.stay, to)
            return await self._finish(
                turn,
                Outcome(TurnStatus.ANSWERED, [*first, *again], stay=turn.stay, finding=finding),
            )
        outcome = await self._ask_engine(await self._with_what_was_told(turn))
        checked = replace(
            outcome,
            messages=[*first, *outcome.messages],
            stay=Stay.after(finding) or turn.stay,
            finding=finding,
        )
        return await self._finish(turn, checked)

    async def _with_what_was_told(self, turn: Turn) -> Turn:
        """Answer in the new language the need that led to the offer of it."""
        read = partial(repository.text_before, conversation=turn.conversation, turn=turn.id)
        # What may tell of danger is not sent on, and what was answered is not answered again.
        is_open = turn.state.flow is None and turn.stay is None
        before = await self._transactions.read(read) if is_open else None
        told = in_english_if_told(before or "", turn.locale)
        return turn if told is None else replace(turn, text=told, payload=None)

    async def _language_to_offer(self, turn: Turn) -> str | None:
        """Give the language that somebody plainly writes in, unless it was offered before."""
        if turn.is_opening or (found := interpreter.written_in(turn)) is None:
            return None
        asked = partial(
            repository.is_offered, conversation=turn.conversation, payload=language_payload(found)
        )
        return None if await self._transactions.read(asked) else found

    async def _answer_with_care(self, turn: Turn, finding: Finding) -> TurnAnswer:
        messages = self._carer.messages(finding, turn.locale, turn.place)
        try:
            stay = Stay.after(finding)
            care = Outcome(TurnStatus.ANSWERED, messages, stay=stay, finding=finding)
            return await self._finish(turn, care)
        except ConversationsAway:
            return TurnAnswer(messages=messages, state=turn.state)

    async def _ask_engine(self, turn: Turn) -> Outcome:
        began = time.perf_counter()
        try:
            said = await self._engine.converse(turn.for_engine(demo=self._settings.demo))
        except EngineFailed as failure:
            log.warning("chat.turn.failed", turn=str(turn.id), reason=failure.reason)
            return Outcome(TurnStatus.FAILED, [_apology(turn)])
        took = time.perf_counter() - began
        note_engine(took)
        log.info("chat.turn.answered", turn=str(turn.id), engine_ms=round(took * 1000, 1))
        states = [message.custom.state for message in said if message.custom.state is not None]
        messages = [_message(heard) for heard in said if heard.is_visible]
        return Outcome(TurnStatus.ANSWERED, messages, states[-1] if states else None)

    async def _finish(self, turn: Turn, outcome: Outcome) -> TurnAnswer:
        said = interpreter.in_the_language(outcome.messages, turn.locale)
        outcome = replace(outcome, messages=said)
        is_care = outcome.finding.certainty is Certainty.CERTAIN
        count_turn(turn.channel, CARE if is_care else outcome.status)
        try:
            answer = await self._transactions.write(
                partial(turns.finish, turn=turn, outcome=outcome, now=self._clock())
            )
        except ConversationsAway:
            # The same message may come again at once; it then is this same turn.
            self._dropped.add(turn.id)
            raise
        self._dropped.discard(turn.id)
        return answer


def _session(conversation: UUID, token: str, answer: TurnAnswer) -> SessionAnswer:
    return SessionAnswer(
        session=conversation, token=token, locales=list(offered_codes()), **dict(answer)
    )


def _tells_hunger(turn: Turn) -> bool:
    """Whether a message outside an assessment tells that there is no food now."""
    return turn.state.flow != "assessment" and tells_hunger(turn.text or "")


def _message(heard: EngineMessage) -> Message:
    kind = heard.custom.kind or (MessageKind.CARD if heard.custom.card else MessageKind.TEXT)
    return Message(
        id=uuid4(), kind=kind, text=heard.text, buttons=heard.buttons, card=heard.custom.card
    )


def _apology(turn: Turn) -> Message:
    text = WORDS.notices.starting if turn.is_opening else WORDS.notices.away
    return Message(id=uuid4(), kind=MessageKind.NOTICE, text=WORDS.with_help(text))
