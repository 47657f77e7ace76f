"""Care for a person whose words tell of danger: given first, kept if that can be done."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import anyio
import structlog
from anyio.lowlevel import checkpoint

from api.chat import turns
from api.chat.beside import as_told, needs_of
from api.chat.incoming import Incoming, texts_to_screen
from api.chat.languages_spoken import LanguagesSpoken
from api.chat.schemas import Message, MessageKind, MessageRequest, State, TurnAnswer
from api.chat.transactions import Transactions
from api.chat.turn import Turn
from api.exceptions import SignpostError
from api.languages.locales import direction
from api.metrics import CARE, UNKNOWN_CHANNEL, count_turn
from api.safety.care import RESUME, CareMessages
from api.safety.finding import NOTHING, Category, Certainty, Finding, told_in
from api.safety.screen import Screen
from api.safety.staying import (
    Heard,
    Stay,
    hear,
    is_bare_no,
    pressed,
    recalled,
    says_unsafe_plainly,
    tells_own_age,
    told_as_child,
    with_child,
)

log = structlog.get_logger()

_LOCALE = "en"
# Redaction reads a little past the cut, so that a telephone number on it does not stay in half.
_CHARS_PAST_CUT = 100
# A text of usual length is screened without letting anything else come first.
_PIECES_AT_ONCE = 2
_MOST_UNKEPT = 10_000
_ANSWERS_TO_A_GENTLE_CHECK = frozenset(
    {
        Heard.UNSURE,
        Heard.BILL,
        Heard.BULLYING,
        Heard.CANT_TELL,
        Heard.CHILD,
        Heard.DEAF,
        Heard.DOMESTIC_ABUSE,
        Heard.FOUND_OUT,
        Heard.PRIVACY,
        Heard.SOMEONE_ELSE,
        Heard.TALK,
        Heard.TEXT,
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """How a turn is answered: with ``messages`` of care, or, when there are none, by the engine.

    ``first`` stands before what the engine says; ``stay`` is what is stayed with afterwards.
    """

    turn: Turn
    messages: list[Message] | None = None
    stay: Stay | None = None
    first: list[Message] = field(default_factory=list)


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
    ) -> None:
        self._screen = screen
        self._care = care
        self._transactions = transactions
        self._redact = redact
        self._clock = clock
        self._max_chars = max_chars
        self._patience_s = patience_s
        self._spoken = spoken
        self._unkept: OrderedDict[str, Stay] = OrderedDict()

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
        if not tells_own_age(text, told_in(finding) or _LOCALE):
            return finding
        return replace(finding, about=with_child(finding.category, finding.about))

    @property
    def wants_place(self) -> bool:
        """Whether there are lines for people of one area."""
        return self._care.has_local_lines

    def messages(
        self, finding: Finding, locale: str = _LOCALE, place: str | None = None
    ) -> list[Message]:
        """Give the care for a finding; full care ends with the way back to the conversation.

        Words of another language that tell of danger are answered in that language, when the
        conversation is held in English.
        """
        locale = _language_of(finding, locale)
        return self._messages(self._care.messages(finding, locale, place))

    def care(
        self, finding: Finding, stay: Stay | None, locale: str, place: str | None = None
    ) -> list[Message]:
        """Give the care for a finding that is stayed with like this: told again, in short."""
        if stay is None or stay.answered != "in_short":
            return self.messages(finding, locale, place)
        locale = _language_of(finding, locale)
        return self._messages(self._care.told_again(finding, locale, place))

    def check_beside_need(self, turn: Turn, finding: Finding) -> list[Message]:
        """Give the gentle check that stands beside help with a need."""
        locale = _language_of(finding, turn.locale)
        said = self._care.check(finding, locale, turn.place, beside_need=True)
        return self._messages(said)

    def say_again(self, stay: Stay, locale: str) -> list[Message]:
        """Say in another language that the assistant is still here, with who will listen."""
        fresh = stay.model_copy(update={"times": 0})
        return self._messages(self._care.stay(fresh, Heard.OTHER, locale))

    @staticmethod
    def _messages(said: Iterable[dict[str, Any]]) -> list[Message]:
        return [Message.model_validate({**message, "id": uuid4()}) for message in said]

    def weighed(self, turn: Turn, finding: Finding) -> Finding:
        """Take a second sign of danger that is only possible for certain, with what is known.

        One vague sentence may be an idiom; another one after it is not answered with a gentle
        check once more. An answer that says by itself how the person is, is answered as such. The
        worry that somebody finds out is what it says, and no sign of another danger.
        """
        stay = turn.stay
        if finding.certainty is Certainty.POSSIBLE and _fears_to_be_found_out(turn):
            is_open = stay is not None and stay.is_open
            category = stay.category if stay and is_open else Category.SAFEGUARDING
            return replace(recalled(finding, stay), category=category)
        if stay is None or finding.certainty is None:
            return finding
        known = recalled(finding, stay)
        is_same = stay.category is finding.category
        goes_on = is_same and (
            stay.is_open or (stay.is_asked and says_unsafe_plainly(turn.text or "", turn.locale))
        )
        if turn.payload is not None or not stay.is_near or goes_on:
            return known
        return replace(known, certainty=Certainty.CERTAIN)

    def step(self, turn: Turn, finding: Finding = NOTHING) -> Step:
        """Say how a turn is answered when the assistant stays with a disclosure.

        After full care the engine is not asked until the person asks to go on. After a gentle
        check the next message goes on, unless it answers the check.
        """
        step = self._step(_in_the_language_told(turn), finding)
        return replace(step, turn=replace(step.turn, locale=turn.locale))

    def _step(self, turn: Turn, finding: Finding) -> Step:
        stay, text = turn.stay, turn.text or ""
        heard = pressed(turn.payload) if turn.payload else None
        if heard is None and turn.payload == RESUME:
            return self._go_on(turn)
        if heard is Heard.TALK and not (stay and stay.is_open):
            listed = self._care.who_listens(stay or Stay(), turn.locale, turn.place)
            return Step(turn, self._messages(listed), stay)
        is_stayed_with = stay is not None and stay.passed is None
        if heard is None and (turn.payload is not None or not is_stayed_with):
            return self._asked_apart(turn, finding) or Step(turn, stay=self._passed(turn))
        stay = stay or Stay()
        if heard is None and stay.gentle and (answered := self._after_gentle_check(turn, stay)):
            return answered
        heard = heard or hear(text, turn.locale)
        if heard is Heard.CARRY_ON:
            return self._go_on(replace(turn, payload=RESUME))
        stay = stay.in_full(heard, finding, needs_of(turn))
        is_child = turn.payload is None and tells_own_age(text, turn.locale)
        if is_child and heard is not Heard.SOMEONE_ELSE:
            stay = stay.noting_child()
        # Only what can be taken up is said to be remembered.
        kept = stay.needs if as_told(stay.needs, stay.about) else []
        words_for = stay.model_copy(update={"needs": kept})
        said = self._care.stay(words_for, heard, turn.locale, turn.place)
        return Step(turn, self._messages(said), stay)

    def _after_gentle_check(self, turn: Turn, stay: Stay) -> Step | None:
        """Say how what follows a gentle check is answered; None when it is told of in full.

        Whoever says that all is well gets one line, and then the open question again: their "yes"
        is no answer to it. What answers the open question goes on.
        """
        text = turn.text or ""
        heard = hear(text, turn.locale)
        is_told = says_unsafe_plainly(text, turn.locale) or tells_own_age(text, turn.locale)
        if is_bare_no(text) or (heard is Heard.UNSAFE and not is_told):
            asked = self._care.ask_gently_again(stay, turn.locale, turn.place)
            return Step(turn, self._messages(asked), stay)
        if is_told:
            return None
        if heard is Heard.SAFE:
            return self._glad(turn, stay)
        if heard is Heard.CALL_ME:
            return self._asked_apart(turn)
        if heard in _ANSWERS_TO_A_GENTLE_CHECK and not _starts_with_a_level(turn):
            return None
        return Step(turn, stay=stay.gone_on())

    def _glad(self, turn: Turn, stay: Stay) -> Step:
        """Go on after one line to who is safe; with nothing open, offer what can come next."""
        said = self._messages(self._care.glad(turn.locale))
        if turn.state.flow is None:
            ways_on = self._messages(self._care.nothing_open(turn.locale))
            return Step(turn, [*said, *ways_on], stay.gone_on())
        return Step(replace(turn, payload=RESUME), stay=stay.gone_on(), first=said)

    def _asked_apart(self, turn: Turn, finding: Finding = NOTHING) -> Step | None:
        """Answer what is asked of this chat itself, while nothing is stayed with.

        Who fears that somebody finds out is told who is told what, and asked whether they are safe.
        Who wants to be rung hears that nobody rings, and then what was open goes on.
        """
        if turn.payload is not None or turn.is_opening or turn.state.flow == "assessment":
            return None
        if _fears_to_be_found_out(turn):
            about = recalled(NOTHING, turn.stay).about
            stay = Stay(category=Category.SAFEGUARDING, about=about, gentle=True)
            said = self._care.found_out(about, turn.locale, turn.place)
            return Step(turn, self._messages(said), stay)
        if finding.certainty is not None or hear(turn.text or "", turn.locale) is not Heard.CALL_ME:
            return None
        known = turn.stay.about if turn.stay else []
        told = self._messages(self._care.no_calls(known, turn.locale))
        if turn.state.question is None:
            return Step(turn, told, self._passed(turn))
        return Step(replace(turn, payload=RESUME), stay=self._passed(turn), first=told)

    def _go_on(self, turn: Turn) -> Step:
        """Go back to what was open, or to what was needed; else offer what can come next."""
        stay = turn.stay.gone_on() if turn.stay else None
        if turn.stay and turn.state.flow != "assessment":
            told = as_told(turn.stay.needs, turn.stay.about)
            if told is not None:
                return Step(replace(turn, payload=None, text=told), stay=stay)
        if turn.state.flow is None and turn.assessment is None:
            return Step(turn, self._messages(self._care.nothing_open(turn.locale)), stay)
        return Step(turn, stay=stay)

    @staticmethod
    def _passed(turn: Turn) -> Stay | None:
        stay = turn.stay.gone_on() if turn.stay else None
        if turn.is_opening or turn.payload or not tells_own_age(turn.text or "", turn.locale):
            return stay
        return stay.noting_child() if stay else told_as_child()

    def remember(self, token_hash: str, stay: Stay | None) -> None:
        """Keep in this process what could not be stored, so that care goes on without it."""
        if stay is None:
            return
        self._unkept[token_hash] = stay
        while len(self._unkept) > _MOST_UNKEPT:
            self._unkept.popitem(last=False)

    def recall(self, token_hash: str) -> Stay | None:
        """Give what this process keeps for a conversation."""
        return self._unkept.get(token_hash)

    def latest(self, stored: Stay | None, token_hash: str) -> Stay | None:
        """Give what is stayed with: what could not be stored is newer than what is long over."""
        if stored is not None and stored.passed is None:
            return stored
        return self.recall(token_hash) or stored

    def forget(self, token_hash: str) -> None:
        """Let go of what is stored by now."""
        self._unkept.pop(token_hash, None)

    def answer_unstored(self, text: str, token_hash: str) -> TurnAnswer | None:
        """Stay with a disclosure while the database is away; None when there is none."""
        stay, locale = self.recall(token_hash), self._spoken.by(token_hash)
        if stay is not None and locale == _LOCALE:
            locale = stay.language or locale
        heard = hear(text, locale)
        if stay is None or not stay.is_open or heard is Heard.CARRY_ON:
            return None
        stay = stay.in_full(heard)
        self.remember(token_hash, stay)
        said = self._messages(self._care.stay(stay, heard, locale))
        return TurnAnswer(messages=said, state=State())

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
            finding = recalled(finding, self.recall(token_hash))
            self.remember(token_hash, Stay.after(finding))
        if token_hash is not None and store:
            with anyio.move_on_after(self._patience_s):
                try:
                    kept = await self._keep(finding, request, token_hash)
                except SignpostError as error:
                    log.warning("chat.care.not_kept", error=type(error).__name__)
                else:
                    self.forget(token_hash)
                    return kept
        return TurnAnswer(
            messages=self.messages(finding, self._spoken.by(token_hash)), state=State()
        )

    def answer_refused(
        self, finding: Finding, refusal: SignpostError, locale: str = _LOCALE
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

    async def _keep(self, finding: Finding, request: MessageRequest, token_hash: str) -> TurnAnswer:
        return await self._transactions.write(
            partial(
                turns.keep_care,
                message=self._kept_message(request),
                token_hash=token_hash,
                finding=finding,
                care=self.care,
                wants_place=self.wants_place,
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


def _in_the_language_told(turn: Turn) -> Turn:
    """Read what follows a disclosure in the language of it, where the talk is held in English.

    "No" and "I'm not safe" are said in the language in which the person told of danger.
    """
    stay = turn.stay
    if turn.locale != _LOCALE or stay is None or stay.passed is not None or not stay.language:
        return turn
    return replace(turn, locale=stay.language)


def _language_of(finding: Finding, locale: str) -> str:
    """Give the language to answer in: that of the words, where the conversation is English."""
    return (told_in(finding) or locale) if locale == _LOCALE else locale


def _fears_to_be_found_out(turn: Turn) -> bool:
    """Whether a typed message is the worry that somebody finds out what was told."""
    is_stayed_with = turn.stay is not None and turn.stay.is_open
    if turn.payload is not None or (turn.state.flow == "assessment" and not is_stayed_with):
        return False
    return hear(turn.text or "", turn.locale) is Heard.FOUND_OUT


def _starts_with_a_level(turn: Turn) -> bool:
    """Whether a message answers a statement: "3, we talk to people in each practice"."""
    return turn.state.flow == "assessment" and (turn.text or "").lstrip()[:1].isdecimal()


def worst(findings: Iterable[Finding]) -> Finding:
    """Give the first finding that is certain, else the first that is possible, else none."""
    found = list(findings)
    for certainty in (Certainty.CERTAIN, Certainty.POSSIBLE):
        for finding in found:
            if finding.certainty is certainty:
                return finding
    return NOTHING
