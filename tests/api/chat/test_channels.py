"""Chats of other channels have conversations under tokens of their own, which can be carried on."""

from typing import Any

import httpx
import pytest
from sqlalchemy import func, select, text

from api.credentials import token_hash
from api.models import ChatHandover, ChatKey, ChatSession
from tests.api.chat.conftest import KEY, Chat, Conversation, Start
from tests.api.chat.fakes import FakeEngine, raw, say

pytestmark = pytest.mark.anyio

CHAT = "c" * 43
OTHER_CHAT = "d" * 43
QUESTION = {"text": "How far?", "buttons": [{"title": "1 Emerging", "payload": "/level_1"}]}
FIFTEEN_MINUTES = 15 * 60


async def open_chat(
    chat: Chat, token: str = CHAT, *, key: str = KEY, **body: Any
) -> httpx.Response:
    return await chat.http.post(
        "/v1/chat/channel-sessions",
        json={"channel": "telegram", "token": token, **body},
        headers={"X-API-Key": key},
    )


async def chat_of(chat: Chat, token: str = CHAT, **body: Any) -> Conversation:
    answer = await open_chat(chat, token, **body)
    assert answer.status_code == 201, answer.text
    return Conversation(chat.http, answer.json())


async def hand_over(talk: Conversation) -> dict[str, Any]:
    answer = await talk.http.post("/v1/chat/handovers", headers=talk.headers)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def latest(talk: Conversation) -> dict[str, Any]:
    answer = await talk.http.get("/v1/chat/messages/latest", headers=talk.headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def texts(answer: dict[str, Any]) -> list[str]:
    return [message["text"] for message in answer["messages"]]


async def test_a_chat_talks_under_the_token_that_its_channel_made(chat: Chat) -> None:
    opened = await chat_of(chat)
    assert opened.opened["token"] == CHAT
    assert (await opened.say("hello")).status_code == 200
    metadata = chat.engine.turns[-1]["metadata"]
    assert metadata["channel"] == "telegram"


async def test_only_the_hash_of_the_token_is_kept(chat: Chat) -> None:
    await chat_of(chat)
    with chat.database.reading() as session:
        assert session.scalars(select(ChatKey.token_hash)).all() == [token_hash(CHAT)]
        assert token_hash(CHAT) not in session.scalars(select(ChatSession.token_hash)).all()


async def test_a_chat_needs_the_service_key(chat: Chat) -> None:
    assert (await open_chat(chat, key="wrong")).status_code == 401


@pytest.mark.parametrize("token", ["short", "c" * 101, "ü" * 43, "c" * 42 + " "])
async def test_a_token_that_can_be_guessed_is_refused(chat: Chat, token: str) -> None:
    assert (await open_chat(chat, token)).status_code == 422


async def test_opening_again_leaves_the_old_conversation_for_a_new_one(chat: Chat) -> None:
    first, second = await chat_of(chat), await chat_of(chat)
    assert first.id != second.id
    await second.say("hello")
    assert chat.engine.turns[-1]["conversation"] == second.id


async def test_a_chat_goes_when_its_conversation_is_erased(chat: Chat) -> None:
    opened = await chat_of(chat)
    await hand_over(opened)
    with chat.database.transaction() as session:
        session.execute(text("DELETE FROM chat_turns"))
        session.execute(text("DELETE FROM chat_sessions"))
    with chat.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ChatKey)) == 0
        assert session.scalar(select(func.count()).select_from(ChatHandover)) == 0
    assert (await opened.say("hello")).status_code == 401


async def test_a_conversation_of_the_web_goes_on_in_a_chat_and_in_both(
    chat: Chat, talk: Conversation
) -> None:
    chat.engine.next.append(say(QUESTION))
    await talk.say("begin")
    carried = await chat_of(chat, invite=(await hand_over(talk))["token"])
    assert carried.id == talk.id
    assert texts(carried.opened) == ["How far?"]
    assert (await carried.press("/level_1")).status_code == 200
    assert chat.engine.turns[-1]["metadata"]["channel"] == "telegram"
    await talk.say("back on the web")
    assert chat.engine.turns[-1]["metadata"]["channel"] == "web"
    assert chat.engine.turns[-1]["conversation"] == talk.id


