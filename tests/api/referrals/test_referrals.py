"""A person asks for a link worker by a form; the team sees it, and nobody else."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from api.config import Settings
from api.models import Referral, ReferralTicket
from api.referrals.schemas import Details, Way
from api.referrals.service import forget_closed, forget_left_open, forget_tickets
from api.referrals.vault import DetailsUnreadable, Vault

CONTEXT = {"needs": ["loneliness"], "area": "LS6"}
FORM = {
    "name": "Sam Orchard",
    "way": "phone",
    "phone": "0113 496 0123",
    "consent": ["share", "gp"],
    "about": "Company would be good.",
}


def ticket(client: Any, **context: Any) -> str:
    answer = client.post("/v1/referrals/tickets", json={**CONTEXT, **context})
    assert answer.status_code == 201, answer.text
    return parse_qs(urlsplit(answer.json()["url"]).query)["ticket"][0]


def send(client: Any, **changed: Any) -> Any:
    given = {"ticket": changed.pop("ticket", None) or ticket(client), **FORM, **changed}
    return client.post("/referral", data=given)


def copy_of(answer: Any) -> str:
    assert answer.status_code == 303, answer.text
    return parse_qs(urlsplit(answer.headers["location"]).query)["token"][0]


@pytest.fixture
def made(client: Any) -> tuple[str, str]:
    """A referral: its id, and the token of the person's copy."""
    copy = copy_of(send(client))
    (item,) = client.get("/v1/referrals").json()["items"]
    return item["id"], copy


def test_the_form_shows_what_it_is_for(client: Any) -> None:
    page = client.get(f"/referral?ticket={ticket(client)}")
    assert page.status_code == 200
    assert "What should we call you?" in page.text
    for_another = client.get(f"/referral?ticket={ticket(client, for_someone_else=True)}")
    assert "Who is it for?" in for_another.text


def test_the_team_sees_who_asks_and_the_list_does_not(client: Any, made: tuple[str, str]) -> None:
    listed = client.get("/v1/referrals")
    assert "Sam Orchard" not in listed.text
    (item,) = listed.json()["items"]
    assert (item["needs"], item["area"], item["status"]) == (["loneliness"], "LS6", "new")
    shown = client.get(f"/v1/referrals/{made[0]}").json()
    assert shown["details"]["phone"] == "0113 496 0123"
    given = {each["purpose"]: each["given"] for each in shown["consents"]}
    assert given == {"share": True, "message": False, "gp": True, "follow_up": False}
    assert [(event["kind"], event["by"]) for event in shown["events"]] == [("new", "person")]


@pytest.mark.usefixtures("made")
def test_details_are_encrypted_at_rest(database: Any) -> None:
    with database.reading() as session:
        stored = session.scalars(select(Referral.details)).one()
    assert b"Sam" not in stored
    assert b"0113" not in stored


def test_nothing_typed_is_lost_when_something_is_wrong(client: Any) -> None:
    answer = send(client, phone="ring <me>", consent=["gp"])
    assert answer.status_code == 422
    assert "Sam Orchard" in answer.text
    assert "ring &lt;me&gt;" in answer.text
    assert "is not a phone number" in answer.text
    assert re.search(r'value="gp" checked', answer.text)
    assert client.get("/v1/referrals").json()["total"] == 0


def test_a_form_that_was_wrong_can_be_sent_again(client: Any) -> None:
    token = ticket(client)
    assert send(client, ticket=token, name="").status_code == 422
    assert send(client, ticket=token).status_code == 303


def test_a_form_sent_twice_is_one_referral(client: Any) -> None:
    token = ticket(client)
    copy_of(send(client, ticket=token))
    again = send(client, ticket=token)
    assert again.status_code == 410
    assert "The link worker team has it" in again.text
    assert client.get("/v1/referrals").json()["total"] == 1


@pytest.mark.parametrize("token", ["", "nonsense"])
def test_a_link_that_was_never_given_opens_nothing(client: Any, token: str) -> None:
    assert client.get(f"/referral?ticket={token}").status_code == 410
    assert client.post("/referral", data={**FORM, "ticket": token}).status_code == 410


