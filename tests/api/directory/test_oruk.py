"""Every answer of the Open Referral UK API fits the standard's schemas, over every directory."""

import json
import uuid
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from api.database import Database
from api.directory.sample import load_sample
from tests.api.arrange import refused
from tests.api.directory.arrange import (
    DATA,
    NOW,
    a_service,
    at,
    bring_in,
    bring_in_file,
    made_id,
    termed,
)

SCHEMAS = Path(__file__).with_name("schemas")
BASE = "/oruk/v3"
PAGE = {
    "total_items": int,
    "total_pages": int,
    "page_number": int,
    "size": int,
    "first_page": bool,
    "last_page": bool,
    "empty": bool,
    "contents": list,
}
LISTS = ("services", "service_at_locations", "taxonomies", "taxonomy_terms")
SINGLE = {
    "services": "service",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
FILES = (
    "hsds_csv",
    "oruk3_service.json",
    "outpost.json",
    "legal_advisers.csv",
    "mobile_libraries.csv",
)


@cache
def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker())


def faults(name: str, data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator(name).iter_errors(data)]


def get(client: httpx.Client, path: str, **query: Any) -> Any:
    answer = client.get(BASE + path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def check_page(page: dict[str, Any]) -> None:
    """The schemas say nothing of the arithmetic of pages."""
    assert {name: type(value) for name, value in page.items()} == PAGE
    assert page["size"] == len(page["contents"])
    assert page["empty"] == (page["contents"] == [])
    assert page["first_page"] == (page["page_number"] == 1)
    assert page["last_page"] == (page["page_number"] >= page["total_pages"])


@pytest.fixture
def public(client: httpx.Client) -> httpx.Client:
    """A client without any key."""
    client.headers.clear()
    return client


@pytest.fixture(params=[*FILES, "the sample", "nothing"])
def filled(request: pytest.FixtureRequest, database: Database) -> str:
    """A database with one directory in it, each in turn."""
    name: str = request.param
    if name == "the sample":
        with database.transaction() as session:
            load_sample(session, NOW)
    elif name != "nothing":
        bring_in_file(database, name)
    return name


def test_every_answer_fits_the_schemas(public: httpx.Client, filled: str) -> None:
    assert faults("api_details", get(public, "/")) == []
    for route in LISTS:
        schema = SINGLE[route]
        page = get(public, f"/{route}", per_page=5)
        check_page(page)
        assert faults(f"{schema}_list", page) == []
        assert page["empty"] == (page["total_items"] == 0)
        for brief in page["contents"]:
            assert faults(schema, get(public, f"/{route}/{brief['id']}")) == []
    assert get(public, "/services")["empty"] == (filled == "nothing")


def test_lists_in_full_and_minimal_fit_them_too(public: httpx.Client, filled: str) -> None:
    for route in ("services", "service_at_locations"):
        for item in get(public, f"/{route}", full=True, per_page=10)["contents"]:
            assert faults(SINGLE[route], item) == []
    page = get(public, "/services", minimal=True)
    assert faults("service_list", page) == []
    assert page["total_pages"] == (0 if filled == "nothing" else 1)
    assert all("modified_date" in item for item in page["contents"])


def test_the_check_finds_what_is_wrong() -> None:
    wrong = json.loads((DATA / "oruk3_faulty.json").read_text(encoding="utf-8"))
    assert len(faults("service_list", wrong)) >= 5


def test_pages_hold_everything_once(public: httpx.Client, database: Database) -> None:
    bring_in(database, [a_service(f"Club {number:03}") for number in range(23)])
    pages = [get(public, "/services", per_page=10, page=number) for number in (1, 2, 3, 4)]
    for page in pages:
        check_page(page)
    listed = [item["name"] for page in pages for item in page["contents"]]
    assert listed == [f"Club {number:03}" for number in range(23)]
    assert [page["size"] for page in pages] == [10, 10, 3, 0]
    assert {(page["total_items"], page["total_pages"]) for page in pages} == {(23, 3)}


@pytest.fixture
def clubs(public: httpx.Client, database: Database) -> httpx.Client:
    """A directory whose services differ in what the parameters ask for."""
    mondays = {"freq": "WEEKLY", "byday": "MO", "opens_at": "10:00", "closes_at": "12:00"}
    square = [[-2.0, 53.0], [-1.0, 53.0], [-1.0, 54.0], [-2.0, 54.0], [-2.0, 53.0]]
    area = {"name": "Leeds", "extent": {"type": "Polygon", "coordinates": [square]}}
    club = {"id": made_id("club"), "name": "Example club"}
    services = [
        a_service(
            "Chess",
            description="Quiet games",
            minimum_age=18,
            organization=club,
            schedules=[mondays],
            attributes=termed("Befriending"),
            last_modified="2026-01-15T10:00:00Z",
            service_at_locations=[at(53.80, -1.55)],
            service_areas=[area],
        ),
        a_service(
            "Bowls",
            maximum_age=12,
            last_modified="2025-06-15T10:00:00Z",
            service_at_locations=[at(53.90, -1.60), at(51.50, -0.12)],
        ),
    ]
    bring_in(database, services)
    return public


def listed(client: httpx.Client, path: str = "/services", **query: Any) -> list[str]:
    contents = get(client, path, **query)["contents"]
    return [item["name"] if "name" in item else item["service"]["name"] for item in contents]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Bowls", "Chess"]),
        ({"search": "quiet game"}, ["Chess"]),
        ({"search": "befriending"}, ["Chess"]),
        ({"search": "croquet"}, []),
        ({"search": "%"}, []),
        ({"search": "_"}, []),
        ({"search": "  "}, ["Bowls", "Chess"]),
        ({"minimum_age": 18}, ["Chess"]),
        ({"minimum_age": 19}, []),
        ({"maximum_age": 12}, ["Bowls"]),
        ({"day": "MO"}, ["Chess"]),
        ({"day": "monday"}, ["Chess"]),
        ({"day": "TU"}, []),
        ({"start_time": "10:00", "end_time": "12:00"}, ["Chess"]),
        ({"start_time": "10:30"}, []),
        ({"end_time": "11:00"}, []),
        ({"modified_after": "2026-01-01T00:00:00Z"}, ["Chess"]),
        ({"modified_after": "2026-01-01"}, ["Chess"]),
        ({"organization_id": made_id("club")}, ["Chess"]),
        ({"organization_id": made_id("other")}, []),
        ({"taxonomy_id": made_id("other")}, []),
        ({"taxonomy_term_id": made_id("other")}, []),
    ],
)
def test_services_are_found_by_each_parameter(
    clubs: httpx.Client, query: dict[str, Any], expected: list[str]
) -> None:
    assert listed(clubs, **query) == expected


