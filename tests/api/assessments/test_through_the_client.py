"""The action server's client and the API agree on every shape that they exchange."""

from collections.abc import Iterator
from uuid import UUID

import httpx
import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

from api.assessments.schemas import AnswerKind
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
