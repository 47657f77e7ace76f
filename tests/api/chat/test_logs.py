"""The log says what happened in which conversation, and never what a person said."""

import logging

import httpx
import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from tests.api.chat.conftest import Chat, Conversation
from tests.api.chat.fakes import CERTAIN, POSSIBLE, fail, say

pytestmark = pytest.mark.anyio

WORDS = "my secret sentence"


async def test_logs_of_turns_name_the_conversation_and_hold_no_words(
    chat: Chat, talk: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with capture_logs(processors=[merge_contextvars]) as events:
        await talk.say(WORDS)
        chat.engine.next.append(fail(httpx.ConnectError(WORDS)))
        await talk.say(WORDS)
        await talk.say(f"{WORDS} {CERTAIN}")
        await talk.say(f"{WORDS} {POSSIBLE}")
        await talk.say(WORDS * 1000)
        chat.database.away = True
        await talk.say(f"{WORDS} {CERTAIN}")
        await talk.say(WORDS)
    named = {event["event"] for event in events}
    assert named == {
        "chat.turn.answered",
        "chat.turn.failed",
        "chat.care.given",
        "chat.care.kept",
        "chat.care.not_kept",
        "chat.database.away",
    }
    turns = [each for each in events if each["event"].startswith("chat.turn")]
    assert {each["conversation"] for each in turns} == {talk.id}
    assert "secret" not in str(events)
    assert "secret" not in caplog.text
    assert talk.opened["token"] not in str(events) + caplog.text
    assert "t0k" not in caplog.text


async def test_an_answer_in_another_shape_is_not_logged_either(
    chat: Chat, talk: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    chat.engine.next.append(say({"text": [WORDS]}))
    with capture_logs() as events:
        await talk.say("hello")
    assert events[-1]["reason"] == "shape"
    assert "secret" not in str(events) + caplog.text
