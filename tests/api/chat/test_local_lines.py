"""A line of one area is part of care for the people there, and for nobody else."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from api.models import ChatSession, Triage
from api.safety.care import FOLDER, CareMessages, CareWords
from api.safety.contacts import Contact, ContactList, read_contacts
from api.safety.rulefiles import read_yaml
from api.safety.staying import Heard
from tests.api.chat.conftest import Chat, Conversation, Start
from tests.api.chat.fakes import CERTAIN, POSSIBLE

pytestmark = pytest.mark.anyio

SHIPPED = read_contacts()
NUMBER = "0114 496 0000"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def with_a_local_line() -> CareMessages:
    shipped = read_contacts()
    example = next(each for each in shipped.contacts if each.id == "samaritans")
    local = {"id": "local", "phone": NUMBER, "area": "South Yorkshire", "outcodes": ["S"]}
    line = Contact.model_validate({**example.model_dump(by_alias=True), **local})
    listed = ContactList(limit_days=shipped.limit_days, contacts=[line, *shipped.contacts])
    return CareMessages([read_yaml(FOLDER / "care.yml", CareWords)], listed)


@pytest.fixture
async def local(start: Start) -> Chat:
    return await start(care=with_a_local_line())


def look_for_support(
    chat: Chat, talk: Conversation, place: str | None, **told: str | dict[str, object]
) -> None:
    known = {"about": "me", "wishes": {}, **told}
    with chat.database.transaction() as session:
        session.add(
            Triage(
                id=uuid4(),
                conversation_id=UUID(talk.id),
                child_hinted=False,
                needs=[],
                needs_settled=False,
                answers={},
                asked=[],
                place=place,
                place_settled=place is not None,
                gaps_counted=[],
                started_at=NOW,
                last_seen_at=NOW,
                **known,
            )
        )


@pytest.mark.parametrize(("place", "shown"), [("S11", True), ("LS6", False), (None, False)])
@pytest.mark.parametrize("words", [CERTAIN, POSSIBLE])
async def test_care_names_a_local_line_only_to_people_there(
    local: Chat, words: str, place: str | None, shown: bool
) -> None:
    talk = await local.open()
    look_for_support(local, talk, place)
    messages = (await talk.say(words)).json()["messages"]
    assert any(NUMBER in message["text"] for message in messages) is shown


async def test_staying_names_it_too(local: Chat) -> None:
    talk = await local.open()
    look_for_support(local, talk, "S1")
    await talk.say(CERTAIN)
    (message,) = (await talk.say("it is all too much")).json()["messages"]
    assert NUMBER in message["text"]


async def test_care_does_not_wait_for_the_place(local: Chat) -> None:
    talk = await local.open()
    local.database.away = True
    messages = (await talk.say(CERTAIN)).json()["messages"]
    assert "116 123" in messages[-1]["text"]


@pytest.mark.parametrize("told", ["I'm in S6", "s6", "we live in Sheffield S6 by the way"])
async def test_a_place_told_after_danger_brings_the_line_of_it_and_stays(
    local: Chat, told: str
) -> None:
    talk = await local.open()
    assert NUMBER not in (await talk.say(CERTAIN)).text
    assert NUMBER in (await talk.say(told)).text
    assert NUMBER in (await talk.say("it is all too much")).text
    assert NUMBER in (await talk.say(CERTAIN)).text


async def test_another_place_told_later_counts_then(local: Chat) -> None:
    talk = await local.open()
    look_for_support(local, talk, "S1")
    assert NUMBER in (await talk.say(CERTAIN)).text
    assert NUMBER not in (await talk.say("im in leeds now")).text


@pytest.mark.parametrize("told", ["it is all too much", "I'm in S6"])
async def test_a_place_that_the_triage_learns_after_the_person_went_on_counts(
    local: Chat, told: str
) -> None:
    talk = await local.open()
    look_for_support(local, talk, "S1")
    await talk.say(CERTAIN)
    assert NUMBER in (await talk.say(told)).text
    await talk.press_care(Heard.CARRY_ON)
    with local.database.transaction() as session:
        session.execute(update(Triage).values(place="LS6"))
    assert NUMBER not in (await talk.say(CERTAIN)).text


async def test_a_place_told_after_danger_is_known_when_it_is_told_again_later(local: Chat) -> None:
    talk = await local.open()
    await talk.say(CERTAIN)
    await talk.say("I'm in S6")
    await talk.press_care(Heard.CARRY_ON)
    assert NUMBER in (await talk.say(CERTAIN)).text


@pytest.mark.parametrize("away", [False, True])
async def test_a_place_beside_the_words_of_danger_counts_at_once(local: Chat, away: bool) -> None:
    talk = await local.open()
    local.database.away = away
    assert NUMBER in (await talk.say(f"{CERTAIN}. I'm in S6")).text
    assert NUMBER in (await talk.say("it is all too much")).text


async def test_a_place_is_not_read_where_no_line_is_for_one_area(start: Start) -> None:
    chat = await start(care=CareMessages([read_yaml(FOLDER / "care.yml", CareWords)], SHIPPED))
    talk = await chat.open()
    await talk.say(CERTAIN)
    await talk.say("I'm in S6")
    with chat.database.reading() as session:
        kept = session.scalars(select(ChatSession.care)).one()
    assert kept is not None
    assert kept["place"] is None
