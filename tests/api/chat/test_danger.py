"""Words that tell of danger are answered first, whatever else is going on."""

from typing import ClassVar
from uuid import uuid4

import anyio
import httpx
import pytest

from tests.api.chat.conftest import Chat, Conversation, Start
from tests.api.chat.fakes import CARRY_ON, CERTAIN, POSSIBLE, SAFE, Hold, fail, say

pytestmark = pytest.mark.anyio

ASKED = {"text": "Ready?", "custom": {"state": {"flow": "assessment", "question": "V1a"}}}


def assert_is_care(answer: httpx.Response) -> None:
    assert answer.status_code == 200, answer.text
    assert answer.json()["messages"][0]["text"] == "Care: crisis certain"


async def test_certain_danger_is_answered_with_care_alone(chat: Chat) -> None:
    chat.engine.next.append(say(ASKED))
    talk = await chat.open()
    answer = await talk.say(CERTAIN)
    (care,) = answer.json()["messages"]
    assert (care["kind"], care["card"]["type"]) == ("notice", "care")
    assert [each["title"] for each in care["buttons"]] == [SAFE["title"], CARRY_ON["title"]]
    assert answer.json()["state"] == ASKED["custom"]["state"]
    assert len(chat.engine.turns) == 1


async def test_the_place_is_kept_and_the_way_back_works(chat: Chat) -> None:
    chat.engine.next.append(say(ASKED))
    talk = await chat.open()
    await talk.say(CERTAIN)
    assert (await talk.say("carry on where I was")).status_code == 200
    turn = chat.engine.turns[-1]
    assert turn["payload"] == "/resume"
    assert turn["metadata"]["statement"] == "V1a"


async def test_care_is_part_of_the_transcript(talk: Conversation) -> None:
    await talk.say(CERTAIN)
    said = [(each["from"], each["text"]) for each in (await talk.transcript())["messages"]]
    assert said[1:] == [("person", CERTAIN), ("assistant", "Care: crisis certain")]


async def test_care_does_not_need_the_engine(chat: Chat) -> None:
    chat.engine.otherwise = fail(httpx.ConnectError("refused"))
    talk = await chat.open()
    assert_is_care(await talk.say(CERTAIN))


async def test_care_does_not_wait_for_a_slow_turn(chat: Chat, talk: Conversation) -> None:
    slow = Hold()
    chat.engine.next.append(slow)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(talk.say, "hello")
        await slow.asked.wait()
        assert_is_care(await talk.say(CERTAIN))
        slow.let_go.set()
    said = [each["text"] for each in (await talk.transcript())["messages"]]
    assert said[1:] == ["hello", "At last.", CERTAIN, "Care: crisis certain"]


@pytest.mark.parametrize(
    "body",
    [
        {"text": CERTAIN + " word" * 20_000},
        {"text": "word " * 20_000 + CERTAIN},
        {"text": CERTAIN, "payload": "/affirm"},
        {"payload": CERTAIN},
        {"text": "\0" + CERTAIN},
        {"text": "certain\0 danger"},
        {"text": CERTAIN, "client_message_id": "not a uuid"},
    ],
)
async def test_care_comes_before_every_refusal(
    chat: Chat, talk: Conversation, body: dict[str, str]
) -> None:
    assert_is_care(await talk.send(**body))
    assert len(chat.engine.turns) == 1


async def test_care_is_given_with_half_an_emoji(talk: Conversation) -> None:
    assert_is_care(await talk.send_raw(b'{"text": "certain danger \\ud83d"}'))


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer nobody"}])
async def test_care_is_given_to_anybody(chat: Chat, headers: dict[str, str]) -> None:
    answer = await chat.http.post("/v1/chat/messages", json={"text": CERTAIN}, headers=headers)
    assert_is_care(answer)
    assert answer.json()["state"] == {"flow": None}


async def test_care_is_given_beyond_the_limit_but_not_written(start: Start) -> None:
    chat = await start(message_rate="1/hour")
    talk = await chat.open()
    await talk.say("hello")
    before = chat.database.transactions
    for _ in range(5):
        assert_is_care(await talk.say(CERTAIN))
    assert chat.database.transactions == before


async def test_care_given_twice_for_one_message_is_kept_once(talk: Conversation) -> None:
    name = uuid4()
    assert_is_care(await talk.say(CERTAIN, name=name))
    assert_is_care(await talk.say(CERTAIN, name=name))
    assert len((await talk.transcript())["messages"]) == 3


