import uuid
from typing import Any

import httpx
import pytest

from tests.api.arrange import add_organisation, created, refused

PATH = "/v1/organisations"


def add_three(client: httpx.Client) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    ics = add_organisation(client, "ics", name="Example ICS")
    place = add_organisation(client, "place", name="Example place", parent_id=ics["id"])
    pcn = add_organisation(client, "pcn", name="Example PCN", parent_id=place["id"])
    return ics, place, pcn


def test_adds_and_reads_an_organisation(client: httpx.Client) -> None:
    body = {"name": "  Example PCN  ", "kind": "pcn", "ods_code": "u12345"}
    added = created(client.post(PATH, json=body))
    assert added["name"] == "Example PCN"
    assert added["ods_code"] == "U12345"
    assert added["parent_id"] is None
    assert added["is_example"] is False
    assert client.get(f"{PATH}/{added['id']}").json() == added


def test_lists_by_name_with_filters_and_pages(client: httpx.Client) -> None:
    _, place, _ = add_three(client)
    second = add_organisation(client, name="A second PCN", parent_id=place["id"])
    everything = client.get(PATH).json()
    assert everything["total"] == 4
    assert [each["name"] for each in everything["items"]] == [
        "A second PCN",
        "Example ICS",
        "Example PCN",
        "Example place",
    ]
    pcns = client.get(PATH, params={"kind": "pcn", "parent_id": place["id"]}).json()
    assert pcns["total"] == 2
    page = client.get(PATH, params={"limit": 1, "offset": 0, "kind": "pcn"}).json()
    assert page == {"items": [second], "total": 2}


def test_gives_the_tree_below_an_organisation(client: httpx.Client) -> None:
    ics, place, pcn = add_three(client)
    add_organisation(client, "ics", name="Another ICS")
    tree = client.get(f"{PATH}/{ics['id']}/tree").json()
    assert tree["id"] == ics["id"]
    assert [each["id"] for each in tree["children"]] == [place["id"]]
    assert [each["id"] for each in tree["children"][0]["children"]] == [pcn["id"]]
    assert client.get(f"{PATH}/{pcn['id']}/tree").json() == {**pcn, "children": []}


def test_changes_what_is_named_and_leaves_the_rest(client: httpx.Client) -> None:
    _, place, pcn = add_three(client)
    changed = client.patch(f"{PATH}/{pcn['id']}", json={"ods_code": "U99999"}).json()
    assert changed == {**pcn, "ods_code": "U99999"}
    renamed = client.patch(f"{PATH}/{pcn['id']}", json={"name": "Renamed", "ods_code": None}).json()
    assert renamed == {**pcn, "name": "Renamed"}
    assert renamed["parent_id"] == place["id"]


def test_moves_an_organisation_to_another_parent(client: httpx.Client) -> None:
    ics, place, pcn = add_three(client)
    other = add_organisation(client, "place", name="Other place", parent_id=ics["id"])
    moved = client.patch(f"{PATH}/{pcn['id']}", json={"parent_id": other["id"]}).json()
    assert moved["parent_id"] == other["id"]
    assert client.get(f"{PATH}/{place['id']}/tree").json()["children"] == []
    freed = client.patch(f"{PATH}/{pcn['id']}", json={"parent_id": None}).json()
    assert freed["parent_id"] is None


def test_refuses_every_move_that_would_make_a_cycle(client: httpx.Client) -> None:
    ics, place, pcn = add_three(client)
    for moved, parent in ((ics, place), (ics, pcn), (place, pcn), (place, place), (ics, ics)):
        answer = client.patch(f"{PATH}/{moved['id']}", json={"parent_id": parent["id"]})
        refused(answer, 409, "ParentNotLarger")
    assert client.get(f"{PATH}/{ics['id']}").json() == ics


def test_says_which_kinds_a_parent_may_have(client: httpx.Client) -> None:
    pcn = add_organisation(client)
    body = {"name": "Another", "kind": "pcn", "parent_id": pcn["id"]}
    detail = refused(client.post(PATH, json=body), 409, "ParentNotLarger")
    assert "place or ics" in detail
    body = {"name": "Another", "kind": "ics", "parent_id": pcn["id"]}
    assert "nothing" in refused(client.post(PATH, json=body), 409, "ParentNotLarger")


def test_an_ods_code_belongs_to_one_organisation(client: httpx.Client) -> None:
    add_organisation(client, ods_code="U12345")
    other = add_organisation(client, name="Other")
    body = {"name": "Third", "kind": "pcn", "ods_code": "u12345"}
    assert "U12345" in refused(client.post(PATH, json=body), 409, "OdsCodeTaken")
    answer = client.patch(f"{PATH}/{other['id']}", json={"ods_code": "U12345"})
    refused(answer, 409, "OdsCodeTaken")
    assert client.get(PATH).json()["total"] == 2


def test_unknown_organisations_are_named(client: httpx.Client) -> None:
    unknown = str(uuid.uuid4())
    for answer in (
        client.get(f"{PATH}/{unknown}"),
        client.get(f"{PATH}/{unknown}/tree"),
        client.patch(f"{PATH}/{unknown}", json={"name": "Name"}),
        client.post(PATH, json={"name": "Name", "kind": "pcn", "parent_id": unknown}),
    ):
        assert unknown in refused(answer, 404, "OrganisationNotFound")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "Name"},
        {"kind": "pcn"},
        {"name": "", "kind": "pcn"},
        {"name": "   ", "kind": "pcn"},
        {"name": "x" * 201, "kind": "pcn"},
        {"name": "NUL \x00 inside", "kind": "pcn"},
        {"name": "two\nlines", "kind": "pcn"},
        {"name": "Name", "kind": "hospital"},
        {"name": "Name", "kind": "pcn", "ods_code": "not a code"},
        {"name": "Name", "kind": "pcn", "parent_id": "not an id"},
        {"name": "Name", "kind": "pcn", "colour": "blue"},
        [],
        "text",
        None,
    ],
)
def test_refuses_bodies_that_do_not_fit(client: httpx.Client, body: Any) -> None:
    refused(client.post(PATH, json=body), 422, "InvalidRequest")


def test_a_name_or_a_kind_cannot_be_taken_away(client: httpx.Client) -> None:
    pcn = add_organisation(client)
    for body in ({"name": None}, {"kind": "ics"}):
        answer = client.patch(f"{PATH}/{pcn['id']}", json=body)
        refused(answer, 422, "InvalidRequest")
    assert client.get(f"{PATH}/{pcn['id']}").json() == pcn


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 201}, {"offset": -1}, {"kind": "x"}])
def test_refuses_queries_that_do_not_fit(client: httpx.Client, query: dict[str, Any]) -> None:
    refused(client.get(PATH, params=query), 422, "InvalidRequest")
