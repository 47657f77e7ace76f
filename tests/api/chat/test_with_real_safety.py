"""The gateway with the safety rules and care messages that ship with the product."""

from typing import Any

import pytest
from sqlalchemy import select

from api.chat.incoming import texts_to_screen
from api.chat.own_titles import is_own_title, own_titles
from api.chat.schemas import MessageRequest
from api.models import CareIncident
from api.safety.care import CareMessages
from api.safety.care_buttons import pressed
from api.safety.finding import Category, Certainty
from api.safety.screen import Screen
from api.safety.staying import Heard
from tests.api.chat.conftest import Chat, Conversation, Start

pytestmark = pytest.mark.anyio

EVERYDAY = "We had tea, then my sister came round. It rained. The bus was late again, as it is. "


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
        f"{EVERYDAY * 45} I want to kill myself tonight. {EVERYDAY * 45}",
        f"{EVERYDAY * 300} he has stopped breathing. {EVERYDAY * 100}",
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
    assert buttons[-1]["payload"] == talk.button(Heard.CARRY_ON)
    assert len(careful.engine.turns) == 1
    (said,) = (await talk.press_care(Heard.CARRY_ON)).json()["messages"]
    assert said["buttons"][0]["payload"] == "/find_support"
    assert (await talk.transcript())["messages"][-2]["text"] == buttons[-1]["title"]


@pytest.mark.parametrize("at", range(3900, 4100, 9))
async def test_danger_is_found_wherever_a_long_text_is_cut(screen: Screen, at: int) -> None:
    before = (EVERYDAY * 100)[: at - 1] + "."
    request = MessageRequest(text=f"{before} I want to kill myself tonight. {EVERYDAY * 60}")
    pieces = texts_to_screen(request, piece_chars=4000)
    assert Certainty.CERTAIN in {screen.check(piece).certainty for piece in pieces}


@pytest.mark.parametrize("size", [200, 201, 999, 4000])
async def test_the_pieces_of_a_long_text_hold_all_of_it(size: int) -> None:
    words = [f"word{number}" for number in range(2000)]
    pieces = list(texts_to_screen(MessageRequest(text=" ".join(words)), piece_chars=size))
    assert max(map(len, pieces)) <= size
    assert set(words) <= {word for piece in pieces for word in piece.split()}


async def test_everyday_talk_that_is_too_long_is_only_refused(talk: Conversation) -> None:
    answer = await talk.say(EVERYDAY * 110)
    assert (answer.status_code, answer.json()["error"]) == (413, "MessageTooLong")


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


DANGERS = {
    "en": "I want to die",
    "pl": "chcę umrzeć",
    "ro": "vreau să mor",
    "ur": "میں مرنا چاہتا ہوں",
    "ar": "أريد أن أموت",
    "bn": "আমি মরতে চাই",
    "uk": "хочу померти",
}


def _offered(answer: dict[str, Any], heard: Heard) -> dict[str, str]:
    offered = [button for said in answer["messages"] for button in said.get("buttons") or ()]
    sent = ((button, pressed(button["payload"])) for button in offered)
    return next(button for button, press in sent if press and press.heard is heard)


@pytest.mark.parametrize("locale", DANGERS)
@pytest.mark.parametrize("typed", [False, True])
async def test_not_safe_is_answered_as_such_and_not_as_a_new_disclosure(
    careful: Chat, locale: str, *, typed: bool
) -> None:
    talk = await careful.open(locale=locale)
    first = (await talk.say(DANGERS[locale])).json()
    pressed = _offered(first, Heard.UNSAFE)
    sent = {"text": pressed["title"]} if typed else {"payload": pressed["payload"]}
    answer = (await talk.send(**sent)).json()
    assert answer["messages"][0]["text"] != first["messages"][0]["text"]
    assert "999" in answer["messages"][0]["text"]
    assert answer["messages"][0]["lang"] == locale
    with careful.database.transaction() as session:
        counted = session.scalars(select(CareIncident)).all()
    assert [each.category for each in counted] == [Category.CRISIS]


NOT_SAFE = {
    "pl": "nie",
    "ro": "nu sunt în siguranță",
    "ur": "نہیں",
    "ar": "لا",
    "bn": "না",
    "uk": "ні",
}


@pytest.mark.parametrize("language", NOT_SAFE)
async def test_care_goes_on_in_the_language_of_the_disclosure(careful: Chat, language: str) -> None:
    talk = await careful.open()
    first = (await talk.say(DANGERS[language])).json()
    answer = (await talk.say(NOT_SAFE[language])).json()
    assert answer["messages"][0]["lang"] == language
    assert "999" in answer["messages"][0]["text"]
    late = _offered(first, Heard.SAFE)
    assert (await talk.press(late["payload"])).json()["messages"][0]["lang"] == language
    assert (await talk.press_care(Heard.SAFE)).json()["messages"][0]["lang"] == language


async def test_not_safe_as_the_first_word_is_a_disclosure(careful: Chat) -> None:
    talk = await careful.open()
    answer = (await talk.say("I'm not safe")).json()
    assert "999" in answer["messages"][0]["text"]


def test_a_fixed_title_is_known_whatever_its_words_say(screen: Screen) -> None:
    mistaken = {title for title in own_titles() if screen.check(title).certainty is not None}
    assert mistaken, "then nothing here is needed"
    assert all(map(is_own_title, mistaken))
    assert not is_own_title("I want to die")
    assert not is_own_title("my husband hits me")
