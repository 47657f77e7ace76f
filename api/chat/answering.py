"""What a turn is answered with: care, another language, what is held, or what the engine says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog

from api.assessments.schemas import Channel
from api.chat import beside, interpreter, turns
from api.chat.asking_engine import ask_engine
from api.chat.carer import Carer
from api.chat.engine import Engine
from api.chat.keeping import Keeper
from api.chat.languages import Languages
from api.chat.offers import is_out_of_turn
from api.chat.privacy_desk import PrivacyDesk
from api.chat.refusals import ConversationsAway
from api.chat.schemas import Message, State, TurnAnswer
from api.chat.staying import Staying, Step, wants_a_call, weighed
from api.chat.transactions import Transactions
from api.chat.turn import OPEN, Outcome, Turn, TurnStatus
from api.config import Settings
from api.privacy.asking import Wish
from api.privacy.service import Retention
from api.safety.care import RESUME, CareMessages
from api.safety.finding import NOTHING, Certainty, Finding
from api.safety.staying import Stay


class Answering:
    """Decides what a turn is answered with, and has the answer kept."""

    def __init__(
        self,
        settings: Settings,
        transactions: Transactions,
        engine: Engine,
        *,
        carer: Carer,
        care: CareMessages,
        keeper: Keeper,
        clock: Callable[[], datetime],
    ) -> None:
        self._settings = settings
        self._transactions = transactions
        self._carer = carer
        self._staying = Staying(care)
        self._keeper = keeper
        self._clock = clock
        self._ask = partial(ask_engine, engine, demo=settings.demo)
        self._desk = PrivacyDesk(transactions, engine, Retention.from_settings(settings))
        self._languages = Languages(transactions, self._ask, carer=carer, keeper=keeper)

    async def answer(self, turn: Turn, finding: Finding = NOTHING) -> TurnAnswer:
        """Answer a turn in which this danger was found. Raises ``ConversationsAway``."""
        structlog.contextvars.bind_contextvars(conversation=str(turn.conversation))
        finding = weighed(turn, finding)
        turn = await self._reached(await self._placed(turn, finding))
        if finding.certainty is Certainty.CERTAIN:
            return await self._answer_with_care(turn, finding)
        if not turn.is_opening and (to := interpreter.wished_language(turn)) is not None:
            answer = await self._languages.switch(turn, to, finding)
            return answer.model_copy(update={"locale": to})
        turn = interpreter.understood(turn)
        is_late = is_out_of_turn(turn.payload, turn.shown, turn.stay)
        if not (turn.is_opening or is_late) and (wish := self._desk.wish(turn)) is not None:
            return await self._answer_wish(turn, wish, finding)
        return await self._stay_or_go_on(turn, finding)

    async def _placed(self, turn: Turn, finding: Finding) -> Turn:
        """Add where the person is, for the lines of their own area; care does not wait for it.

        What is said now counts first, then what was said since the disclosure, then the triage's.
        Once the person went on, the triage's counts before what was said then.
        """
        if not self._carer.wants_place or (finding.certainty is None and turn.stay is None):
            return turn
        if (said := self._carer.place_told(turn.typed, turn.stay)) is not None:
            return replace(turn, place=said, place_told=said)
        earlier = turn.stay.place if turn.stay else None
        try:
            place_of = partial(turns.place_of, conversation=turn.conversation)
            place = await self._transactions.read(place_of) or earlier
        except ConversationsAway:
            place = earlier
        return replace(turn, place=place, place_told=earlier)

    async def _reached(self, turn: Turn) -> Turn:
        """Add whether somebody who wants to be rung can be, as far as they told the triage."""
        if not wants_a_call(turn):
            return turn
        try:
            known = partial(turns.reach_of, conversation=turn.conversation)
            return replace(turn, known=await self._transactions.read(known))
        except ConversationsAway:
            return turn

    async def _stay_or_go_on(self, turn: Turn, finding: Finding) -> TurnAnswer:
        step = self._staying.step(turn, finding)
        if step.messages is not None:
            said = Outcome(TurnStatus.ANSWERED, step.messages, stay=step.stay, finding=finding)
            return await self._finish_care(turn, said)
        if finding.certainty is not None and turn.payload is None:
            return await self._care_beside_a_need(turn, finding)
        if (
            finding.certainty is None
            and (answer := await self._of_language(turn, step)) is not None
        ):
            return answer
        return await self._go_on(step, finding)

    async def _care_beside_a_need(self, turn: Turn, finding: Finding) -> TurnAnswer:
        """Ask whether the person is safe; a plain need in the same words is not lost by it.

        Who is bullied is asked first: there, the need and what may be danger are one thing.
        """
        needs = [need for need in beside.needs_of(turn) if need != beside.BULLYING]
        seen = beside.for_engine(turn, needs, finding.about) if needs else None
        if seen is None:
            return await self._check_gently(turn, finding)
        return await self._help_and_check(seen, finding, is_hungry=beside.HUNGER in needs)

    async def _of_language(self, turn: Turn, step: Step) -> TurnAnswer | None:
        """Go on in the language that is written, offer it, or say who speaks it; else None."""
        if (to := await self._languages.gone_on_in(turn)) is not None:
            answer = await self._languages.switch(turn, to, NOTHING)
            return answer.model_copy(update={"locale": to})
        if (to := await self._languages.to_offer(turn)) is not None:
            offered = Outcome(
                TurnStatus.ANSWERED, interpreter.offer(to, turn.locale), stay=turn.stay
            )
            return await self._keeper.finish(turn, offered)
        if interpreter.asks_for_language(turn):
            return await self._tell_of_interpreters(turn, step)
        return None

    async def _tell_of_interpreters(self, turn: Turn, step: Step) -> TurnAnswer:
        """Say what is known of who speaks the language, then ask again what is open."""
        again = await self._ask(replace(turn, payload=RESUME if turn.state.flow else OPEN))
        said = [*step.first, *interpreter.on_interpreters(turn.locale)]
        asked = Outcome(TurnStatus.ANSWERED, []) if again.is_failure else again
        answer = replace(asked, messages=[*said, *asked.messages], stay=step.stay)
        return await self._keeper.finish(turn, answer)

    async def _go_on(self, step: Step, finding: Finding) -> TurnAnswer:
        """Let the engine answer; what comes first stands before it."""
        turn = step.turn
        first: list[Message] = step.first
        last: list[Message] = []
        if finding.certainty is not None:
            first = self._carer.messages(finding, turn.locale, turn.place)
        elif turn.is_opening:
            first = interpreter.first_words(turn.locale)
            notice = [self._desk.notice(turn)] if self._settings.privacy_notice else []
            if _sees_the_beginning(turn):
                last = notice
            else:
                first = [*first, *notice]
        turn = interpreter.with_what_is_told(turn)
        if turn.unread and turn.state.flow is None:
            first = [*first, *interpreter.not_followed(turn.locale)]
        outcome = await self._ask(turn)
        stay = turn.stay if outcome.is_failure else step.stay
        said = interpreter.with_interpreter(outcome.messages, turn)
        checked = replace(
            outcome,
            messages=[*first, *said, *last],
            stay=Stay.after(finding) or stay,
            finding=finding,
        )
        return await self._keeper.finish(turn, checked)

    async def _check_gently(self, turn: Turn, finding: Finding) -> TurnAnswer:
        """Ask whether the person is safe, then only what was asked before.

        Words that may tell of danger are nobody's answer and nobody's need: the engine does not
        see them, and its small talk does not follow.
        """
        asked = Outcome(TurnStatus.ANSWERED, [])
        if turn.state.flow is not None:
            again = await self._ask(replace(turn, payload=RESUME))
            asked = asked if again.is_failure else again
        messages = [*self._carer.messages(finding, turn.locale, turn.place), *asked.messages]
        stay = Stay.after(finding, turn.stay, beside.needs_of(turn))
        checked = replace(asked, messages=messages, stay=stay, finding=finding)
        return await self._keeper.finish(turn, checked)

    async def _help_and_check(self, turn: Turn, finding: Finding, *, is_hungry: bool) -> TurnAnswer:
        """Ask whether the person is safe, and help with what they need in the same breath.

        Hunger does not wait for the answer to a question: food comes first, and the gentle check
        stands before what is asked then. Other needs are taken up after it.
        """
        outcome = await self._ask(turn)
        check, helped = self._carer.check_beside_need(turn, finding), outcome.messages
        before = max(1, len(helped) - 1) if is_hungry and not outcome.is_failure else 0
        messages = [*helped[:before], *check, *helped[before:]]
        stay = Stay.after(finding)
        checked = replace(outcome, messages=messages, stay=stay, finding=finding)
        return await self._keeper.finish(turn, checked)

    async def _answer_wish(self, turn: Turn, wish: Wish, finding: Finding) -> TurnAnswer:
        said = await self._desk.answer(turn, wish, self._clock())
        if wish is Wish.ERASE_NOW:
            said_last = interpreter.in_the_language([said], turn.locale)
            return TurnAnswer(messages=said_last, state=State(), erased=True)
        if wish in (Wish.FORGET, Wish.KEEP):
            turn = replace(turn, keeps_words=wish is Wish.KEEP)
        first = self._carer.messages(finding, turn.locale, turn.place) if finding.certainty else []
        # Asking what is held is no wish to go on: what was told before is not left behind by it.
        stay = turn.stay
        if stay is None or not stay.is_open:
            stay = Stay.after(finding) or (stay.gone_on() if stay else None)
        outcome = Outcome(TurnStatus.ANSWERED, [*first, said], stay=stay, finding=finding)
        answer = await self._keeper.finish(turn, outcome)
        if wish is Wish.FORGET:
            await self._desk.overwrite_forgotten()
        return answer

    async def _answer_with_care(self, turn: Turn, finding: Finding) -> TurnAnswer:
        stay = Stay.after(finding, turn.stay, beside.needs_of(turn))
        messages = self._carer.care(finding, stay, turn.locale, turn.place)
        care = Outcome(TurnStatus.ANSWERED, messages, stay=stay, finding=finding)
        return await self._finish_care(turn, care)

    async def _finish_care(self, turn: Turn, care: Outcome) -> TurnAnswer:
        """Keep what is said while the assistant stays with somebody; what cannot be is said too."""
        try:
            return await self._keeper.finish(turn, care)
        except ConversationsAway:
            if care.stay is None or not care.stay.is_open:
                raise
            return self._carer.answer_unkept(care, turn.response, turn.key, turn.state)


def _sees_the_beginning(turn: Turn) -> bool:
    """Whether the hello stands before the notice: on a page, whose top is what is seen first.

    Where messages arrive one by one the latest is seen, and that is the question; in an assessment
    it is the statement.
    """
    return turn.channel == Channel.WEB and turn.participant is None
