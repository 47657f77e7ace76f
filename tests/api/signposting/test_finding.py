"""What is found in the sample directory: what can help soon, and what is for this person."""

from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
from sqlalchemy import event

from api.database import Database
from api.directory.conditions import Conditions, Referral, conditions_of, cost_in
from api.directory.hours import Hours, Opening
from api.directory.sample import load_sample
from api.languages.locales import SOURCE, offered_codes
from api.languages.saying import say
from api.signposting.activities import wanted_in
from api.signposting.cards import card, told_today
from api.signposting.choosing import Person, choose
from api.signposting.lists import load_plans, national_choices, route_choices
from api.signposting.local import find_local, nearby_instead
from api.signposting.needs import Need
from api.signposting.opening import uk_clock
from api.signposting.options import Choice, How
from api.signposting.ranking import barrier, in_order
from api.triage.answers import About, AgeBand, Group, Stage
from api.triage.area import locate
from tests.api.directory.arrange import LEEDS, a_service, at, bring_in

PLANS = load_plans()
MONDAY = datetime(2026, 11, 30, 11, 15, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)


@pytest.fixture
def directory(database: Database) -> Database:
    with database.transaction() as session:
        load_sample(session, MONDAY)
    return database


def hungry(*more: Need) -> Person:
    return Person(
        stage=Stage.PRE,
        group=Group.SUPPORTED,
        needs=(Need.FOOD,),
        hungry=True,
        known_needs=frozenset({Need.FOOD, *more}),
    )


def found(directory: Database, person: Person, place: str, now: datetime) -> list[Choice]:
    with directory.reading() as session:
        return find_local(session, person, locate(place), PLANS, now=now).choices


@pytest.mark.parametrize("place", ["S5", "S6", "S2", "S10"])
@pytest.mark.parametrize("now", [MONDAY, SATURDAY])
def test_what_feeds_nobody_this_week_comes_after_all_that_is_open_to_everybody(
    directory: Database, place: str, now: datetime
) -> None:
    person = hungry()
    barriers = [barrier(each, person) for each in found(directory, person, place, now)]
    assert barriers == sorted(barriers)
    assert barriers[0] == 0
    assert barriers[-1] > 0


def test_the_first_food_in_s5_is_open_to_all_and_soon(directory: Database) -> None:
    person = hungry()
    first, second, *_ = found(directory, person, "S5", MONDAY)
    for choice in (first, second):
        shown = card(choice, person, About.ME, PLANS, place="S5", at=uk_clock(MONDAY))
        assert "waiting list" not in shown["what"]
        assert shown["alert"] is None
        assert "meet you there" not in shown["first_step"]
        assert shown["schedule"].startswith(("Open today", "Opens today", "Next open: Tuesday"))


def test_help_with_food_is_two_places_and_a_free_line(directory: Database) -> None:
    person = hungry()
    choices = [*found(directory, person, "S5", MONDAY), *national_choices()]
    kinds = [choice.kind for choice in choose(person, choices, PLANS)]
    assert kinds == ["activity", "helpline", "activity"]


def test_a_place_for_some_people_is_for_those_who_are_known_to_belong(directory: Database) -> None:
    def place_of_bens(person: Person) -> int:
        names = [choice.name for choice in found(directory, person, "S10", MONDAY)]
        return next(place for place, name in enumerate(names) if name.startswith("Ben's Centre"))

    assert place_of_bens(hungry(Need.ALCOHOL)) < place_of_bens(hungry())


def test_numbers_that_lost_their_zero_are_mended_and_said_in_groups(directory: Database) -> None:
    numbers = {
        each.name.partition(" (")[0]: each.phone
        for each in found(directory, hungry(), "S2", MONDAY)
    }
    assert numbers["The Foundation Community Grocery"] == "0114 376 7511"
    assert numbers["Ship Shape Community Kitchen"] == "0114 250 0222"
    assert all(number is None or number.startswith("0") for number in numbers.values())


def test_the_cost_is_read_where_the_words_are_plain(directory: Database) -> None:
    costs = {
        each.name.partition(" (")[0]: each.cost for each in found(directory, hungry(), "S5", MONDAY)
    }
    assert costs["PXI - Parson Cross Initiative"] == "£1 donation if possible"
    assert costs["FoodCycle Parson Cross"] == "Free"
    assert costs["Firth Park"] == "Free"