def test_services_without_an_age_limit_are_for_every_age(
    public: httpx.Client, database: Database
) -> None:
    bring_in(database, [a_service("Open"), a_service("Teens", minimum_age=13, maximum_age=19)])
    assert listed(public, minimum_age=18) == ["Open"]
    assert listed(public, minimum_age=13) == ["Open", "Teens"]
    assert listed(public, maximum_age=12) == ["Open"]
    assert listed(public, maximum_age=19) == ["Open", "Teens"]


def test_services_are_found_by_term_and_taxonomy(clubs: httpx.Client) -> None:
    (term,) = get(clubs, "/taxonomy_terms")["contents"]
    assert listed(clubs, taxonomy_term_id=term["id"]) == ["Chess"]
    assert listed(clubs, taxonomy_id=term["taxonomy_id"]) == ["Chess"]
    of_it = get(clubs, f"/taxonomies/{term['taxonomy_id']}")
    assert [each["name"] for each in of_it["taxonomy_terms"]] == ["Befriending"]
    terms = "/taxonomy_terms"
    assert get(clubs, terms, taxonomy_id=term["taxonomy_id"])["total_items"] == 1
    assert get(clubs, terms, top_only=True)["total_items"] == 1
    assert get(clubs, terms, parent_id=term["id"])["total_items"] == 0
    assert get(clubs, terms, search="BEFR")["total_items"] == 1
    assert get(clubs, terms, search="%")["total_items"] == 0
    assert get(clubs, terms, search="_")["total_items"] == 0
    assert get(clubs, "/taxonomies", search="%")["total_items"] == 0


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Bowls", "Bowls", "Chess"]),
        ({"postcode": "LS1 4AG"}, ["Chess", "Bowls", "Bowls"]),
        ({"postcode": "ls1", "proximity": 5_000}, ["Chess"]),
        ({"postcode": "LS1", "proximity": 20_000}, ["Chess", "Bowls"]),
        ({"postcode": "SW1A", "proximity": 5_000}, ["Bowls"]),
        ({"postcode": "SW1A"}, ["Bowls", "Bowls"]),
        ({"day": "MO"}, ["Chess"]),
    ],
)
def test_places_are_found_by_postcode_and_distance(
    clubs: httpx.Client, query: dict[str, Any], expected: list[str]
) -> None:
    assert listed(clubs, "/service_at_locations", **query) == expected


