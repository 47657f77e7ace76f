"""The relay of every channel: it carries what people do to the gateway, and the answers back.

It keeps no state but what is under way. In one chat, one thing comes after the other; chats do not
wait for each other. Nothing is given up: while the gateway or the assistant is away, the person is
told once and the same message is tried again until it is answered. Care for a person in danger
waits for nothing: not for earlier messages of the chat, and not for the gateway.
"""

import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Protocol
from uuid import UUID, uuid4

import anyio
import structlog

from api.chat.order import TurnOrder
from api.chat.schemas import Message, MessageKind, SessionAnswer, TurnAnswer
from api.chat.words import WORDS as GATEWAY_WORDS
from api.exceptions import SignpostError
from api.safety.care import CareMessages
from api.safety.care_buttons import is_of_care, of_response, response_name
from api.safety.finding import NOTHING, Certainty, Finding
from api.safety.screen import Screen
from bot.channels.arrivals import (
    Arrival,
    Began,
    Numbered,
    Pressed,
    Said,
    Unreadable,
    WantsWeb,
)
from bot.channels.choices import numbered
from bot.channels.gateway import NOT_OFFERED, TOKEN_UNKNOWN, Gateway, GatewayAway, GatewayRefused
from bot.channels.waiting import waits
from bot.channels.words import WORDS

_REMEMBERED = 10_000

log = structlog.get_logger()

_LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?")


class Unreachable(SignpostError):
    """The person can't be written to any more: they blocked the bot, or the chat is gone."""


class Channel(Protocol):
    """What a channel has to do; everything else is the relay's."""

    async def deliver(self, recipient: str, messages: Sequence[Message]) -> None:
        """Send messages to a chat, in order; raises ``Unreachable`` when that cannot be."""


