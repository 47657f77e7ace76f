from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.database import Database
from api.frameworks.loader import FrameworkRegistry
from api.frameworks.routing import route
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


def present(client: httpx.Client) -> dict[str, Any]:
    """The example assessment of the maturity framework that is open."""
    query = {"framework": "nhs-spmf", "status": "open"}
    (found,) = client.get("/v1/assessments", params=query).json()["items"]
    return dict(found)


def test_one_open_assessment_with_four_kinds_of_partner(seeded: httpx.Client) -> None:
    assessment = present(seeded)
    assert (assessment["scope"], assessment["round"]) == ("neighbourhood", 2)
    listed = seeded.get(f"/v1/assessments/{assessment['id']}/participants").json()
    assert listed["total"] == 4
    assert len({each["partner_type"] for each in listed["items"]}) == 4
    assert all(each["started_at"] for each in listed["items"])
    assert len([each for each in listed["items"] if each["finished_at"]]) >= 2


def test_the_oldest_that_is_open_is_the_one_that_the_start_names(seeded: httpx.Client) -> None:
    listed = seeded.get("/v1/assessments", params={"status": "open"}).json()["items"]
    assert listed[-1]["id"] == present(seeded)["id"]


def test_answers_are_complete_or_nearly_so(seeded: httpx.Client) -> None:
    scores = seeded.get(f"/v1/assessments/{present(seeded)['id']}/scores").json()
    assert 0.9 < scores["overall"]["share_answered"] < 1
    responses = seeded.get(f"/v1/assessments/{present(seeded)['id']}/responses").json()["items"]
    assert all(each["recorded_at"] < NOW.isoformat() for each in responses)
    assert {each["confidence"] for each in responses} == {"sure", "fairly", "guess", None}
    assert any(each["note"] for each in responses)


def test_something_moved_since_a_round_that_is_over(seeded: httpx.Client) -> None:
    found = seeded.get(f"/v1/assessments/{present(seeded)['id']}/changes").json()
    assert (found["previous"]["round"], found["previous"]["status"]) == (1, "closed")
    moves = [each["moved"] for each in found["statements"]]
    assert any(move and move > 0 for move in moves)
    assert 0.0 in moves
    assert None in moves


def test_whoever_took_part_before_sees_what_they_said(seeded: httpx.Client) -> None:
    assessment = present(seeded)["id"]
    listed = seeded.get(f"/v1/assessments/{assessment}/participants").json()["items"]
    shown = {
        each["role"]: seeded.get(
            f"/v1/assessments/{assessment}/participants/{each['id']}/questions/N1b"
        ).json()["last_round"]
        for each in listed
    }
    assert shown["Example link worker"]["level"] == 2
    assert shown["Example patient representative"] is None


def test_two_localities_stand_side_by_side_on_the_index(seeded: httpx.Client) -> None:
    (place,) = [each for each in organisations(seeded) if each["kind"] == "place"]
    query = {"framework": "digital-maturity-index", "organisation_id": str(place["id"])}
    profiles = seeded.get("/v1/profiles", params=query).json()
    assert len(profiles) == 2
    first, second = ([each["level"] for each in one["aspects"]] for one in profiles)
    assert first != second
    assert len(set(first)) > 2


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


def test_every_mark_and_note_is_for_something_that_is_there(shipped: FrameworkRegistry) -> None:
    for assessment in load_demo().assessments:
        scope = shipped.get_or_raise(assessment.framework).scope(assessment.scope)
        for participant in assessment.participants:
            assert set(participant.answers) == {domain.id for domain in scope.domains}
            asked = {each.id for each in route(scope, participant.partner_type)}
            dealt = dict(marked(scope, participant.answers, asked))
            assert dealt == dict(marked(scope, participant.answers, asked))
            assert set(participant.notes) <= set(dealt)
            assert len(dealt) >= len(asked) - 1


def test_marks_are_dealt_out_in_order_and_begin_again() -> None:
    scope = example_registry().get_or_raise("village-checks").scope("village")
    assert marked(scope, {"people": "1d", "places": ".s"}) == [
        ("V1a", "1"),
        ("V1b", "d"),
        ("V2a", "1"),
        ("V3b", "s"),
    ]
    assert marked(scope, {}) == []
    assert marked(scope, {"people": "12"}, ["V1b", "V2a"]) == [("V1b", "1"), ("V2a", "2")]


def test_without_the_framework_only_organisations_are_made(
    client: httpx.Client, database: Database
) -> None:
    plant(database, example_registry())
    assert len(organisations(client)) == 4
    assert client.get("/v1/assessments").json()["total"] == 0