@pytest.mark.parametrize("path", ["/services", "/service_at_locations"])
def test_one_object_a_line_gives_everything(clubs: httpx.Client, path: str) -> None:
    answer = clubs.get(BASE + path, params={"format": "ndjson", "full": True, "per_page": 1})
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert len(lines) == get(clubs, path)["total_items"]
    assert [fault for line in lines for fault in faults(SINGLE[path[1:]], line)] == []


@pytest.mark.parametrize(
    ("path", "query", "error", "named"),
    [
        ("/services", {"page": 0}, "InvalidRequest", "query.page"),
        ("/services", {"page": "two"}, "InvalidRequest", "query.page"),
        ("/services", {"per_page": 501}, "InvalidRequest", "query.per_page"),
        ("/services", {"per_page": -1}, "InvalidRequest", "query.per_page"),
        ("/services", {"day": "noday"}, "InvalidRequest", "query.day"),
        ("/services", {"day": "monkey"}, "InvalidRequest", "query.day"),
        ("/services", {"day": ""}, "InvalidRequest", "query.day"),
        ("/services", {"per_page": 0}, "InvalidRequest", "query.per_page"),
        ("/services", {"page": 1_000_001}, "InvalidRequest", "query.page"),
        ("/services", {"start_time": "25:00"}, "InvalidRequest", "query.start_time"),
        ("/services", {"minimum_age": "old"}, "InvalidRequest", "query.minimum_age"),
        ("/services", {"taxonomy_id": "1"}, "InvalidRequest", "query.taxonomy_id"),
        ("/services", {"modified_after": "soon"}, "InvalidRequest", "query.modified_after"),
        ("/services", {"format": "xml"}, "InvalidRequest", "query.format"),
        ("/service_at_locations", {"postcode": "nowhere"}, "UnknownPostcode", "'nowhere'"),
        ("/service_at_locations", {"postcode": "ZZ9 9ZZ"}, "UnknownPostcode", "'ZZ9 9ZZ'"),
        ("/service_at_locations", {"postcode": ""}, "UnknownPostcode", "''"),
        (
            "/service_at_locations",
            {"postcode": "nowhere", "format": "ndjson"},
            "UnknownPostcode",
            "'nowhere'",
        ),
        ("/service_at_locations", {"proximity": 5}, "ProximityWithoutPostcode", "5 metres"),
        (
            "/service_at_locations",
            {"postcode": "LS1", "proximity": -5},
            "InvalidRequest",
            "query.proximity",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_name(
    public: httpx.Client, path: str, query: dict[str, Any], error: str, named: str
) -> None:
    answer = public.get(BASE + path, params=query)
    assert named in refused(answer, 422, error)
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("route", "error"),
    [
        ("services", "ServiceNotFound"),
        ("service_at_locations", "ServiceAtLocationNotFound"),
        ("taxonomies", "TaxonomyNotFound"),
        ("taxonomy_terms", "TaxonomyTermNotFound"),
    ],
)
def test_what_is_not_there_is_not_found(public: httpx.Client, route: str, error: str) -> None:
    wanted = uuid.uuid4()
    answer = public.get(f"{BASE}/{route}/{wanted}")
    assert str(wanted) in refused(answer, 404, error)
    assert answer.headers["access-control-allow-origin"] == "*"


def test_any_website_may_read_it_and_only_it(public: httpx.Client) -> None:
    asked = public.options(
        f"{BASE}/services",
        headers={"Origin": "https://a.example", "Access-Control-Request-Method": "GET"},
    )
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-origin"] == "*"
    assert asked.headers["access-control-allow-headers"] == "*"
    assert public.get(f"{BASE}/").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in public.get("/healthz").headers


@pytest.mark.parametrize("route", LISTS)
@pytest.mark.parametrize("text", ["\x00", "%", "_", "ch\x00ess", "' OR 1=1", "🂡", "\ud7ff"])
def test_any_text_may_be_searched_for(clubs: httpx.Client, route: str, text: str) -> None:
    assert clubs.get(f"{BASE}/{route}", params={"search": text}).status_code == 200


@pytest.mark.parametrize("day", ["mo", "MON", "Mondays", " monday "])
def test_a_day_may_be_named(clubs: httpx.Client, day: str) -> None:
    assert get(clubs, "/services", day=day) == get(clubs, "/services", day="MO")


@pytest.mark.parametrize("route", LISTS)
def test_a_page_after_the_last_is_empty_and_says_so(clubs: httpx.Client, route: str) -> None:
    first = get(clubs, f"/{route}", per_page=1)
    after = get(clubs, f"/{route}", per_page=1, page=first["total_pages"] + 1)
    assert (after["empty"], after["size"], after["contents"]) == (True, 0, [])
    assert (after["first_page"], after["last_page"]) == (False, True)
    assert after["total_items"] == first["total_items"]


def test_nothing_can_be_written(public: httpx.Client) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert public.request(method, f"{BASE}/services").status_code == 405


def test_what_did_not_change_is_not_sent_again(clubs: httpx.Client, database: Database) -> None:
    first = clubs.get(f"{BASE}/services")
    again = clubs.get(f"{BASE}/services", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    bring_in(database, [a_service("Croquet")], "another")
    changed = clubs.get(f"{BASE}/services", headers={"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200


def test_services_that_are_stale_or_gone_stay_in_it(
    public: httpx.Client, database: Database
) -> None:
    old = a_service("Old", assured_date="2019-01-01")
    bring_in(database, [old, a_service("Gone")])
    bring_in(database, [old])
    found = {each["name"]: each["status"] for each in get(public, "/services")["contents"]}
    assert found == {"Old": "active", "Gone": "inactive"}


def test_the_sample_steps_aside_here_too(public: httpx.Client, database: Database) -> None:
    bring_in(database, [a_service("Sample", attributes=termed("One"))], "sample", sample=True)
    assert listed(public) == ["Sample"]
    of_sample = [
        f"{BASE}/{route}/{each['id']}"
        for route in LISTS
        for each in get(public, f"/{route}")["contents"]
    ]
    assert {public.get(each).status_code for each in of_sample} == {200}
    bring_in(database, [a_service("Own", attributes=termed("Two"))])
    assert {public.get(each).status_code for each in of_sample} == {404}
    assert listed(public) == ["Own"]
    assert [each["name"] for each in get(public, "/taxonomy_terms")["contents"]] == ["Two"]
    assert public.get(f"{BASE}/services/{made_id('Sample')}").status_code == 404
