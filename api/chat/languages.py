"""Offering another language, and going on in it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from api.chat import interpreter, repository
from api.chat.carer import Carer
from api.chat.keeping import Keeper
from api.chat.schemas import TurnAnswer
from api.chat.transactions import Transactions
from api.chat.turn import OPEN, Outcome, Turn, TurnStatus
from api.languages.switching import offered_of
from api.languages.switching import payload as language_payload
from api.languages.telling import read
from api.safety.care import RESUME
from api.safety.finding import Finding
from api.safety.staying import Stay


class Languages:
    """Knows which language to offer, and says again in a new one what is open."""

    def __init__(
        self,
        transactions: Transactions,
        ask: Callable[[Turn], Awaitable[Outcome]],
        *,
        carer: Carer,
        keeper: Keeper,
    ) -> None:
        self._transactions = transactions
        self._ask = ask
        self._carer = carer
        self._keeper = keeper

    async def to_offer(self, turn: Turn) -> str | None:
        """Give the language that somebody plainly writes in, unless it was offered before."""
        if turn.is_opening or (found := interpreter.written_in(turn)) is None:
            return None
        asked = partial(
            repository.is_offered, conversation=turn.conversation, payload=language_payload(found)
        )
        return None if await self._transactions.read(asked) else found

    async def gone_on_in(self, turn: Turn) -> str | None:
        """Give the offered language when somebody answers its offer by writing on in it."""
        if turn.is_opening or (found := interpreter.written_in(turn)) is None:
            return None
        return found if await self._offered_now(turn) == found else None

    async def _offered_now(self, turn: Turn) -> str | None:
        """Give the language that the last answer offered, if it did."""
        latest = partial(repository.latest_replies, conversation=turn.conversation)
        replies = await self._transactions.read(latest)
        return offered_of(button["payload"] for each in replies for button in each["buttons"])

    async def switch(self, turn: Turn, to: str, finding: Finding) -> TurnAnswer:
        """Go on in another language, and say again what is open; care stays care."""
        is_new = to != turn.locale
        speak = partial(repository.speak, conversation=turn.conversation, locale=to)
        await self._transactions.write(speak)
        care = self._carer.messages(finding, to) if finding.certainty else []
        switched = interpreter.switched_words(to) if is_new else interpreter.stayed_words(to)
        first = [*care, *switched]
        turn = await self._with_what_was_told(turn, to)
        if turn.stay is not None and turn.stay.is_open:
            again = self._carer.say_again(turn.stay, to)
            return await self._keeper.finish(
                turn,
                Outcome(TurnStatus.ANSWERED, [*first, *again], stay=turn.stay, finding=finding),
            )
        outcome = await self._ask(turn)
        checked = replace(
            outcome,
            messages=[*first, *outcome.messages],
            stay=Stay.after(finding) or turn.stay,
            finding=finding,
        )
        return await self._keeper.finish(turn, checked)

    async def _with_what_was_told(self, turn: Turn, to: str) -> Turn:
        """Go on in a language with what was written before it and is not answered yet.

        What may tell of danger is not sent on, and what was answered is not answered again: inside
        a triage only what led to the offer of the language is left.
        """
        in_new = replace(turn, locale=to, text=None, payload=RESUME if turn.state.flow else OPEN)
        may_tell = turn.state.flow is None or await self._offered_now(turn) == to
        if turn.stay is not None or turn.state.flow == "assessment" or not may_tell:
            return in_new
        latest = partial(repository.text_before, conversation=turn.conversation, turn=turn.id)
        before = await self._transactions.read(latest) or ""
        written = before if turn.payload is not None else f"{before}. {turn.written or turn.text}"
        told = read(written, to, interpreter.asked(turn))
        if not told.tells_anything:
            return in_new
        return replace(in_new, text=told.in_english(interpreter.asked(turn)), payload=None)