@pytest.mark.parametrize(
    ("text", "cost", "is_free"),
    [
        ("Sessions cost £3.50 each", "Sessions cost £3.50 each", False),
        ("A weekly club. Membership £10 per year.", "Membership £10 per year", False),
        ("Tea dance, £2 per person", "£2 per person", False),
        ("The class is free of charge", None, True),
        ("Free drop-in sessions for parents", None, True),
        ("Suggested donation £2", "Suggested donation £2", None),
        ("We were awarded a grant of £20,000", None, None),
        ("Free parking and gluten free cakes", None, None),
        ("Freedom group for carers", None, None),
    ],
)
def test_prices_and_free(text: str, cost: str | None, is_free: bool | None) -> None:
    assert cost_in(text) == (cost, is_free)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There is a six month waiting list.", Conditions(waiting=True)),
        ("No waiting list, just turn up", Conditions()),
        ("You must be referred by a health visitor", Conditions(referral=Referral.OTHERS)),
        ("Referral required. Ring us.", Conditions(referral=Referral.OTHERS)),
        ("Bring a food bank voucher", Conditions(referral=Referral.OTHERS)),
        ("You can self-refer or ask your GP for a referral", Conditions(referral=Referral.SELF)),
        ("No self referrals please", Conditions(referral=Referral.OTHERS)),
        ("No referral is needed", Conditions()),
        ("Drop-in for anyone", Conditions()),
        ("Women only", Conditions(only_for=frozenset({"women"}))),
        ("This lunch is only for veterans", Conditions(only_for=frozenset({"veterans"}))),
        ("For residents over 60 only", Conditions(only_for=frozenset({"residents", "older"}))),
        ("Open Mondays only. Cash only.", Conditions()),
        ("By appointment only", Conditions()),
    ],
)
def test_conditions_are_read_from_an_entrys_own_words(text: str, expected: Conditions) -> None:
    assert conditions_of(text) == expected


def place(name: str, *openings: tuple[int, int, int], **more: object) -> Choice:
    hours = (Opening(Hours(day, time(start), time(end))) for day, start, end in openings)
    fields = {"distance_km": 1.0, "needs": frozenset({Need.FOOD}), **more}
    return Choice(
        target=f"service:{name}",
        kind="activity",
        name=name,
        how=frozenset({How.FACE_TO_FACE}),
        openings=tuple(hours),
        **fields,  # type: ignore[arg-type]
    )


def test_for_hunger_what_is_open_soonest_comes_first() -> None:
    choices = [
        place("thursday", (3, 10, 12)),
        place("today, over", (0, 8, 9)),
        place("today, far away", (0, 10, 16), distance_km=12.0),
        place("today, to pay", (0, 10, 16), free=False),
        place("tomorrow", (1, 9, 10)),
        place("today", (0, 14, 16)),
        place("today, now", (0, 10, 16)),
        place("nobody says when"),
    ]
    ordered = [choice.name for choice in in_order(choices, hungry(), uk_clock(MONDAY))]
    assert ordered == [
        "today, now",
        "today",
        "today, far away",
        "today, to pay",
        "tomorrow",
        "nobody says when",
        "thursday",
        "today, over",
    ]


@pytest.mark.parametrize(
    ("opening", "told"),
    [
        ((0, 10, 17), "Open today until 5pm"),
        ((0, 14, 16), "Opens today at 2pm, until 4pm"),
        ((1, 10, 12), "Next open: Tuesday 10am to 12pm"),
        ((0, 8, 9), "Next open: Monday next week, 8am to 9am"),
    ],
)
def test_a_card_says_when_it_is_open_next(opening: tuple[int, int, int], told: str) -> None:
    choice = place("Kitchen", opening, schedule="all of it")
    shown = card(choice, hungry(), About.ME, PLANS, place="S5", at=uk_clock(MONDAY))
    assert (shown["schedule"], shown["all_hours"]) == (told, "all of it")


