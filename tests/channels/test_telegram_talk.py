"""People talk with the assistant in Telegram, through the real Bot API protocol."""

import json
from typing import Any

import anyio
import pytest

from bot.channels.words import WORDS
from tests.api.chat.fakes import Hold, say
from tests.channels.bot_api import LONGEST_DATA, LONGEST_TEXT, Sent
from tests.channels.conftest import Bench

pytestmark = pytest.mark.anyio

ANNA, BEN = 1001, 1002
LEVELS = [
    {"title": "1 Emerging", "payload": '/level_1{"statement": "V1a"}'},
    {"title": "2 Growing", "payload": '/level_2{"statement": "V1a"}'},
]
QUESTION = {"text": "How far is it?", "buttons": LEVELS}
NEXT_QUESTION = {"text": "And this one?", "buttons": [{"title": "Skip", "payload": "/skip"}]}


async def asked(bench: Bench, *more: dict[str, Any]) -> Sent:
    """Begin, and give the question that was asked; ``more`` is what the engine says later."""
    bench.product.engine.next.extend([say(QUESTION), *(say(each) for each in more)])
    bench.telegram.say(ANNA, "/start")
    (question,) = await bench.telegram.wait_for(ANNA, 1)
    return question


async def test_a_citizen_just_talks(relay: Bench) -> None:
    relay.product.engine.next.extend([say({"text": "Hello."}), say({"text": "Tell me more."})])
    update = relay.telegram.say(ANNA, "I feel lonely")
    await relay.telegram.wait_until_confirmed(update)
    assert relay.telegram.texts(ANNA) == ["Hello.", "Tell me more."]
    assert relay.product.engine.turns[-1]["text"] == "I feel lonely"
    assert relay.product.engine.turns[-1]["metadata"]["channel"] == "telegram"


async def test_a_pressed_button_is_the_choice_and_can_not_be_pressed_again(relay: Bench) -> None:
    engine, telegram = relay.product.engine, relay.telegram
    question = await asked(relay, {"text": "Saved: 2 Growing."})
    assert question.titles == ["1 Emerging", "2 Growing"]
    update = telegram.press(question, "2 Growing")
    await telegram.wait_until_confirmed(update)
    assert engine.turns[-1]["payload"] == LEVELS[1]["payload"]
    assert telegram.texts(ANNA)[1:] == ["Saved: 2 Growing."]
    assert question.titles == []
    assert telegram.called("answerCallbackQuery") == [{"callback_query_id": str(update)}]


async def test_a_button_can_be_typed_too(relay: Bench) -> None:
    await asked(relay, NEXT_QUESTION)
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "2"))
    assert relay.product.engine.turns[-1]["payload"] == LEVELS[1]["payload"]


async def test_buttons_of_any_length_fit_into_what_telegram_allows(relay: Bench) -> None:
    long = '/level_1{"statement": "' + "V" * 200 + '"}'
    relay.product.engine.next.append(
        say({"text": "How far?", "buttons": [{"title": "1 Emerging", "payload": long}]})
    )
    relay.telegram.say(ANNA, "/start")
    (question,) = await relay.telegram.wait_for(ANNA, 1)
    assert len(question.buttons[0]["callback_data"].encode()) <= LONGEST_DATA
    await relay.telegram.wait_until_confirmed(relay.telegram.press(question, "1 Emerging"))
    assert relay.product.engine.turns[-1]["payload"] == long


async def test_an_older_question_keeps_no_buttons_when_a_new_one_is_asked(relay: Bench) -> None:
    question = await asked(relay, NEXT_QUESTION)
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "not yet"))
    assert question.titles == []
    assert relay.telegram.to(ANNA)[-1].titles == ["Skip"]


