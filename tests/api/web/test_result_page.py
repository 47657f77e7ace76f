import uuid
from typing import Any

import httpx
import pytest

from tests.api.arrange import Seat, add_organisation, open_assessment, take_seat
from tests.api.web.conftest import FakeDrawing
from tests.api.web.html_check import Page, faults_of

pytestmark = pytest.mark.usefixtures("drawing")

ODD = "<b>Odd</b> & “PCN” {{ 7 * 7 }} 😀"


def read(client: httpx.Client, assessment: str, **query: str) -> Page:
    answer = client.get(f"/assessments/{assessment}", params=query)
    assert answer.status_code == 200
    assert faults_of(answer.text) == []
    return Page(answer.text)


def rows(page: Page) -> dict[str, list[str]]:
    """The cells of each row of a statement or part, by the first word of its head."""
    found: dict[str, list[str]] = {}
    head = ""
    for element in page.elements:
        if element.tag == "th" and element.attributes["scope"] == "row":
            head = element.text.split()[0]
            found[head] = []
        if element.tag == "td":
            found[head].append(" ".join(element.text.split()))
    return found


def test_says_what_was_assessed_where_and_when(client: httpx.Client):
    organisation = add_organisation(client, name="Example PCN")
    assessment = open_assessment(client, organisation["id"])
    take_seat(client, assessment["id"])
    shown = read(client, assessment["id"])
    for words in ("Village Checks", "Example PCN", "Village", "Round 1", "0 of 1 person invited"):
        assert words in shown.text


def test_links_stay_on_the_address_that_the_page_was_opened_at(client: httpx.Client):
    # The tests' public address is another one, as behind a proxy.
    shown = read(client, open_assessment(client)["id"])
    links = [element.attributes["href"] for element in shown.all("a")]
    assert links
    assert [link for link in links if "signpost.example" in link] == []


def test_says_that_nobody_has_answered_yet(client: httpx.Client, drawing: FakeDrawing):
    assessment = open_assessment(client)
    shown = read(client, assessment["id"])
    assert "Nobody has answered yet" in shown.text
    assert "Nobody is invited so far." in shown.text
    assert "There are 5 statements to answer" in shown.text
    assert shown.all("table") == []
    assert drawing.requests == []


def test_gives_each_figure_with_what_it_is_out_of(client: httpx.Client):
    seat = take_seat(client)
    other = take_seat(client, seat.assessment)
    for statement, level in (("V1a", 1), ("V1b", 3), ("V2a", 3)):
        seat.say(statement, level=level)
    other.say("V1a", level=2)
    other.say("V1b", kind="dont_know")
    other.say("V2a", kind="skipped")
    other.say("V3a", kind="not_applicable")
    shown = read(client, seat.assessment)
    assert "60% 6 of 10 answers (5 statements \N{MULTIPLICATION SIGN} 2 people)" in shown.text
    assert "2.5 between Sprout and Tree, out of 4 levels given" in shown.text
    assert "1 to 3 the middle half lies between 1.75 and 3" in shown.text
    assert "1 don't know, 1 not applicable, 1 skipped, 3 unanswered, out of 10" in shown.text
    found = rows(shown)
    assert found["V1a"] == ["1", "1", "0", "1.5 of 2", "1–2 half: 1.25–1.75", "0", "0", "0", "0"]
    assert found["V3a"] == ["0", "0", "0", "– of 0", "–", "0", "1", "0", "1"]
    assert found["People"][0] == "83% 5 of 6"


def test_never_counts_silence_as_the_lowest_level(client: httpx.Client):
    seat = take_seat(client)
    seat.say("V1a", level=3)
    shown = read(client, seat.assessment)
    assert "3 Tree, out of 1 level given" in shown.text
    assert rows(shown)["V1b"] == ["0", "0", "0", "– of 0", "–", "0", "0", "0", "1"]
    assert "never counts as level 1" in shown.text
    assert "not for performance management" in shown.text


