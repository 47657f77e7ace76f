"""How fast messages may come."""

import pytest
import time_machine

from api.chat.rates import Rate
from tests.api.chat.conftest import Start

pytestmark = pytest.mark.anyio


async def test_messages_beyond_the_limit_are_told_how_long_to_wait(start: Start) -> None:
    chat = await start(message_rate="2/minute")
    talk, other = await chat.open(), await chat.open()
    assert (await talk.say("one")).status_code == 200
    assert (await talk.say("two")).status_code == 200
    refused = await talk.say("three")
    assert refused.status_code == 429
    seconds = int(refused.headers["Retry-After"])
    assert 1 <= seconds <= 60
    assert refused.json()["error"] == "TooManyRequests"
    assert str(seconds) in refused.json()["detail"]
    assert (await other.say("one")).status_code == 200
    assert len(chat.engine.turns) == 5


async def test_conversations_beyond_the_limit_are_refused(start: Start) -> None:
    chat = await start(session_rate="2/minute")
    await chat.open()
    await chat.open()
    refused = await chat.http.post("/v1/chat/sessions", json={"channel": "web"})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) >= 1
    assert len(chat.engine.turns) == 2


async def test_there_is_room_again_after_the_wait() -> None:
    with time_machine.travel(1_770_000_000, tick=False) as clock:
        rate = Rate("2/minute")
        assert [await rate.take("a") for _ in range(2)] == [None, None]
        wait = await rate.take("a")
        assert wait is not None
        clock.shift(wait.seconds + 60)
        assert await rate.take("a") is None


async def test_every_limit_of_a_setting_counts() -> None:
    with time_machine.travel(1_770_000_000, tick=False) as clock:
        rate = Rate("10/second;3/minute")
        for _ in range(3):
            assert await rate.take("a") is None
            clock.shift(1)
        assert await rate.take("a") is not None
        assert await rate.take("b") is None