async def test_a_very_long_cry_for_help_is_kept_in_part(start: Start) -> None:
    chat = await start(message_max_chars=200)
    talk = await chat.open()
    await talk.say("word " * 1000 + CERTAIN)
    assert len((await talk.transcript())["messages"][1]["text"]) == 200


class TestPressedTitles:
    """A title that tells of danger counts like words; a person chose it."""

    OFFER: ClassVar = {"text": "?", "buttons": [{"title": CERTAIN, "payload": "/need"}]}

    async def test_pressing_it_is_answered_with_care(self, chat: Chat) -> None:
        chat.engine.next.append(say(self.OFFER))
        talk = await chat.open()
        assert_is_care(await talk.press("/need"))
        assert len(chat.engine.turns) == 1
        said = [each["text"] for each in (await talk.transcript())["messages"]]
        assert said == ["?", CERTAIN, "Care: crisis certain"]

    async def test_care_for_it_does_not_wait(self, chat: Chat) -> None:
        slow = Hold()
        chat.engine.next.extend([say(self.OFFER), slow])
        talk = await chat.open()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(talk.say, "hello")
            await slow.asked.wait()
            assert_is_care(await talk.press("/need"))
            slow.let_go.set()

    async def test_care_for_it_is_not_refused_by_the_limit(self, start: Start) -> None:
        chat = await start(message_rate="1/hour")
        chat.engine.next.append(say(self.OFFER))
        talk = await chat.open()
        await talk.say("hello")
        assert (await talk.press("/resume")).status_code == 429
        assert_is_care(await talk.press("/need"))

    async def test_care_for_it_does_not_need_the_second_transaction(self, chat: Chat) -> None:
        chat.engine.next.append(say(self.OFFER))
        talk = await chat.open()
        chat.database.fail_transaction(2)
        assert_is_care(await talk.press("/need"))


