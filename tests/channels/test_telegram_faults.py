"""Nothing is lost when Telegram, the API or the relay itself fails, and nobody is left waiting."""

import logging

import pytest

from bot.channels.words import WORDS
from tests.api.chat.fakes import raw, say
from tests.channels import bot_api
from tests.channels.bot_api import (
    bad_gateway,
    conflict,
    flood,
    migrated,
    never,
    not_json,
    refused,
    unauthorised,
)
from tests.channels.conftest import Bench

pytestmark = pytest.mark.anyio

ANNA, BEN = 1001, 1002
GROUP, SUPERGROUP = -500, -1001


def is_apology(text: str) -> bool:
    return text.startswith(WORDS.away) and "999" in text


async def test_while_the_api_is_away_the_person_is_told_once_and_nothing_is_lost(
    relay: Bench,
) -> None:
    relay.product.door.shut = True
    relay.telegram.say(ANNA, "first")
    last = relay.telegram.say(ANNA, "second")
    await relay.telegram.wait_for(ANNA, 1)
    await relay.telegram.wait_until(lambda: len(relay.naps.taken) >= 6)
    assert relay.telegram.confirmed <= last
    relay.product.door.shut = False
    await relay.telegram.wait_until_confirmed(last)
    texts = relay.telegram.texts(ANNA)
    assert [is_apology(text) for text in texts] == [True, False, False, False]
    said = [turn["text"] for turn in relay.product.engine.turns if "text" in turn]
    assert said == ["first", "second"]


async def test_waits_grow_to_half_a_minute(relay: Bench) -> None:
    relay.product.door.shut = True
    relay.telegram.say(ANNA, "hello")
    await relay.telegram.wait_for(ANNA, 1)
    await relay.telegram.wait_until(lambda: len(relay.naps.taken) >= 7)
    assert relay.naps.taken[:7] == [1, 2, 4, 8, 16, 30, 30]
    relay.product.door.shut = False


async def test_while_the_engine_is_away_the_same_message_is_tried_again(relay: Bench) -> None:
    engine = relay.product.engine
    engine.next.extend([say({"text": "Hello."}), raw(503, b""), raw(503, b"")])
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "hello"))
    texts = relay.telegram.texts(ANNA)
    assert texts[0] == "Hello."
    assert is_apology(texts[1])
    assert texts[2:] == ["I see."]
    assert len(set(engine.turn_ids[1:])) == 1


async def test_a_conversation_that_could_not_open_opens_later(relay: Bench) -> None:
    engine = relay.product.engine
    engine.next.extend([raw(503, b""), say({"text": "Hello."}), say({"text": "I hear you."})])
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "hello"))
    texts = relay.telegram.texts(ANNA)
    assert is_apology(texts[0])
    assert texts[1:] == ["Hello.", "I hear you."]
    assert len({turn["conversation"] for turn in engine.turns}) == 1


async def test_the_next_outage_is_told_again(relay: Bench) -> None:
    engine = relay.product.engine
    for _ in range(2):
        engine.next.extend([say({"text": "Yes."}), raw(503, b"")])
        await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "one"))
        await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "two"))
    assert len([text for text in relay.telegram.texts(ANNA) if is_apology(text)]) == 2


async def test_a_pressed_button_is_not_lost_while_the_api_is_away(relay: Bench) -> None:
    button = {"title": "1 Emerging", "payload": "/level_1"}
    relay.product.engine.next.append(say({"text": "How far?", "buttons": [button]}))
    relay.telegram.say(ANNA, "/start")
    (question,) = await relay.telegram.wait_for(ANNA, 1)
    relay.product.door.shut = True
    update = relay.telegram.press(question, "1 Emerging")
    await relay.telegram.wait_for(ANNA, 2)
    await relay.telegram.wait_for_call("answerCallbackQuery")
    relay.product.door.shut = False
    await relay.telegram.wait_until_confirmed(update)
    assert relay.product.engine.turns[-1]["payload"] == "/level_1"


