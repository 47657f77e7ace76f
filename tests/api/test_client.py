"""The typed client names what went wrong: no answer, a failure of the API, or a refusal."""

import asyncio
from typing import Any

import httpx
import pytest

from api.client import ApiRefused, ApiUnreachable, Place, SignpostClient

PLACE = Place(
    assessment="7d0f6d9e-8b0c-4d70-9a3e-0c8f2b6f4a11",
    participant="0b9d4e57-5f0e-4c6f-8d4c-3b1f3d1d2e22",
)


def _pause(answer: httpx.Response | httpx.TransportError) -> httpx.Request:
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if isinstance(answer, httpx.TransportError):
            raise answer
        return answer

    async def call() -> None:
        transport = httpx.MockTransport(handle)
        async with SignpostClient("http://api.test", "the-key", transport=transport) as client:
            await client.pause(PLACE)

    asyncio.run(call())
    return seen[0]


def test_the_service_key_goes_with_every_call() -> None:
    request = _pause(httpx.Response(204))
    assert request.headers["x-api-key"] == "the-key"
    assert request.url.path == f"{PLACE.path}/pause"


@pytest.mark.parametrize(
    "answer",
    [
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        httpx.Response(500, json={"error": "InternalError", "detail": "…"}),
        httpx.Response(502, text="<html>"),
        httpx.Response(404, text="not our shape"),
        httpx.Response(404, json=["not our shape"]),
    ],
)
def test_no_usable_answer_is_unreachable(answer: Any) -> None:
    with pytest.raises(ApiUnreachable, match="POST"):
        _pause(answer)


def test_a_refusal_carries_the_apis_own_error() -> None:
    body = {"error": "AssessmentClosed", "detail": "It is closed."}
    with pytest.raises(ApiRefused, match="It is closed") as refused:
        _pause(httpx.Response(409, json=body))
    assert (refused.value.status, refused.value.error) == (409, "AssessmentClosed")
