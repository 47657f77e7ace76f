"""A button of care answers the response that it stands under, and no other one."""

from uuid import UUID, uuid4

import anyio
import httpx
import pytest
from sqlalchemy import select

from api.chat.offers import is_on_view
from api.models import ChatSession
from api.privacy.asking import Wish
from api.privacy.asking import payload as wish_payload
from api.safety.care_buttons import payload
from api.safety.staying import Heard, Stay
from tests.api.chat.conftest import Chat, Conversation, Start
from tests.api.chat.fakes import CERTAIN, POSSIBLE, Hold, fail, say

pytestmark = pytest.mark.anyio

NEED = {"title": "Yes, show me", "payload": "/affirm"}
ASKED = {
    "text": "Ready?",
    "buttons": [NEED],
    "custom": {"state": {"flow": "triage", "question": "about"}},
}
OLD = ["Old button: crisis"]
NEVER_OFFERED = [
    payload(Heard.SAFE, "0123abcd"),
    payload(Heard.SAFE),
    payload(Heard.SOMEONE_ELSE, "0123abcd"),
    '/care{"heard":"safe"}',
    '/care{"heard": "child"}',
    '/triage_press{"do": "refer"}',
    wish_payload(Wish.ERASE_NOW),
    "/restart",
]


def texts(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [message["text"] for message in answer.json()["messages"]]


def stays(chat: Chat) -> bool:
    with chat.database.reading() as session:
        kept = session.scalars(select(ChatSession.care)).one()
    return kept is not None and kept["passed"] is None


@pytest.fixture
async def talk(chat: Chat) -> Conversation:
    """A conversation with an open question and its button."""
    chat.engine.next.append(say(ASKED))
    return await chat.open()


@pytest.mark.parametrize("heard", [Heard.SAFE, Heard.CARRY_ON])
async def test_an_old_button_does_not_answer_a_new_disclosure(
    chat: Chat, talk: Conversation, heard: Heard
) -> None:
    await talk.say(CERTAIN)
    old = talk.button(heard)
    await talk.say(f"{CERTAIN}, once more")
    assert texts(await talk.press(old)) == OLD
    assert stays(chat)
    assert len(chat.engine.turns) == 1
    assert texts(await talk.press_care(Heard.SAFE)) == ["Stay: crisis safe ()"]


async def test_responses_to_messages_whose_names_begin_alike_are_told_apart(
    chat: Chat, talk: Conversation
) -> None:
    first, second = (UUID(f"019acd2b-0000-7000-8000-00000000000{each}") for each in (1, 2))
    await talk.say(CERTAIN, name=first)
    old = talk.button(Heard.SAFE)
    await talk.say(CERTAIN, name=second)
    assert texts(await talk.press(old)) == OLD
    assert stays(chat)


async def test_an_old_button_does_not_end_what_was_told_after_the_person_went_on(
    chat: Chat, talk: Conversation
) -> None:
    await talk.say(CERTAIN)
    old = talk.button(Heard.CARRY_ON)
    await talk.press(old)
    await talk.say(CERTAIN)
    assert texts(await talk.press(old)) == OLD
    assert stays(chat)
    await talk.press_care(Heard.CARRY_ON)
    assert not stays(chat)


@pytest.mark.parametrize("heard", [Heard.UNSAFE, Heard.UNSURE, Heard.TALK])
async def test_a_call_for_help_is_heard_whenever_it_is_pressed(
    chat: Chat, talk: Conversation, heard: Heard
) -> None:
    await talk.say(CERTAIN)
    assert texts(await talk.press(payload(heard, "0123abcd"))) == [f"Stay: crisis {heard} ()"]
    assert stays(chat)


@pytest.mark.parametrize("sent", NEVER_OFFERED)
async def test_what_was_never_offered_is_refused_while_nothing_is_told(
    chat: Chat, talk: Conversation, sent: str
) -> None:
    answer = await talk.press(sent)
    assert (answer.status_code, answer.json()["error"]) == (409, "PayloadNotOffered")
    assert len(chat.engine.turns) == 1


@pytest.mark.parametrize("sent", [*NEVER_OFFERED, NEED["payload"]])
@pytest.mark.parametrize("is_engine_away", [False, True])
async def test_after_a_disclosure_no_other_button_ends_it(
    chat: Chat, talk: Conversation, sent: str, *, is_engine_away: bool
) -> None:
    await talk.say(CERTAIN)
    if is_engine_away:
        chat.engine.otherwise = fail(httpx.ConnectError("refused"))
    assert texts(await talk.press(sent)) == OLD
    assert stays(chat)
    assert len(chat.engine.turns) == 1
    carry_on = talk.button(Heard.CARRY_ON)
    await talk.press_care(Heard.CARRY_ON)
    # While the engine is away there is nothing to go on to: the button counts when it is back.
    assert stays(chat) is is_engine_away
    chat.engine.otherwise = say({"text": "I see."})
    if is_engine_away:
        assert texts(await talk.press(carry_on)) == ["I see."]
    assert not stays(chat)


async def test_the_question_comes_again_when_a_press_is_sent_again(
    chat: Chat, talk: Conversation
) -> None:
    await talk.say(CERTAIN)
    chat.database.fail_transaction(2)
    name = str(uuid4())
    first = await talk.send(payload="/restart", client_message_id=name)
    assert texts(first) == OLD
    assert texts(await talk.send(payload="/restart", client_message_id=name)) == OLD
    assert len(chat.engine.turns) == 1


async def test_what_may_be_asked_of_ones_words_may_be_asked_at_any_time(
    chat: Chat, talk: Conversation
) -> None:
    await talk.say("what do you hold about me?")
    offered = {button["payload"] for button in talk.offered}
    assert wish_payload(Wish.ERASE) in offered
    await talk.say(CERTAIN)
    assert texts(await talk.press(wish_payload(Wish.ERASE))) != OLD
    assert stays(chat)


async def test_an_answer_that_comes_late_does_not_end_what_was_told_meanwhile(
    chat: Chat, talk: Conversation
) -> None:
    await talk.say(CERTAIN)
    await talk.press_care(Heard.CARRY_ON)
    slow = Hold()
    chat.engine.next.append(slow)
    answers: list[httpx.Response] = []

    async def press() -> None:
        answers.append(await talk.press("/restart"))

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(talk.say, "hello")
        await slow.asked.wait()
        await talk.say(CERTAIN)
        tasks.start_soon(press)
        slow.let_go.set()
    assert texts(answers[0]) == OLD
    assert stays(chat)


async def test_a_gentle_check_lets_an_open_question_be_answered(
    chat: Chat, talk: Conversation
) -> None:
    chat.engine.next.append(say(ASKED))
    await talk.say(POSSIBLE)
    assert texts(await talk.press(NEED["payload"])) == ["I see."]
    assert not stays(chat)


async def test_a_gentle_check_is_not_passed_over_by_what_was_never_offered(
    chat: Chat, talk: Conversation
) -> None:
    chat.engine.next.append(say(ASKED))
    await talk.say(POSSIBLE)
    for sent in (payload(Heard.SAFE, "0123abcd"), "/restart"):
        assert texts(await talk.press(sent)) == ["Old button: safeguarding"]
        assert stays(chat)


async def test_being_safe_is_acknowledged_of_who_went_on_already(
    chat: Chat, talk: Conversation
) -> None:
    await talk.say(CERTAIN)
    safe = talk.button(Heard.SAFE)
    await talk.press_care(Heard.CARRY_ON)
    assert texts(await talk.press(safe)) == ["Glad.", "I see."]
    assert not stays(chat)


async def test_the_same_holds_in_another_tab_and_on_another_device(
    chat: Chat, talk: Conversation
) -> None:
    await talk.say(CERTAIN)
    tab = chat.conversation(talk)
    tab.offered = talk.offered
    await talk.say("it is all too much")
    assert texts(await tab.press_care(Heard.SAFE)) == OLD
    assert texts(await tab.press_care(Heard.SAFE)) == ["Stay: crisis safe ()"]
    assert texts(await talk.press_care(Heard.CARRY_ON)) == OLD


async def test_with_the_database_away_a_button_counts_for_its_own_response_alone(
    start: Start,
) -> None:
    chat = await start(care_patience_s=0.2)
    chat.engine.next.append(say(ASKED))
    talk = await chat.open()
    await talk.say(CERTAIN)
    old = talk.button(Heard.SAFE)
    chat.database.away = True
    await talk.say(CERTAIN)
    new = talk.button(Heard.SAFE)
    assert texts(await talk.press(old)) == OLD
    assert texts(await talk.press(new)) == OLD
    assert texts(await talk.press_care(Heard.SAFE)) == ["Stay: crisis safe ()"]
    assert texts(await talk.press(NEED["payload"])) == OLD
    again = talk.button(Heard.SAFE)
    chat.database.away = False
    assert texts(await talk.press(again)) == ["Stay: crisis safe () again 1"]
    assert stays(chat)


async def test_with_the_database_away_a_press_tells_of_care_that_another_process_gave(
    chat: Chat, start: Start, talk: Conversation
) -> None:
    await talk.say(CERTAIN)
    other = (await start(engine=chat.engine)).conversation(talk)
    chat.database.away = True
    assert texts(await other.press(talk.button(Heard.SAFE))) == OLD
    assert texts(await other.press(payload(Heard.UNSAFE))) == ["Stay: crisis unsafe ()"]
    assert (await other.press(NEED["payload"])).status_code == 200


@pytest.mark.parametrize("title", ["Yes, show me", "1", "yes"])
async def test_words_after_care_that_could_not_be_stored_answer_no_older_question(
    chat: Chat, talk: Conversation, title: str
) -> None:
    chat.database.away = True
    await talk.say(CERTAIN)
    chat.database.away = False
    assert texts(await talk.say(title))[0].startswith("Stay: crisis")
    assert stays(chat)
    assert len(chat.engine.turns) == 1


async def test_a_button_from_before_care_that_could_not_be_stored_does_not_end_it(
    chat: Chat, talk: Conversation
) -> None:
    chat.database.away = True
    await talk.say(CERTAIN)
    chat.database.away = False
    assert texts(await talk.press(NEED["payload"])) == OLD
    assert stays(chat)
    assert texts(await talk.say("Carry on where I was")) != OLD
    assert not stays(chat)


def test_care_that_was_stored_when_nobody_waited_any_more_is_on_view() -> None:
    unkept = Stay(answered="in_full", response="1a2b3c4d")
    safe = {"title": "I'm safe for now", "payload": payload(Heard.SAFE, "1a2b3c4d")}
    other = {"title": "I'm safe for now", "payload": payload(Heard.SAFE, "0123abcd")}
    assert is_on_view([{"buttons": [safe]}], unkept)
    assert not is_on_view([{"buttons": [other, NEED]}], unkept)
    assert is_on_view([{"buttons": [NEED]}], None)


@pytest.mark.parametrize("sent", [payload(Heard.UNSAFE), NEED["payload"]])
async def test_a_press_beside_a_slow_answer_is_answered_while_the_database_is_away(
    chat: Chat, talk: Conversation, sent: str
) -> None:
    slow = Hold()
    chat.engine.next.append(slow)
    answers: list[httpx.Response] = []

    async def press() -> None:
        answers.append(await talk.press(sent))

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(talk.say, "hello")
        await slow.asked.wait()
        chat.database.away = True
        await talk.say(CERTAIN)
        tasks.start_soon(press)
        await anyio.wait_all_tasks_blocked()
        slow.let_go.set()
    said = ["Stay: crisis unsafe ()"] if sent != NEED["payload"] else OLD
    assert texts(answers[0]) == said


async def test_an_answer_to_care_is_answered_when_it_cannot_be_kept(
    chat: Chat, talk: Conversation
) -> None:
    await talk.say(CERTAIN)
    chat.database.fail_transaction(2)
    assert texts(await talk.press(payload(Heard.UNSAFE))) == ["Stay: crisis unsafe ()"]
    assert texts(await talk.press(talk.button(Heard.CARRY_ON))) != OLD


async def test_danger_that_could_not_be_kept_is_still_stayed_with(
    chat: Chat, talk: Conversation
) -> None:
    chat.engine.next.append(say({"text": "?", "buttons": [{"title": CERTAIN, "payload": "/x"}]}))
    await talk.say("hello")
    chat.database.fail_transaction(2)
    assert texts(await talk.press("/x")) == ["Care: crisis certain"]
    assert texts(await talk.press_care(Heard.SAFE)) == ["Stay: crisis safe ()"]


async def test_what_is_open_after_a_disclosure_is_the_question_of_care(
    chat: Chat, talk: Conversation
) -> None:
    await talk.say(CERTAIN)
    latest = await chat.http.get("/v1/chat/messages/latest", headers=talk.headers)
    assert texts(latest) == ["Care: crisis certain"]
    await talk.press_care(Heard.CARRY_ON)
    await talk.say("delete my chat")
    chat.engine.next.append(say(ASKED))
    await talk.say("help")
    latest = await chat.http.get("/v1/chat/messages/latest", headers=talk.headers)
    assert "Ready?" in texts(latest)