async def test_buttons_stay_while_something_else_is_said(relay: Bench) -> None:
    question = await asked(relay, {"text": "It means this."}, {"text": "Saved."})
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "what does it mean?"))
    assert question.titles == ["1 Emerging", "2 Growing"]
    await relay.telegram.wait_until_confirmed(relay.telegram.press(question, "1 Emerging"))
    assert relay.telegram.texts(ANNA)[-1] == "Saved."


async def test_an_old_button_is_answered_kindly_with_the_question_of_now(relay: Bench) -> None:
    question = await asked(relay, NEXT_QUESTION)
    old = question.buttons[0]["callback_data"]
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "not yet"))
    await relay.telegram.wait_until_confirmed(relay.telegram.press_data(question, old))
    assert relay.telegram.texts(ANNA)[-2:] == [WORDS.stale, "And this one?"]
    assert relay.telegram.to(ANNA)[-1].titles == ["Skip"]
    assert len(relay.product.engine.turns) == 2


@pytest.mark.parametrize(
    "data", ["", "nonsense", "0" * 32 + ":0", "f" * 32 + ":999", "0" * 8 + "/level_1", "/level_1"]
)
async def test_a_button_that_nobody_made_is_answered_kindly(relay: Bench, data: str) -> None:
    question = await asked(relay)
    await relay.telegram.wait_until_confirmed(relay.telegram.press_data(question, data))
    assert relay.telegram.texts(ANNA)[-2:] == [WORDS.stale, "How far is it?"]


async def test_a_double_tap_counts_once_and_is_not_remarked_on(relay: Bench) -> None:
    question = await asked(relay, {"text": "Saved."})
    data = question.buttons[0]["callback_data"]
    relay.telegram.press_data(question, data)
    await relay.telegram.wait_until_confirmed(relay.telegram.press_data(question, data))
    assert relay.telegram.texts(ANNA) == ["How far is it?", "Saved."]
    assert len(relay.product.engine.turns) == 2


async def test_a_question_stays_open_beside_the_notice_of_what_is_kept(bench: Bench) -> None:
    bench.product.use(privacy_notice=True)
    async with bench.running():
        bench.product.engine.next.extend([say(QUESTION), say({"text": "Saved."})])
        bench.telegram.say(ANNA, "/start")
        notice, question = await bench.telegram.wait_for(ANNA, 2)
        forget = notice.titles[0]
        await bench.telegram.wait_until_confirmed(bench.telegram.press(notice, forget))
        assert question.titles == ["1 Emerging", "2 Growing"]
        await bench.telegram.wait_until_confirmed(bench.telegram.press(question, "1 Emerging"))
    assert bench.telegram.texts(ANNA)[-1] == "Saved."
    assert bench.product.engine.turns[-1]["payload"] == LEVELS[0]["payload"]


async def test_after_a_deletion_a_new_conversation_begins(bench: Bench) -> None:
    bench.product.use(privacy_notice=True)
    async with bench.running():
        await bench.telegram.wait_until_confirmed(bench.telegram.say(ANNA, "hello"))
        bench.telegram.say(ANNA, "delete my chat")
        asked = (await bench.telegram.wait_for(ANNA, 4))[-1]
        await bench.telegram.wait_until_confirmed(bench.telegram.press(asked, asked.titles[0]))
        await bench.telegram.wait_until_confirmed(bench.telegram.say(ANNA, "hello again"))
    conversations = {turn["conversation"] for turn in bench.product.engine.turns}
    assert len(conversations) == 2


async def test_open_buttons_are_known_after_a_restart_of_the_relay(bench: Bench) -> None:
    async with bench.running():
        question = await asked(bench, {"text": "It means this."}, {"text": "Saved."})
        await bench.telegram.wait_until_confirmed(bench.telegram.say(ANNA, "what is that?"))
    async with bench.running():
        await bench.telegram.wait_until_confirmed(bench.telegram.press(question, "2 Growing"))
    assert bench.telegram.texts(ANNA)[-1] == "Saved."


