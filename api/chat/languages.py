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
from api.languages.needs import in_english_if_told
from api.languages.switching import payload as language_payload
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

    async def switch(self, turn: Turn, to: str, finding: Finding) -> TurnAnswer:
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
            return await self._keeper.finish(
                turn,
                Outcome(TurnStatus.ANSWERED, [*first, *again], stay=turn.stay, finding=finding),
            )
        outcome = await self._ask(await self._with_what_was_told(turn))
        checked = replace(
            outcome,
            messages=[*first, *outcome.messages],
            stay=Stay.after(finding) or turn.stay,
            finding=finding,
        )
        return await self._keeper.finish(turn, checked)

    async def _with_what_was_told(self, turn: Turn) -> Turn:
        """Answer in the new language the need that led to the offer of it."""
        read = partial(repository.text_before, conversation=turn.conversation, turn=turn.id)
        # What may tell of danger is not sent on, and what was answered is not answered again.
        is_open = turn.state.flow is None and turn.stay is None
        before = await self._transactions.read(read) if is_open else None
        told = in_english_if_told(before or "", turn.locale)
        return turn if told is None else replace(turn, text=told, payload=None)
