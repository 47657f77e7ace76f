"""What a search finds and in which order, on each database."""

import random
import uuid
from datetime import date, time, timedelta

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from api.config import ROOT
from api.database import Database
from api.directory.geometry import Point, box_around, distance_km, dot_at, km_of_dot
from api.directory.mapping import Mappings
from api.directory.search import Attending, Criteria, CriteriaNotAllowed, Weekday, search
from api.directory.words_searched import searched_words
from tests.api.directory.arrange import LEEDS, TODAY, a_service, at, bring_in, look, names, termed

FAR = 51.5, -0.12


def weekly(days: str, opens: str = "", closes: str = "", **parts: str) -> dict[str, str]:
    return {"freq": "WEEKLY", "byday": days, "opens_at": opens, "closes_at": closes, **parts}


@pytest.fixture
def town(database: Database) -> Database:
    """A directory of a few services that differ in what can be searched by."""
    bring_in(
        database,
        [
            a_service(
                "Chess",
                description="Quiet games for everyone.",
                service_at_locations=[
                    at(53.805, -1.55, accessibility=[{"description": "Ramp and hearing loop"}])
                ],
                schedules=[weekly("MO,WE", "10:00", "12:00")],
                attributes=termed("Befriending"),
                fees="Free",
                assured_date="2026-02-01",
            ),
            a_service(
                "Choir",
                description="Singing with friends after chess.",
                service_at_locations=[at(53.83, -1.55), at(*FAR)],
                schedules=[weekly("SA", "19:00", "01:00")],
                attributes=termed("Befriending", "Singing"),
                cost_options=[{"amount": 3}],
                languages=[{"name": "Polish"}, {"name": "English"}],
                minimum_age=18,
                maximum_age=99,
                assured_date="2026-02-01",
            ),
            a_service(
                "Helpline",
                description="Ring us when you feel lonely.",
                phones=[{"number": "0113 496 0000"}],
                schedules=[weekly("SU", attending_type="Telephone")],
                languages=[{"name": "Urdu"}],
                assured_date="2026-02-01",
            ),
            a_service(
                "Long ago",
                service_at_locations=[at(53.80, -1.55)],
                attributes=termed("Befriending"),
                assured_date="2024-02-01",
            ),
            a_service("Closed", status="temporarily closed", assured_date="2026-02-01"),
        ],
    )
    return database


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"near": LEEDS}, ["Chess", "Choir", "Helpline"]),
        ({"near": LEEDS, "within_km": 1}, ["Chess", "Helpline"]),
        ({"near": LEEDS, "within_km": 4}, ["Chess", "Choir", "Helpline"]),
        ({"near": LEEDS, "needs": {"loneliness"}}, ["Chess", "Choir", "Helpline"]),
        ({"near": LEEDS, "needs": {"arts"}}, ["Choir"]),
        ({"needs": {"arts", "loneliness"}}, ["Choir", "Chess", "Helpline"]),
        ({"needs": {"food"}}, []),
        ({"text": "chess"}, ["Chess", "Choir"]),
        ({"text": "CHESS friends"}, ["Choir"]),
        ({"text": "friend"}, ["Choir"]),
        ({"text": "befriending"}, ["Chess", "Choir"]),
        ({"text": "somewhere for chess in the town"}, ["Chess", "Choir"]),
        ({"text": "quiet zebra"}, ["Chess"]),
        ({"text": "zebra"}, []),
        ({"text": "\"chess' OR) NEAR(*"}, ["Chess", "Choir"]),
        ({"text": "!!!", "needs": {"arts"}}, ["Choir"]),
        ({"free_only": True}, ["Chess"]),
        ({"open_on": {Weekday.MONDAY}}, ["Chess"]),
        ({"open_on": {Weekday.MONDAY}, "open_at": time(12)}, []),
        ({"open_on": {Weekday.MONDAY}, "open_at": time(11, 59)}, ["Chess"]),
        ({"open_on": {Weekday.SATURDAY}, "open_at": time(23)}, ["Choir"]),
        ({"open_on": {Weekday.SUNDAY}, "open_at": time(0, 30)}, ["Choir", "Helpline"]),
        ({"open_on": {Weekday.SUNDAY}, "open_at": time(9)}, ["Helpline"]),
        ({"open_at": time(10)}, ["Chess", "Helpline"]),
        ({"access": {"hearing_loop", "step_free"}}, ["Chess"]),
        ({"access": {"hearing_loop", "wheelchair"}}, []),
        ({"language": "pl"}, ["Choir"]),
        ({"language": "Polish"}, ["Choir"]),
        ({"language": "Klingon"}, []),
        ({"language": "English", "near": LEEDS}, ["Chess", "Choir"]),
        ({"attending": {Attending.PHONE}}, ["Helpline"]),
        ({"attending": {Attending.PHONE, Attending.IN_PERSON}, "near": LEEDS, "age": 17},
         ["Chess", "Helpline"]),
        ({"age": 99, "needs": {"arts"}}, ["Choir"]),
        ({"age": 100, "needs": {"arts"}}, []),
    ],
)  # fmt: skip
def test_a_search_finds_what_fits_the_best_first(
    town: Database, wanted: dict[str, object], expected: list[str]
) -> None:
    criteria = {
        key: frozenset(value) if isinstance(value, set) else value for key, value in wanted.items()
    }
    found = names(town, **criteria)
    in_order = "near" in wanted or wanted.get("needs") == {"arts", "loneliness"}
    assert (found if in_order else sorted(found)) == (expected if in_order else sorted(expected))