async def test_what_was_under_way_when_the_relay_stopped_is_handled_by_the_next(
    bench: Bench,
) -> None:
    engine = bench.product.engine
    async with bench.running():
        engine.next.append(say({"text": "Hello."}))
        await bench.telegram.wait_until_confirmed(bench.telegram.say(ANNA, "hello"))
        bench.product.door.shut = True
        update = bench.telegram.say(ANNA, "do not lose this")
        await bench.telegram.wait_for(ANNA, 3)
    bench.product.door.shut = False
    async with bench.running():
        await bench.telegram.wait_until_confirmed(update)
    assert engine.turns[-1]["text"] == "do not lose this"
    assert bench.telegram.texts(ANNA)[-1] == "I see."


async def test_an_update_that_comes_twice_is_one_turn(bench: Bench) -> None:
    engine = bench.product.engine
    async with bench.running():
        await bench.telegram.wait_until_confirmed(bench.telegram.say(ANNA, "hello"))
        update = bench.telegram.say(ANNA, "save this")
        await bench.telegram.wait_until_confirmed(update)
    again = {"update_id": update, "message": bench.telegram._message(ANNA, {"text": "save this"})}
    turns = len(engine.turns)
    async with bench.running():
        bench.telegram.raw(again)
        await bench.telegram.wait_until_confirmed(update)
        await bench.telegram.wait_until_confirmed(bench.telegram.say(ANNA, "next"))
    assert len(engine.turns) == turns + 1
    assert bench.telegram.texts(ANNA)[-2:] == ["I see.", "I see."]


async def test_a_flood_limit_is_waited_out(relay: Bench) -> None:
    relay.telegram.faults["sendmessage"].extend([flood(5), flood(35)])
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "hello"))
    assert relay.naps.taken == [5, 35]
    assert relay.telegram.texts(ANNA) == ["I see.", "I see."]


async def test_too_many_messages_wait_and_are_not_lost(bench: Bench) -> None:
    bench.product.use(message_rate="2/second")
    async with bench.running():
        for number in range(6):
            last = bench.telegram.say(ANNA, f"message {number}")
        await bench.telegram.wait_until_confirmed(last)
    said = [turn["text"] for turn in bench.product.engine.turns if "text" in turn]
    assert said == [f"message {number}" for number in range(6)]


async def test_somebody_who_blocked_the_bot_is_left_in_peace(relay: Bench) -> None:
    relay.telegram.blocked.add(ANNA)
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "hello"))
    await relay.telegram.wait_until_confirmed(relay.telegram.say(BEN, "hello"))
    assert relay.telegram.texts(ANNA) == []
    assert relay.telegram.texts(BEN) == ["I see.", "I see."]
    assert relay.naps.taken == []


async def test_a_chat_that_is_not_there_is_left_in_peace(relay: Bench) -> None:
    relay.telegram.faults["sendmessage"].append(refused("chat not found"))
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "hello"))
    assert relay.telegram.texts(ANNA) == []
    assert len(relay.telegram.called("sendMessage")) == 1


@pytest.mark.parametrize("times", [1, 2])
async def test_an_answer_that_telegram_refuses_is_sent_more_plainly(
    relay: Bench, times: int
) -> None:
    button = {"title": "1 Emerging", "payload": "/level_1"}
    relay.product.engine.next.append(say({"text": "How far?", "buttons": [button]}))
    relay.telegram.faults["sendmessage"].extend([refused("BUTTON_DATA_INVALID")] * times)
    relay.telegram.say(ANNA, "/start")
    (question,) = await relay.telegram.wait_for(ANNA, 1)
    assert question.titles == (["1 Emerging"] if times == 1 else [])
    assert question.text == ("How far?" if times == 1 else "How far?\n1 Emerging")


async def test_a_group_that_moved_is_answered_where_it_is_now(relay: Bench) -> None:
    relay.telegram.faults["sendmessage"].append(migrated(SUPERGROUP))
    await relay.telegram.wait_until_confirmed(relay.telegram.say(GROUP, "hello"))
    assert relay.telegram.texts(GROUP) == []
    assert len(relay.telegram.texts(SUPERGROUP)) == 1


async def test_buttons_are_closed_after_a_flood_limit(relay: Bench) -> None:
    button = {"title": "1 Emerging", "payload": "/level_1"}
    relay.product.engine.next.append(say({"text": "How far?", "buttons": [button]}))
    relay.telegram.say(ANNA, "/start")
    (question,) = await relay.telegram.wait_for(ANNA, 1)
    for method in ("answercallbackquery", "editmessagereplymarkup"):
        relay.telegram.faults[method].append(flood(3))
    await relay.telegram.wait_until_confirmed(relay.telegram.press(question, "1 Emerging"))
    assert question.buttons == []
    assert len(relay.telegram.called("answerCallbackQuery")) == 2
    assert relay.naps.taken == [3, 3]


