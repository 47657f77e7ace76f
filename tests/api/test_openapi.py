"""Requests made up from the OpenAPI document never find an answer that it does not describe."""

import re
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.openapi import from_asgi
from starlette.types import Receive, Scope, Send

from api.app import ROUTERS
from tests.api.arrange import created, take_seat
from tests.api.conftest import SERVICE_KEY

EXAMPLES = 5
load_all_checks()

# What no schema can say: a level goes with its kind and its scale, a message has text or payload, a
# label goes with its status, profiles are named in one way, and a postcode is one that there is.
BEYOND_SCHEMA = {
    "/v1/misunderstandings/{misunderstanding_id}",
    "/v1/profiles",
    "/v1/assessments/{assessment_id}/participants/{participant_id}/responses",
    "/v1/chat/messages",
    "/oruk/v3/service_at_locations",
}
# Its documented answer while the engine is away, as it is here, is 503.
AWAY = {"/readyz"}
# Two ways to show the key are documented, so a wrong one beside the right one is let in.
# tests/api/test_errors.py tries wrong keys on every route.
LEFT_OUT = ["ignored_auth"]


def operations() -> list[tuple[str, str]]:
    """Every operation of the API, as method and path."""
    app = FastAPI()
    for router in ROUTERS:
        app.include_router(router)
    return [
        (method, path) for path, methods in app.openapi()["paths"].items() for method in methods
    ]


class WithoutLifespan:
    """The application without its start and end, which the fixtures take care of."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            raise NotImplementedError
        await self._app(scope, receive, send)


@pytest.fixture(scope="session")
def schema(application: FastAPI) -> Any:
    return from_asgi("/openapi.json", WithoutLifespan(application))


@pytest.fixture
def known(client: httpx.Client) -> dict[str, str]:
    """Ids of things that exist, so that requests come further than "not found"."""
    seat = take_seat(client)
    invite = created(client.post(f"{seat.path}/invites"))
    assessment = client.get(f"/v1/assessments/{seat.assessment}").json()
    return {
        "organisation_id": assessment["organisation_id"],
        "assessment_id": seat.assessment,
        "participant_id": seat.participant,
        "invite_id": invite["id"],
        "framework_id": assessment["framework"],
        "statement": "V1b",
    }


def try_out(operation: Any, mode: GenerationMode, fixed: dict[str, str], path: str) -> None:
    """Send requests of one kind, and check each answer against the document."""
    left_out = CHECKS.get_by_names(
        [
            *LEFT_OUT,
            *(["positive_data_acceptance"] if path in BEYOND_SCHEMA else []),
            *(["not_a_server_error"] if path in AWAY else []),
        ]
    )

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode, path_parameters=fixed))
    def check(case: Case) -> None:
        case.call_and_validate(headers={"X-API-Key": SERVICE_KEY}, excluded_checks=left_out)

    check()


@pytest.mark.parametrize(("method", "path"), operations())
def test_every_answer_is_described(
    schema: Any, known: dict[str, str], method: str, path: str
) -> None:
    operation = schema[path][method]
    named = set(re.findall(r"\{(\w+)\}", path)) & set(known)
    can_be_wrong = bool(operation.definition.raw.get("parameters")) or operation.body
    for fixed in ({}, {name: known[name] for name in named}) if named else ({},):
        try_out(operation, GenerationMode.POSITIVE, fixed, path)
    if can_be_wrong:
        try_out(operation, GenerationMode.NEGATIVE, {}, path)