async def test_a_question_that_is_shown_again_can_be_answered_again(bench: Bench) -> None:
    async with bench.running():
        question = await asked(bench, NEXT_QUESTION, QUESTION, {"text": "Saved."})
        await bench.telegram.wait_until_confirmed(bench.telegram.press(question, "1 Emerging"))
        (*_, other) = bench.telegram.to(ANNA)
        await bench.telegram.wait_until_confirmed(bench.telegram.press(other, "Skip"))
        (*_, again) = bench.telegram.to(ANNA)
        await bench.telegram.wait_until_confirmed(bench.telegram.press(again, "1 Emerging"))
    assert bench.telegram.texts(ANNA)[-1] == "Saved."


async def test_starting_again_shows_where_the_person_is(relay: Bench) -> None:
    await asked(relay)
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "/start"))
    assert relay.telegram.texts(ANNA)[1:] == [WORDS.welcome_back, "How far is it?"]
    assert len(relay.product.engine.turns) == 1


async def test_a_staff_invite_opens_the_participants_place(relay: Bench) -> None:
    invite = await relay.product.new_invite()
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, f"/start {invite['token']}"))
    metadata = relay.product.engine.turns[-1]["metadata"]
    assert metadata["participant"] == invite["participant"]


async def test_a_wrong_invite_is_explained_and_the_person_can_still_talk(relay: Bench) -> None:
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "/start no-such-invite"))
    (refusal,) = relay.telegram.texts(ANNA)
    assert "not one of ours" in refusal
    assert "just write" in refusal
    relay.product.engine.next.extend([say({"text": "Hello."}), say({"text": "I see."})])
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "hello"))
    assert relay.telegram.texts(ANNA)[1:] == ["Hello.", "I see."]


async def test_a_conversation_goes_on_in_a_web_browser(relay: Bench) -> None:
    await asked(relay)
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "/web"))
    url = relay.telegram.texts(ANNA)[-1].splitlines()[-1]
    token = url.removeprefix("https://signpost.example/chat?invite=")
    async with relay.product.http() as http:
        opened = await http.post("/v1/chat/sessions", json={"channel": "web", "invite": token})
    assert opened.json()["messages"][0]["text"] == "How far is it?"
    assert opened.json()["session"] == relay.product.engine.turns[0]["conversation"]


async def test_a_conversation_of_the_web_goes_on_in_telegram(relay: Bench) -> None:
    relay.product.engine.next.extend([say(QUESTION), say({"text": "Saved."})])
    async with relay.product.http() as http:
        opened = (await http.post("/v1/chat/sessions", json={"channel": "web"})).json()
        bearer = {"Authorization": f"Bearer {opened['token']}"}
        handover = (await http.post("/v1/chat/handovers", headers=bearer)).json()
    relay.telegram.say(ANNA, f"/start {handover['token']}")
    (question,) = await relay.telegram.wait_for(ANNA, 1)
    await relay.telegram.wait_until_confirmed(relay.telegram.press(question, "1 Emerging"))
    assert relay.telegram.texts(ANNA)[-1] == "Saved."
    assert relay.product.engine.turns[-1]["conversation"] == opened["session"]


async def test_a_link_can_not_be_looked_into_by_telegram(relay: Bench) -> None:
    await asked(relay)
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "/web"))
    for params in relay.telegram.called("sendMessage"):
        if params["parse_mode"] == "MarkdownV2":
            assert json.loads(params["link_preview_options"]) == {"is_disabled": True}


async def test_two_chats_have_two_conversations_and_do_not_wait_for_each_other(
    relay: Bench,
) -> None:
    slow = Hold(say({"text": "At last."}))
    relay.product.engine.next.extend([say({"text": "Hello."}), slow])
    relay.telegram.say(ANNA, "one")
    with anyio.fail_after(20):
        await slow.asked.wait()
    await _wait_for_texts(relay, BEN, "two", ["I see.", "I see."])
    assert relay.telegram.texts(ANNA) == ["Hello."]
    slow.let_go.set()
    await relay.telegram.wait_for(ANNA, 2)
    first, *_, last = relay.product.engine.turns
    assert first["conversation"] != last["conversation"]


