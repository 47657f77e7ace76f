from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
import time_machine
import yaml

from tests.api.arrange import created, refused

PATH = "/v1/misunderstandings"


def keep(client: httpx.Client, text: str, **more: Any) -> dict[str, Any]:
    return created(client.post(PATH, json={"text": text, **more}))


def queue(client: httpx.Client, **query: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client.get(PATH, params=query).json()["items"]
    return items


def test_the_same_again_is_counted(client: httpx.Client) -> None:
    first = keep(client, "It is so-so", statement="V1a", framework="village-checks")
    again = keep(client, "it is  so-so", statement="V1a", framework="village-checks")
    assert (again["id"], again["times"]) == (first["id"], 2)
    elsewhere = keep(client, "It is so-so", statement="V1b", framework="village-checks")
    assert elsewhere["times"] == 1
    assert [each["id"] for each in queue(client)] == [first["id"], elsewhere["id"]]


def test_keeps_the_best_guess_and_no_sign_of_the_person(client: httpx.Client) -> None:
    kept = keep(
        client,
        "Ring me on 07700 900123",
        intent="level_2",
        confidence=0.41,
        flow="assessment",
        statement="V1a",
    )
    assert "07700" not in kept["text"]
    assert (kept["intent"], kept["confidence"], kept["status"]) == ("level_2", 0.41, "new")
    assert not {"conversation", "participant", "session"} & set(kept)


def test_staff_label_and_dismiss(client: httpx.Client) -> None:
    one, other = keep(client, "bit of both really"), keep(client, "qwerty")
    path = f"{PATH}/{one['id']}"
    labelled = client.patch(path, json={"status": "labelled", "label": "level_2"}).json()
    assert (labelled["status"], labelled["label"]) == ("labelled", "level_2")
    client.patch(f"{PATH}/{other['id']}", json={"status": "dismissed"})
    assert [each["id"] for each in queue(client, status="labelled")] == [one["id"]]
    assert [each["id"] for each in queue(client, status="dismissed")] == [other["id"]]
    assert queue(client, status="new") == []
    # A message that comes again keeps what staff made of it.
    assert keep(client, "qwerty")["status"] == "dismissed"
    assert client.patch(path, json={"status": "new"}).json()["label"] is None


@pytest.mark.parametrize(
    "body",
    [
        {"status": "labelled"},
        {"status": "dismissed", "label": "level_2"},
        {"status": "labelled", "label": "Level two!"},
        {"status": "read"},
    ],
)
def test_a_label_goes_with_its_status(client: httpx.Client, body: dict[str, str]) -> None:
    kept = keep(client, "bit of both really")
    refused(client.patch(f"{PATH}/{kept['id']}", json=body), 422, "InvalidRequest")


def test_deleted_for_good(client: httpx.Client) -> None:
    kept = keep(client, "bit of both really")
    assert client.delete(f"{PATH}/{kept['id']}").status_code == 204
    assert queue(client) == []
    refused(client.delete(f"{PATH}/{kept['id']}"), 404, "MisunderstandingNotFound")
    missing = client.patch(f"{PATH}/{kept['id']}", json={"status": "dismissed"})
    refused(missing, 404, "MisunderstandingNotFound")


def test_exports_labelled_messages_as_training_phrases(client: httpx.Client) -> None:
    for text, label in (("bit of both", "level_2"), ("not us, [sorry]", "not_applicable")):
        kept = keep(client, text)
        client.patch(f"{PATH}/{kept['id']}", json={"status": "labelled", "label": label})
    keep(client, "never looked at")
    answer = client.get(f"{PATH}/export")
    assert answer.headers["content-type"].startswith("application/yaml")
    assert yaml.safe_load(answer.text) == {
        "version": "3.1",
        "nlu": [
            {"intent": "level_2", "examples": "- bit of both\n"},
            {"intent": "not_applicable", "examples": "- not us, (sorry)\n"},
        ],
    }


def test_forgets_after_the_days_of_the_setting(client: httpx.Client) -> None:
    with time_machine.travel(datetime(2026, 1, 1, 9, tzinfo=UTC), tick=False) as clock:
        kept = keep(client, "bit of both really")
        client.patch(f"{PATH}/{kept['id']}", json={"status": "labelled", "label": "level_2"})
        clock.move_to(datetime(2026, 6, 29, 9, tzinfo=UTC))
        assert len(queue(client)) == 1
        clock.move_to(datetime(2026, 7, 1, 9, tzinfo=UTC))
        assert queue(client) == []
        assert "bit of both" not in client.get(f"{PATH}/export").text
        keep(client, "another one")
        missing = client.patch(f"{PATH}/{kept['id']}", json={"status": "dismissed"})
        refused(missing, 404, "MisunderstandingNotFound")
