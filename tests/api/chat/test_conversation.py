"""What a client of the chat gateway sees when everything works."""

import pytest

from tests.api.chat.conftest import Chat, Conversation, Start
from tests.api.chat.fakes import say

pytestmark = pytest.mark.anyio

QUESTION = {
    "text": "How far is this?",
    "buttons": [
        {"title": "1 Underdeveloped", "payload": '/level_1{"statement": "V1a"}'},
        {"title": "3 Maturing", "payload": '/level_3{"statement": "V1a"}'},
        {"title": "Not applicable", "payload": '/not_applicable{"statement": "V1a"}'},
    ],
    "custom": {
        "state": {
            "flow": "assessment",
            "question": "V1a",
            "progress": {"answered": 0, "total": 5},
        }
    },
}


async def test_opening_gives_a_token_and_the_first_words(chat: Chat) -> None:
    chat.engine.next.append(say({"text": "Welcome."}, QUESTION))
    answer = await chat.http.post("/v1/chat/sessions", json={"channel": "web"})
    assert answer.status_code == 201
    opened = answer.json()
    assert len(opened["token"]) == 43
    assert [message["text"] for message in opened["messages"]] == ["Welcome.", "How far is this?"]
    assert opened["state"] == QUESTION["custom"]["state"]
    assert [turn["payload"] for turn in chat.engine.turns] == ["/open"]


async def test_a_message_has_every_field_and_an_id_of_its_own(chat: Chat) -> None:
    chat.engine.next.append(say({"text": "Welcome."}, QUESTION))
    opened = (await chat.open()).opened
    first, second = opened["messages"]
    assert first == {
        "id": first["id"],
        "kind": "text",
        "text": "Welcome.",
        "buttons": [],
        "lang": "en",
        "dir": "ltr",
        "links": [],
    }
    assert second["buttons"] == QUESTION["buttons"]
    assert first["id"] != second["id"]


async def test_a_card_and_a_notice_keep_their_kind(chat: Chat, talk: Conversation) -> None:
    card = {"type": "progress", "answered": 3}
    chat.engine.next.append(
        say({"custom": {"card": card}}, {"text": "Mind.", "custom": {"kind": "notice"}})
    )
    shown, notice = (await talk.say("progress")).json()["messages"]
    assert (shown["kind"], shown["card"], shown["text"]) == ("card", card, "")
    assert notice["kind"] == "notice"
    assert "card" not in notice


async def test_state_stays_when_the_engine_does_not_move_it(chat: Chat) -> None:
    chat.engine.next.append(say(QUESTION))
    talk = await chat.open()
    answer = (await talk.say("what is a link worker?")).json()
    assert answer["state"] == QUESTION["custom"]["state"]
    assert (await talk.transcript())["state"] == QUESTION["custom"]["state"]


async def test_the_last_state_of_a_turn_holds(chat: Chat, talk: Conversation) -> None:
    later = {"flow": "assessment", "question": "V1b"}
    chat.engine.next.append(say(QUESTION, {"text": "Saved.", "custom": {"state": later}}))
    assert (await talk.say("hello")).json()["state"] == later


async def test_a_message_that_only_moves_the_state_is_not_shown(
    chat: Chat, talk: Conversation
) -> None:
    chat.engine.next.append(
        say({"text": "Saved."}, {"custom": {"state": {"flow": "assessment", "question": "V1b"}}})
    )
    answer = (await talk.say("hello")).json()
    assert [message["text"] for message in answer["messages"]] == ["Saved."]
    assert answer["state"]["question"] == "V1b"


async def test_the_engine_is_told_the_context_of_a_turn(chat: Chat) -> None:
    chat.engine.next.append(say(QUESTION))
    talk = await chat.open(channel="terminal")
    await talk.say("what does it mean?")
    turn = chat.engine.turns[-1]
    assert turn["conversation"] == talk.id
    assert turn["text"] == "what does it mean?"
    assert "payload" not in turn
    assert turn["metadata"] == {
        "turn": turn["turn"],
        "channel": "terminal",
        "locale": "en",
        "assessment": None,
        "participant": None,
        "statement": "V1a",
        "flow": "assessment",
        "demo": True,
        "keep": True,
        "unread": False,
    }


