"""The gateway with the safety rules and care messages that ship with the product."""

import pytest

from api.safety.care import CareMessages
from api.safety.screen import Screen
from tests.api.chat.conftest import Chat, Conversation, Start

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen.load()


@pytest.fixture
async def careful(start: Start, screen: Screen) -> Chat:
    return await start(screen=screen, care=CareMessages.load())


@pytest.fixture
async def talk(careful: Chat) -> Conversation:
    return await careful.open()


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself",
        "he has stopped breathing",
        "i want to die \N{LOUDLY CRYING FACE}",
        "level 3. I am going to end my life tonight",
        "I want to k\0ill myself",
        "I want to kill\x0bmyself",
        "so " * 10_000 + "I want to kill myself",
        "I want to kill myself" + " so" * 10_000,
    ],
)
async def test_certain_danger_gets_help_and_a_way_back(
    careful: Chat, talk: Conversation, text: str
) -> None:
    answer = await talk.say(text)
    assert answer.status_code == 200
    messages = answer.json()["messages"]
    assert messages[0]["card"]["type"] == "care"
    assert messages[0]["card"]["contacts"]
    buttons = [button for message in messages for button in message["buttons"]]
    assert buttons[-1]["payload"] == "/resume"
    assert len(careful.engine.turns) == 1
    assert (await talk.press("/resume")).json()["messages"][0]["buttons"][0]["payload"] == (
        "/find_support"
    )
    assert (await talk.transcript())["messages"][-2]["text"] == buttons[-1]["title"]


async def test_help_is_given_while_the_database_is_away(careful: Chat, talk: Conversation) -> None:
    careful.database.away = True
    answer = await talk.say("I want to kill myself")
    assert answer.json()["messages"][0]["card"]["type"] == "care"


@pytest.mark.parametrize(
    "text",
    [
        "I can't go on like this",
        "i've said my goodbyes, nobody will miss me",
        "nobody would notice if i was gone",
        "i can't see the point, i've written letters to my kids",
    ],
)
async def test_possible_danger_gets_a_gentle_check_and_no_small_talk(
    careful: Chat, talk: Conversation, text: str
) -> None:
    messages = (await talk.say(text)).json()["messages"]
    assert {message["kind"] for message in messages} == {"notice"}
    assert len(careful.engine.turns) == 1


async def test_signs_of_danger_add_up_to_full_care(careful: Chat, talk: Conversation) -> None:
    await talk.say("i cant go on, life is unbearable")
    child = (await talk.say("im 14")).json()["messages"]
    assert "0800 1111" in child[0]["text"]
    await talk.say("you wont tell my mum will you")
    messages = (await talk.say("i took some pills")).json()["messages"]
    assert messages[0]["card"]["contacts"][0]["phone"] == "999"
    assert "Call 999 now" in messages[0]["text"]
    assert len(careful.engine.turns) == 1


@pytest.mark.parametrize(
    "told",
    [
        ["mum hits me", "im 13"],
        ["my uncle touches me at night", "I'm 12"],
        ["my dad hits me, I'm 10"],
    ],
)
async def test_a_child_who_is_harmed_at_home_is_not_sent_back_there(
    talk: Conversation, told: list[str]
) -> None:
    for words in told:
        messages = (await talk.say(words)).json()["messages"]
    text = "\n".join(message["text"] for message in messages)
    assert "a grown-up who is not part of this" in text
    assert "0800 1111" in text
    assert "someone in your family:" not in text
    assert "0808 800 5000" not in text


async def test_a_child_who_said_their_age_long_ago_gets_childline(talk: Conversation) -> None:
    await talk.say("im 14 and lonely")
    for _ in range(12):
        await talk.say("hello")
    first, second = (await talk.say("I want to kill myself")).json()["messages"]
    assert first["text"].index("0800 1111") < first["text"].index("999")
    assert "under 18" not in second["text"]


async def test_the_worry_of_being_found_out_is_no_suicidal_thought(talk: Conversation) -> None:
    (message,) = (await talk.say("what if they find out i told")).json()["messages"]
    assert "It is normal to worry about that" in message["text"]
    assert "hurting yourself" not in message["text"]


async def test_a_parent_in_a_crisis_is_not_answered_as_a_child(talk: Conversation) -> None:
    messages = (await talk.say("I can't go on, my kids would be better off")).json()["messages"]
    text = "\n".join(message["text"] for message in messages)
    assert "116 123" in text
    assert "Childline" not in text


@pytest.mark.parametrize("text", ["3", "we are killing it with referrals", "Not applicable"])
async def test_ordinary_answers_pass(talk: Conversation, text: str) -> None:
    (message,) = (await talk.say(text)).json()["messages"]
    assert message["text"] == "I see."


async def test_care_in_a_language_without_care_is_in_english(careful: Chat) -> None:
    talk = await careful.open(locale="xx")
    messages = (await talk.say("I want to kill myself")).json()["messages"]
    assert {message["lang"] for message in messages} == {"en"}