class TestPossibleDanger:
    """A gentle check, and then only what was asked before: the words are nobody's answer."""

    async def test_with_nothing_open_the_gentle_check_stands_alone(
        self, chat: Chat, talk: Conversation
    ) -> None:
        (said,) = (await talk.say(POSSIBLE)).json()["messages"]
        assert (said["text"], said["buttons"]) == ("Care: safeguarding possible", [])
        assert len(chat.engine.turns) == 1

    async def test_the_open_question_is_asked_again_and_nothing_is_taken_from_the_words(
        self, chat: Chat
    ) -> None:
        chat.engine.next.extend([say(ASKED), say(ASKED)])
        talk = await chat.open()
        answer = (await talk.say(f"3, {POSSIBLE}")).json()
        said = [message["text"] for message in answer["messages"]]
        assert said == ["Care: safeguarding possible", "Ready?"]
        assert answer["state"] == ASKED["custom"]["state"]
        turn = chat.engine.turns[-1]
        assert (turn["payload"], turn.get("text")) == ("/resume", None)

    @pytest.mark.parametrize(
        "hungry",
        [
            "the kids haven't eaten",
            "children no eat, pay come friday",
            "kids no eat and they evict us",
        ],
    )
    async def test_whoever_has_no_food_is_asked_and_helped_with_food_in_the_same_breath(
        self, chat: Chat, talk: Conversation, hungry: str
    ) -> None:
        told = f"{hungry}, {POSSIBLE}"
        chat.engine.next.append(say({"text": "Here is food."}, {"text": "A card."}, ASKED))
        answer = (await talk.say(told)).json()
        said = [message["text"] for message in answer["messages"]]
        check = "Check: safeguarding beside a need"
        assert said == ["Here is food.", "A card.", check, "Ready?"]
        assert chat.engine.turns[-1]["text"] == told

    @pytest.mark.parametrize(
        ("told", "heard"),
        [
            ("i no have money for eat", "I have no food"),
            ("the bailiffs are coming", "I need help with this: debt"),
            ("we are homeless in S6", "I need help with this: housing. I live in S6"),
            ("money food, they evict us", "I have no food. I need help with this: housing"),
        ],
    )
    async def test_a_need_that_is_named_outright_is_told_to_the_engine_without_the_words(
        self, chat: Chat, talk: Conversation, told: str, heard: str
    ) -> None:
        answer = (await talk.say(f"{told}, {POSSIBLE}")).json()
        said = [message["text"] for message in answer["messages"]]
        assert chat.engine.turns[-1]["text"] == heard
        check = "Check: safeguarding beside a need"
        food_first = ["I see.", check]
        assert said == (food_first if "no food" in heard else [check, "I see."])
        await talk.say("rotherham")
        assert chat.engine.turns[-1]["text"] == "rotherham"

    @pytest.mark.parametrize(
        ("locale", "told", "heard"),
        [
            ("pl", "dzieci są głodne", "I have no food"),
            ("ro", "nu avem ce mânca", "I have no food"),
            ("ur", "گھر میں کھانا نہیں", "I have no food"),
            ("ar", "ليس لدي طعام", "I have no food"),
            ("bn", "ঘরে খাবার নেই", "I have no food"),
            ("uk", "немає що їсти", "I have no food"),
            ("pl", "mam długi", "I need help with this: debt"),
        ],
    )
    async def test_a_need_beside_possible_danger_is_heard_in_each_language(
        self, chat: Chat, locale: str, told: str, heard: str
    ) -> None:
        talk = await chat.open(locale=locale)
        answer = (await talk.say(f"{told}, {POSSIBLE}")).json()
        assert chat.engine.turns[-1]["text"] == heard
        assert len(answer["messages"]) == 2

    async def test_what_is_felt_is_no_need_beside_possible_danger(
        self, chat: Chat, talk: Conversation
    ) -> None:
        await talk.say(f"i wrote letters to my kids, im so lonely, {POSSIBLE}")
        assert len(chat.engine.turns) == 1

    async def test_with_the_engine_away_the_check_stands_before_the_notice(
        self, chat: Chat, talk: Conversation
    ) -> None:
        chat.engine.otherwise = fail(httpx.ConnectError("refused"))
        answer = (await talk.say(f"we have no food, {POSSIBLE}")).json()
        assert answer["messages"][0]["text"] == "Check: safeguarding beside a need"

    async def test_in_an_assessment_hunger_is_nobodys_answer(self, chat: Chat) -> None:
        chat.engine.next.extend([say(ASKED), say(ASKED)])
        talk = await chat.open()
        await talk.say(f"people have no food, {POSSIBLE}")
        assert chat.engine.turns[-1]["payload"] == "/resume"

    async def test_with_the_engine_away_the_gentle_check_stands_alone(self, chat: Chat) -> None:
        chat.engine.next.extend([say(ASKED), fail(httpx.ConnectError("refused"))])
        talk = await chat.open()
        answer = (await talk.say(POSSIBLE)).json()
        assert [message["text"] for message in answer["messages"]] == [
            "Care: safeguarding possible"
        ]
        assert "failed" not in answer

    async def test_a_pressed_answer_counts_beside_the_gentle_check(self, chat: Chat) -> None:
        offer = {"text": "?", "buttons": [{"title": POSSIBLE, "payload": "/need"}]}
        chat.engine.next.append(say(offer))
        talk = await chat.open()
        answer = (await talk.press("/need")).json()
        said = [message["text"] for message in answer["messages"]]
        assert said == ["Care: safeguarding possible", "I see."]
        assert chat.engine.turns[-1]["payload"] == "/need"

    async def test_the_gentle_check_comes_before_a_refusal(self, talk: Conversation) -> None:
        answer = await talk.say(POSSIBLE + "a" * 100_000)
        assert answer.status_code == 200
        care, notice = answer.json()["messages"]
        assert care["text"] == "Care: safeguarding possible"
        assert "100015" in notice["text"]

    async def test_the_gentle_check_is_not_refused_by_the_limit(self, start: Start) -> None:
        chat = await start(message_rate="1/hour")
        talk = await chat.open()
        await talk.say("hello")
        answer = await talk.say(POSSIBLE)
        assert answer.status_code == 200
        assert answer.json()["messages"][0]["text"] == "Care: safeguarding possible"
        assert len(chat.engine.turns) == 2


async def test_whoever_types_what_a_button_says_presses_it(chat: Chat, talk: Conversation) -> None:
    offered = {"text": "Which?", "buttons": [{"title": POSSIBLE, "payload": "/pick"}]}
    chat.engine.next.append(say(offered))
    await talk.say("hello")
    answer = (await talk.say(POSSIBLE)).json()
    assert [message["kind"] for message in answer["messages"]] == ["text"]
    assert chat.engine.turns[-1]["payload"] == "/pick"