def person(*needs: Need, group: Group = Group.SELF_MOTIVATED, **more: object) -> Person:
    return Person(stage=Stage.PRE, group=group, needs=needs, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("group", Group)
@pytest.mark.parametrize("need", [Need.CARERS, Need.DEMENTIA, Need.ALCOHOL, Need.DISABILITY])
def test_a_website_about_everything_never_comes_before_people(group: Group, need: Need) -> None:
    choices = [*route_choices(referrals=False), *national_choices()]
    picked = choose(person(need, group=group), choices, PLANS, most=9)
    wide = [place for place, each in enumerate(picked) if each.target == "national:nhs-conditions"]
    with_people = [place for place, each in enumerate(picked) if each.is_personal]
    assert with_people
    assert all(max(with_people) < place for place in wide)


@pytest.mark.parametrize("access", ["online_hard", "both_hard", "english_hard"])
@pytest.mark.parametrize("need", Need)
@pytest.mark.parametrize("age", [AgeBand.ADULT, AgeBand.OLDER])
def test_who_cannot_go_online_is_sent_to_no_website(access: str, need: Need, age: AgeBand) -> None:
    who = person(need, group=Group.SUPPORTED, access=access, age=age)
    for choice in choose(who, [*route_choices(referrals=False), *national_choices()], PLANS):
        shown = card(choice, who, About.ME, PLANS, place="S5")
        assert "website" not in shown["first_step"]
        assert "online" not in shown["first_step"].casefold()


def test_the_library_that_is_near_stands_in_for_any_library(directory: Database) -> None:
    who = person(Need.LONELINESS)
    with directory.reading() as session:
        there = nearby_instead(
            session, national_choices(), who, locate("S5"), PLANS, today=MONDAY.date()
        )
        nowhere = nearby_instead(session, national_choices(), who, None, PLANS, today=MONDAY.date())
    assert "national:library" in [choice.target for choice in nowhere]
    assert "national:library" not in [choice.target for choice in there]
    (library,) = [choice for choice in there if "library" in choice.name]
    shown = card(library, who, About.ME, PLANS, place="S5")
    assert shown["address"] in shown["first_step"]
    assert "S5" in shown["address"]


def test_one_search_finds_every_kind_that_is_near(database: Database) -> None:
    near = at(53.80, -1.55, postcode="LS1 1AA")
    far = at(53.82, -1.55, postcode="LS2 1AA")
    bring_in(
        database,
        [
            a_service("Far library", service_at_locations=[far]),
            a_service("Moor library", service_at_locations=[near]),
            a_service("Librarything club", service_at_locations=[near]),
            a_service("Citizens Advice Example", service_at_locations=[near]),
            a_service("Advice for citizens", service_at_locations=[near]),
        ],
        now=MONDAY,
    )
    who = person(Need.WORK, Need.MONEY_DEBT)
    with database.reading() as session:
        asked: list[str] = []
        event.listen(session.connection(), "before_cursor_execute", noting(asked))
        today = MONDAY.date()
        there = nearby_instead(session, national_choices(), who, LEEDS, PLANS, today=today)
        alone = len(asked)
        one = [each for each in national_choices() if each.target == "national:library"]
        nearby_instead(session, one, who, LEEDS, PLANS, today=today)
    names = {choice.name for choice in there if choice.target.startswith("service:")}
    assert names == {"Moor library", "Citizens Advice Example"}
    assert alone == len(asked) - alone


def noting(asked: list[str]) -> Callable[..., None]:
    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    return note


def test_what_nobody_would_be_sent_to_is_not_looked_for(database: Database) -> None:
    with database.reading() as session:
        asked: list[str] = []
        event.listen(session.connection(), "before_cursor_execute", noting(asked))
        who, today = person(Need.NATURE), MONDAY.date()
        there = nearby_instead(session, national_choices(), who, LEEDS, PLANS, today=today)
    assert there == national_choices()
    assert asked == []


def test_walking_is_no_running() -> None:
    who = person(Need.EXERCISE, activities=frozenset({"walking"}))
    run = place("Running club", needs=frozenset({Need.EXERCISE}))
    walk = place("Health walks", needs=frozenset({Need.EXERCISE}))
    swim = place("Swimming", needs=frozenset({Need.EXERCISE, Need.LONELINESS}))
    knit = place("Knit and natter", needs=frozenset({Need.EXERCISE}))
    assert in_order([run, knit, walk, swim], who, uk_clock(MONDAY)) == [walk, knit]
    lonely = person(Need.EXERCISE, Need.LONELINESS, activities=frozenset({"walking"}))
    assert swim in in_order([swim], lonely, uk_clock(MONDAY))


def test_the_same_under_another_name_is_not_given_again() -> None:
    who = person(Need.LONELINESS, group=Group.HARDER_TO_REACH)
    choices = [*route_choices(referrals=False), *national_choices()]
    picked = choose(who, choices, PLANS, given={"route:link_worker"}, families={"link_worker"})
    assert picked
    assert not [choice for choice in picked if "link worker" in choice.name.casefold()]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I'd like to take up running", {"running"}),
        ("I said walking, not running", {"walking"}),
        ("Is there a choir? I don't like swimming", {"singing"}),
        ("I'm lonely", set()),
    ],
)
def test_the_activity_that_is_wanted_is_read(text: str, wanted: set[str]) -> None:
    assert wanted_in(text) == wanted


@pytest.mark.parametrize("locale", [code for code in offered_codes() if code != SOURCE])
def test_when_it_is_open_next_is_said_in_every_language(locale: str) -> None:
    hours = [(0, 10, 17), (0, 14, 16), (1, 10, 12), (6, 10, 12), (0, 8, 9)]
    for opening in hours:
        choice = place("Kitchen", opening)
        shown = card(choice, hungry(), About.THEM, PLANS, place="S5", at=uk_clock(MONDAY))
        for told in (shown["schedule"], shown["why"], shown["who"], shown["expect"]):
            said = say(told, locale)
            assert said, told
            assert not {"open", "next", "monday", "sunday", "you", "asked"} & set(
                said.casefold().split()
            )


def test_a_card_of_long_ago_is_not_open_today() -> None:
    hours = Hours(MONDAY.weekday(), time(10), time(17))
    shown = {
        "schedule": "Open today until 5pm",
        "all_hours": "Monday 10am to 5pm",
        "openings": [Opening(hours, valid_to=SATURDAY.date()).as_row()],
    }
    assert told_today(shown, PLANS.words, uk_clock(MONDAY))["schedule"] == "Monday 10am to 5pm"
