"""The engine may be away, slow or confused: the answer is plain, and trying again is safe."""

from uuid import uuid4

import httpx
import pytest

from api.chat.words import WORDS
from tests.api.chat.conftest import Chat, Conversation, Start
from tests.api.chat.fakes import POSSIBLE, Hold, Reply, fail, raw, say

pytestmark = pytest.mark.anyio

YES = {"title": "Yes", "payload": "/affirm"}
ASKED = {
    "text": "Ready?",
    "buttons": [YES],
    "custom": {"state": {"flow": "assessment", "question": "V1a"}},
}
FAULTS: dict[str, Reply] = {
    "away": fail(httpx.ConnectError("refused")),
    "dropped": fail(httpx.RemoteProtocolError("closed")),
    "slow to read": fail(httpx.ReadTimeout("slow")),
    "error 500": raw(500, b"oops"),
    "no model yet": raw(503, b'{"error": "Starting"}'),
    "nothing": say(),
    "nothing to see": say({"custom": {"state": {"flow": None}}}),
    "broken JSON": raw(200, b'{"messages": [{"te'),
    "no JSON": raw(200, b"<html>"),
    "another shape": raw(200, b'[{"text": "hi"}]'),
    "another type": say({"text": ["hi"]}),
    "unknown flow": say({"text": "hi", "custom": {"state": {"flow": "dancing"}}}),
    "said that it failed": say({"text": "Sorry."}, {"custom": {"failed": True}}),
}


@pytest.mark.parametrize("kind", FAULTS)
async def test_a_failed_turn_is_answered_plainly_and_can_be_sent_again(
    chat: Chat, kind: str
) -> None:
    chat.engine.next.append(say(ASKED))
    talk = await chat.open()
    chat.engine.next.append(FAULTS[kind])
    name = uuid4()
    failed = await talk.say("3", name=name)
    assert failed.status_code == 200
    (notice,) = failed.json()["messages"]
    assert notice["kind"] == "notice"
    assert notice["text"] == WORDS.with_help(WORDS.notices.away)
    assert failed.json()["state"] == ASKED["custom"]["state"]
    assert failed.json()["failed"] is True

    again = await talk.say("3", name=name)
    assert "failed" not in again.json()
    assert again.json()["messages"][0]["text"] == "I see."
    first, second = chat.engine.turns[1:]
    assert first == second


def test_the_notice_names_the_help_lines() -> None:
    text = WORDS.with_help(WORDS.notices.away)
    for words in ("I can't reach the assistant just now", "not lost", "999", "111", "116 123"):
        assert words in text


async def test_an_engine_that_takes_too_long_is_given_up(start: Start) -> None:
    chat = await start(engine_timeout_s=0.01)
    talk = await chat.open()
    chat.engine.next.append(Hold())
    answer = await talk.say("hello")
    assert answer.json()["messages"][0]["kind"] == "notice"


async def test_a_failed_turn_is_replaced_once_it_is_answered(
    chat: Chat, talk: Conversation
) -> None:
    name = uuid4()
    chat.engine.next.append(FAULTS["away"])
    await talk.say("hello", name=name)
    said = [(each["from"], each["kind"]) for each in (await talk.transcript())["messages"]]
    assert said == [("assistant", "text"), ("person", "text"), ("assistant", "notice")]
    transcript = await talk.transcript()
    assert transcript["failed"] == [transcript["messages"][1]["id"]]
    await talk.say("hello", name=name)
    transcript = await talk.transcript()
    assert [each["text"] for each in transcript["messages"]] == ["I see.", "hello", "I see."]
    assert "failed" not in transcript


async def test_a_gentle_check_is_an_answer_though_the_engine_is_away(chat: Chat) -> None:
    chat.engine.next.extend([say(ASKED), FAULTS["away"]])
    talk = await chat.open()
    answer = (await talk.say(f"I am {POSSIBLE}")).json()
    assert len(answer["messages"]) == 1
    assert "failed" not in answer


async def test_a_message_tried_again_later_answers_the_question_it_was_meant_for(
    chat: Chat,
) -> None:
    chat.engine.next.append(say(ASKED))
    talk = await chat.open()
    name = uuid4()
    chat.engine.next.extend(
        [FAULTS["away"], say({"text": "Next.", "custom": {"state": {"flow": None}}})]
    )
    await talk.say("three", name=name)
    await talk.say("something else")
    await talk.say("three", name=name)
    assert [turn["metadata"]["statement"] for turn in chat.engine.turns[1:]] == [
        "V1a",
        "V1a",
        "V1a",
    ]
    assert chat.engine.turn_ids[1] == chat.engine.turn_ids[3]


async def test_buttons_from_before_a_failure_can_still_be_typed(chat: Chat) -> None:
    chat.engine.next.extend([say(ASKED), FAULTS["away"]])
    talk = await chat.open()
    await talk.say("hello")
    await talk.say("yes")
    assert chat.engine.turns[-1]["payload"] == "/affirm"


async def test_a_conversation_opens_while_the_engine_starts(chat: Chat) -> None:
    chat.engine.ready = False
    chat.engine.next.append(FAULTS["away"])
    talk = await chat.open()
    (notice,) = talk.opened["messages"]
    assert notice["text"] == WORDS.with_help(WORDS.notices.starting)
    assert talk.opened["state"] == {"flow": None}
    assert talk.opened["failed"] is True
    assert [each["text"] for each in (await talk.transcript())["messages"]] == [notice["text"]]
    assert len(chat.engine.turns) == 1


async def test_reading_opens_the_conversation_once_the_engine_is_ready(chat: Chat) -> None:
    chat.engine.next.extend([FAULTS["away"], say(ASKED)])
    talk = await chat.open()
    transcript = await talk.transcript()
    assert [each["text"] for each in transcript["messages"]] == ["Ready?"]
    assert transcript["state"]["question"] == "V1a"
    assert [turn["payload"] for turn in chat.engine.turns] == ["/open", "/open"]
    assert len(set(chat.engine.turn_ids)) == 1
    assert (await talk.press("/affirm")).status_code == 200
    await talk.transcript()
    assert len(chat.engine.turns) == 3


async def test_a_conversation_that_went_on_is_not_opened_again(chat: Chat) -> None:
    chat.engine.next.append(FAULTS["away"])
    talk = await chat.open()
    await talk.say("hello")
    await talk.transcript()
    assert len(chat.engine.turns) == 2