def test_a_form_of_megabytes_is_not_read(client: Any) -> None:
    answer = send(client, about="x" * 100_000)
    assert answer.status_code == 413
    assert "999" in answer.text
    assert client.get("/v1/referrals").json()["total"] == 0


def test_a_link_ends_with_its_day(client: Any, database: Any) -> None:
    token = ticket(client)
    with database.transaction() as session:
        session.scalars(select(ReferralTicket)).one().expires_at = datetime.now(UTC)
    assert client.get(f"/referral?ticket={token}").status_code == 410


def test_danger_in_the_form_is_answered_with_help_first(client: Any) -> None:
    answer = send(client, about="I want to kill myself tonight")
    assert answer.status_code == 200
    assert "999" in answer.text
    assert answer.text.index("Help now") < answer.text.index("Your form is sent")
    assert client.get("/v1/referrals").json()["total"] == 1
    counted = client.get("/v1/reports/incidents").json()["counts"]
    assert [(each["category"], each["channel"]) for each in counted] == [("crisis", "form")]


def test_danger_is_answered_with_help_whatever_is_wrong_with_the_form(client: Any) -> None:
    danger = "I want to kill myself tonight"
    wrong = send(client, about=danger, consent=[])
    assert wrong.status_code == 422
    page = wrong.text.casefold()
    assert page.index("call 999") < page.index("please look at this again")
    ended = send(client, about=danger, ticket="used-up")
    assert ended.status_code == 410
    assert "call 999" in ended.text.casefold()
    assert "call 999" not in send(client, ticket="used-up").text.casefold()


def test_a_person_sees_their_copy_and_how_far_it_is(client: Any, made: tuple[str, str]) -> None:
    identity, copy = made
    page = client.get(f"/referral/copy?token={copy}")
    assert "Sam Orchard" in page.text
    assert "has not opened it yet" in page.text
    client.patch(f"/v1/referrals/{identity}", json={"status": "contacted"})
    assert "has tried to reach you" in client.get(f"/referral/copy?token={copy}").text
    assert client.get("/referral/copy?token=other").status_code == 404


def test_taking_it_back_deletes_the_details_at_once(
    client: Any, database: Any, made: tuple[str, str]
) -> None:
    identity, copy = made
    assert client.post("/referral/withdraw", data={"token": copy}).status_code == 303
    assert "Your details are deleted" in client.get(f"/referral/copy?token={copy}").text
    shown = client.get(f"/v1/referrals/{identity}").json()
    assert (shown["status"], shown["details"]) == ("withdrawn", None)
    answer = client.patch(f"/v1/referrals/{identity}", json={"status": "contacted"})
    assert answer.status_code == 409
    assert client.post("/referral/withdraw", data={"token": "other"}).status_code == 404
    with database.reading() as session:
        assert session.scalars(select(Referral.details)).one() == b""


def test_a_status_that_cannot_be_is_refused_with_what_can(
    client: Any, made: tuple[str, str]
) -> None:
    client.patch(f"/v1/referrals/{made[0]}", json={"status": "meeting"})
    answer = client.patch(f"/v1/referrals/{made[0]}", json={"status": "seen"})
    assert answer.status_code == 409
    assert "'meeting' cannot become 'seen'; allowed: 'closed'" in answer.json()["detail"]


def _touched(database: Any, days: int) -> None:
    with database.transaction() as session:
        referral = session.scalars(select(Referral)).one()
        referral.created_at = referral.acted_at = datetime.now(UTC) - timedelta(days=days)


@pytest.mark.parametrize("status", ["seen", "contacted", "meeting"])
def test_a_referral_that_nobody_closed_ends_after_its_period(
    client: Any, database: Any, made: tuple[str, str], status: str
) -> None:
    client.patch(f"/v1/referrals/{made[0]}", json={"status": status})
    settings = Settings(keep_open_referrals_days=200)
    _touched(database, 199)
    with database.transaction() as session:
        assert forget_left_open(session, settings=settings, now=datetime.now(UTC)) == 0
    _touched(database, 201)
    with database.transaction() as session:
        assert forget_left_open(session, settings=settings, now=datetime.now(UTC)) == 1
        assert forget_left_open(session, settings=settings, now=datetime.now(UTC)) == 0
    shown = client.get(f"/v1/referrals/{made[0]}").json()
    assert (shown["status"], shown["details"], shown["kept_until"]) == ("closed", None, None)
    assert [event["kind"] for event in shown["events"]][-1] == "expired"
    assert client.get(f"/referral/copy?token={made[1]}").status_code == 200


