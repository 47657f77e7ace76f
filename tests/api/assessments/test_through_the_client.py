"""The action server's client and the API agree on every shape that they exchange."""

from collections.abc import Iterator
from uuid import UUID

import httpx
import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from api.assessments.schemas import AnswerKind, Confidence, Pathway, Question
from api.client import ApiRefused, Place, SignpostClient
from tests.api.arrange import Seat, new_turn, take_seat
from tests.api.conftest import SERVICE_KEY
from tests.api.example_framework import VILLAGE


@pytest.fixture
def signpost(app: FastAPI, portal: BlockingPortal) -> Iterator[SignpostClient]:
    client = SignpostClient("http://signpost", SERVICE_KEY, transport=httpx.ASGITransport(app=app))
    with portal.wrap_async_context_manager(client) as entered:
        yield entered


@pytest.fixture
def seat(client: httpx.Client) -> Seat:
    return take_seat(client)


@pytest.fixture
def place(seat: Seat) -> Place:
    return Place(assessment=UUID(seat.assessment), participant=UUID(seat.participant))


def test_a_whole_sitting(
    signpost: SignpostClient, portal: BlockingPortal, place: Place, seat: Seat
) -> None:
    async def sitting() -> None:
        position = await signpost.position(place)
        while position.question is not None:
            saved = await signpost.save(
                place,
                position.question.statement,
                AnswerKind.LEVEL,
                level=2,
                note="Said in chat",
                channel="web",
                turn=new_turn(),
            )
            position = saved.position
        assert position.status == "finished"
        assert (await signpost.progress(place)).answered == len(VILLAGE)
        question = await signpost.previous(place, "V1b")
        assert question.answer is not None
        assert question.answer.level_name == "Sprout"
        noted = await signpost.add_note(place, "V1a", "And more", channel="web", turn=new_turn())
        assert noted.response.note == "Said in chat\nAnd more"
        await signpost.pause(place)
        again = await signpost.restart(place, channel="web", turn=new_turn())
        assert again.progress.answered == 0

    portal.call(sitting)
    assert len(seat.history()) == 2 * len(VILLAGE) + 1


def test_everything_else_that_a_person_may_do(
    signpost: SignpostClient, portal: BlockingPortal, place: Place
) -> None:
    async def sitting() -> None:
        await signpost.save(
            place,
            "V1a",
            AnswerKind.LEVEL,
            level=1,
            confidence=Confidence.GUESS,
            channel="web",
            turn=new_turn(),
        )
        rated = await signpost.confidence(
            place, "V1a", Confidence.SURE, channel="web", turn=new_turn()
        )
        assert rated.response.confidence is Confidence.SURE
        made = await signpost.hand_over(
            place, "V1b", "digital lead", note="You know", channel="web", turn=new_turn()
        )
        assert [each.role for each in await signpost.handovers(place.assessment)] == [
            "digital lead"
        ]
        assert made.position.missing.handed_over == ["V1b"]
        position = await signpost.undo_hand_over(place, made.handover.id)
        assert position.missing.handed_over == []
        assert (await signpost.pathway(place, Pathway.ALL)).pathway is Pathway.ALL
        assert [each.statement for each in await signpost.find_statements(place, "benches")] == [
            "V3a"
        ]
        assert [each.id for each in await signpost.find_domains(place, "places")] == ["places"]
        assert len(await signpost.answers_of(place, "places")) == 2
        assert len(await signpost.answers_of(place)) == len(VILLAGE)
        assert (await signpost.scores(place.assessment)).overall.levels == 1
        assert (await signpost.changes(place.assessment)).previous is None
        with pytest.raises(ApiRefused) as caught:
            await signpost.profile(place.assessment)
        assert caught.value.error == "NoProfile"
        await signpost.misunderstood("so so", intent="level_2", confidence=0.4, statement="V1a")
        assert (
            await signpost.finish(place, channel="web", turn=new_turn())
        ).finished_at is not None

    portal.call(sitting)


def test_who_handed_over_is_told_to_the_receiver(
    signpost: SignpostClient, portal: BlockingPortal, place: Place, seat: Seat
) -> None:
    async def hand_over() -> None:
        await signpost.hand_over(place, "V1b", "pcn", channel="web", turn=new_turn())

    portal.call(hand_over)
    path = f"/v1/assessments/{seat.assessment}/participants"
    receiver = seat.client.post(path, json={"partner_type": "pcn"}).json()["participant"]["id"]

    async def asked() -> Question:
        theirs = Place(assessment=place.assessment, participant=UUID(receiver))
        return await signpost.question(theirs, "V1b")

    handed = portal.call(asked).handed_over
    assert handed is not None
    assert (handed.giver, handed.note) == ("link worker", None)


@pytest.mark.parametrize(
    ("error", "statement", "level"),
    [("LevelOutsideScale", "V1a", 9), ("StatementNotFound", "Z1", 1)],
)
def test_a_refusal_keeps_its_name(
    *,
    signpost: SignpostClient,
    portal: BlockingPortal,
    place: Place,
    error: str,
    statement: str,
    level: int,
) -> None:
    async def refused() -> str:
        with pytest.raises(ApiRefused) as caught:
            await signpost.save(
                place, statement, AnswerKind.LEVEL, level=level, channel="web", turn=new_turn()
            )
        return caught.value.error

    assert portal.call(refused) == error
