"""What `/metrics` counts, and that it tells nothing about anybody."""

from uuid import uuid4

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

SECRET = "my-own-words-and-token"


def counted(client: httpx.Client, name: str, **labels: str) -> float:
    families = text_string_to_metric_families(client.get("/metrics").text)
    return sum(
        sample.value
        for family in families
        for sample in family.samples
        if sample.name == name and labels.items() <= sample.labels.items()
    )


def test_requests_are_counted_and_timed_by_route_template(client: httpx.Client):
    route = {"method": "GET", "route": "/v1/organisations/{organisation_id}"}
    before = counted(client, "signpost_requests_total", **route, status="404")
    timed = counted(client, "signpost_request_seconds_count", **route)
    client.get(f"/v1/organisations/{uuid4()}")
    assert counted(client, "signpost_requests_total", **route, status="404") == before + 1
    assert counted(client, "signpost_request_seconds_count", **route) == timed + 1


@pytest.mark.parametrize("outcome", ["failed", "care"])
def test_turns_are_counted_by_outcome(client: httpx.Client, outcome: str):
    before = counted(client, "signpost_turns_total", outcome=outcome)
    opened = client.post("/v1/chat/sessions", json={"channel": "web"}).json()
    if outcome == "care":
        headers = {"Authorization": f"Bearer {opened['token']}"}
        client.post("/v1/chat/messages", json={"text": "I want to kill myself"}, headers=headers)
    assert counted(client, "signpost_turns_total", outcome=outcome) == before + 1


def test_nothing_that_a_person_sends_is_told(client: httpx.Client):
    opened = client.post("/v1/chat/sessions", json={"channel": "web"}).json()
    headers = {"Authorization": f"Bearer {opened['token']}"}
    client.post("/v1/chat/messages", json={"text": SECRET}, headers=headers)
    client.get(f"/{SECRET}")
    client.get("/chat", params={"invite": SECRET})
    client.request(SECRET.upper().replace("-", ""), "/chat")
    told = client.get("/metrics").text
    for private in (SECRET, SECRET.upper().replace("-", ""), opened["token"], opened["session"]):
        assert private not in told
