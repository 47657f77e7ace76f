import hashlib
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from api.database import Database
from api.models import Invite
from api.participants.repository import InviteNotFound
from api.participants.schemas import PartnerType
from api.participants.service import (
    InviteExpired,
    InviteRevoked,
    InviteUsedUp,
    redeem_invite,
)
from tests.api.arrange import add_organisation, created, open_assessment, refused

LATER = datetime.now(UTC) + timedelta(days=1)


@pytest.fixture
def path(client: httpx.Client) -> str:
    return f"/v1/assessments/{open_assessment(client)['id']}/participants"


def invite(client: httpx.Client, path: str, **fields: Any) -> dict[str, Any]:
    return created(client.post(path, json={"partner_type": "link_worker", **fields}))


def test_adds_a_participant_with_a_link_to_send(client: httpx.Client, path: str) -> None:
    invited = invite(client, path, role="Team lead")
    participant, link = invited["participant"], invited["invite"]
    assert participant["partner_type"] == "link_worker"
    assert participant["role"] == "Team lead"
    assert participant["started_at"] is None
    assert link["url"] == f"https://signpost.example/chat?invite={link['token']}"
    assert link["max_uses"] == 50
    assert datetime.fromisoformat(link["expires_at"]) > datetime.now(UTC) + timedelta(days=89)


def test_only_the_hash_of_a_token_is_kept(
    client: httpx.Client, path: str, database: Database
) -> None:
    link = invite(client, path)["invite"]
    with database.reading() as session:
        kept = session.get(Invite, uuid.UUID(link["id"]))
        assert kept is not None
        assert kept.token_hash == hashlib.sha256(link["token"].encode()).hexdigest()
    assert link["token"] not in client.get(path).text


def test_speaks_for_the_assessed_organisation_unless_another_is_named(
    client: httpx.Client, path: str
) -> None:
    own = invite(client, path)["participant"]
    assessed = client.get(path.removesuffix("/participants")).json()["organisation_id"]
    assert own["organisation_id"] == assessed
    trust = add_organisation(client, "place")
    other = invite(client, path, organisation_id=trust["id"])["participant"]
    assert other["organisation_id"] == trust["id"]
    unknown = str(uuid.uuid4())
    body = {"partner_type": "vcse", "organisation_id": unknown}
    assert unknown in refused(client.post(path, json=body), 404, "OrganisationNotFound")


def test_lists_participants_oldest_first(client: httpx.Client, path: str) -> None:
    made = [invite(client, path, partner_type=each)["participant"] for each in PartnerType]
    listed = client.get(path).json()
    assert listed == {"items": made, "total": len(PartnerType)}
    page = client.get(path, params={"limit": 2, "offset": 1}).json()
    assert page == {"items": made[1:3], "total": len(PartnerType)}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"partner_type": "wizard"},
        {"partner_type": "vcse", "role": "x" * 121},
        {"partner_type": "vcse", "role": "   "},
        {"partner_type": "vcse", "name": "A name is never asked"},
        {"partner_type": "vcse", "organisation_id": 7},
    ],
)
def test_refuses_participants_that_do_not_fit(
    client: httpx.Client, path: str, body: dict[str, Any]
) -> None:
    refused(client.post(path, json=body), 422, "InvalidRequest")


def test_unknown_assessments_and_participants_are_named(client: httpx.Client, path: str) -> None:
    unknown = str(uuid.uuid4())
    nowhere = f"/v1/assessments/{unknown}/participants"
    participant = invite(client, path)["participant"]["id"]
    for answer in (
        client.get(nowhere),
        client.post(nowhere, json={"partner_type": "vcse"}),
        client.post(f"{nowhere}/{participant}/invites"),
    ):
        assert unknown in refused(answer, 404, "AssessmentNotFound")
    answer = client.post(f"{path}/{unknown}/invites")
    assert unknown in refused(answer, 404, "ParticipantNotFound")
    assert unknown in refused(client.delete(f"/v1/invites/{unknown}"), 404, "InviteNotFound")


def test_an_invite_opens_the_place_of_its_participant(
    client: httpx.Client, path: str, database: Database
) -> None:
    invited = invite(client, path)
    participant = invited["participant"]["id"]
    another = created(client.post(f"{path}/{participant}/invites"))
    assert another["token"] != invited["invite"]["token"]
    for token in (invited["invite"]["token"], another["token"]):
        with database.transaction() as session:
            found = redeem_invite(session, token, LATER)
        assert [str(each) for each in found] == [path.split("/")[3], participant]


def test_a_wrong_invite_is_refused(database: Database) -> None:
    with database.transaction() as session, pytest.raises(InviteNotFound):
        redeem_invite(session, "not-a-token", LATER)


def test_a_revoked_invite_is_refused(client: httpx.Client, path: str, database: Database) -> None:
    link = invite(client, path)["invite"]
    for _ in range(2):
        assert client.delete(f"/v1/invites/{link['id']}").status_code == 204
    with database.transaction() as session, pytest.raises(InviteRevoked):
        redeem_invite(session, link["token"], LATER)


def test_an_expired_invite_is_refused_with_its_day(
    client: httpx.Client, path: str, database: Database
) -> None:
    link = invite(client, path)["invite"]
    expires = datetime.fromisoformat(link["expires_at"])
    with database.transaction() as session:
        redeem_invite(session, link["token"], expires - timedelta(seconds=1))
        with pytest.raises(InviteExpired, match=f"{expires:%-d %B %Y}"):
            redeem_invite(session, link["token"], expires)


def test_an_invite_is_used_up_after_its_last_use(
    client: httpx.Client, path: str, database: Database
) -> None:
    link = invite(client, path)["invite"]
    with database.transaction() as session:
        for _ in range(link["max_uses"]):
            redeem_invite(session, link["token"], LATER)
        with pytest.raises(InviteUsedUp, match="50 times"):
            redeem_invite(session, link["token"], LATER)
