"""Whatever is sent, the answer says what was wrong with it, and nothing is lost or doubled."""

from uuid import uuid4

import httpx
import pytest

from api.chat.route import MAX_BODY_BYTES
from tests.api.chat.conftest import Chat, Conversation, Start
from tests.api.chat.fakes import say

pytestmark = pytest.mark.anyio


def fault(answer: httpx.Response) -> tuple[int, str]:
    body = answer.json()
    assert set(body) == {"error", "detail"}
    assert len(body["detail"]) > 20
    return answer.status_code, body["error"]


async def test_100_000_characters_are_refused_with_both_lengths(
    chat: Chat, talk: Conversation
) -> None:
    answer = await talk.say("a" * 100_000)
    assert fault(answer) == (413, "MessageTooLong")
    assert "100000" in answer.json()["detail"]
    assert "4000" in answer.json()["detail"]
    assert len(chat.engine.turns) == 1


async def test_the_longest_message_is_taken(start: Start) -> None:
    chat = await start(message_max_chars=200)
    talk = await chat.open()
    assert (await talk.say("a" * 200)).status_code == 200
    assert fault(await talk.say("a" * 201)) == (413, "MessageTooLong")


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\t \r\n", "\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}", "\x07\x1b", "\N{BOM}"],
)
async def test_text_with_nothing_to_see_is_refused(
    chat: Chat, talk: Conversation, text: str
) -> None:
    assert fault(await talk.say(text)) == (422, "MessageEmpty")
    assert len(chat.engine.turns) == 1


async def test_control_characters_are_taken_out(chat: Chat, talk: Conversation) -> None:
    assert (await talk.say("two\r\nlines\x07 and\x1b\ta tab\x85")).status_code == 200
    assert chat.engine.turns[-1]["text"] == "two\nlines and\ta tab"


async def test_the_nul_character_is_refused(chat: Chat, talk: Conversation) -> None:
    assert fault(await talk.say("a\0b")) == (422, "MessageUnreadable")
    assert fault(await talk.press("/level_1\0")) == (422, "MessageUnreadable")
    assert len(chat.engine.turns) == 1


@pytest.mark.parametrize("text", ["😀", "👩🏽‍🦽", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👍👍"])
async def test_emoji_alone_are_a_message(chat: Chat, talk: Conversation, text: str) -> None:
    assert (await talk.say(text)).status_code == 200
    assert chat.engine.turns[-1]["text"] == text
    assert (await talk.transcript())["messages"][1]["text"] == text


async def test_half_an_emoji_is_replaced(chat: Chat, talk: Conversation) -> None:
    answer = await talk.send_raw(b'{"text": "I am sad \\ud83d"}')
    assert answer.status_code == 200
    assert chat.engine.turns[-1]["text"] == "I am sad \N{REPLACEMENT CHARACTER}"


async def test_a_text_and_a_payload_are_refused(chat: Chat, talk: Conversation) -> None:
    assert fault(await talk.send(text="3", payload="/level_3")) == (422, "MessageUnclear")
    assert fault(await talk.send()) == (422, "MessageUnclear")
    assert len(chat.engine.turns) == 1


@pytest.mark.parametrize(
    "payload", ['/level_4{"statement": "V1a"}', "/restart", "level_4", "/open", "x" * 3000]
)
async def test_a_payload_that_was_not_offered_is_refused(
    chat: Chat, talk: Conversation, payload: str
) -> None:
    assert fault(await talk.press(payload)) == (409, "PayloadNotOffered")
    assert len(chat.engine.turns) == 1


async def test_an_offer_holds_only_in_its_own_conversation(chat: Chat, talk: Conversation) -> None:
    chat.engine.next.append(say({"text": "?", "buttons": [{"title": "Yes", "payload": "/affirm"}]}))
    other = await chat.open()
    assert fault(await talk.press("/affirm")) == (409, "PayloadNotOffered")
    assert (await other.press("/affirm")).status_code == 200


async def test_a_name_that_is_no_uuid_is_refused(talk: Conversation) -> None:
    answer = await talk.send(text="hello", client_message_id="message 1")
    assert fault(answer) == (422, "MessageIdInvalid")
    assert "message 1" in answer.json()["detail"]


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer nobody"}])
async def test_without_a_known_token_nothing_is_said(chat: Chat, header: dict[str, str]) -> None:
    body = {"text": "hello"}
    answer = await chat.http.post("/v1/chat/messages", json=body, headers=header)
    assert fault(answer) == (401, "TokenUnknown")
    assert fault(await chat.http.get("/v1/chat/messages", headers=header)) == (401, "TokenUnknown")
    assert chat.engine.turns == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'"text"', b'{"text": 3}', b'{"text": "a', b"\xff"]
)
async def test_wrong_json_is_refused(chat: Chat, talk: Conversation, content: bytes) -> None:
    answer = await talk.send_raw(content)
    assert fault(answer) == (422, "InvalidRequest")
    assert len(chat.engine.turns) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"channel": "fax"},
        {"channel": "web", "locale": "../en"},
        {"channel": "web", "invite": 3},
    ],
)
async def test_a_wrong_opening_is_refused(chat: Chat, body: dict[str, object]) -> None:
    answer = await chat.http.post("/v1/chat/sessions", json=body)
    assert fault(answer) == (422, "InvalidRequest")
    assert chat.engine.turns == []


async def test_a_huge_request_is_refused_before_it_is_read(talk: Conversation) -> None:
    headers = {**talk.headers, "Content-Length": str(MAX_BODY_BYTES + 1)}
    answer = await talk.http.post("/v1/chat/messages", content=b"{", headers=headers)
    assert fault(answer) == (413, "RequestTooLarge")


async def test_a_request_of_unknown_length_is_refused(talk: Conversation) -> None:
    async def pieces():
        yield b'{"text": "hello"}'

    answer = await talk.http.post("/v1/chat/messages", content=pieces(), headers=talk.headers)
    assert fault(answer) == (411, "LengthMissing")


async def test_a_refused_message_leaves_no_trace(talk: Conversation) -> None:
    name = uuid4()
    await talk.say("", name=name)
    assert len((await talk.transcript())["messages"]) == 1
    assert (await talk.say("now with words", name=name)).status_code == 200