async def _wait_for_texts(bench: Bench, chat: int, text: str, expected: list[str]) -> None:
    bench.telegram.say(chat, text)
    await bench.telegram.wait_for(chat, len(expected))
    assert bench.telegram.texts(chat) == expected


async def test_messages_of_one_chat_are_answered_in_their_order(relay: Bench) -> None:
    await asked(relay)
    for number in range(20):
        last = relay.telegram.say(ANNA, f"message {number}")
    await relay.telegram.wait_until_confirmed(last)
    said = [turn["text"] for turn in relay.product.engine.turns[1:]]
    assert said == [f"message {number}" for number in range(20)]


async def test_a_long_answer_comes_in_parts_with_the_buttons_on_the_last(relay: Bench) -> None:
    sentence = "This is a sentence that says very little. "
    relay.product.engine.next.append(say({**QUESTION, "text": sentence * 250}))
    relay.telegram.say(ANNA, "/start")
    parts = await relay.telegram.wait_for(ANNA, 3)
    assert all(len(part.text) <= LONGEST_TEXT for part in parts)
    assert all(part.text.endswith("little.") for part in parts)
    assert [bool(part.buttons) for part in parts] == [False, False, True]
    assert " ".join(part.text for part in parts) == (sentence * 250).strip()


@pytest.mark.parametrize(
    "text",
    [
        "Dots. (Brackets) [links](https://example.org) _under_ *star* ~tilde~ `code`",
        "• Call 999. • Samaritans: 116 123 – day or night! #1 + 2 = 3 | {x} > y \\ z",
        "مرحبا 👋🏽 Cześć – ünïcode…",
    ],
)
async def test_every_character_arrives_as_it_was_written(relay: Bench, text: str) -> None:
    relay.product.engine.next.append(say({"text": text}))
    relay.telegram.say(ANNA, "/start")
    (sent,) = await relay.telegram.wait_for(ANNA, 1)
    assert sent.text == text
    assert sent.bold == []


async def test_the_key_phrase_of_a_statement_is_bold(relay: Bench) -> None:
    card = {"kind": "card", "card": {"type": "question", "emphasis": "is known (fully)"}}
    relay.product.engine.next.append(
        say({**QUESTION, "text": "1. It is known (fully) by all.", "custom": card})
    )
    relay.telegram.say(ANNA, "/start")
    (sent,) = await relay.telegram.wait_for(ANNA, 1)
    assert sent.text == "1. It is known (fully) by all."
    assert sent.bold == ["is known (fully)"]


async def test_the_commands_are_listed_for_people(relay: Bench) -> None:
    (given,) = await relay.telegram.wait_for_call("setMyCommands")
    commands = {each["command"] for each in json.loads(given["commands"])}
    assert commands == {"start", "help", "web", "privacy", "delete"}


async def test_help_reaches_the_assistant_as_a_word(relay: Bench) -> None:
    await asked(relay)
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "/help"))
    assert relay.product.engine.turns[-1]["text"] == "help"


async def test_what_is_held_is_shown_on_command(relay: Bench) -> None:
    await asked(relay)
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "/privacy"))
    assert relay.telegram.texts(ANNA)[-1].startswith("This is what I hold")


async def test_nobodys_chat_id_is_kept(relay: Bench) -> None:
    anna = 987654321012
    relay.product.engine.next.append(say(QUESTION))
    await relay.telegram.wait_until_confirmed(relay.telegram.say(anna, "hello"))
    dump = "\n".join(_everything_stored(relay))
    assert "How far is it?" in dump
    assert str(anna) not in dump


def _everything_stored(bench: Bench) -> list[str]:
    with bench.product.app.state.database.reading() as session:
        return list(session.connection().connection.driver_connection.iterdump())