@pytest.mark.parametrize("fault", [bad_gateway, not_json], ids=["502", "not json"])
async def test_an_answer_that_telegram_did_not_take_is_sent_again(
    relay: Bench, fault: bot_api.Fault
) -> None:
    relay.telegram.faults["sendmessage"].append(fault)
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "hello"))
    assert relay.telegram.texts(ANNA) == ["I see.", "I see."]


async def test_an_answer_that_telegram_does_not_confirm_in_time_is_sent_again(
    bench: Bench,
) -> None:
    bench.read_timeout_s = 0.5
    bench.telegram.faults["sendmessage"].append(never)
    async with bench.running():
        await bench.telegram.wait_until_confirmed(bench.telegram.say(ANNA, "hello"))
    assert bench.telegram.texts(ANNA) == ["I see.", "I see."]
    assert bench.naps.taken == [1]


@pytest.mark.parametrize(
    "fault",
    [bad_gateway, not_json, conflict, flood(9), unauthorised],
    ids=["502", "not json", "conflict", "flood", "unauthorised"],
)
async def test_polling_goes_on_after_a_fault(bench: Bench, fault: bot_api.Fault) -> None:
    bench.telegram.faults["getupdates"].extend([fault, fault])
    async with bench.running():
        await bench.telegram.wait_until_confirmed(bench.telegram.say(ANNA, "hello"))
    assert bench.telegram.texts(ANNA) == ["I see.", "I see."]
    assert len(bench.naps.taken) == 2


@pytest.mark.parametrize("method", ["getme", "setmycommands", "deletewebhook"])
async def test_the_relay_starts_when_telegram_comes_back(bench: Bench, method: str) -> None:
    bench.telegram.faults[method].extend([bad_gateway, flood(2), unauthorised])
    async with bench.running():
        await bench.telegram.wait_until_confirmed(bench.telegram.say(ANNA, "hello"))
    assert bench.telegram.texts(ANNA) == ["I see.", "I see."]


@pytest.mark.parametrize("method", ["answercallbackquery", "editmessagereplymarkup"])
async def test_a_press_counts_also_when_its_button_can_not_be_closed(
    relay: Bench, method: str
) -> None:
    button = {"title": "1 Emerging", "payload": "/level_1"}
    relay.product.engine.next.append(say({"text": "How far?", "buttons": [button]}))
    relay.telegram.say(ANNA, "/start")
    (question,) = await relay.telegram.wait_for(ANNA, 1)
    relay.telegram.faults[method].append(bad_gateway)
    await relay.telegram.wait_until_confirmed(relay.telegram.press(question, "1 Emerging"))
    assert relay.telegram.texts(ANNA)[-1] == "I see."


@pytest.mark.parametrize(
    "content",
    [
        {"message": {"message_id": 1}},
        {"message": "text"},
        {"message": {"message_id": 1, "date": "never", "chat": None, "text": "hello"}},
        {"callback_query": {"id": "1"}},
        {"something_new": {}},
        {},
    ],
)
async def test_an_update_that_can_not_be_read_does_not_stop_the_others(
    relay: Bench, content: dict[str, object]
) -> None:
    relay.telegram.update(**content)
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "hello"))
    assert relay.telegram.texts(ANNA) == ["I see.", "I see."]


@pytest.mark.parametrize("update", [{}, {"update_id": "one"}, []])
async def test_updates_without_a_number_do_not_stop_the_others(
    relay: Bench, update: dict[str, object]
) -> None:
    relay.telegram.faults["getupdates"].append(
        lambda: bot_api.JSONResponse({"ok": True, "result": [update]})
    )
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "hello"))
    assert relay.telegram.texts(ANNA) == ["I see.", "I see."]


async def test_nobodys_words_are_logged(relay: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    relay.telegram.faults["sendmessage"].append(bad_gateway)
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "a secret word"))
    ours = [record for record in caplog.records if record.name.startswith(("bot", "api"))]
    assert all("a secret word" not in record.getMessage() for record in ours)