class Relay:
    """Answers what arrives on one channel.

    ``care_patience_s`` is how long care for certain danger may wait for the gateway; after that the
    relay gives it on its own. ``sleep`` comes in so that tests need not wait.
    """

    def __init__(
        self,
        channel: Channel,
        gateway: Gateway,
        *,
        screen: Screen,
        care: CareMessages,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
        care_patience_s: float = 3.0,
    ) -> None:
        self._channel = channel
        self._gateway = gateway
        self._screen = screen
        self._care = care
        self._sleep = sleep
        self._care_patience_s = care_patience_s
        self._order = TurnOrder()
        self._told: set[str] = set()
        self._pressed: OrderedDict[str, Pressed] = OrderedDict()

    def find(self, text: str) -> Finding:
        """Say what danger a text tells of."""
        return self._screen.check(text) if text else NOTHING

    def care_for(
        self, finding: Finding, locale: str = "en", *, name: UUID | None = None
    ) -> list[Message]:
        """Give care that needs no gateway, in answer to the message of this name.

        The gateway calls its answer to that message the same, so that the buttons are one.
        """
        response = response_name(name)
        return [
            Message.model_validate(
                {**said, "id": uuid4(), "buttons": of_response(said["buttons"], response)}
            )
            for said in self._care.messages(finding, locale)
        ]

    async def handle(self, arrival: Arrival) -> None:
        """Answer an arrival; returns once it is answered and the answer was delivered."""
        finding = self.find(arrival.text)
        if not isinstance(arrival.what, Pressed):
            # What is pressed after something else was said is no second tap.
            self._pressed.pop(arrival.sender, None)
        try:
            if finding.certainty is Certainty.CERTAIN:
                await self._give_care(arrival, finding)
                return
            async with self._order.turn(arrival.sender):
                await self._answer(arrival, finding)
        except Unreachable:
            log.info("channel.person.unreachable")

    async def _answer(self, arrival: Arrival, finding: Finding) -> None:
        if arrival.remarks:
            await self._say(arrival, *arrival.remarks)
        try:
            match arrival.what:
                case Said():
                    await self._converse(arrival, finding)
                case Numbered(number=number):
                    await self._choose(arrival, number, finding)
                case Pressed():
                    await self._press(arrival, arrival.what)
                case Began(invite=None):
                    await self._welcome_back(arrival)
                case Began(invite=invite):
                    await self._begin(arrival, invite)
                case WantsWeb():
                    await self._lead_to_web(arrival)
                case Unreadable():
                    pass
        except GatewayRefused as refusal:
            await self._say(arrival, refusal.detail)

    async def _converse(
        self, arrival: Arrival, finding: Finding = NOTHING, *, payload: str | None = None
    ) -> None:
        text = arrival.text if payload is None else None
        say = partial(
            self._gateway.say, arrival.sender, name=arrival.name, text=text, payload=payload
        )
        await self._deliver(arrival, await self._with_session(arrival, say, finding))

    async def _choose(self, arrival: Arrival, number: int, finding: Finding) -> None:
        latest = await self._latest(arrival, offering=False)
        choices = dict(numbered([button for said in latest.messages for button in said.buttons]))
        chosen = choices.get(number)
        await self._converse(arrival, finding, payload=chosen.payload if chosen else None)

    async def _press(self, arrival: Arrival, pressed: Pressed) -> None:
        if _same(self._pressed.get(arrival.sender), pressed):
            # A second tap on the same button, before it was gone from the screen.
            return
        # Which response a button of care belongs to, the gateway knows.
        is_taken = pressed.is_open or is_of_care(pressed.payload)
        payload = pressed.payload if is_taken else None
        payload = payload or _payload(await self._latest(arrival), pressed)
        self._pressed[arrival.sender] = pressed
        if len(self._pressed) > _REMEMBERED:
            self._pressed.popitem(last=False)
        try:
            if payload is not None:
                await self._converse(arrival, payload=payload)
                return
        except GatewayRefused as refusal:
            if refusal.error != NOT_OFFERED:
                raise
        await self._explain_stale(arrival)

    async def _explain_stale(self, arrival: Arrival) -> None:
        latest = await self._latest(arrival)
        is_open = any(message.buttons for message in latest.messages)
        await self._say(arrival, WORDS.stale if is_open else WORDS.nothing_open)
        if is_open:
            await self._deliver(arrival, latest)

    async def _welcome_back(self, arrival: Arrival) -> None:
        try:
            latest = await self._patiently(
                arrival, partial(self._gateway.latest, arrival.sender), NOTHING
            )
        except GatewayRefused as refusal:
            if refusal.error != TOKEN_UNKNOWN:
                raise
            await self._open(arrival)
            return
        await self._say(arrival, WORDS.welcome_back)
        await self._deliver(arrival, latest)

    async def _begin(self, arrival: Arrival, invite: str | None) -> None:
        try:
            await self._open(arrival, invite)
        except GatewayRefused as refusal:
            await self._say(arrival, WORDS.refused_invite.format(detail=refusal.detail))

    async def _lead_to_web(self, arrival: Arrival) -> None:
        make = partial(self._gateway.hand_over, arrival.sender)
        links = await self._with_session(arrival, make, NOTHING)
        await self._say(arrival, WORDS.web_link.format(url=links.web))

    async def _latest(self, arrival: Arrival, *, offering: bool = True) -> TurnAnswer:
        look = partial(self._gateway.latest, arrival.sender, offering=offering)
        return await self._with_session(arrival, look, NOTHING)

    async def _with_session[A](
        self, arrival: Arrival, call: Callable[[], Awaitable[A]], finding: Finding
    ) -> A:
        """Call the gateway; a chat that has no conversation yet gets one first."""
        try:
            return await self._patiently(arrival, call, finding)
        except GatewayRefused as refusal:
            if refusal.error != TOKEN_UNKNOWN:
                raise
        await self._open(arrival)
        return await self._patiently(arrival, call, finding)

    async def _open(self, arrival: Arrival, invite: str | None = None) -> None:
        await self._deliver(arrival, await self._opened(arrival, invite))

    async def _opened(self, arrival: Arrival, invite: str | None = None) -> TurnAnswer:
        opened: SessionAnswer | None = None

        async def open_or_look() -> TurnAnswer:
            # A conversation that opened without a word, as the assistant was away, is not opened
            # again: its first words are asked for.
            nonlocal opened
            if opened is not None:
                return await self._gateway.latest(arrival.sender)
            opened = await self._gateway.open(
                arrival.sender, locale=_locale(arrival), invite=invite
            )
            return opened

        return await self._patiently(arrival, open_or_look, NOTHING)

    async def _patiently[A](
        self,
        arrival: Arrival,
        call: Callable[[], Awaitable[A]],
        finding: Finding,
        *,
        is_quiet: bool = False,
    ) -> A:
        """Call the gateway until it answers; tell the person once that it takes longer."""
        for wait_s in waits():
            try:
                answer = await call()
            except GatewayAway:
                if not is_quiet:
                    await self._tell_once(arrival, finding)
            except GatewayRefused as refusal:
                if refusal.wait_s is None:
                    raise
                await self._sleep(refusal.wait_s)
                continue
            else:
                if not isinstance(answer, TurnAnswer) or not answer.failed:
                    self._told.discard(arrival.sender)
                    return answer
                if not is_quiet:
                    await self._tell_once(arrival, finding)
            await self._sleep(wait_s)
        raise AssertionError("The waits never end.")

    async def _tell_once(self, arrival: Arrival, finding: Finding) -> None:
        if arrival.sender not in self._told:
            self._told.add(arrival.sender)
            gentle = self.care_for(finding, _locale(arrival), name=arrival.name)
            away = _notice(GATEWAY_WORDS.with_help(WORDS.away))
            await self._channel.deliver(arrival.sender, [*gentle, away])

    async def _give_care(self, arrival: Arrival, finding: Finding) -> None:
        """Give care at once; then see to it that the conversation knows."""
        say = partial(self._gateway.say, arrival.sender, name=arrival.name, text=arrival.text)
        answer: TurnAnswer | None = None
        with anyio.move_on_after(self._care_patience_s), suppress(GatewayAway, GatewayRefused):
            answer = await say()
        alone = self.care_for(finding, _locale(arrival), name=arrival.name)
        care = answer.messages if answer else alone
        log.warning("channel.care.given", category=finding.category, alone=answer is None)
        await self._channel.deliver(arrival.sender, care)
        async with self._order.turn(arrival.sender):
            with suppress(GatewayRefused):
                await self._keep_care(arrival, say, is_kept=answer is not None)

    async def _keep_care(
        self, arrival: Arrival, say: Callable[[], Awaitable[TurnAnswer]], *, is_kept: bool
    ) -> None:
        """Store the message of a person in danger; what is answered to it now is not said again."""
        quietly = partial(self._patiently, arrival, finding=NOTHING, is_quiet=True)
        try:
            await quietly(partial(self._gateway.latest, arrival.sender))
        except GatewayRefused as refusal:
            if refusal.error != TOKEN_UNKNOWN:
                raise
            open_first = partial(self._gateway.open, arrival.sender, locale=_locale(arrival))
            await quietly(open_first)
            is_kept = False
        if not is_kept:
            await quietly(say)

    async def _deliver(self, arrival: Arrival, answer: TurnAnswer) -> None:
        await self._channel.deliver(arrival.sender, answer.messages)

    async def _say(self, arrival: Arrival, *sentences: str) -> None:
        await self._channel.deliver(arrival.sender, [_notice(each) for each in sentences])


def _notice(text: str) -> Message:
    return Message(id=uuid4(), kind=MessageKind.NOTICE, text=text)


def _same(one: Pressed | None, other: Pressed) -> bool:
    return one is not None and replace(one, is_open=other.is_open) == other


def _payload(latest: TurnAnswer, pressed: Pressed) -> str | None:
    """Give the payload of a button that is open."""
    for message in latest.messages:
        if message.id.hex.startswith(pressed.message):
            payloads = [button.payload for button in message.buttons]
            if pressed.payload is not None:
                return pressed.payload if pressed.payload in payloads else None
            if pressed.button is not None and pressed.button < len(payloads):
                return payloads[pressed.button]
    return None


def _locale(arrival: Arrival) -> str:
    return arrival.language if _LOCALE.fullmatch(arrival.language) else "en"
