"""Whatever goes wrong on a route of the domain API, the answer has one shape."""

import json
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from api.database import Database
from tests.api.arrange import new_turn, refused, take_seat
from tests.api.in_process import client_of

SEAT = "/v1/assessments/{assessment_id}/participants/{participant_id}"
NEXT_ROUND = "/v1/assessments/{assessment_id}/next-round"
# There is nothing to say, so that an empty object is right.
TAKES_NOTHING = {NEXT_ROUND, "/v1/referrals/tickets"}
UNKNOWN = "00000000-0000-4000-8000-000000000000"
NOT_JSON = {"Content-Type": "application/json"}


def operations(app: FastAPI) -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation that asks for the service key, as method, path and description."""
    return [
        (method.upper(), path, operation)
        for path, methods in app.openapi()["paths"].items()
        for method, operation in methods.items()
        if {"APIKeyHeader": []} in operation.get("security", [])
    ]


def fill(path: str, value: str = UNKNOWN) -> str:
    return re.sub(r"\{[^}]+\}", value, path)


def call(client: httpx.Client, method: str, path: str, **request: Any) -> httpx.Response:
    return client.request(method, path, **request)


@pytest.fixture
def stranger(app: FastAPI, portal: BlockingPortal) -> Iterator[httpx.Client]:
    """A client without the service key."""
    with client_of(app, portal, headers={}) as client:
        yield client


def test_the_domain_api_is_under_test(app: FastAPI) -> None:
    found = {(method, path) for method, path, _ in operations(app)}
    assert len(found) >= 26
    assert ("POST", "/v1/organisations") in found
    assert ("DELETE", "/v1/invites/{invite_id}") in found
    assert ("GET", "/v1/assessments/{assessment_id}/scores") in found


def test_every_route_asks_for_the_service_key(app: FastAPI, stranger: httpx.Client) -> None:
    for method, path, _ in operations(app):
        detail = refused(call(stranger, method, fill(path)), 401, "Unauthorised")
        assert "service key" in detail, (method, path)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-API-Key": "wrong"},
        {"X-API-Key": "a-service-key-for-test"},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "Basic d3Jvbmc6d3Jvbmc="},
        {"X-API-Key": "ключ".encode()},
    ],
)
def test_every_route_refuses_a_wrong_key(
    app: FastAPI, stranger: httpx.Client, headers: dict[str, Any]
) -> None:
    for method, path, _ in operations(app):
        refused(call(stranger, method, fill(path), headers=headers), 401, "Unauthorised")


def test_the_key_is_taken_as_a_bearer_too(stranger: httpx.Client) -> None:
    headers = {"Authorization": "Bearer a-service-key-for-tests"}
    assert stranger.get("/v1/organisations", headers=headers).status_code == 200


def test_every_route_with_an_id_says_that_it_is_unknown(app: FastAPI, client: httpx.Client) -> None:
    for method, path, operation in operations(app):
        if "{" not in path:
            continue
        body = EXAMPLES.get((method, path)) if "requestBody" in operation else None
        answer = call(client, method, fill(path), json=body, params=QUERY)
        body = answer.json()
        assert answer.status_code == 404, (method, path, answer.text)
        assert set(body) == {"error", "detail"}
        assert body["error"].endswith("NotFound")
        assert UNKNOWN in body["detail"]


# What some routes need to be asked; the others take no notice of it.
QUERY = {"about": "supervision"}
EXAMPLES: dict[tuple[str, str], dict[str, Any]] = {
    ("PATCH", "/v1/organisations/{organisation_id}"): {"name": "Name"},
    ("POST", "/v1/assessments/{assessment_id}/participants"): {"partner_type": "vcse"},
    ("POST", "/v1/assessments/{assessment_id}/participants/{participant_id}/responses"): {
        "statement": "V1a",
        "kind": "dont_know",
        "channel": "api",
    },
    ("POST", "/v1/assessments/{assessment_id}/participants/{participant_id}/notes"): {
        "statement": "V1a",
        "note": "A note",
        "channel": "api",
    },
    ("POST", "/v1/assessments/{assessment_id}/participants/{participant_id}/restart"): {
        "channel": "api"
    },
    ("POST", f"{SEAT}/confidence"): {"statement": "V1a", "confidence": "sure", "channel": "api"},
    ("POST", f"{SEAT}/finish"): {"channel": "api"},
    ("PUT", f"{SEAT}/pathway"): {"pathway": "all"},
    ("POST", f"{SEAT}/handovers"): {"statement": "V1a", "role": "lead", "channel": "api"},
    ("PUT", "/v1/assessments/{assessment_id}/routing/{statement}"): {"partners": ["vcse"]},
    ("POST", NEXT_ROUND): {},
    ("PATCH", "/v1/misunderstandings/{misunderstanding_id}"): {"status": "dismissed"},
    ("POST", "/v1/chat/sessions/{session_id}/practice"): {
        "framework": "village-checks",
        "scope": "village",
    },
    ("PATCH", "/v1/referrals/{referral_id}"): {"status": "seen"},
    ("POST", "/v1/triage/{triage_id}/told"): {"text": "lonely"},
    ("POST", "/v1/triage/{triage_id}/answers"): {"question": "confidence"},
    ("POST", "/v1/triage/{triage_id}/needs"): {"needs": ["food"]},
    ("PUT", "/v1/triage/{triage_id}/place"): {"text": "LS6"},
    ("PUT", "/v1/triage/{triage_id}/about"): {"about": "me"},
    ("POST", "/v1/triage/{triage_id}/back"): {"turn": UNKNOWN},
    ("PUT", "/v1/triage/{triage_id}/choice"): {"group": "supported"},
    ("POST", "/v1/triage/{triage_id}/again"): {"turn": UNKNOWN},
    ("PATCH", "/v1/signposts/reports/{report_id}"): {"status": "mended"},
    ("POST", "/v1/signposts/{signpost_id}/verdict"): {"verdict": "wrong"},
    ("POST", "/v1/signposts/{signpost_id}/outcome"): {"outcome": "went"},
    ("POST", "/v1/wellbeing/{triage_id}/answers"): {
        "moment": "before",
        "question": "happy",
        "value": 5,
    },
}


def test_every_route_refuses_an_id_that_is_none(app: FastAPI, client: httpx.Client) -> None:
    for method, path, operation in operations(app):
        formats = [
            parameter["schema"].get("format")
            for parameter in operation.get("parameters", [])
            if parameter["in"] == "path"
        ]
        if "uuid" in formats:
            answer = call(client, method, fill(path, "7"))
            assert "path." in refused(answer, 422, "InvalidRequest"), (method, path)


@pytest.mark.parametrize(
    "content",
    [b"", b"not json", b"[]", b'"text"', b"null", b"{}", b'{"x": NaN', b"\xff\xfe", b"[" * 9999],
)
def test_every_route_refuses_a_body_that_does_not_fit(
    app: FastAPI, client: httpx.Client, content: bytes
) -> None:
    for method, path, operation in operations(app):
        if content == b"{}" and path in TAKES_NOTHING:
            continue
        if operation.get("requestBody", {}).get("required") and method != "PATCH":
            answer = call(client, method, fill(path), content=content, headers=NOT_JSON)
            detail = refused(answer, 422, "InvalidRequest")
            assert len(detail) < 2000, (method, path)


def test_every_route_refuses_what_it_does_not_know(app: FastAPI, client: httpx.Client) -> None:
    for method, path, operation in operations(app):
        if "requestBody" in operation and not path.startswith("/v1/chat"):
            body = {**EXAMPLES.get((method, path), {}), "colour": "blue"}
            answer = call(client, method, fill(path), json=body)
            assert "colour" in refused(answer, 422, "InvalidRequest"), (method, path)


def test_an_unknown_route_or_method_answers_in_the_same_shape(client: httpx.Client) -> None:
    assert "'/v1/nothing-here'" in refused(client.get("/v1/nothing-here"), 404, "NotFound")
    told = refused(client.delete("/v1/organisations"), 405, "MethodNotAllowed")
    assert told.startswith("DELETE is not possible at '/v1/organisations'.")


def test_a_body_that_breaks_off_is_told_with_its_place(client: httpx.Client) -> None:
    answer = client.post("/v1/organisations", content=b'{"name": "x', headers=NOT_JSON)
    told = refused(answer, 422, "InvalidRequest")
    assert told.startswith("body: this cannot be read as JSON, from character 9 on: ")


def test_every_error_is_documented_in_the_one_shape(app: FastAPI) -> None:
    for method, path, operation in operations(app):
        errors = {status for status in operation["responses"] if int(status) >= 400}
        assert "401" in errors, (method, path)
        assert "404" in errors or "{" not in path, (method, path)
        for status in errors - {"503"}:
            schema = operation["responses"][status]["content"]["application/json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/ErrorAnswer"}, (method, path, status)


class LosesItsConnection(Database):
    """A database that goes away before what was written is kept."""

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        with super().transaction() as session:
            yield session
            session.flush()
            raise OperationalError("COMMIT", {}, ConnectionError("gone"))


def test_an_answer_is_kept_once_when_the_database_goes_away_in_the_middle(
    client: httpx.Client, app: FastAPI, database: Database
) -> None:
    seat, turn = take_seat(client), new_turn()
    app.state.database = LosesItsConnection(database.url)
    answer = seat.post("/responses", statement="V1a", kind="level", level=2, turn=turn)
    assert "nothing was changed" in refused(answer, 503, "DatabaseAway")
    app.state.database.dispose()
    app.state.database = database
    assert seat.history() == []
    assert seat.say("V1a", level=2, turn=turn)["repeated"] is False
    assert len(seat.history()) == 1


@pytest.mark.parametrize("url", ["postgresql+psycopg://127.0.0.1:1/nowhere", "sqlite:////proc"])
def test_a_database_that_is_away_is_told_in_the_same_shape(
    app: FastAPI, client: httpx.Client, url: str
) -> None:
    away = app.state.database = Database(url)
    refused(client.get("/v1/organisations"), 503, "DatabaseAway")
    body = {"name": "Name", "kind": "pcn"}
    refused(client.post("/v1/organisations", json=body), 503, "DatabaseAway")
    away.dispose()


class Broken(Database):
    """A database whose code has a fault."""

    @contextmanager
    def reading(self) -> Iterator[Session]:
        raise RuntimeError("a fault that nobody thought of")
        yield


def test_a_fault_of_ours_tells_nothing_of_the_inside(
    app: FastAPI, portal: BlockingPortal, sqlite_database: Database
) -> None:
    app.state.database = Broken(sqlite_database.url)
    headers = {"X-API-Key": "a-service-key-for-tests"}
    with client_of(app, portal, headers=headers, raise_faults=False) as client:
        answer = client.get(f"/v1/organisations/{uuid.uuid4()}")
    assert "nobody thought" not in json.dumps(answer.json())
    refused(answer, 500, "InternalError")
    app.state.database.dispose()
