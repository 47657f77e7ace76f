"""In which ways each group is met, for every need: by a person, and by no way that is barred."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from api.database import Database
from api.signposting.cards import card
from api.signposting.choosing import Person, choose, is_personal
from api.signposting.lists import load_plans, national_choices, route_choices
from api.signposting.local import find_local
from api.signposting.needs import Need
from api.signposting.options import Choice, How
from api.signposting.ranking import in_order
from api.signposting.reaching import Reach, reaches_in
from api.triage.answers import About, AgeBand, Group, Stage
from tests.api.directory.arrange import LEEDS, a_service, at, bring_in, termed

PLANS = load_plans()
NOW = datetime(2026, 11, 30, 11, 15, tzinfo=UTC)
NO_PHONE = frozenset({"phone"})
LIMITS: dict[str, dict[str, Any]] = {
    "nothing is in the way": {},
    "not by phone": {"wishes": NO_PHONE},
    "not online": {"access": "online_hard"},
    "neither by phone nor online": {"wishes": NO_PHONE, "access": "online_hard"},
    "another language": {"access": "english_hard", "interpreter": True},
    "cannot get out": {"getting_there": "cannot"},
}
OFFLINE = {"not online", "neither by phone nor online", "another language"}
ONLINE_WORDS = re.compile(r"\b(?:website|online|internet|app|e-?mail)\b", re.IGNORECASE)
CALL_WORDS = re.compile(r"\b(?:call|ring|phone)\b(?! you)", re.IGNORECASE)
BY_PERSON = {How.PHONE, How.TEXT, How.FACE_TO_FACE}
TABLE = list(product(Need, Group, LIMITS))


def someone(group: Group, *needs: Need, stage: Stage = Stage.PRE, **more: Any) -> Person:
    return Person(stage=stage, group=group, needs=needs, **more)


def chosen(who: Person) -> list[Choice]:
    return choose(who, [*route_choices(referrals=False), *national_choices()], PLANS)


def steps(who: Person, choices: Sequence[Choice]) -> list[str]:
    return [str(card(each, who, About.ME, PLANS, place=None)["first_step"]) for each in choices]


@pytest.mark.parametrize(("need", "group", "limit"), TABLE)
def test_each_group_is_met_for_each_need(need: Need, group: Group, limit: str) -> None:
    who = someone(group, need, **LIMITS[limit])
    picked = chosen(who)
    assert 1 <= len(picked) <= 3
    assert any(is_personal(choice, who) for choice in picked)
    told = steps(who, picked)
    if limit in OFFLINE:
        assert not [step for step in told if ONLINE_WORDS.search(step)]
    if "phone" in who.wishes:
        assert not [choice for choice in picked if choice.how == {How.PHONE}]
        assert not [step for step in told if CALL_WORDS.search(step)]


@pytest.mark.parametrize(("need", "stage", "limit"), list(product(Need, Stage, LIMITS)))
def test_for_whom_it_is_too_much_every_way_leads_to_a_person(
    need: Need, stage: Stage, limit: str
) -> None:
    who = someone(Group.HARDER_TO_REACH, need, stage=stage, **LIMITS[limit])
    picked = chosen(who)
    assert all(choice.how & BY_PERSON for choice in picked)
    assert not [step for step in steps(who, picked) if ONLINE_WORDS.search(step)] or (
        # The GP surgery has a website for whoever cannot ring it and can go online.
        "phone" in who.wishes and limit not in OFFLINE
    )
    if stage is Stage.PRE:
        first = picked[0]
        barred = "phone" in who.wishes
        assert first.target == ("route:link_worker" if barred else "route:link_worker_calls")
        assert barred or Reach.CALLS in first.reaches
    if limit not in {"cannot get out", "neither by phone nor online", "not by phone"}:
        assert len(picked) >= 2


@pytest.mark.parametrize("need", Need)
def test_a_sourced_line_stands_in_the_answer_of_the_third_group(need: Need) -> None:
    adults = {None, AgeBand.ADULT}
    lines = [
        choice
        for choice in national_choices()
        if need in choice.needs
        and choice.kind == "helpline"
        and How.PHONE in choice.how
        and (not choice.ages or adults & choice.ages)
    ]
    picked = chosen(someone(Group.HARDER_TO_REACH, need))
    called = [choice for choice in picked if choice.kind == "helpline" and choice.phone]
    assert bool(called) == bool(lines)


@pytest.mark.parametrize(("need", "group"), list(product(Need, Group)))
def test_an_interpreter_is_offered_where_another_language_is_spoken(
    need: Need, group: Group
) -> None:
    who = someone(group, need, access="english_hard", interpreter=True)
    picked = chosen(who)
    by_person = [
        step
        for choice, step in zip(picked, steps(who, picked), strict=True)
        if is_personal(choice, who)
    ]
    assert all("interpreter" in step for step in by_person)
    reads_badly = someone(Group.SUPPORTED, need, access="english_hard")
    assert not [step for step in steps(reads_badly, chosen(reads_badly)) if "interpreter" in step]


def local(name: str, *reaches: Reach, **more: Any) -> Choice:
    fields = {"how": frozenset({How.FACE_TO_FACE}), "phone": "0113 496 0000", **more}
    return Choice(
        target=f"service:{name}",
        kind="activity",
        name=name,
        needs=frozenset({Need.LONELINESS}),
        reaches=frozenset(reaches),
        **fields,
    )


def names(choices: Sequence[Choice]) -> list[str]:
    return [choice.name for choice in choices]


def test_what_comes_to_people_or_rings_them_comes_first_for_the_third_group() -> None:
    choices = [
        local("Lunch club"),
        local("Phone line", how=frozenset({How.PHONE})),
        local("Visits", Reach.VISITS),
        local("Club with interpreters", Reach.INTERPRETER),
        local("Visits and calls", Reach.VISITS, Reach.CALLS),
    ]
    third = someone(Group.HARDER_TO_REACH, Need.LONELINESS)
    assert names(in_order(choices, third, NOW))[:3] == ["Visits and calls", "Visits", "Phone line"]
    other = someone(Group.SELF_MOTIVATED, Need.LONELINESS)
    assert in_order(choices, other, NOW) == choices
    speaks = someone(Group.SELF_MOTIVATED, Need.LONELINESS, interpreter=True)
    assert names(in_order(choices, speaks, NOW))[0] == "Club with interpreters"


def test_who_cannot_get_out_is_asked_to_ask_for_a_visit() -> None:
    stuck = someone(Group.SUPPORTED, Need.LONELINESS, getting_there="cannot")
    visits = local("Visits", Reach.VISITS)
    assert visits in choose(stuck, [visits, local("Lunch club")], PLANS)
    assert local("Lunch club") not in choose(stuck, [visits, local("Lunch club")], PLANS)
    (step,) = steps(stuck, [visits])
    assert step == "Call 0113 496 0000. Ask if they can come to you."
    shown = card(visits, stuck, About.ME, PLANS, place=None)
    assert "They can come to you" in shown["access"]


@pytest.mark.parametrize("group", Group)
def test_who_comes_to_people_is_found_behind_many_that_are_nearer(
    database: Database, group: Group
) -> None:
    club = termed("Befriending")
    clubs = [
        a_service(f"Club {number}", service_at_locations=[at(53.80, -1.55)], attributes=club)
        for number in range(40)
    ]
    comes = a_service(
        "Good neighbours",
        description="Volunteers visit you in your own home.",
        service_at_locations=[at(53.85, -1.55)],
        phones=[{"number": "0113 496 0000"}],
        attributes=club,
    )
    bring_in(database, [*clubs, comes], now=NOW)
    stuck = someone(group, Need.LONELINESS, getting_there="cannot")
    third = someone(Group.HARDER_TO_REACH, Need.LONELINESS)
    with database.reading() as session:
        for who in (stuck, third):
            found = find_local(session, who, LEEDS, PLANS, now=NOW)
            assert names(found.choices)[0] == "Good neighbours"
        out_and_about = someone(Group.SELF_MOTIVATED, Need.LONELINESS)
        found = find_local(session, out_and_about, LEEDS, PLANS, now=NOW)
        assert "Good neighbours" not in names(found.choices)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We offer home visits across the city", {Reach.VISITS}),
        ("A volunteer will visit you at your home", {Reach.VISITS}),
        ("Our workers come to you", {Reach.VISITS}),
        ("An outreach team for people who sleep rough", {Reach.VISITS}),
        ("Help with letters in your own home", {Reach.VISITS}),
        ("Telephone befriending for over 65s", {Reach.CALLS}),
        ("Leave a message and we'll ring you back", {Reach.CALLS}),
        ("A friendly weekly phone call", {Reach.CALLS}),
        ("Interpreters can be booked", {Reach.INTERPRETER}),
        ("Bilingual staff in Urdu and Punjabi", {Reach.INTERPRETER}),
        ("We don't do home visits", set()),
        ("No interpreters are available", set()),
        ("Home baking and museum visits", set()),
        ("Call us on weekdays", set()),
        ("A nursing home", set()),
        ("The art of interpretation", set()),
    ],
)
def test_reaching_out_is_read_from_a_services_own_words(text: str, expected: set[Reach]) -> None:
    assert reaches_in(text) == expected
