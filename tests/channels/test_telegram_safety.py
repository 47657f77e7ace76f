"""Care for a person in danger comes first, and waits for nothing."""

import anyio
import pytest

from tests.api.chat.fakes import Hold, say
from tests.channels.bot_api import flood
from tests.channels.conftest import Bench

pytestmark = pytest.mark.anyio

ANNA = 1001
CRISIS = "I want to kill myself"


def care_in(texts: list[str]) -> list[str]:
    return [text for text in texts if "999" in text and "Are you safe" in text]


async def test_danger_is_answered_with_care_with_numbers_in_plain_text(relay: Bench) -> None:
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, CRISIS))
    texts = relay.telegram.texts(ANNA)
    assert care_in(texts) == texts[:1]
    assert "116 123" in texts[1]
    assert relay.product.engine.turns[-1].get("text") != CRISIS


async def test_after_a_first_message_of_danger_no_greeting_follows_and_it_is_kept(
    relay: Bench,
) -> None:
    relay.product.engine.next.append(say({"text": "Hello, I'm Signpost."}))
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, CRISIS))
    assert "Hello, I'm Signpost." not in relay.telegram.texts(ANNA)
    async with relay.product.http() as http:
        token = relay.product.gateway("telegram").token_of(str(ANNA))
        kept = await http.get("/v1/chat/messages", headers={"Authorization": f"Bearer {token}"})
    said = [each["text"] for each in kept.json()["messages"] if each["from"] == "person"]
    assert said == [CRISIS]


async def test_care_does_not_wait_for_an_earlier_message_of_the_chat(relay: Bench) -> None:
    slow = Hold()
    relay.product.engine.next.extend([say({"text": "Hello."}), slow])
    relay.telegram.say(ANNA, "hello")
    with anyio.fail_after(20):
        await slow.asked.wait()
    crisis = relay.telegram.say(ANNA, CRISIS)
    texts = [sent.text for sent in await relay.telegram.wait_for(ANNA, 3)]
    assert care_in(texts) == [texts[1]]
    slow.let_go.set()
    await relay.telegram.wait_until_confirmed(crisis)
    assert relay.telegram.texts(ANNA)[3:] == ["At last."]


async def test_care_is_given_while_the_api_is_away_and_kept_later(relay: Bench) -> None:
    relay.product.door.shut = True
    crisis = relay.telegram.say(ANNA, CRISIS)
    told = await relay.telegram.wait_for(ANNA, 2)
    assert care_in([told[0].text])
    relay.product.door.shut = False
    await relay.telegram.wait_until_confirmed(crisis)
    assert relay.telegram.to(ANNA) == told
    async with relay.product.http() as http:
        token = relay.product.gateway("telegram").token_of(str(ANNA))
        kept = await http.get("/v1/chat/messages", headers={"Authorization": f"Bearer {token}"})
    assert CRISIS in [each["text"] for each in kept.json()["messages"]]


async def test_care_is_not_slowed_by_the_rate_of_the_gateway(bench: Bench) -> None:
    bench.product.use(message_rate="2/hour")
    async with bench.running():
        bench.telegram.say(ANNA, "hello")
        await bench.telegram.wait_for(ANNA, 2)
        bench.telegram.say(ANNA, CRISIS)
        await bench.telegram.wait_until(lambda: bool(care_in(bench.telegram.texts(ANNA))))


async def test_care_comes_as_soon_as_telegram_takes_it(relay: Bench) -> None:
    relay.telegram.faults["sendmessage"].append(flood(7))
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, CRISIS))
    assert relay.naps.taken == [7]
    assert len(care_in(relay.telegram.texts(ANNA))) == 1


async def test_danger_in_the_words_with_a_picture_is_found(relay: Bench) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    update = relay.telegram.message(ANNA, photo=photo, caption=CRISIS)
    await relay.telegram.wait_until_confirmed(update)
    assert care_in(relay.telegram.texts(ANNA)) == relay.telegram.texts(ANNA)[:1]


async def test_danger_in_an_edited_message_is_found(relay: Bench) -> None:
    await relay.telegram.wait_until_confirmed(relay.telegram.say(ANNA, "hello"))
    await relay.telegram.wait_until_confirmed(relay.telegram.edit(ANNA, CRISIS))
    assert len(care_in(relay.telegram.texts(ANNA))) == 1


async def test_a_possible_danger_is_met_gently_also_while_the_api_is_away(relay: Bench) -> None:
    relay.product.door.shut = True
    relay.telegram.say(ANNA, "I can't go on like this any more")
    texts = [sent.text for sent in await relay.telegram.wait_for(ANNA, 2)]
    assert "Are you safe" in texts[0]
    relay.product.door.shut = False