def test_the_team_is_reminded_of_whoever_is_soon_forgotten(
    client: Any, database: Any, made: tuple[str, str]
) -> None:
    client.patch(f"/v1/referrals/{made[0]}", json={"status": "meeting"})
    _touched(database, 300)
    assert client.post("/v1/referrals/chase").json() == []
    _touched(database, 340)
    (chased,) = client.post("/v1/referrals/chase").json()
    assert chased["id"] == made[0]
    left = datetime.fromisoformat(chased["kept_until"]) - datetime.now(UTC)
    assert 24 <= left.days <= 25
    assert client.post("/v1/referrals/chase").json() == []


def test_whoever_waits_too_long_is_chased_once_per_limit(
    client: Any, database: Any, made: tuple[str, str]
) -> None:
    assert client.post("/v1/referrals/chase").json() == []
    with database.transaction() as session:
        session.scalars(select(Referral)).one().created_at -= timedelta(days=4)
    (chased,) = client.post("/v1/referrals/chase").json()
    assert (chased["id"], chased["overdue"], chased["waiting_days"]) == (made[0], True, 4)
    assert client.post("/v1/referrals/chase").json() == []
    events = client.get(f"/v1/referrals/{made[0]}").json()["events"]
    assert [event["kind"] for event in events] == ["new", "chased"]


def test_details_go_some_time_after_the_end(
    client: Any, database: Any, made: tuple[str, str]
) -> None:
    client.patch(f"/v1/referrals/{made[0]}", json={"status": "closed"})
    settings, now = Settings(keep_referrals_days=90), datetime.now(UTC)
    with database.transaction() as session:
        assert forget_closed(session, settings=settings, now=now + timedelta(days=89)) == 0
        assert forget_closed(session, settings=settings, now=now + timedelta(days=91)) == 1
    assert client.get(f"/v1/referrals/{made[0]}").json()["details"] is None


def test_links_that_have_ended_go(client: Any, database: Any) -> None:
    ticket(client)
    now = datetime.now(UTC)
    with database.transaction() as session:
        assert forget_tickets(session, now) == 0
        assert forget_tickets(session, now + timedelta(days=30)) == 1
        assert session.scalars(select(ReferralTicket)).all() == []


def test_an_unknown_referral_is_named(client: Any) -> None:
    identity = "00000000-0000-0000-0000-000000000000"
    answer = client.get(f"/v1/referrals/{identity}")
    assert answer.status_code == 404
    assert identity in answer.json()["detail"]


def test_only_the_service_key_opens_the_list(client: Any, made: tuple[str, str]) -> None:
    for path in ("/v1/referrals", f"/v1/referrals/{made[0]}"):
        assert client.get(path, headers={"Authorization": "", "X-API-Key": ""}).status_code == 401


DETAILS = Details(name="Sam", way=Way.PHONE, phone="0113 496 0123")


def test_keys_can_be_changed() -> None:
    old, new = Fernet.generate_key(), Fernet.generate_key()
    locked = Vault([old]).lock(DETAILS)
    assert Vault([new, old]).open(locked) == DETAILS
    with pytest.raises(DetailsUnreadable, match="SIGNPOST_REFERRAL_KEYS"):
        Vault([new]).open(locked)


def test_a_key_of_its_own_is_made_once_and_for_the_owner_alone(tmp_path: Any) -> None:
    settings = Settings(data_dir=tmp_path)
    locked = Vault.from_settings(settings).lock(DETAILS)
    assert Vault.from_settings(settings).open(locked) == DETAILS
    assert (tmp_path / "referral-key").stat().st_mode & 0o077 == 0
