from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.frameworks.loader import FrameworkRegistry
from tests.api.arrange import Seat, add_organisation, created, refused

INDEX = "digital-maturity-index"
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def client(client: httpx.Client, app: FastAPI, shipped: FrameworkRegistry) -> httpx.Client:
    """A client of the application with the frameworks that are shipped."""
    app.state.frameworks = shipped
    return client


def assess(client: httpx.Client, organisation: dict[str, Any], levels: dict[str, int]) -> str:
    body = {"framework": INDEX, "scope": "area", "organisation_id": organisation["id"]}
    assessment: str = created(client.post("/v1/assessments", json=body))["id"]
    path = f"/v1/assessments/{assessment}/participants"
    invited = created(client.post(path, json={"partner_type": "pcn"}))
    seat = Seat(client, assessment, invited["participant"]["id"])
    for statement, level in levels.items():
        seat.say(statement, level=level)
    return assessment


def test_each_aspect_has_its_own_level_and_the_words_of_the_index(
    client: httpx.Client, shipped: FrameworkRegistry
) -> None:
    scope = shipped.get_or_raise(INDEX).scope("area")
    first, second, third = scope.statements[:3]
    mixed = {first.id: 1, second.id: 4}
    assessment = assess(client, add_organisation(client, "place"), mixed)
    profile = client.get(f"/v1/assessments/{assessment}/profile").json()
    assert [each["domain_id"] for each in profile["aspects"]] == [each.id for each in scope.domains]
    shown = {each["statements"][0]: each for each in profile["aspects"]}
    assert [shown[each.id]["level"] for each in (first, second, third)] == [1, 4, None]
    for statement, level in ((first, 1), (second, 4)):
        described = statement.descriptor(level)
        assert shown[statement.id]["descriptor"] == (described.text if described else None)
    assert shown[third.id]["descriptor"] is None
    assert (profile["index"]["median"], profile["index"]["levels"]) == (2.5, 2)
    assert profile["index"]["total"] == len(scope.statements)


def test_between_two_levels_no_words_are_quoted(
    client: httpx.Client, shipped: FrameworkRegistry
) -> None:
    first = shipped.get_or_raise(INDEX).scope("area").statements[0].id
    assessment = assess(client, add_organisation(client, "place"), {first: 1})
    path = f"/v1/assessments/{assessment}/participants"
    other = created(client.post(path, json={"partner_type": "pcn"}))["participant"]["id"]
    Seat(client, assessment, other).say(first, level=2)
    aspect = client.get(f"/v1/assessments/{assessment}/profile").json()["aspects"][0]
    assert (aspect["level"], aspect["descriptor"], aspect["levels"]) == (1.5, None, 2)


def test_localities_stand_side_by_side(client: httpx.Client, shipped: FrameworkRegistry) -> None:
    first = shipped.get_or_raise(INDEX).scope("area").statements[0].id
    system = add_organisation(client, "ics")
    made = {
        name: assess(
            client, add_organisation(client, "place", name=name, parent_id=system["id"]), {first: n}
        )
        for n, name in enumerate(("East", "West"), start=1)
    }
    query = {"framework": INDEX, "assessment": [made["West"], made["East"]]}
    named = client.get("/v1/profiles", params=query).json()
    assert [each["assessment"]["organisation"] for each in named] == ["West", "East"]
    query = {"framework": INDEX, "organisation_id": system["id"]}
    parts = client.get("/v1/profiles", params=query).json()
    assert [each["assessment"]["organisation"] for each in parts] == ["East", "West"]
    assert [each["aspects"][0]["level"] for each in parts] == [1, 2]
    # Of each part, the last round counts.
    client.post(f"/v1/assessments/{made['East']}/close")
    created(client.post(f"/v1/assessments/{made['East']}/next-round", json={}))
    parts = client.get("/v1/profiles", params=query).json()
    assert [each["assessment"]["round"] for each in parts] == [2, 1]


def test_only_an_index_has_a_profile(client: httpx.Client) -> None:
    organisation = add_organisation(client)
    body = {
        "framework": "nhs-spmf",
        "scope": "neighbourhood",
        "organisation_id": organisation["id"],
    }
    other = created(client.post("/v1/assessments", json=body))["id"]
    answer = client.get(f"/v1/assessments/{other}/profile")
    assert "nhs-spmf" in refused(answer, 409, "NoProfile")
    answer = client.get("/v1/profiles", params={"framework": INDEX, "assessment": other})
    assert "nhs-spmf" in refused(answer, 409, "OtherFramework")


@pytest.mark.parametrize(
    ("query", "status", "error"),
    [
        ({}, 422, "InvalidRequest"),
        ({"framework": INDEX}, 422, "NothingToCompare"),
        (
            {
                "framework": INDEX,
                "assessment": NOBODY,
                "organisation_id": NOBODY,
            },
            422,
            "NothingToCompare",
        ),
        ({"framework": INDEX, "assessment": NOBODY}, 404, "AssessmentNotFound"),
        ({"framework": INDEX, "organisation_id": NOBODY}, 404, "OrganisationNotFound"),
        ({"framework": "unknown", "assessment": NOBODY}, 404, "FrameworkNotFound"),
    ],
)
def test_refusals_say_what_to_name(
    client: httpx.Client, query: dict[str, str], status: int, error: str
) -> None:
    refused(client.get("/v1/profiles", params=query), status, error)