def test_the_title_counts_more_than_the_description(town: Database) -> None:
    assert names(town, text="chess") == ["Chess", "Choir"]


def test_each_service_is_found_once_at_its_nearest_place(town: Database) -> None:
    north = look(town, needs=frozenset({"arts"}), near=LEEDS)
    south = look(town, needs=frozenset({"arts"}), near=Point(*FAR))
    assert [found.name for found in north] == [found.name for found in south] == ["Choir"]
    assert north[0].id != south[0].id
    assert north[0].service_id == south[0].service_id
    assert (round(north[0].distance_km or 0), round(south[0].distance_km or 0)) == (3, 0)


def test_what_was_not_for_me_is_left_out(town: Database) -> None:
    (choir,) = look(town, needs=frozenset({"arts"}))
    assert names(town, needs=frozenset({"arts"}), exclude=frozenset({choir.service_id})) == []
    other = look(town, needs=frozenset({"arts"}), exclude=frozenset({choir.id}))
    assert [found.service_id for found in other] == [choir.service_id]
    assert other[0].id != choir.id
    assert names(town, needs=frozenset({"arts"}), exclude=frozenset({uuid.uuid4()})) == ["Choir"]


def test_pages_follow_on_each_other_in_one_order(database: Database) -> None:
    random_places = random.Random(7)  # noqa: S311
    services = [
        a_service(
            f"Club {number}",
            service_at_locations=[
                at(random_places.gauss(53.8, 0.1), random_places.gauss(-1.55, 0.1))
            ],
        )
        for number in range(45)
    ]
    bring_in(database, services)
    whole = names(database, near=LEEDS, limit=45)
    parts = [names(database, near=LEEDS, limit=10, offset=start) for start in range(0, 50, 10)]
    assert [name for part in parts for name in part] == whole
    assert len(set(whole)) == 45
    with database.reading() as session:
        beyond = search(session, Criteria(near=LEEDS, offset=100), TODAY)
        assert (beyond.items, beyond.total) == ([], 45)


def test_much_that_is_near_is_found_in_the_same_order(sqlite_database: Database) -> None:
    chance = random.Random(20261130)  # noqa: S311 -- made-up places, the same each time
    places = [(chance.gauss(53.80, 0.02), chance.gauss(-1.55, 0.03)) for _ in range(600)]
    services = [
        a_service(f"Club {number}", service_at_locations=[at(*place)], attributes=termed("Singing"))
        for number, place in enumerate(places)
    ]
    afar = a_service("By phone", phones=[{"number": "0113 496 0000"}], attributes=termed("Singing"))
    bring_in(sqlite_database, [*services, afar])
    kms = [distance_km(LEEDS, Point(*place, "")) for place in places]
    bands = [sum(km > band for band in (1, 3, 5, 10)) for km in kms]
    near = sorted(range(600), key=lambda number: (bands[number], kms[number]))
    wanted = [f"Club {number}" for number in near if bands[number] < 2]
    assert 100 < len(wanted) < 550
    told = {"near": LEEDS, "needs": frozenset({"arts"})}
    assert names(sqlite_database, **told, limit=10) == wanted[:10]
    beyond = len(wanted) - 5
    found = names(sqlite_database, **told, limit=10, offset=beyond)
    assert found[:5] == wanted[-5:]
    assert not set(found[5:]) & set(wanted)
    with sqlite_database.reading() as session:
        assert search(session, Criteria(**told), TODAY).total == 500