async def test_a_chat_goes_on_in_a_web_browser(chat: Chat) -> None:
    opened = await chat_of(chat)
    await opened.say("hello")
    handover = await hand_over(opened)
    carried = await chat.open(invite=handover["token"])
    assert carried.id == opened.id
    assert carried.opened["token"] not in {CHAT, handover["token"]}
    assert await carried.transcript() == await opened.transcript()


async def test_a_handover_names_both_ways(start: Start) -> None:
    chat = await start(telegram_username="ExampleBot", public_url="https://signpost.example")
    handover = await hand_over(await chat.open())
    token = handover["token"]
    assert handover["web"] == f"https://signpost.example/chat?invite={token}"
    assert handover["telegram"] == f"https://t.me/ExampleBot?start={token}"
    assert len(token) <= 64


async def test_telegram_is_not_named_without_a_bot(talk: Conversation) -> None:
    assert (await hand_over(talk))["telegram"] is None


async def test_a_handover_works_once(chat: Chat, talk: Conversation) -> None:
    token = (await hand_over(talk))["token"]
    await chat_of(chat, invite=token)
    again = await open_chat(chat, OTHER_CHAT, invite=token)
    assert (again.status_code, again.json()["error"]) == (410, "HandoverUsed")


async def test_the_same_chat_may_ask_again_for_its_handover(chat: Chat, talk: Conversation) -> None:
    token = (await hand_over(talk))["token"]
    first = await chat_of(chat, invite=token)
    assert (await chat_of(chat, invite=token)).id == first.id


async def test_a_handover_ends_after_a_quarter_of_an_hour(chat: Chat, talk: Conversation) -> None:
    token = (await hand_over(talk))["token"]
    chat.clock.pass_time(FIFTEEN_MINUTES)
    late = await open_chat(chat, invite=token)
    assert (late.status_code, late.json()["error"]) == (410, "HandoverExpired")


async def test_a_made_up_handover_is_refused(chat: Chat) -> None:
    unknown = await open_chat(chat, invite="go-nothing")
    assert (unknown.status_code, unknown.json()["error"]) == (404, "HandoverNotFound")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer nobody"}])
async def test_a_stranger_hands_nothing_over(chat: Chat, headers: dict[str, str]) -> None:
    assert (await chat.http.post("/v1/chat/handovers", headers=headers)).status_code == 401
    assert (await chat.http.get("/v1/chat/messages/latest", headers=headers)).status_code == 401


async def test_handovers_count_against_the_rate(start: Start) -> None:
    talk = await (await start(message_rate="1/minute")).open()
    await hand_over(talk)
    assert (await talk.http.post("/v1/chat/handovers", headers=talk.headers)).status_code == 429


async def test_a_question_stays_open_while_something_else_is_said(
    chat: Chat, talk: Conversation
) -> None:
    chat.engine.next.extend([say(QUESTION), say({"text": "It means this."})])
    await talk.say("begin")
    await talk.say("what does that mean?")
    assert texts(await latest(talk)) == ["How far?"]


async def test_a_question_that_was_answered_is_not_open(chat: Chat, talk: Conversation) -> None:
    def asking(question: str | None) -> dict[str, Any]:
        return {"state": {"flow": "assessment", "question": question}}

    card = {"type": "question", "statement": "V1a"}
    question = {**QUESTION, "custom": {"kind": "card", "card": card, **asking("V1a")}}
    meaning, end = {"text": "It means this."}, {"text": "All done.", "custom": asking(None)}
    chat.engine.next.extend([say(question), say(meaning), say(end)])
    for said, open_now in (("begin", "How far?"), ("what?", "How far?"), ("3", "All done.")):
        await talk.say(said)
        assert texts(await latest(talk)) == [open_now]


async def test_without_any_button_the_last_answer_is_the_latest(
    chat: Chat, talk: Conversation
) -> None:
    chat.engine.next.append(say({"text": "Bye."}))
    await talk.say("bye")
    assert texts(await latest(talk)) == ["Bye."]


@pytest.fixture
def away() -> FakeEngine:
    engine = FakeEngine()
    engine.next.append(raw(503, b""))
    return engine


async def test_an_opening_that_failed_is_tried_again_when_it_is_asked_for(
    start: Start, away: FakeEngine
) -> None:
    chat = await start(engine=away)
    away.ready = False
    opened = await chat_of(chat)
    assert opened.opened["failed"] is True
    assert (await latest(opened))["failed"] is True
    away.ready = True
    assert texts(await latest(opened)) == ["I see."]
