"""Care is counted by day and kind, for those who look after its safety."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from api.models import CareIncident


def incident(hours_ago: int, category: str = "crisis", certainty: str = "certain") -> CareIncident:
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    return CareIncident(
        id=uuid4(),
        category=category,
        certainty=certainty,
        channel="web",
        hour=hour - timedelta(hours=hours_ago),
    )


def test_days_and_kinds_are_counted_apart(client, database) -> None:
    with database.transaction() as session:
        session.add_all([incident(1), incident(1), incident(49), incident(1, "safeguarding")])
        session.add(incident(24 * 200))
    answer = client.get("/v1/reports/incidents?days=30").json()
    assert answer["total"] == 4
    assert sorted(count["times"] for count in answer["counts"]) == [1, 1, 2]
    days = [count["day"] for count in answer["counts"]]
    assert days == sorted(days, reverse=True)


def test_no_incident_is_no_error(client) -> None:
    assert client.get("/v1/reports/incidents").json()["counts"] == []


def test_a_span_that_is_no_span_is_refused(client) -> None:
    assert client.get("/v1/reports/incidents?days=0").status_code == 422


def test_only_the_service_key_opens_it(client) -> None:
    answer = client.get("/v1/reports/incidents", headers={"Authorization": "", "X-API-Key": ""})
    assert answer.status_code == 401
