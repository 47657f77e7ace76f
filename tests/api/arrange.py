"""What most tests of the domain API begin with, made through the API itself."""

import uuid
from dataclasses import dataclass
from typing import Any

import httpx

FRAMEWORK = "village-checks"


def created(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def refused(answer: httpx.Response, status: int, error: str) -> str:
    """Check the one shape of errors and return the sentence."""
    body = answer.json()
    assert (answer.status_code, body["error"]) == (status, error), answer.text
    assert set(body) == {"error", "detail"}
    detail: str = body["detail"]
    assert detail
    return detail


def add_organisation(client: httpx.Client, kind: str = "pcn", **fields: Any) -> dict[str, Any]:
    body = {"name": f"Example {kind}", "kind": kind, **fields}
    return created(client.post("/v1/organisations", json=body))


def open_assessment(
    client: httpx.Client, organisation_id: str | None = None, scope: str = "village"
) -> dict[str, Any]:
    organisation_id = organisation_id or add_organisation(client)["id"]
    body = {"framework": FRAMEWORK, "scope": scope, "organisation_id": organisation_id}
    return created(client.post("/v1/assessments", json=body))


@dataclass(frozen=True)
class Seat:
    """One participant's place in one assessment, ready to answer."""

    client: httpx.Client
    assessment: str
    participant: str

    @property
    def path(self) -> str:
        return f"/v1/assessments/{self.assessment}/participants/{self.participant}"

    def get(self, path: str, **query: str) -> Any:
        answer = self.client.get(self.path + path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, **body: Any) -> httpx.Response:
        return self.client.post(self.path + path, json={"channel": "web", **body})

    def say(self, statement: str, kind: str = "level", **body: Any) -> dict[str, Any]:
        """Respond to a statement; the response must be taken."""
        return created(self.post("/responses", statement=statement, kind=kind, **body))

    def history(self) -> list[dict[str, Any]]:
        answer = self.client.get(
            f"/v1/assessments/{self.assessment}/responses",
            params={"participant_id": self.participant},
        )
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items


def take_seat(client: httpx.Client, assessment: str | None = None) -> Seat:
    assessment = assessment or open_assessment(client)["id"]
    body = {"partner_type": "link_worker"}
    invited = created(client.post(f"/v1/assessments/{assessment}/participants", json=body))
    return Seat(client, assessment, invited["participant"]["id"])


def new_turn() -> str:
    return str(uuid.uuid4())