def test_lists_what_is_unanswered(client: httpx.Client):
    seat = take_seat(client)
    other = take_seat(client, seat.assessment)
    for statement in ("V1a", "V1b", "V2a"):
        seat.say(statement, level=2)
    other.say("V1a", level=2)
    other.say("V1b", kind="skipped")
    shown = read(client, seat.assessment)
    assert "Answered by nobody (2 of 5 statements)" in shown.text
    assert "Answered by some (2 of 5 statements)" in shown.text
    assert "V1b Neighbours share a meal 1 of 2 still to answer, 1 skipped it" in shown.text


def test_says_when_nothing_is_unanswered(client: httpx.Client):
    seat = take_seat(client)
    for statement in ("V1a", "V1b", "V2a", "V3a", "V3b"):
        seat.say(statement, level=1)
    assert (
        "everybody who started has answered every statement" in read(client, seat.assessment).text
    )


def test_warns_that_one_person_can_be_known_by_the_figures(client: httpx.Client):
    seat = take_seat(client)
    seat.say("V1a", level=1)
    assert "So far one person has answered" in read(client, seat.assessment).text
    other = take_seat(client, seat.assessment)
    other.say("V1a", level=1)
    assert "So far one person has answered" not in read(client, seat.assessment).text


def test_shows_no_role_of_a_single_person(client: httpx.Client):
    assessment = open_assessment(client)
    body = {"partner_type": "link_worker", "role": "The only champion"}
    path = f"/v1/assessments/{assessment['id']}/participants"
    participant: dict[str, Any] = client.post(path, json=body).json()["participant"]
    Seat(client, assessment["id"], participant["id"]).say("V1a", level=2)
    source = client.get(f"/assessments/{assessment['id']}").text
    assert "The only champion" not in source
    assert "link_worker" not in source


def test_shows_notes_without_whose_they_are_and_without_personal_details(client: httpx.Client):
    seat = take_seat(client)
    note = "Board minutes: https://example.org/minutes?a=1&b=2. Or ring 07700 900123"
    seat.say("V1a", level=2, note=note)
    seat.say("V1b", "dont_know", note="<script>alert(1)</script> javascript:alert(1)")
    seat.say("V2a", "skipped", note="Not now")
    shown = read(client, seat.assessment)
    assert "At level 2: Board minutes: https://example.org/minutes?a=1&b=2. Or ring" in shown.text
    assert "07700" not in shown.source
    assert "Not now" not in shown.text
    (link,) = [each for each in shown.all("a") if "example.org" in each.text]
    assert link.attributes["href"] == "https://example.org/minutes?a=1&b=2"
    assert "noopener" in link.attributes["rel"]
    assert shown.all("script") == []
    assert "<script>alert(1)</script>" in shown.text


def test_says_how_sure_people_are_out_of_how_many(client: httpx.Client):
    seat = take_seat(client)
    seat.say("V1a", level=2, confidence="guess")
    other = take_seat(client, seat.assessment)
    other.say("V1a", level=3)
    shown = read(client, seat.assessment)
    assert "How sure: 0 sure, 0 fairly sure, 1 a guess (said with 1 of 2 answers)" in shown.text


def test_says_what_moved_since_the_last_round(client: httpx.Client):
    seat = take_seat(client)
    for statement in ("V1a", "V1b"):
        seat.say(statement, level=1)
    assert "What moved" not in read(client, seat.assessment).text
    client.post(f"/v1/assessments/{seat.assessment}/close")
    opened = client.post(f"/v1/assessments/{seat.assessment}/next-round", json={}).json()
    again = Seat(client, opened["assessment"]["id"], opened["participants"][0]["participant"]["id"])
    again.say("V1a", level=3)
    again.say("V1b", level=1)
    shown = read(client, again.assessment)
    assert "What moved since round 1" in shown.text
    assert "2 of 5 statements have a level in both rounds, and 1 of those moved." in shown.text
    assert "V1a Neighbours know each other 1 of 1 3 of 1 up 2" in shown.text
    assert [each.attributes["href"] for each in shown.all("a") if "round 1" in each.text] == [
        f"/assessments/{seat.assessment}"
    ]


