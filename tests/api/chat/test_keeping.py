"""What the keeper remembers of answers that could not be kept, and for how long."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.chat.keeping import DATABASE_PATIENCE_S, Keeper
from api.chat.refusals import ConversationsAway
from api.chat.schemas import State
from api.chat.turn import Outcome, Turn, TurnStatus

pytestmark = pytest.mark.anyio

ENGINE_TIMEOUT_S = 20.0


class Away:
    """A database that cannot be written to."""

    async def write(self, _work: Any) -> Any:
        raise ConversationsAway


class Clock:
    now = datetime(2026, 3, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def _turn() -> Turn:
    return Turn(
        id=uuid.uuid4(),
        conversation=uuid.uuid4(),
        channel="web",
        locale="en",
        assessment=None,
        participant=None,
        text="hello",
        payload=None,
        state=State(),
    )


async def test_a_turn_that_was_dropped_is_forgotten_once_anybody_may_take_it_again() -> None:
    clock = Clock()
    keeper = Keeper(Away(), clock=clock, engine_timeout_s=ENGINE_TIMEOUT_S)
    turn = _turn()
    with pytest.raises(ConversationsAway):
        await keeper.finish(turn, Outcome(TurnStatus.ANSWERED, []))
    patience = timedelta(seconds=ENGINE_TIMEOUT_S + DATABASE_PATIENCE_S)
    clock.now += patience - timedelta(seconds=1)
    assert turn.id in keeper.attempt().dropped
    clock.now += timedelta(seconds=1)
    assert len(keeper.attempt().dropped) == 0
