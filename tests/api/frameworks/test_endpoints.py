import httpx
import pytest
from fastapi import FastAPI

from api.error_answers import install_error_answers
from api.frameworks.endpoints import router
from api.frameworks.loader import FrameworkRegistry
from api.frameworks.schemas import Framework

KEY = "a-key-for-the-tests"

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def client(garden):
    app = FastAPI()
    app.state.frameworks = FrameworkRegistry([garden])
    app.state.api_key = KEY
    install_error_answers(app)
    app.include_router(router)
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://api", headers={"X-API-Key": KEY}
    )


async def test_the_list_says_what_can_be_assessed(client):
    answer = await client.get("/v1/frameworks")
    assert answer.status_code == 200
    (summary,) = answer.json()
    assert summary["id"] == "garden-club"
    assert summary["version"] == "1.0"
    assert [level["name"] for level in summary["levels"]] == ["Seed", "Sprout", "Harvest"]
    assert [(scope["id"], scope["statement_count"]) for scope in summary["scopes"]] == [
        ("bed", 4),
        ("garden", 1),
    ]
    assert summary["scopes"][1] == {
        "id": "garden",
        "title": "Whole garden",
        "organisation_kinds": ["place", "ics"],
        "statement_count": 1,
    }


async def test_one_framework_comes_whole(client, garden):
    answer = await client.get("/v1/frameworks/garden-club")
    assert answer.status_code == 200
    assert answer.json()["schema"] == 1
    assert Framework.model_validate(answer.json()) == garden


async def test_an_unknown_framework_is_not_found(client):
    answer = await client.get("/v1/frameworks/pond")
    assert answer.status_code == 404
    assert answer.json() == {
        "error": "FrameworkNotFound",
        "detail": "There is no framework 'pond': there is garden-club.",
    }


async def test_the_service_key_is_needed(client):
    for path in ("/v1/frameworks", "/v1/frameworks/garden-club"):
        answer = await client.get(path, headers={"X-API-Key": "another"})
        assert (answer.status_code, answer.json()["error"]) == (401, "Unauthorised")