def test_says_who_was_asked_what_by_kind_of_partner(client: httpx.Client):
    assessment = open_assessment(client)["id"]
    client.put(f"/v1/assessments/{assessment}/routing/V1a", json={"partners": ["vcse"]})
    seat = take_seat(client, assessment)
    take_seat(client, assessment)
    seat.say("V1b", level=1)
    seat.post("/handovers", statement="V2a", role="the digital lead")
    shown = read(client, assessment)
    assert rows(shown)["link"] == ["1 of 2", "4 of 5", "1 of 8"]
    assert "V2a for \N{LEFT DOUBLE QUOTATION MARK}the digital lead" in shown.text
    assert "1 of 4 answers (asked of 1 person, each with their own list)" in shown.text
    assert "Asked of nobody who has started (1 of 5 statements)" in shown.text


def test_stresses_the_phrase_of_a_statement_and_quotes_what_its_level_means(client: httpx.Client):
    seat = take_seat(client)
    seat.say("V3a", level=2)
    shown = read(client, seat.assessment)
    assert "share a meal" in {element.text for element in shown.all("strong")}
    assert "At level 2: One bench" in shown.text


def test_draws_both_charts_from_the_figures_of_the_parts(
    client: httpx.Client, drawing: FakeDrawing
):
    seat = take_seat(client)
    seat.say("V1a", level=2)
    shown = read(client, seat.assessment)
    assert [
        svg.attributes["aria-label"] for svg in shown.all("svg") if "role" in svg.attributes
    ] == [
        "profile",
        "answers",
    ]
    assert [row.title for row in drawing.requests[0].rows] == ["People", "Places"]
    assert [step.name for step in drawing.requests[0].steps] == ["Seed", "Sprout", "Tree"]


def test_shows_its_tables_when_no_chart_can_be_drawn(client: httpx.Client, drawing: FakeDrawing):
    drawing.works = False
    seat = take_seat(client)
    seat.say("V1a", level=2)
    shown = read(client, seat.assessment)
    assert "The charts can't be drawn just now" in shown.text
    assert len(drawing.requests) == 1
    assert len(shown.all("table")) == 4


def test_shows_odd_names_as_they_are(client: httpx.Client):
    organisation = add_organisation(client, name=ODD)
    assessment = open_assessment(client, organisation["id"])
    shown = read(client, assessment["id"])
    assert " ".join(shown.only("h1").text.split()) == f"Village Checks {ODD}"
    assert shown.all("b") == []


def test_leads_back_to_the_chat_whoever_comes_from_there(client: httpx.Client):
    assessment = open_assessment(client)["id"]
    assert "Back to the chat" in read(client, assessment, **{"from": "chat"}).text
    assert "Back to the chat" not in read(client, assessment).text


def test_says_when_the_assessment_was_closed(client: httpx.Client):
    assessment = open_assessment(client)["id"]
    assert "Open for answers" in read(client, assessment).text
    client.post(f"/v1/assessments/{assessment}/close")
    assert "Closed" in read(client, assessment).text


def test_is_not_for_search_engines(client: httpx.Client):
    headers = client.get(f"/assessments/{open_assessment(client)['id']}").headers
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("address", [str(uuid.uuid4()), "nonsense", "<b>x", "x" * 2000])
def test_helps_when_there_is_no_such_assessment(client: httpx.Client, address: str):
    answer = client.get(f"/assessments/{address}")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert faults_of(answer.text) == []
    shown = Page(answer.text)
    assert "There is no result at this address" in shown.text
    assert shown.all("b") == []
