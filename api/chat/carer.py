"""Care for a person whose words tell of danger: given first, kept if that can be done."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

import anyio
import structlog
from anyio.lowlevel import checkpoint

from api.chat import turns
from api.chat.incoming import Incoming, texts_to_screen
from api.chat.languages_spoken import LanguagesSpoken
from api.chat.offers import of_turn
from api.chat.schemas import Message, MessageKind, MessageRequest, State, TurnAnswer
from api.chat.staying import messages_of
from api.chat.transactions import Transactions
from api.chat.turn import Outcome, Turn, TurnStatus
from api.chat.unkept import Unkept
from api.exceptions import SignpostError
from api.languages.locales import SOURCE, direction
from api.languages.reading import in_english
from api.metrics import CARE, UNKNOWN_CHANNEL, count_turn
from api.safety.care import CareMessages
from api.safety.care_buttons import Press, pressed, response_name
from api.safety.finding import NOTHING, Certainty, Finding, told_in
from api.safety.screen import Screen
from api.safety.staying import (
    Heard,
    Stay,
    hear,
    recalled,
    tells_own_age,
    with_child,
)
from api.triage.whereabouts import place_said

log = structlog.get_logger()

# Redaction reads a little past the cut, so that a telephone number on it does not stay in half.
_CHARS_PAST_CUT = 100
# A text of usual length is screened without letting anything else come first.
_PIECES_AT_ONCE = 2


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
        spoken: LanguagesSpoken,
        unkept: Unkept,
    ) -> None:
        self._screen = screen
        self._care = care
        self._transactions = transactions
        self._redact = redact
        self._clock = clock
        self._max_chars = max_chars
        self._patience_s = patience_s
        self._spoken = spoken
        self._unkept = unkept

    async def find(self, request: MessageRequest) -> Finding:
        """Say what danger a request tells of, in any of its texts, whatever their length.

        Between the pieces of a long one other people's messages are answered.
        """
        found: list[Finding] = []
        for number, text in enumerate(texts_to_screen(request, piece_chars=self._max_chars)):
            if number >= _PIECES_AT_ONCE:
                await checkpoint()
            found.append(self.find_in(text))
            if found[-1].certainty is Certainty.CERTAIN:
                break
        return worst(found)

    def find_in(self, text: str) -> Finding:
        """Say what danger a text tells of, and whether it is a child who writes."""
        finding = self._screen.check(text)
        if finding.certainty is None:
            return finding
        if not tells_own_age(text, told_in(finding) or SOURCE):
            return finding
        return replace(finding, about=with_child(finding.category, finding.about))

    @property
    def wants_place(self) -> bool:
        """Whether there are lines for people of one area."""
        return self._care.has_local_lines

    def place_told(self, text: str | None, stay: Stay | None = None) -> str | None:
        """Give the area that a text names or, until the person goes on, told since a disclosure.

        None where it matters for nobody.
        """
        if not self.wants_place:
            return None
        before = stay.place if stay is not None and stay.is_stayed_with else None
        return (place_said(text) if text else None) or before

    def messages(
        self, finding: Finding, locale: str = SOURCE, place: str | None = None
    ) -> list[Message]:
        """Give the care for a finding; full care ends with the way back to the conversation.

        Words of another language that tell of danger are answered in that language, when the
        conversation is held in English.
        """
        locale = _language_of(finding, locale)
        return messages_of(self._care.messages(finding, locale, place))

    def care(
        self, finding: Finding, stay: Stay | None, locale: str, place: str | None = None
    ) -> list[Message]:
        """Give the care for a finding that is stayed with like this: told again, in short."""
        if stay is None or stay.answered != "in_short":
            return self.messages(finding, locale, place)
        locale = _language_of(finding, locale)
        return messages_of(self._care.told_again(finding, locale, place))

    def check_beside_need(self, turn: Turn, finding: Finding) -> list[Message]:
        """Give the gentle check that stands beside help with a need."""
        locale = _language_of(finding, turn.locale)
        said = self._care.check(finding, locale, turn.place, beside_need=True)
        return messages_of(said)

    def say_again(self, stay: Stay, locale: str) -> list[Message]:
        """Say in another language that the assistant is still here, with who will listen."""
        fresh = stay.model_copy(update={"times": 0})
        return messages_of(self._care.stay(fresh, Heard.OTHER, locale))

    def answer_unstored(self, message: Incoming, token_hash: str) -> TurnAnswer | None:
        """Stay with a disclosure while the database is away; None when there is none.

        A button of care says that there was one, also where this process knows of none.
        """
        stay, locale = self._unkept.recall(token_hash), self._spoken.by(token_hash)
        press = pressed(message.payload)
        is_open = stay is not None and stay.is_open
        if not is_open and (press is None or press.heard is Heard.CARRY_ON):
            return None
        known = stay if stay is not None and is_open else Stay()
        locale = known.language or locale if locale == SOURCE else locale
        heard = _heard_unstored(message, press, known, locale)
        if heard is Heard.CARRY_ON:
            return None
        place = self.place_told(None if message.payload else message.text, known)
        if heard is None:
            said = self._care.ask_again(known, locale, place)
        else:
            known = known.in_full(heard)
            said = self._care.stay(known, heard, locale, place)
        known = known.at(place)
        outcome = Outcome(TurnStatus.ANSWERED, messages_of(said), stay=known)
        return self.answer_unkept(outcome, response_name(message.client_message_id), token_hash)

    def answer_unkept(
        self, outcome: Outcome, name: str, key: str | None, state: State | None = None
    ) -> TurnAnswer:
        """Give care that could not be stored, and remember here what is stayed with."""
        outcome = of_turn(outcome, name)
        self._unkept.remember(key, outcome.stay)
        return TurnAnswer(messages=outcome.messages, state=state or State())

    async def answer(
        self,
        finding: Finding,
        request: MessageRequest,
        token_hash: str | None,
        *,
        store: bool = True,
    ) -> TurnAnswer:
        """Give full care, and store the turn when there is a conversation to store it in.

        A database that fails or is slow delays the answer by ``patience_s`` seconds at most.
        """
        log.warning("chat.care.given", category=finding.category, rules=finding.matched)
        count_turn(UNKNOWN_CHANNEL, CARE)
        if token_hash is not None:
            finding = recalled(finding, self._unkept.recall(token_hash))
        message = self._kept_message(request)
        place = self.place_told(message.text)
        care = Outcome(
            TurnStatus.ANSWERED,
            self.messages(finding, self._spoken.by(token_hash), place),
            stay=told.at(place) if (told := Stay.after(finding)) else None,
        )
        name = response_name(message.client_message_id)
        unkept = self.answer_unkept(care, name, token_hash)
        if token_hash is not None and store:
            with anyio.move_on_after(self._patience_s):
                try:
                    kept = await self._keep(finding, message, token_hash)
                except SignpostError as error:
                    log.warning("chat.care.not_kept", error=type(error).__name__)
                else:
                    self._unkept.forget(token_hash, self._unkept.recall(token_hash))
                    return kept
        return unkept

    def answer_refused(
        self, finding: Finding, refusal: SignpostError, locale: str = SOURCE
    ) -> TurnAnswer:
        """Give the gentle check, and say why the message could not be taken."""
        notice = Message(
            id=uuid4(),
            kind=MessageKind.NOTICE,
            text=refusal.detail,
            lang=locale,
            dir=direction(locale),
        )
        return TurnAnswer(messages=[*self.messages(finding, locale), notice], state=State())

    async def _keep(self, finding: Finding, message: Incoming, token_hash: str) -> TurnAnswer:
        return await self._transactions.write(
            partial(
                turns.keep_care,
                message=message,
                token_hash=token_hash,
                finding=finding,
                care=self.care,
                place_told=self.place_told if self.wants_place else None,
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


def _heard_unstored(
    message: Incoming, press: Press | None, stay: Stay, locale: str
) -> Heard | None:
    """Read an answer to care; None for a button that is not open now, or not one of care."""
    if message.payload is None:
        return hear(in_english(message.text or "", locale), locale)
    return press.heard if press is not None and press.belongs_to(stay) else None


def _language_of(finding: Finding, locale: str) -> str:
    """Give the language to answer in: that of the words, where the conversation is English."""
    return (told_in(finding) or locale) if locale == SOURCE else locale


def worst(findings: Iterable[Finding]) -> Finding:
    """Give the first finding that is certain, else the first that is possible, else none."""
    found = list(findings)
    for certainty in (Certainty.CERTAIN, Certainty.POSSIBLE):
        for finding in found:
            if finding.certainty is certainty:
                return finding
    return NOTHING
