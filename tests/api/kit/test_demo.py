from datetime import UTC, datetime

import httpx
import pytest
from fastapi import FastAPI

from api.database import Database
from api.frameworks.loader import FrameworkRegistry
from api.kit.demo import load_demo, marked, seed
from tests.api.arrange import add_organisation
from tests.api.example_framework import example_registry

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def plant(database: Database, frameworks: FrameworkRegistry) -> None:
    with database.transaction() as session:
        seed(session, frameworks, NOW)


@pytest.fixture
def seeded(
    client: httpx.Client, app: FastAPI, database: Database, shipped: FrameworkRegistry
) -> httpx.Client:
    """A client of an application that was seeded, with the frameworks that are shipped."""
    plant(database, shipped)
    app.state.frameworks = shipped
    return client


def organisations(client: httpx.Client) -> list[dict[str, object]]:
    items: list[dict[str, object]] = client.get("/v1/organisations").json()["items"]
    return items


def test_organisations_are_plainly_examples(seeded: httpx.Client) -> None:
    found = organisations(seeded)
    assert sorted(str(each["kind"]) for each in found) == ["ics", "pcn", "pcn", "place"]
    assert all(each["is_example"] and "Example" in str(each["name"]) for each in found)
    (system,) = [each for each in found if each["kind"] == "ics"]
    tree = seeded.get(f"/v1/organisations/{system['id']}/tree").json()
    assert len(tree["children"][0]["children"]) == 2


def test_one_open_assessment_with_four_kinds_of_partner(seeded: httpx.Client) -> None:
    (assessment,) = seeded.get("/v1/assessments").json()["items"]
    assert (assessment["framework"], assessment["scope"]) == ("nhs-spmf", "neighbourhood")
    assert assessment["status"] == "open"
    listed = seeded.get(f"/v1/assessments/{assessment['id']}/participants").json()
    assert listed["total"] == 4
    assert len({each["partner_type"] for each in listed["items"]}) == 4
    assert all(each["started_at"] for each in listed["items"])
    assert len([each for each in listed["items"] if each["finished_at"]]) >= 2


def test_answers_are_complete_or_nearly_so(
    seeded: httpx.Client, shipped: FrameworkRegistry
) -> None:
    (assessment,) = seeded.get("/v1/assessments").json()["items"]
    responses = seeded.get(f"/v1/assessments/{assessment['id']}/responses").json()
    scope = shipped.get_or_raise("nhs-spmf").scope("neighbourhood")
    assert 0.95 * 4 * len(scope.statements) <= responses["total"] < 4 * len(scope.statements)
    kinds = {each["kind"] for each in responses["items"]}
    assert "level" in kinds
    assert all(each["recorded_at"] < NOW.isoformat() for each in responses["items"])


def test_seeding_again_changes_nothing(
    seeded: httpx.Client, database: Database, shipped: FrameworkRegistry
) -> None:
    before = organisations(seeded)
    plant(database, shipped)
    assert organisations(seeded) == before


def test_nothing_is_seeded_beside_real_organisations(
    client: httpx.Client, database: Database, shipped: FrameworkRegistry
) -> None:
    own = add_organisation(client)
    plant(database, shipped)
    assert organisations(client) == [own]


def test_every_installation_gets_the_same_answers(shipped: FrameworkRegistry) -> None:
    scope = shipped.get_or_raise("nhs-spmf").scope("neighbourhood")
    for participant in load_demo().assessment.participants:
        dealt = marked(scope, participant.answers)
        assert dealt == marked(scope, participant.answers)
        assert set(participant.answers) == {domain.id for domain in scope.domains}
        assert len(dealt) >= len(scope.statements) - 1


def test_marks_are_dealt_out_in_order_and_begin_again() -> None:
    scope = example_registry().get_or_raise("village-checks").scope("village")
    assert marked(scope, {"people": "1d", "places": ".s"}) == [
        ("V1a", "1"),
        ("V1b", "d"),
        ("V2a", "1"),
        ("V3b", "s"),
    ]
    assert marked(scope, {}) == []


def test_without_the_framework_only_organisations_are_made(
    client: httpx.Client, database: Database
) -> None:
    plant(database, example_registry())
    assert len(organisations(client)) == 4
    assert client.get("/v1/assessments").json()["total"] == 0