async def test_the_engine_is_asked_with_its_token(chat: Chat, talk: Conversation) -> None:
    await talk.say("hello")
    assert {request.url.params["token"] for request in chat.engine.requests} == {"t0k"}


async def test_a_pressed_button_reaches_the_engine_as_its_payload(chat: Chat) -> None:
    chat.engine.next.append(say(QUESTION))
    talk = await chat.open()
    payload = QUESTION["buttons"][1]["payload"]
    assert (await talk.press(payload)).status_code == 200
    assert chat.engine.turns[-1]["payload"] == payload
    assert "text" not in chat.engine.turns[-1]


@pytest.mark.parametrize("typed", ["3 Maturing", "maturing", "3", "3.", " MATURING! "])
async def test_typing_a_button_is_pressing_it(chat: Chat, typed: str) -> None:
    chat.engine.next.append(say(QUESTION))
    talk = await chat.open()
    await talk.say(typed)
    assert chat.engine.turns[-1]["payload"] == QUESTION["buttons"][1]["payload"]


async def test_only_buttons_of_the_last_answer_can_be_typed(chat: Chat) -> None:
    chat.engine.next.append(say(QUESTION))
    talk = await chat.open()
    await talk.say("hello")
    await talk.say("3")
    assert chat.engine.turns[-1]["text"] == "3"


async def test_a_button_stays_on_offer_after_later_answers(chat: Chat) -> None:
    chat.engine.next.append(say(QUESTION))
    talk = await chat.open()
    await talk.say("hello")
    payload = QUESTION["buttons"][0]["payload"]
    assert (await talk.press(payload)).status_code == 200
    said = [message["text"] for message in (await talk.transcript())["messages"]]
    assert said == ["How far is this?", "hello", "I see.", "1 Underdeveloped", "I see."]


async def test_what_is_offered_twice_is_offered_once_more(chat: Chat) -> None:
    chat.engine.otherwise = say(QUESTION)
    talk = await chat.open()
    for _ in range(3):
        assert (await talk.press(QUESTION["buttons"][0]["payload"])).status_code == 200


@pytest.mark.parametrize("text", ['/level_4{"statement": "V1a"}', "/restart", "/open"])
async def test_text_that_looks_like_a_payload_stays_text(
    chat: Chat, talk: Conversation, text: str
) -> None:
    assert (await talk.say(text)).status_code == 200
    assert chat.engine.turns[-1]["text"] == text
    assert "payload" not in chat.engine.turns[-1]


async def test_the_transcript_gives_both_sides_in_order(chat: Chat) -> None:
    chat.engine.next.append(say(QUESTION))
    talk = await chat.open()
    chat.clock.pass_time(60)
    await talk.press(QUESTION["buttons"][2]["payload"])
    transcript = await talk.transcript()
    assert [(each["from"], each["text"]) for each in transcript["messages"]] == [
        ("assistant", "How far is this?"),
        ("person", "Not applicable"),
        ("assistant", "I see."),
    ]
    first, pressed, last = transcript["messages"]
    assert first["buttons"] == QUESTION["buttons"]
    assert first["id"] == talk.opened["messages"][0]["id"]
    assert pressed["buttons"] == []
    assert pressed["at"] == last["at"] == "2026-03-02T09:01:00Z"


async def test_personal_details_are_neither_stored_nor_sent_on(
    chat: Chat, talk: Conversation
) -> None:
    await talk.say("my email is alex@example.org thanks")
    said = (await talk.transcript())["messages"][1]["text"]
    assert "alex@example.org" not in said
    assert "thanks" in said
    assert chat.engine.turns[-1]["text"] == said


async def test_another_locale_is_kept(start: Start) -> None:
    chat = await start()
    await chat.open(locale="cy")
    assert chat.engine.turns[-1]["metadata"]["locale"] == "cy"
