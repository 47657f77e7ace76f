"""Old buttons stay visible in a chat: none of them ends what a person told of since."""

import pytest

from bot.channels.words import WORDS
from tests.api.chat.fakes import say
from tests.channels.bot_api import Sent
from tests.channels.conftest import Bench

pytestmark = pytest.mark.anyio

ANNA = 1001
CRISIS = "I want to kill myself"
WORSE = "I have taken all my pills"
SAFE, CARRY_ON = "I'm safe for now", "Carry on where I was"
EARLIER = "That button belongs to an earlier message"
QUESTION = {"text": "How far is it?", "buttons": [{"title": "1 Emerging", "payload": "/level_1"}]}


def with_button(bench: Bench, title: str) -> Sent:
    """The latest message that shows a button."""
    return next(sent for sent in reversed(bench.telegram.to(ANNA)) if title in sent.titles)


def data_of(sent: Sent, title: str) -> str:
    return next(each["callback_data"] for each in sent.buttons if each["text"] == title)


async def tell(bench: Bench, text: str) -> None:
    await bench.telegram.wait_until_confirmed(bench.telegram.say(ANNA, text))


async def press(bench: Bench, sent: Sent, data: str) -> list[str]:
    """Press a button, and give what is said after it."""
    before = len(bench.telegram.texts(ANNA))
    await bench.telegram.wait_until_confirmed(bench.telegram.press_data(sent, data))
    return bench.telegram.texts(ANNA)[before:]


@pytest.mark.parametrize("title", [SAFE, CARRY_ON])
async def test_an_old_answer_to_care_is_met_with_the_question_of_now(
    relay: Bench, title: str
) -> None:
    await tell(relay, CRISIS)
    old = with_button(relay, title)
    data = data_of(old, title)
    await tell(relay, WORSE)
    turns = len(relay.product.engine.turns)
    for _ in range(2):
        (said,) = await press(relay, old, data)
        assert said.startswith(EARLIER)
        assert "999" in said
        await tell(relay, "hmm")
    assert len(relay.product.engine.turns) == turns
    now = with_button(relay, CARRY_ON)
    await press(relay, now, data_of(now, CARRY_ON))
    await tell(relay, "hello")
    assert relay.telegram.texts(ANNA)[-1] == "I see."


async def test_so_it_is_when_the_relay_was_started_again_meanwhile(bench: Bench) -> None:
    async with bench.running():
        await tell(bench, CRISIS)
        old = with_button(bench, SAFE)
        data = data_of(old, SAFE)
        await tell(bench, WORSE)
    async with bench.running():
        (said,) = await press(bench, old, data)
        assert said.startswith(EARLIER)


async def test_a_question_from_before_leads_to_the_question_of_care(bench: Bench) -> None:
    bench.product.engine.next.append(say(QUESTION))
    async with bench.running():
        await tell(bench, "/start")
        question = with_button(bench, "1 Emerging")
        data = data_of(question, "1 Emerging")
        await tell(bench, CRISIS)
        (said,) = await press(bench, question, data)
        assert said.startswith(EARLIER)
    async with bench.running():
        first, *said = await press(bench, question, data)
        assert first == WORDS.stale
        assert "Are you safe right now?" in said[0]
    assert len(bench.product.engine.turns) == 1


async def test_the_buttons_of_care_that_the_relay_gave_alone_count_when_it_is_kept(
    relay: Bench,
) -> None:
    await tell(relay, "hello")
    relay.product.door.shut = True
    crisis = relay.telegram.say(ANNA, CRISIS)
    await relay.telegram.wait_until(lambda: any(s.titles for s in relay.telegram.to(ANNA)))
    relay.product.door.shut = False
    await relay.telegram.wait_until_confirmed(crisis)
    given = with_button(relay, SAFE)
    (said,) = await press(relay, given, data_of(given, SAFE))
    assert said.startswith("I am glad that you are safe for now")
