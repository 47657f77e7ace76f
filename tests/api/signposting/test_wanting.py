"""What a person wants of a place reaches the search, orders what is found, and is owned up to."""

import uuid
from datetime import UTC, datetime, time
from typing import Any

import pytest

from api.database import Database
from api.directory.criteria import Attending, Criteria, Weekday
from api.directory.hours import Hours, Opening
from api.signposting.choosing import Person, choose
from api.signposting.lists import load_plans, national_choices, route_choices
from api.signposting.local import find_local
from api.signposting.needs import Need
from api.signposting.options import Choice, How
from api.signposting.ranking import in_order
from api.signposting.wanting import narrowed, unmet, windows
from api.triage.answers import AgeBand, Group, Stage
from api.triage.wants import Want
from tests.api.arrange import created
from tests.api.directory.arrange import LEEDS, a_service, at, bring_in, names, termed
from tests.api.directory.test_search import weekly
from tests.api.triage.conftest import Citizen, new_conversation

PLANS = load_plans()
NOW = datetime(2026, 11, 30, 11, 15, tzinfo=UTC)
CLUB = termed("Befriending")


def club(name: str, *, notes: str = "", km: float = 0.0, **parts: Any) -> dict[str, Any]:
    place = at(53.80 + km / 111, -1.55, accessibility=[{"description": notes}] if notes else [])
    phones = [{"number": "0113 496 0000"}]
    return a_service(name, service_at_locations=[place], attributes=CLUB, phones=phones, **parts)


CLUBS = [
    club("Plain", fees="£3 a session", schedules=[weekly("MO", "10:00", "12:00")]),
    club("Free", fees="Free", km=1, schedules=[weekly("TU", "10:00")]),
    club(
        "Ramp", notes="Ramp and wheelchair access", km=1, schedules=[weekly("TU", "09:00", "17:30")]
    ),
    club("Loop", notes="Hearing loop", km=1),
    club("Evening", km=1, schedules=[weekly("WE", "19:00", "21:00")]),
    club("Weekend", km=1, schedules=[weekly("SA", "10:00", "12:00")]),
    club("Polish", km=1, languages=[{"name": "Polish"}]),
    club("Online", km=1, schedules=[weekly("FR", "10:00", "11:00", attending_type="Online")]),
]


@pytest.fixture
def clubs(database: Database) -> Database:
    bring_in(database, CLUBS, now=NOW)
    return database


def lonely(*wants: str, group: Group = Group.SUPPORTED, **more: Any) -> Person:
    return Person(Stage.PRE, group, (Need.LONELINESS,), wants=frozenset(wants), **more)


def found(database: Database, who: Person) -> list[str]:
    with database.reading() as session:
        local = find_local(session, who, LEEDS, PLANS, now=NOW)
        assert local.gaps == []
        return [choice.name for choice in local.choices]


@pytest.mark.parametrize(
    ("wants", "expected"),
    [
        ({Want.FREE}, {"Free"}),
        ({Want.WHEELCHAIR}, {"Ramp"}),
        ({Want.STEP_FREE}, {"Ramp"}),
        ({Want.HEARING_LOOP}, {"Loop"}),
        ({Want.EVENING}, {"Evening"}),
        ({Want.WEEKEND}, {"Weekend"}),
        ({Want.EVENING, Want.WEEKEND}, {"Evening", "Weekend"}),
        ({Want.MONDAY}, {"Plain"}),
        ({Want.MONDAY, Want.TUESDAY}, {"Plain", "Free", "Ramp"}),
        ({Want.TUESDAY, Want.AFTERNOON}, {"Ramp"}),
        ({Want.ONLINE}, {"Online"}),
        ({"speaks:pl"}, {"Polish"}),
        ({Want.WHEELCHAIR, Want.TUESDAY}, {"Ramp"}),
    ],
)
def test_what_meets_every_want_is_all_that_is_found(
    clubs: Database, wants: set[str], expected: set[str]
) -> None:
    assert set(found(clubs, lonely(*wants))) == expected


