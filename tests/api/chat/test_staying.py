"""After a disclosure the assistant stays, until the person asks to go on."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import select

from api.models import CareIncident, ChatSession
from api.safety.care import CareMessages
from api.safety.care_buttons import payload
from api.safety.staying import Heard
from tests.api.chat.conftest import Chat, Conversation, Start
from tests.api.chat.fakes import CERTAIN, FIND_SUPPORT, POSSIBLE, fail, say
from tests.api.chat.test_local_lines import look_for_support

pytestmark = pytest.mark.anyio

ASKED = {"text": "Ready?", "custom": {"state": {"flow": "assessment", "question": "V1a"}}}
HOURS = [datetime(2026, 3, 2, 9, tzinfo=UTC)]


def texts(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [message["text"] for message in answer.json()["messages"]]


async def told(chat: Chat) -> Conversation:
    """A conversation in which a statement was asked, and danger was told instead."""
    chat.engine.next.append(say(ASKED))
    talk = await chat.open()
    await talk.say(CERTAIN)
    return talk


async def test_the_engine_is_not_asked_until_the_person_asks_to_go_on(chat: Chat) -> None:
    talk = await told(chat)
    for words in ("it is all too much", "3", "No I'm fine", "thanks"):
        assert texts(await talk.say(words))[0].startswith("Stay: crisis")
    assert len(chat.engine.turns) == 1
    answer = await talk.say("OK, carry on where I was")
    assert texts(answer) == ["I see."]
    assert chat.engine.turns[-1]["payload"] == "/resume"
    assert texts(await talk.say("3")) == ["I see."]


async def test_going_on_by_button_ends_it_as_well(chat: Chat) -> None:
    talk = await told(chat)
    await talk.say("I am ok now")
    await talk.press_care(Heard.CARRY_ON)
    assert texts(await talk.say("hello")) == ["I see."]


@pytest.mark.parametrize(
    ("words", "heard"),
    [("yes", "safe"), ("no", "unsafe"), ("dunno", "unsure"), ("No, I'm fine", "safe")],
)
async def test_an_answer_is_heard(chat: Chat, words: str, heard: str) -> None:
    talk = await told(chat)
    assert texts(await talk.say(words)) == [f"Stay: crisis {heard} ()"]


async def test_what_is_learned_about_the_person_is_kept_for_the_contacts(chat: Chat) -> None:
    talk = await told(chat)
    await talk.say("i'm 14")
    assert texts(await talk.say("I can't hear, I'm deaf")) == ["Stay: crisis deaf (child, deaf)"]


async def test_the_place_is_kept(chat: Chat) -> None:
    talk = await told(chat)
    answer = await talk.say("I don't know what to do")
    assert answer.json()["state"] == ASKED["custom"]["state"]


async def test_it_works_with_the_engine_away(chat: Chat) -> None:
    talk = await told(chat)
    chat.engine.otherwise = fail(httpx.ConnectError("refused"))
    assert texts(await talk.say("no")) == ["Stay: crisis unsafe ()"]


async def test_it_works_with_the_database_away(start: Start) -> None:
    chat = await start(care_patience_s=0.2)
    chat.engine.next.append(say(ASKED))
    talk = await chat.open()
    chat.database.away = True
    await talk.say(CERTAIN)
    assert texts(await talk.say("no")) == ["Stay: crisis unsafe ()"]
    assert (await talk.say("carry on")).status_code == 503
    chat.database.away = False
    assert texts(await talk.say("so tired of it")) == ["Stay: crisis other ()"]
    with chat.database.reading() as session:
        assert session.scalars(select(ChatSession.care)).one() is not None


async def test_another_process_stays_too(chat: Chat, start: Start) -> None:
    talk = await told(chat)
    other = await start(engine=chat.engine)
    assert texts(await other.conversation(talk).say("no")) == ["Stay: crisis unsafe ()"]


async def checked(chat: Chat) -> Conversation:
    """A conversation in which a statement was asked, and danger was possible instead."""
    chat.engine.next.extend([say(ASKED), say(ASKED)])
    talk = await chat.open()
    await talk.say(POSSIBLE)
    return talk


async def test_a_gentle_check_lets_the_conversation_go_on(chat: Chat) -> None:
    talk = await checked(chat)
    assert texts(await talk.say("3, we have a plan for it")) == ["I see."]
    assert chat.engine.turns[-1]["text"] == "3, we have a plan for it"
    assert texts(await talk.say("I'm not safe")) == ["I see."]


@pytest.mark.parametrize("words", ["No I'm fine", "yes", "I'm safe thanks, nothing to worry about"])
async def test_being_safe_after_a_gentle_check_is_no_answer_to_the_question(
    chat: Chat, words: str
) -> None:
    talk = await checked(chat)
    chat.engine.next.append(say(ASKED))
    answer = await talk.say(words)
    assert texts(answer) == ["Glad.", "Ready?"]
    assert chat.engine.turns[-1]["payload"] == "/resume"
    assert texts(await talk.say("yes")) == ["I see."]


async def test_being_safe_with_nothing_open_is_acknowledged(chat: Chat) -> None:
    talk = await chat.open()
    await talk.say(POSSIBLE)
    assert texts(await talk.say("yes I'm safe")) == ["Glad.", "Nothing is open."]
    assert len(chat.engine.turns) == 1


@pytest.mark.parametrize(
    ("words", "heard", "about"),
    [
        ("im 14", "child", "child"),
        ("I'm deaf", "deaf", "deaf"),
        ("it's my husband", "domestic_abuse", "domestic_abuse"),
        ("will you tell anyone", "privacy", ""),
        ("it's about someone else", "someone_else", "someone_else"),
        ("not sure", "unsure", ""),
        ("can I talk to someone", "talk", ""),
        ("yes I'm safe, I'm 12", "child", "child"),
    ],
)
async def test_an_answer_to_a_gentle_check_is_stayed_with(
    chat: Chat, words: str, heard: str, about: str
) -> None:
    talk = await checked(chat)
    assert texts(await talk.say(words)) == [f"Stay: safeguarding {heard} ({about})"]
    assert len(chat.engine.turns) == 2
    assert texts(await talk.say("hmm")) == [f"Stay: safeguarding other ({about})"]


async def test_not_being_safe_after_a_gentle_check_is_heard(chat: Chat) -> None:
    talk = await chat.open()
    await talk.say(POSSIBLE)
    assert texts(await talk.say("no I'm not safe here")) == ["Stay: safeguarding unsafe ()"]
    assert texts(await talk.say("hmm")) == ["Stay: safeguarding other ()"]


async def test_not_being_safe_is_heard_in_the_language_of_the_conversation(chat: Chat) -> None:
    talk = await chat.open(locale="pl")
    await talk.say(POSSIBLE)
    assert texts(await talk.say("nie jestem bezpieczna")) == ["Stay: safeguarding unsafe ()"]


async def test_a_bare_no_after_a_gentle_check_is_asked_about(chat: Chat) -> None:
    talk = await chat.open()
    await talk.say(POSSIBLE)
    assert texts(await talk.say("No.")) == ["Not safe?"]
    assert texts(await talk.press_care(Heard.UNSAFE)) == ["Stay: safeguarding unsafe ()"]


async def test_a_bare_no_that_meant_the_question_goes_on(chat: Chat) -> None:
    talk = await checked(chat)
    await talk.say("no")
    await talk.press_care(Heard.CARRY_ON)
    assert chat.engine.turns[-1]["payload"] == "/resume"


async def test_going_on_with_nothing_open_offers_support(chat: Chat) -> None:
    talk = await chat.open()
    await talk.say(CERTAIN)
    assert texts(await talk.press_care(Heard.CARRY_ON)) == ["Nothing is open."]
    await talk.say(CERTAIN)
    assert texts(await talk.say("carry on")) == ["Nothing is open."]
    assert (await talk.press(FIND_SUPPORT["payload"])).status_code == 200
    assert chat.engine.turns[-1]["payload"] == FIND_SUPPORT["payload"]


async def test_a_second_sign_of_danger_is_answered_in_full(chat: Chat) -> None:
    talk = await checked(chat)
    assert texts(await talk.say(POSSIBLE)) == ["Care: safeguarding certain"]
    assert texts(await talk.say("3")) == ["Stay: safeguarding other ()"]


async def test_a_second_sign_a_few_messages_later_is_no_first_sign(chat: Chat) -> None:
    talk = await checked(chat)
    for _ in range(3):
        await talk.say("3")
    assert texts(await talk.say(POSSIBLE)) == ["Care: safeguarding certain"]


async def test_a_sign_of_danger_long_after_another_is_checked_gently(chat: Chat) -> None:
    talk = await checked(chat)
    for _ in range(12):
        await talk.say("3")
    assert texts(await talk.say(POSSIBLE)) == ["Care: safeguarding possible", "I see."]


async def test_another_kind_of_danger_is_answered_in_full_while_staying(chat: Chat) -> None:
    talk = await told(chat)
    assert texts(await talk.say(POSSIBLE)) == ["Care: safeguarding certain"]


async def test_an_age_under_18_is_kept_for_later_danger(chat: Chat) -> None:
    talk = await chat.open()
    await talk.say("im 15")
    await talk.say(CERTAIN)
    assert texts(await talk.say("hmm")) == ["Stay: crisis other (child)"]


async def test_a_wish_about_what_is_held_comes_through_while_staying(chat: Chat) -> None:
    talk = await told(chat)
    (answer,) = texts(await talk.say("delete my chat"))
    assert not answer.startswith("Stay")
    assert texts(await talk.say("no I'm not safe")) == ["Stay: crisis unsafe ()"]


async def test_incidents_are_counted_by_the_hour_without_content(chat: Chat) -> None:
    talk = await chat.open()
    name = uuid4()
    for _ in range(2):
        await talk.say(CERTAIN, name=name)
    other = await chat.open()
    await other.say(POSSIBLE)
    with chat.database.reading() as session:
        counted = session.scalars(select(CareIncident)).all()
        found = [(each.category, each.certainty, each.channel) for each in counted]
    assert sorted(found) == [("crisis", "certain", "web"), ("safeguarding", "possible", "web")]
    assert {each.hour for each in counted} == set(HOURS)
    columns = set(CareIncident.__table__.columns.keys())
    assert columns == {"id", "category", "certainty", "channel", "hour"}


async def test_what_is_answered_the_same_twice_running_is_answered_in_other_words(
    chat: Chat,
) -> None:
    talk = await told(chat)
    said = [texts(await talk.say(words))[0] for words in ("hmm", "so tired", "dunno", "hmm")]
    assert said == [
        "Stay: crisis other ()",
        "Stay: crisis other () again 1",
        "Stay: crisis unsure ()",
        "Stay: crisis other ()",
    ]


async def test_danger_told_again_right_after_it_is_not_answered_word_for_word(chat: Chat) -> None:
    talk = await told(chat)
    assert texts(await talk.say(CERTAIN)) == ["Care again: crisis"]
    assert texts(await talk.say(CERTAIN)) == ["Care: crisis certain"]
    await talk.say("hmm")
    assert texts(await talk.say(CERTAIN)) == ["Care again: crisis"]


async def test_danger_told_again_after_the_person_went_on_is_answered_in_full(chat: Chat) -> None:
    talk = await told(chat)
    await talk.press_care(Heard.CARRY_ON)
    assert texts(await talk.say(CERTAIN)) == ["Care: crisis certain"]


async def test_after_a_gentle_check_alone_the_first_certain_answer_is_in_full(chat: Chat) -> None:
    talk = await chat.open()
    await talk.say(POSSIBLE)
    await talk.say("not sure")
    assert texts(await talk.say(CERTAIN)) == ["Care: crisis certain"]


async def test_a_need_told_with_danger_is_taken_up_when_the_person_goes_on(chat: Chat) -> None:
    talk = await chat.open()
    await talk.say(f"{CERTAIN}, the bailiffs are coming")
    await talk.say("and we have nothing to eat")
    assert len(chat.engine.turns) == 1
    assert texts(await talk.say("carry on")) == ["I see."]
    told_then = "I have no food. I need help with this: debt"
    assert chat.engine.turns[-1]["text"] == told_then
    await talk.say("S6")
    assert chat.engine.turns[-1]["text"] == "S6"


@pytest.mark.parametrize("told", ["they keep picking on me", "the whole class is laughing at me"])
async def test_a_bullied_child_who_goes_on_is_helped_with_that(chat: Chat, told: str) -> None:
    talk = await chat.open()
    await talk.say(f"{CERTAIN}, {told}")
    await talk.say("im 13")
    assert texts(await talk.press_care(Heard.CARRY_ON)) == ["I see."]
    assert chat.engine.turns[-1]["text"].startswith("I need help with this: bullying at school")


async def test_who_listens_is_said_without_staying(chat: Chat) -> None:
    talk = await checked(chat)
    assert texts(await talk.press(payload(Heard.TALK))) == ["Who listens: safeguarding"]
    assert texts(await talk.say("yes I'm safe"))[0] == "Glad."
    assert texts(await talk.press(payload(Heard.TALK))) == ["Who listens: safeguarding"]
    assert texts(await talk.say("3")) == ["I see."]


async def test_wanting_to_talk_after_full_care_is_stayed_with(chat: Chat) -> None:
    talk = await told(chat)
    assert texts(await talk.press(payload(Heard.TALK))) == ["Stay: crisis talk ()"]


@pytest.mark.parametrize("words", ["what if they find out i told", "i dont want to be a snitch"])
async def test_the_worry_of_being_found_out_is_answered_as_that(chat: Chat, words: str) -> None:
    talk = await chat.open()
    said = [f"{words}, {POSSIBLE}", words]
    assert texts(await talk.say(said[0])) == ["Who is told what ()"]
    assert texts(await talk.say("no I'm not safe"))[0] == "Stay: safeguarding unsafe ()"
    other = await told(chat)
    for each in said:
        assert texts(await other.say(each))[0].startswith("Stay: crisis found_out ()")
    third = await chat.open()
    await third.say("im 12")
    assert texts(await third.say(words)) == ["Who is told what (child)"]


@pytest.mark.parametrize(
    "words", ["my number is 07700 900123, ring me", "can someone call me please", "call me"]
)
async def test_who_wants_to_be_rung_hears_that_nobody_rings(chat: Chat, words: str) -> None:
    talk = await chat.open()
    assert texts(await talk.say(words)) == ["Nobody rings."]
    assert len(chat.engine.turns) == 1
    asked = {"text": "Where?", "custom": {"state": {"flow": "triage", "question": "place"}}}
    chat.engine.next.extend([say(asked), say(asked)])
    await talk.say("help with debt")
    answer = await talk.say(words)
    assert texts(answer) == ["Nobody rings.", "Where?"]
    assert answer.json()["messages"][0]["buttons"] == []
    assert chat.engine.turns[-1]["payload"] == "/resume"


@pytest.mark.parametrize(
    ("told", "has_form"),
    [
        ({}, True),
        ({"wishes": {"wishes": ["phone"]}}, False),
        ({"wishes": {"not_by_ringing": True}}, False),
        ({"age": "child"}, False),
        ({"age": "child", "about": "them"}, True),
        ({"age": "older"}, True),
    ],
)
async def test_the_call_of_a_link_worker_is_offered_by_what_the_triage_was_told(
    start: Start, told: dict[str, Any], has_form: bool
) -> None:
    chat = await start(care=CareMessages.load(offers_calls=True))
    talk = await chat.open()
    look_for_support(chat, talk, None, **told)
    (message,) = (await talk.say("can someone ring me please")).json()["messages"]
    assert ("Ask a link worker to call me" in str(message["buttons"])) is has_form
    assert "cannot ring you" in message["text"]


@pytest.mark.parametrize("words", ["I'm deaf, can someone call me", "I've no credit, ring me"])
async def test_who_says_in_the_same_breath_that_they_cannot_ring_is_offered_no_call(
    start: Start, words: str
) -> None:
    chat = await start(care=CareMessages.load(offers_calls=True))
    (message,) = (await (await chat.open()).say(words)).json()["messages"]
    assert "Ask a link worker to call me" not in str(message["buttons"])


async def test_who_wants_to_be_rung_in_danger_is_cared_for(chat: Chat) -> None:
    talk = await told(chat)
    assert texts(await talk.say("ring me please")) == ["Stay: crisis call_me ()"]
    other = await chat.open()
    assert texts(await other.say(f"ring me, {POSSIBLE}"))[0] == "Care: safeguarding possible"


async def test_in_an_assessment_words_of_that_kind_are_the_engine_s(chat: Chat) -> None:
    chat.engine.next.append(say(ASKED))
    talk = await chat.open()
    assert texts(await talk.say("they can call me on the ward")) == ["I see."]
