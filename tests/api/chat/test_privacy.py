"""What is kept of a conversation is told, shown, erased, or not kept at all."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import func, select

from api.config import Settings
from api.languages.saying import say_or_keep
from api.misunderstandings.schemas import NewMisunderstanding
from api.misunderstandings.service import keep
from api.models import (
    ChatSession,
    ChatTurn,
    Misunderstanding,
    PendingErasure,
    Triage,
    WellbeingAnswer,
)
from api.privacy.asking import Wish, payload
from api.privacy.purge import forget_in_engine
from api.privacy.service import before_erasing
from api.privacy.words import WORDS
from api.signposting.needs import Need
from api.triage.schemas import TellRequest
from api.triage.service import hear, open_triage, take_needs, take_place
from tests.api.chat.conftest import Chat, Start
from tests.api.chat.fakes import CERTAIN, fail, say

pytestmark = pytest.mark.anyio

SECRET = "my aunt lives by the old mill"


def texts(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [message["text"] for message in answer.json()["messages"]]


def forgotten(chat: Chat) -> list[str]:
    """What the engine was asked to forget: a conversation, or its words alone."""
    asked = [each.url.path for each in chat.engine.requests if each.method == "DELETE"]
    return [path.rsplit("/", 1)[1] for path in asked]


def count(chat: Chat, table: type) -> int:
    with chat.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


async def test_a_conversation_begins_with_the_notice(start: Start) -> None:
    chat = await start(privacy_notice=True, keep_conversations_days=12)
    chat.engine.next.append(say({"text": "Hello."}))
    talk = await chat.open()
    greeting, notice = talk.opened["messages"]
    assert (notice["kind"], greeting["text"]) == ("notice", "Hello.")
    assert "12 days" in notice["text"]
    card = notice["card"]
    assert notice["text"] == f"{card['lead']}\n{card['more']}"
    assert "12 days" in card["lead"]
    assert "forgets which chat was yours" in card["more"]
    assert [button["payload"] for button in notice["buttons"]] == [payload(Wish.FORGET)]
    with chat.database.reading() as session:
        assert session.scalars(select(ChatSession.notice)).one() == WORDS.version


async def test_a_messenger_has_the_notice_first_and_keeps_the_place_itself(start: Start) -> None:
    chat = await start(privacy_notice=True)
    chat.engine.next.append(say({"text": "Hello."}))
    talk = await chat.open(channel="telegram")
    notice, greeting = talk.opened["messages"]
    assert (notice["kind"], greeting["text"]) == ("notice", "Hello.")
    assert "forgets" not in notice["text"]


async def test_a_number_beside_the_notice_answers_the_question(start: Start) -> None:
    chat = await start(privacy_notice=True)
    support = {"title": "Find support", "payload": "/find_support"}
    chat.engine.next.append(say({"text": "What's going on?", "buttons": [support]}))
    talk = await chat.open()
    await talk.say("1")
    assert chat.engine.turns[-1]["payload"] == support["payload"]


async def test_the_answer_that_erases_says_so_to_whoever_holds_the_place(chat: Chat) -> None:
    talk = await chat.open()
    assert "erased" not in (await talk.say("delete my chat")).json()
    assert (await talk.press(payload(Wish.ERASE_NOW))).json()["erased"] is True


async def test_what_is_held_is_shown_without_the_engine(chat: Chat) -> None:
    talk = await chat.open()
    await talk.say(SECRET)
    asked = len(chat.engine.turns)
    (shown,) = texts(await talk.say("what do you hold about me?"))
    assert "2 messages, since 2 March 2026" in shown
    assert "on 1 April 2026" in shown
    assert len(chat.engine.turns) == asked


async def test_what_was_told_to_find_support_is_shown_and_erased(chat: Chat) -> None:
    talk = await chat.open()
    at = datetime(2026, 3, 2, tzinfo=UTC)
    with chat.database.transaction() as session:
        triage = open_triage(session, UUID(talk.id), settings=Settings(), now=at)
        take_needs(session, triage, [Need.LONELINESS, Need.FOOD], now=at)
        take_place(session, triage, "LS6", now=at)
        hear(session, triage, TellRequest(text="I'm in a wheelchair, only evenings"), now=at)
        feels = {"moment": "before", "question": "happiness", "value": 3, "recorded_at": at}
        session.add(WellbeingAnswer(triage_id=triage.id, **feels))
    (shown,) = texts(await talk.say("what do you hold about me?"))
    assert "when you looked for support: 5. What I suggested: 0." in shown
    assert "The area that you named: LS6." in shown
    assert "about how you feel: 1." in shown
    await talk.say("delete my chat")
    await talk.press(payload(Wish.ERASE_NOW))
    assert [count(chat, table) for table in (Triage, WellbeingAnswer)] == [0, 0]


@pytest.mark.parametrize("locale", ["en", "pl", "ro", "ur", "ar", "bn", "uk"])
async def test_a_form_that_was_sent_is_said_not_to_be_erased(chat: Chat, locale: str) -> None:
    """It is kept apart from the conversation, so neither answer may sound as if it went too."""
    talk = await chat.open(locale=locale)
    kept_apart = say_or_keep(WORDS.held.referral, locale)
    assert (kept_apart == WORDS.held.referral) == (locale == "en")
    (held,) = texts(await talk.say("what do you hold about me?"))
    assert held.endswith(kept_apart) or f"{kept_apart}\n" in held
    (asked,) = texts(await talk.say("delete my chat"))
    assert asked.startswith(kept_apart)
    assert asked.endswith(say_or_keep(WORDS.confirm_erase, locale))


async def test_nothing_is_erased_before_a_yes(chat: Chat) -> None:
    talk = await chat.open()
    assert texts(await talk.say("delete my chat")) == [before_erasing(participant=False)]
    assert texts(await talk.say(WORDS.buttons.leave)) == [WORDS.left]
    assert count(chat, ChatSession) == 1


@pytest.mark.parametrize("yes", ["yes", "ok yes delete it", "Tak."])
async def test_a_yes_in_words_erases_too(chat: Chat, yes: str) -> None:
    talk = await chat.open()
    await talk.say("what do you hold about me?")
    assert texts(await talk.say("delete it")) == [before_erasing(participant=False)]
    assert texts(await talk.say(yes)) == [WORDS.erased]
    assert count(chat, ChatTurn) == 0


async def test_a_no_in_words_erases_nothing(chat: Chat) -> None:
    talk = await chat.open()
    await talk.say("delete everything")
    assert texts(await talk.say("no, keep it please")) == [WORDS.left]
    asked = len(chat.engine.turns)
    await talk.say("yes")
    assert len(chat.engine.turns) == asked + 1


async def test_in_an_assessment_it_is_the_answer(chat: Chat) -> None:
    talk = await chat.open()
    chat.engine.next.append(
        say({"text": "Saved.", "custom": {"state": {"flow": "assessment", "question": "N1a"}}})
    )
    await talk.say("3")
    asked = len(chat.engine.turns)
    await talk.say("delete that")
    assert len(chat.engine.turns) == asked + 1


async def test_a_yes_erases_here_and_in_the_engine(chat: Chat) -> None:
    talk = await chat.open()
    await talk.say("delete my chat")
    answer = await talk.say(WORDS.buttons.erase_now)
    assert texts(answer) == [WORDS.erased]
    assert answer.json()["state"] == {"flow": None}
    assert [count(chat, table) for table in (ChatSession, ChatTurn)] == [0, 0]
    assert forgotten(chat) == [talk.id]
    assert (await talk.say("hello")).status_code == 401


async def test_the_next_purge_asks_the_engine_again(chat: Chat) -> None:
    """On another device a turn may have been under way, which the engine stores at its end."""
    talk = await chat.open()
    await talk.say("delete my chat")
    await talk.press(payload(Wish.ERASE_NOW))
    assert count(chat, PendingErasure) == 1
    assert await forget_in_engine(chat.database, chat.real_engine) == 0
    assert count(chat, PendingErasure) == 0
    assert forgotten(chat) == [talk.id, talk.id]


async def test_the_engine_lets_go_of_the_words_at_once(chat: Chat) -> None:
    talk = await chat.open()
    await talk.say("don't keep what I write")
    assert forgotten(chat) == ["words"]
    chat.engine.can_delete = False
    assert texts(await talk.say("please don't keep what I write")) == [WORDS.forgotten]


async def test_an_engine_that_is_away_forgets_later(chat: Chat) -> None:
    talk = await chat.open()
    await talk.say("delete my chat")
    chat.engine.can_delete = False
    assert texts(await talk.press(payload(Wish.ERASE_NOW))) == [WORDS.erased]
    with chat.database.reading() as session:
        assert session.scalars(select(PendingErasure.conversation)).one() == UUID(talk.id)
    assert await forget_in_engine(chat.database, chat.real_engine) == 1
    chat.engine.can_delete = True
    assert await forget_in_engine(chat.database, chat.real_engine) == 0
    assert count(chat, PendingErasure) == 0


async def test_the_engine_forgets_however_many_wait(chat: Chat) -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    with chat.database.transaction() as session:
        waiting = [PendingErasure(conversation=uuid4(), asked_at=at) for _ in range(450)]
        session.add_all(waiting)
    chat.engine.can_delete = False
    assert await forget_in_engine(chat.database, chat.real_engine) == 450
    chat.engine.can_delete = True
    assert await forget_in_engine(chat.database, chat.real_engine) == 0
    assert count(chat, PendingErasure) == 0


async def test_rights_hold_after_a_disclosure_and_do_not_end_the_care(chat: Chat) -> None:
    talk = await chat.open()
    await talk.say(CERTAIN)
    asked = len(chat.engine.turns)
    (shown,) = texts(await talk.say("what do you hold about me?"))
    assert "2 messages" in shown
    assert texts(await talk.say("hmm"))[0].startswith("Stay: crisis")
    assert texts(await talk.say("delete this chat")) == [before_erasing(participant=False)]
    assert texts(await talk.press(payload(Wish.LEAVE))) == [WORDS.left]
    assert texts(await talk.say("hmm"))[0].startswith("Stay: crisis")
    assert len(chat.engine.turns) == asked
    await talk.say("أريد حذف المحادثة")
    assert texts(await talk.say("yes")) == [WORDS.erased]
    assert count(chat, ChatTurn) == 0


async def test_going_on_without_keeping_words(chat: Chat) -> None:
    question = {"text": "Ready?", "buttons": [{"title": "1 Ready", "payload": "/ready"}]}
    talk = await chat.open()
    await talk.say(SECRET)
    assert texts(await talk.say("please don't keep what I write")) == [WORDS.forgotten]
    chat.engine.next.append(say(question))
    assert texts(await talk.say(SECRET + " again")) == ["Ready?"]
    assert chat.engine.turns[-1]["metadata"]["keep"] is False
    await talk.say("1")
    assert chat.engine.turns[-1]["payload"] == "/ready"
    with chat.database.reading() as session:
        kept = session.execute(select(ChatTurn.text, ChatTurn.replies)).all()
    assert [text for text, _ in kept if text] == []
    assert len([replies for _, replies in kept if replies]) == 1


async def test_words_are_kept_again_when_asked(chat: Chat) -> None:
    talk = await chat.open()
    await talk.say("don't keep what I write")
    assert texts(await talk.say(WORDS.buttons.keep)) == [WORDS.kept_again]
    await talk.say("hello again")
    said = [each["text"] for each in (await talk.transcript())["messages"]]
    assert "hello again" in said


async def test_a_message_that_is_tried_again_is_whole_although_words_are_not_kept(
    chat: Chat,
) -> None:
    talk = await chat.open()
    await talk.say("don't keep what I write")
    name = uuid4()
    chat.engine.next.append(fail(httpx.ConnectError("refused")))
    await talk.say("hello there", name=name)
    assert texts(await talk.say("hello there", name=name)) == ["I see."]
    assert chat.engine.turns[-1]["text"] == "hello there"


@pytest.mark.parametrize("wish", [Wish.FORGET, Wish.ERASE_NOW])
async def test_the_review_queue_lets_go_of_the_words_too(chat: Chat, wish: Wish) -> None:
    talk = await chat.open()
    await talk.say(SECRET)
    await talk.say("delete my chat")
    with chat.database.transaction() as session:
        now = chat.clock()
        for text in (SECRET, "somebody else's words"):
            message = NewMisunderstanding(text=text, flow="assessment")
            keep(session, message, settings=Settings(), now=now)
    await talk.press(payload(Wish.LEAVE))
    if wish is Wish.FORGET:
        await talk.say("don't keep what I write")
    else:
        await talk.press(payload(wish))
    with chat.database.reading() as session:
        assert session.scalars(select(Misunderstanding.text)).all() == ["somebody else's words"]