def test_where_nothing_meets_it_everything_is_found_the_most_fitting_first(clubs: Database) -> None:
    assert set(found(clubs, lonely(Want.QUIET))) == {each["name"] for each in CLUBS}
    assert set(found(clubs, lonely(Want.WHEELCHAIR, Want.EVENING))[:2]) == {"Ramp", "Evening"}
    assert found(clubs, lonely(Want.QUIET, Want.HEARING_LOOP))[0] == "Loop"


def test_too_dear_is_learnt_as_a_wish_for_what_is_free(clubs: Database) -> None:
    assert found(clubs, lonely(wishes=frozenset({"costs"}))) == ["Free"]


def test_whoever_is_hungry_loses_nothing_by_what_they_want(database: Database) -> None:
    kitchens = [
        a_service(name, service_at_locations=[place], attributes=termed("Food bank"))
        for name, place in (
            ("Kitchen", at(53.80, -1.55)),
            ("With a ramp", at(53.81, -1.55, accessibility=[{"description": "Ramp"}])),
        )
    ]
    bring_in(database, kitchens, now=NOW)
    needs = (Need.FOOD,)
    who = Person(Stage.PRE, Group.SUPPORTED, needs, hungry=True, wants=frozenset({Want.STEP_FREE}))
    assert set(found(database, who)) == {"Kitchen", "With a ramp"}


@pytest.mark.parametrize(
    ("hours", "in_the_evening"),
    [
        (("17:00", "18:30"), True),
        (("19:00", "21:00"), True),
        (("19:00", ""), True),
        (("09:00", "17:30"), False),
        (("10:00", ""), False),
        (("20:00", "01:00"), True),
    ],
)
def test_the_evening_is_known_by_the_hours_and_not_guessed(
    database: Database, hours: tuple[str, str], in_the_evening: bool
) -> None:
    bring_in(database, [club("Club", schedules=[weekly("MO", *hours)])])
    wanted = {"near": LEEDS, "open_in": windows({Want.EVENING})}
    assert names(database, **wanted) == (["Club"] if in_the_evening else [])


def choice(name: str, **more: Any) -> Choice:
    fields = {"how": frozenset({How.FACE_TO_FACE}), "needs": frozenset({Need.LONELINESS}), **more}
    return Choice(target=f"service:{name}", kind="activity", name=name, **fields)


def test_a_choice_says_what_it_lacks() -> None:
    hours = (Opening(Hours(1, time(18), time(20))),)
    shown = choice("Club", access=("wheelchair",), openings=hours, languages=frozenset({"pl"}))
    has = [Want.WHEELCHAIR, Want.TUESDAY, Want.EVENING, Want.FACE_TO_FACE, "speaks:pl"]
    assert unmet(shown, has) == []
    lacks = [Want.FREE, Want.QUIET, Want.ONLINE, "speaks:ur"]
    assert unmet(shown, [*has, *lacks]) == lacks
    assert unmet(shown, [Want.MONDAY]) == [Want.MONDAY]
    assert unmet(shown, [Want.TUESDAY, Want.MORNING]) == [Want.TUESDAY, Want.MORNING]
    open_end = choice("Open end", openings=(Opening(Hours(1, time(10), None)),))
    assert unmet(open_end, [Want.EVENING]) == [Want.EVENING]


@pytest.mark.parametrize(
    ("wants", "is_met"),
    [
        ([Want.WEEKEND], True),
        ([Want.SATURDAY], True),
        ([Want.SATURDAY, Want.MORNING], True),
        ([Want.SATURDAY, Want.EVENING], False),
        ([Want.SUNDAY], False),
        ([Want.THURSDAY], False),
        ([Want.MONDAY, Want.AFTERNOON], True),
        ([Want.MONDAY, Want.EVENING], False),
        ([Want.EVENING], True),
    ],
)
def test_hours_in_words_are_read_where_there_are_no_others(wants: list[Want], is_met: bool) -> None:
    words = "Monday: open all day; Tuesday: open afternoon and evening; Thursday: closed; "
    library = choice("Library", schedule=f"{words}Saturday: open in the morning; Sunday: closed")
    assert unmet(library, wants) == ([] if is_met else wants)