def test_distances_within_are_those_that_are_told(database: Database) -> None:
    random_places = random.Random(11)  # noqa: S311
    spots = [
        (random_places.uniform(53.5, 54.1), random_places.uniform(-2.0, -1.0)) for _ in range(60)
    ]
    bring_in(
        database,
        [a_service(f"{spot}", service_at_locations=[at(*spot)]) for spot in spots],
    )
    for km in (0.5, 3, 8, 25):
        found = names(database, near=LEEDS, within_km=km, limit=100)
        assert set(found) == {f"{spot}" for spot in spots if distance_km(LEEDS, Point(*spot)) <= km}


def test_services_are_hidden_when_nobody_checked_them_for_long(town: Database) -> None:
    found = names(town, near=LEEDS)
    assert "Long ago" not in found
    assert "Long ago" in [each.name for each in look(town, fresh_days=1000, near=LEEDS)]
    checked = date(2026, 2, 1)
    on_the_last_day = look(town, today=checked + timedelta(days=365), near=LEEDS)
    assert len(on_the_last_day) == 3
    assert look(town, today=checked + timedelta(days=366), near=LEEDS) == []


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"needs": frozenset({"magic"})}, "needs: 'magic'"),
        ({"access": frozenset({"magic"})}, "access: 'magic'"),
        ({"within_km": 5.0}, "needs a place"),
        ({"within_km": 0.0, "near": LEEDS}, "within_km: 0.0"),
        ({"within_km": float("nan"), "near": LEEDS}, "within_km: nan"),
        ({"within_km": 1e9, "near": LEEDS}, "within_km: 1000000000.0"),
        ({"limit": 0}, "limit 0"),
        ({"limit": 201}, "limit 201"),
        ({"offset": -1}, "offset -1"),
    ],
)
def test_what_makes_no_sense_is_refused(
    sqlite_database: Database, wanted: dict[str, object], said: str
) -> None:
    with pytest.raises(CriteriaNotAllowed) as refused:
        look(sqlite_database, **wanted)
    assert said in refused.value.detail


def test_every_need_is_mapped_and_no_other() -> None:
    needs = yaml.load(
        (ROOT / "api" / "signposting" / "needs.yml").read_text("utf-8"), Loader=yaml.CSafeLoader
    )
    assert Mappings.load().needs.keys() == needs.keys()


def test_words_that_say_nothing_are_not_searched() -> None:
    assert searched_words("I'd like somewhere to play Chess, please!") == ("id", "play", "chess")
    assert searched_words("the") == ("the",)
    assert searched_words("") == ()
    assert len(searched_words(" ".join(f"w{n}" for n in range(99)))) == 12


POINTS = st.builds(Point, st.floats(-89, 89), st.floats(-180, 180))


@given(POINTS, POINTS)
def test_points_within_a_distance_are_within_its_box(one: Point, other: Point) -> None:
    km = distance_km(one, other)
    box = box_around(one, km * 1.000001 + 0.001)
    assert box.south <= other.latitude <= box.north
    turns = (other.longitude, other.longitude - 360, other.longitude + 360)
    assert any(box.west <= longitude <= box.east for longitude in turns)


@given(st.floats(0.01, 20_000))
def test_a_dot_product_stands_for_its_distance(km: float) -> None:
    assert km_of_dot(dot_at(km)) == pytest.approx(km, rel=0.001, abs=0.001)


def test_a_name_is_found_as_it_stands_and_no_description(database: Database) -> None:
    near = [at(53.80, -1.55)]
    bring_in(
        database,
        [
            a_service("Moor Library", service_at_locations=near),
            a_service("Reading club", service_at_locations=near, description="In the library."),
            a_service("50% off shop", service_at_locations=near),
        ],
    )
    assert names(database, near=LEEDS, named=frozenset({"library"})) == ["Moor Library"]
    assert names(database, near=LEEDS, named=frozenset({"0%", "a_"})) == ["50% off shop"]
