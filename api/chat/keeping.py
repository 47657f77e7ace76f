"""Keeping the answer of a turn, and knowing of which turns it could not be kept."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from api.chat import interpreter, turns
from api.chat.refusals import ConversationsAway
from api.chat.schemas import TurnAnswer
from api.chat.transactions import Transactions
from api.chat.turn import Attempt, Outcome, Turn
from api.metrics import CARE, count_turn
from api.safety.finding import Certainty

DATABASE_PATIENCE_S = 10.0


class Keeper:
    """Keeps answers; a turn is waited for as long as the engine and the database may take."""

    def __init__(
        self,
        transactions: Transactions,
        *,
        clock: Callable[[], datetime],
        engine_timeout_s: float,
    ) -> None:
        self._transactions = transactions
        self._clock = clock
        self._patience = timedelta(seconds=engine_timeout_s + DATABASE_PATIENCE_S)
        self._dropped: dict[UUID, datetime] = {}

    def attempt(self, *, waited: bool = False) -> Attempt:
        """Describe an attempt to take a message now."""
        now = self._clock()
        # After so long anybody may take a turn again, and it need not be remembered as dropped.
        self._dropped = {id_: at for id_, at in self._dropped.items() if at > now - self._patience}
        return Attempt(now, self._patience, self._dropped.keys(), waited)

    async def finish(self, turn: Turn, outcome: Outcome) -> TurnAnswer:
        """Keep what a turn is answered with, in its language. Raises ``ConversationsAway``."""
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
            self._dropped[turn.id] = self._clock()
            raise
        self._dropped.pop(turn.id, None)
        return answer