@pytest.mark.parametrize(
    ("age", "names_found"),
    [(AgeBand.CHILD, ["For the young"]), (AgeBand.ADULT, ["Day centre", "For the young"])],
)
def test_a_child_is_sent_to_no_service_for_adults_who_drink(
    database: Database, age: AgeBand, names_found: list[str]
) -> None:
    alcohol = {"attributes": termed("Alcohol Misuse")}
    young = {"minimum_age": 10, "maximum_age": 19} if age is AgeBand.CHILD else {}
    centre = {**club("Day centre"), **alcohol}
    bring_in(database, [centre, {**club("For the young", km=1, **young), **alcohol}], now=NOW)
    who = Person(Stage.PRE, Group.SUPPORTED, (Need.ALCOHOL,), age=age)
    with database.reading() as session:
        local = find_local(session, who, LEEDS, PLANS, now=NOW)
    assert [each.name for each in local.choices] == names_found


def test_a_child_hears_that_there_is_nothing_where_all_is_for_adults(database: Database) -> None:
    bring_in(database, [{**club("Day centre"), "attributes": termed("Alcohol Misuse")}], now=NOW)
    who = Person(Stage.PRE, Group.SUPPORTED, (Need.ALCOHOL,), age=AgeBand.CHILD)
    with database.reading() as session:
        assert find_local(session, who, LEEDS, PLANS, now=NOW).gaps == [Need.ALCOHOL]


def test_what_lacks_less_comes_first() -> None:
    both = choice("Both", access=("quiet", "parking"))
    one = choice("One", access=("quiet",))
    none = choice("None")
    who = lonely(Want.QUIET, Want.PARKING)
    assert in_order([none, one, both], who, NOW) == [both, one, none]


def test_every_want_narrows_the_search() -> None:
    plain = Criteria()
    for want in [*map(str, Want), "speaks:pl"]:
        assert narrowed(plain, {want}) != plain, want
    phones = Criteria(attending=frozenset({Attending.PHONE}))
    assert narrowed(phones, {Want.ONLINE}).attending == {Attending.PHONE}
    (monday,) = windows({Want.MONDAY})
    assert monday.days == {Weekday.MONDAY}


@pytest.mark.parametrize("group", Group)
@pytest.mark.parametrize("want", [Want.FACE_TO_FACE, Want.ONLINE, Want.BY_PHONE])
@pytest.mark.parametrize("need", Need)
def test_the_way_that_is_wanted_leaves_a_person_to_reach(
    need: Need, want: Want, group: Group
) -> None:
    who = Person(Stage.PRE, group, (need,), wants=frozenset({want}))
    picked = choose(who, [*route_choices(referrals=False), *national_choices()], PLANS)
    assert 1 <= len(picked) <= 3
    assert any(each.is_personal for each in picked)
    if want == Want.FACE_TO_FACE:
        assert not [each for each in picked if each.how == {How.ONLINE}]


def give(citizen: Citizen) -> dict[str, Any]:
    body = {"triage_id": citizen.triage, "turn": str(uuid.uuid4())}
    return created(citizen.client.post("/v1/signposts", json=body))


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ("somewhere quiet", ["Quiet space"]),
        ("it needs a hearing loop", []),
        ("only evenings", []),
        ("somewhere quiet with a hearing loop", ["Quiet space"]),
        ("someone who speaks Urdu", ["Someone who speaks that language"]),
    ],
)
def test_it_is_owned_up_where_no_place_says_that_it_has_it(
    client: Any, database: Database, said: str, lacking: list[str]
) -> None:
    now = datetime.now(UTC)
    bring_in(database, CLUBS, now=now)
    citizen = Citizen(client, new_conversation(database))
    citizen.tell(f"lonely, {said}", "loneliness", asked="needs")
    citizen.answer("confidence", "too_much")
    citizen.place("Leeds")
    assert give(citizen)["lacking"] == lacking
