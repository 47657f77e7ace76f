import httpx
import pytest
from fastapi import FastAPI

from api.frameworks.loader import FrameworkRegistry
from api.reports.rows import ChartKind
from tests.api.arrange import Seat, add_organisation, created
from tests.api.web.conftest import FakeDrawing
from tests.api.web.html_check import Page, faults_of

INDEX = "digital-maturity-index"

pytestmark = pytest.mark.usefixtures("drawing")


@pytest.fixture
def client(client: httpx.Client, app: FastAPI, shipped: FrameworkRegistry) -> httpx.Client:
    """A client of the application with the frameworks that are shipped."""
    app.state.frameworks = shipped
    return client


def assess(client: httpx.Client, name: str, *levels: int, framework: str = INDEX) -> str:
    kind, scope = ("place", "area") if framework == INDEX else ("pcn", "neighbourhood")
    organisation = add_organisation(client, kind, name=name)["id"]
    body = {"framework": framework, "scope": scope, "organisation_id": organisation}
    assessment: str = created(client.post("/v1/assessments", json=body))["id"]
    path = f"/v1/assessments/{assessment}/participants"
    invited = created(client.post(path, json={"partner_type": "pcn"}))
    seat = Seat(client, assessment, invited["participant"]["id"])
    for level in levels:
        seat.say(seat.get("/position")["question"]["statement"], level=level)
    return assessment


def read(client: httpx.Client, *assessments: str) -> Page:
    answer = client.get("/profiles", params={"assessment": [*assessments]})
    assert answer.status_code == 200, answer.text
    assert faults_of(answer.text) == []
    return Page(answer.text)


def test_areas_stand_side_by_side_with_figures_and_denominators(
    client: httpx.Client, drawing: FakeDrawing, shipped: FrameworkRegistry
):
    shown = read(client, assess(client, "East <b>", 1, 4), assess(client, "West", 3))
    heads = [each.text for each in shown.all("th") if each.attributes["scope"] == "col"]
    assert heads == ["Aspect", "East <b>", "West"]
    cells = [" ".join(each.text.split()) for each in shown.all("td")]
    names = {level.value: level.name for level in shipped.get_or_raise(INDEX).levels}
    assert cells[0] == f"1 {names[1]} of 1 level"
    assert cells[1] == f"3 {names[3]} of 1 level"
    assert cells[2] == f"4 {names[4]} of 1 level"
    assert cells[3] == "no level given yet"
    (request,) = drawing.requests
    assert request.kind is ChartKind.COMPARISON
    assert {row.area for row in request.rows} == {"East <b>", "West"}


def test_rounds_of_one_area_are_told_apart(client: httpx.Client):
    first = assess(client, "East", 1)
    client.post(f"/v1/assessments/{first}/close")
    second = created(client.post(f"/v1/assessments/{first}/next-round", json={}))
    shown = read(client, first, second["assessment"]["id"])
    heads = [each.text for each in shown.all("th") if each.attributes["scope"] == "col"]
    assert heads[1:] == ["East, round 1", "East, round 2"]


def test_the_result_page_shows_the_profile_in_the_words_of_the_index(
    client: httpx.Client, shipped: FrameworkRegistry
):
    assessment = assess(client, "East", 1)
    first = shipped.get_or_raise(INDEX).scope("area").statements[0]
    described = first.descriptor(1)
    assert described is not None
    answer = client.get(f"/assessments/{assessment}")
    assert faults_of(answer.text) == []
    shown = Page(answer.text)
    assert "Profile along the index" in shown.text
    assert " ".join(described.text.split()) in shown.text
    assert f"/profiles?assessment={assessment}" in {
        each.attributes["href"] for each in shown.all("a")
    }


def test_the_table_stands_without_the_chart(client: httpx.Client, drawing: FakeDrawing):
    drawing.works = False
    shown = read(client, assess(client, "East", 1))
    assert "The chart can't be drawn just now" in shown.text
    assert len(shown.all("table")) == 1


def test_what_has_no_profile_is_not_found(client: httpx.Client):
    other = assess(client, "East", 1, framework="nhs-spmf")
    for wanted in ([], ["no-id"], ["00000000-0000-4000-8000-000000000000"], [other]):
        answer = client.get("/profiles", params={"assessment": wanted})
        assert answer.status_code == 404
        assert "There is no result" in answer.text
