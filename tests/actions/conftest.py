"""The real API in this process, for conversations that need one which behaves like it."""

from collections.abc import Callable, Iterator

import pytest
from fastapi import FastAPI

from api.config import ROOT
from api.database import Database
from api.frameworks.loader import FrameworkRegistry
from tests.actions.sitting import Sitting
from tests.api.arrange import created
from tests.api.conftest import (
    SERVICE_KEY,
    application,
    migrated_file,
    portal,
    sqlite_database,
)
from tests.api.in_process import client_of

__all__ = ["application", "migrated_file", "portal", "sqlite_database"]

type Sit = Callable[..., Sitting]


@pytest.fixture(scope="session")
def live_frameworks() -> FrameworkRegistry:
    return FrameworkRegistry.from_folder(ROOT / "frameworks")


@pytest.fixture
def app(
    application: FastAPI, sqlite_database: Database, live_frameworks: FrameworkRegistry
) -> Iterator[FastAPI]:
    """The application over a database of this test, with the frameworks that are live."""
    before = application.state.database, application.state.frameworks
    application.state.database = sqlite_database
    application.state.frameworks = live_frameworks
    yield application
    application.state.database, application.state.frameworks = before


@pytest.fixture
def sit(app: FastAPI, portal: object) -> Sit:
    """Seat a participant, at an assessment of its own unless one is given."""
    http = client_of(app, portal, headers={"X-API-Key": SERVICE_KEY})

    def seat(
        framework: str = "nhs-spmf",
        scope: str = "neighbourhood",
        *,
        at: str | None = None,
        partner_type: str = "other",
        role: str | None = None,
    ) -> Sitting:
        if at is None:
            body = {"name": "Example area", "kind": "pcn"}
            organisation = created(http.post("/v1/organisations", json=body))["id"]
            wanted = {"framework": framework, "scope": scope, "organisation_id": organisation}
            at = created(http.post("/v1/assessments", json=wanted))["id"]
        person = {"partner_type": partner_type, "role": role}
        path = f"/v1/assessments/{at}/participants"
        participant = created(http.post(path, json=person))["participant"]["id"]
        return Sitting(app, str(at), participant)

    return seat
