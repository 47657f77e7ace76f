from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from api.assessments.practice import (
    PracticeSwitchedOff,
    check_practice_allowed,
    start_practice,
)
from api.config import Settings
from api.database import Database
from api.frameworks.schemas import ScopeNotFound
from tests.api.arrange import Seat
from tests.api.example_framework import example_framework

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def practise(database: Database, client: httpx.Client, scope: str) -> Seat:
    with database.transaction() as session:
        assessment, participant = start_practice(session, example_framework(), scope, NOW)
        return Seat(client, str(assessment.id), str(participant.id))


@pytest.mark.parametrize(("scope", "kind"), [("village", "pcn"), ("county", "place")])
def test_practice_stands_at_an_example_organisation_of_its_own(
    client: httpx.Client, database: Database, scope: str, kind: str
) -> None:
    seat = practise(database, client, scope)
    position = seat.get("/position")
    assert position["assessment"]["organisation"] == "Practice run"
    assert position["assessment"]["round"] == 1
    (organisation,) = client.get("/v1/organisations").json()["items"]
    assert (organisation["kind"], organisation["is_example"]) == (kind, True)


def test_two_practice_runs_know_nothing_of_each_other(
    client: httpx.Client, database: Database
) -> None:
    one, two = practise(database, client, "village"), practise(database, client, "village")
    one.say("V1a", level=1)
    assert two.get("/position")["progress"]["answered"] == 0
    assert one.assessment != two.assessment


def test_an_unknown_scope_leaves_nothing_behind(client: httpx.Client, database: Database) -> None:
    with pytest.raises(ScopeNotFound), database.transaction() as session:
        start_practice(session, example_framework(), "moon", NOW)
    assert client.get("/v1/organisations").json()["total"] == 0


def test_practice_can_be_switched_off(tmp_path: Path) -> None:
    check_practice_allowed(Settings(data_dir=tmp_path, demo=True))
    with pytest.raises(PracticeSwitchedOff, match="SIGNPOST_DEMO"):
        check_practice_allowed(Settings(data_dir=tmp_path, demo=False))
