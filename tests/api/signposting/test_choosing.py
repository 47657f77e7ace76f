"""What is suggested to whom: the plans over the product's own lists and made-up local services."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from api.languages.locales import SOURCE, offered_codes
from api.languages.saying import say
from api.signposting.cards import card
from api.signposting.choosing import Person, choose, most_urgent, plan_for, usable
from api.signposting.lists import (
    Entry,
    load_national,
    load_plans,
    national_choices,
    route_choices,
)
from api.signposting.local import furthest
from api.signposting.needs import Need, need_titles
from api.signposting.options import PERSONAL, Choice, How
from api.triage.answers import About, AgeBand, Group, Stage

PLANS = load_plans()
need_titles()  # Read once here, so that no single example is charged for it.
KINDS = set(Entry.model_fields["kind"].annotation.__args__) | {"activity"} | set(PLANS.routes)


def local(name: str, *needs: Need, how: How = How.FACE_TO_FACE, **more: object) -> Choice:
    fields = {"organisation": "Example group", "distance_km": 1.2, **more}
    return Choice(
        target=f"service:{name}",
        kind="activity",
        name=name,
        how=frozenset({how}),
        needs=frozenset(needs),
        **fields,  # type: ignore[arg-type]
    )


LOCAL = [local("Lunch club", Need.LONELINESS), local("Walks", Need.EXERCISE)]


def everything(*, referrals: bool = False) -> list[Choice]:
    return [*LOCAL, *route_choices(referrals=referrals), *national_choices()]


PEOPLE = st.builds(
    Person,
    stage=st.sampled_from(Stage),
    group=st.sampled_from(Group),
    needs=st.lists(st.sampled_from(Need), unique=True, max_size=4).map(tuple),
    age=st.none() | st.sampled_from(AgeBand),
    access=st.sampled_from([None, "easy", "online_hard", "english_hard", "both_hard"]),
    getting_there=st.sampled_from([None, "easily", "near", "with_help", "cannot"]),
    wishes=st.frozensets(st.sampled_from(["too_far", "costs", "online", "groups"])),
)


@settings(deadline=None)
@given(person=PEOPLE)
def test_there_is_always_something_and_one_by_phone_or_face_to_face(person: Person) -> None:
    picked = choose(person, everything(), PLANS)
    assert 1 <= len(picked) <= 3
    assert any(choice.is_personal for choice in picked)
    assert len({choice.target for choice in picked}) == len(picked)


@settings(deadline=None)
@given(person=PEOPLE, data=st.data())
def test_nothing_is_given_twice(person: Person, data: st.DataObject) -> None:
    targets = [choice.target for choice in everything()]
    before = data.draw(st.sets(st.sampled_from(targets)))
    picked = choose(person, everything(), PLANS, given=before)
    assert not {choice.target for choice in picked} & before


@settings(deadline=None)
@given(person=PEOPLE)
def test_every_card_says_why_the_first_step_and_the_cost(person: Person) -> None:
    for choice in choose(person, everything(), PLANS):
        shown = card(choice, person, About.ME, PLANS, place="LS6")
        assert shown["why"]
        assert shown["first_step"]
        assert shown["cost"]
        assert shown["access"]
        assert "None" not in str([shown["why"], shown["first_step"], shown["cost"]])


def person(group: Group, *needs: Need, stage: Stage = Stage.PRE, **more: object) -> Person:
    return Person(stage=stage, group=group, needs=needs, **more)  # type: ignore[arg-type]


def kinds(who: Person) -> list[str]:
    return [choice.kind for choice in choose(who, everything(), PLANS)]


def test_each_group_is_met_in_its_own_way() -> None:
    assert kinds(person(Group.SELF_MOTIVATED, Need.EXERCISE))[:2] == ["activity", "app"]
    assert kinds(person(Group.SUPPORTED, Need.LONELINESS))[:2] == ["link_worker", "activity"]
    assert kinds(person(Group.HARDER_TO_REACH, Need.LONELINESS))[:2] == [
        "link_worker_calls",
        "helpline",
    ]


@pytest.mark.parametrize("group", Group)
def test_each_stage_is_met_in_its_own_way(group: Group) -> None:
    active = person(group, Need.LOW_MOOD_ANXIETY, stage=Stage.ACTIVE)
    assert kinds(active)[0] == "own_link_worker"
    assert "follow_up" in kinds(person(group, Need.LOW_MOOD_ANXIETY, stage=Stage.POST))


def test_a_child_is_led_to_somebody_they_trust_and_to_childline() -> None:
    child = person(Group.SUPPORTED, Need.LOW_MOOD_ANXIETY, age=AgeBand.CHILD)
    targets = [choice.target for choice in choose(child, everything(), PLANS)]
    assert targets[:2] == ["route:trusted_adult", "national:childline"]
    assert "national:samaritans" not in targets


def test_who_cannot_get_out_or_online_is_sent_nowhere_they_cannot_go() -> None:
    stuck = person(
        Group.HARDER_TO_REACH, Need.LONELINESS, access="both_hard", getting_there="cannot"
    )
    assert usable(stuck) == {How.PHONE}
    for choice in choose(stuck, everything(), PLANS):
        assert How.PHONE in choice.how


def test_a_link_workers_call_is_offered_here_only_when_it_can_be_asked_for() -> None:
    supported = person(Group.SUPPORTED, Need.LONELINESS)
    without = choose(supported, everything(), PLANS)[0]
    with_it = choose(supported, everything(referrals=True), PLANS)[0]
    assert without.target == "route:link_worker"
    assert with_it.target == "route:link_worker_referral"


def test_not_for_me_is_learnt_from() -> None:
    far = person(Group.SUPPORTED, Need.ARTS, getting_there="easily")
    assert furthest(far, PLANS) == 25
    near = person(Group.SUPPORTED, Need.ARTS, getting_there="easily", wishes=frozenset({"too_far"}))
    assert furthest(near, PLANS) == 3
    dear = local("Dear class", Need.ARTS, free=False)
    thrifty = person(Group.SUPPORTED, Need.ARTS, wishes=frozenset({"costs"}))
    assert dear not in choose(thrifty, [dear], PLANS)


def test_the_most_urgent_need_comes_first() -> None:
    found = most_urgent([Need.ARTS, Need.LONELINESS, Need.FOOD, Need.DOMESTIC_ABUSE], PLANS)
    assert found == [Need.DOMESTIC_ABUSE, Need.FOOD, Need.LONELINESS, Need.ARTS]


def test_every_plan_names_kinds_that_exist() -> None:
    for stage in Stage:
        for group in Group:
            assert set(plan_for(person(group, stage=stage), PLANS)) <= KINDS
    assert set(PLANS.child) <= KINDS
    assert set(PLANS.words.why_route) == set(PLANS.routes)


def test_every_need_has_help_for_everybody_and_some_of_it_in_person() -> None:
    for need in Need:
        meets = [choice for choice in national_choices() if need in choice.needs]
        assert meets, need
    assert any(choice.how & PERSONAL for choice in route_choices(referrals=False))


def test_the_national_list_says_when_it_was_checked_and_grows_stale() -> None:
    listed = load_national()
    assert not listed.is_stale(listed.checked_on + timedelta(days=listed.limit_days))
    assert listed.is_stale(listed.checked_on + timedelta(days=listed.limit_days + 1))
    assert not listed.is_stale(date.today())  # noqa: DTZ011
    for entry in listed.entries:
        assert entry.source.startswith("https://")
        assert entry.url.startswith("https://")


def test_a_way_by_phone_or_text_has_its_number() -> None:
    entry = load_national().entries[0].model_dump()
    with pytest.raises(ValidationError, match="gives no number"):
        Entry.model_validate({**entry, "how": ["phone"], "phone": None})


def test_somebody_with_a_link_worker_gets_a_way_that_needs_no_number_of_theirs() -> None:
    for group in Group:
        who = Person(stage=Stage.ACTIVE, group=group, needs=(Need.NATURE,))
        picked = choose(who, [*route_choices(referrals=False), *national_choices()], PLANS)
        assert picked[0].target == "route:own_link_worker"
        assert any(choice.is_personal for choice in picked[1:])


@pytest.mark.parametrize(
    ("km", "text"),
    [
        (0.1, "Very near LS6"),
        (1.6, "About 1 mile from the middle of LS6"),
        (4.0, "About 2.5 miles from the middle of LS6"),
        (None, None),
    ],
)
def test_distances_are_told_in_miles(km: float | None, text: str | None) -> None:
    who = person(Group.SUPPORTED, Need.ARTS)
    shown = card(local("Class", Need.ARTS, distance_km=km), who, About.ME, PLANS, place="LS6")
    assert shown["distance_text"] == text


@pytest.mark.parametrize(
    ("need", "why"),
    [
        (Need.BEREAVEMENT, "You asked about grief and loss."),
        (Need.ENGLISH_LANGUAGE, "You asked about learning English."),
        (Need.LONELINESS, "You asked about feeling lonely."),
    ],
)
def test_why_names_the_need_as_it_is_said_inside_a_sentence(need: Need, why: str) -> None:
    who = person(Group.SUPPORTED, need)
    assert card(local("Group", need), who, About.ME, PLANS, place=None)["why"] == why


@pytest.mark.parametrize("locale", [code for code in offered_codes() if code != SOURCE])
def test_every_need_is_said_inside_a_sentence_in_every_language(locale: str) -> None:
    for need, inside in PLANS.words.needs.items():
        shown = say(f"You asked about {inside}.", locale)
        assert shown, need
        assert inside not in shown


def test_the_card_of_a_place_leads_to_a_map_and_says_that_it_is_a_sample() -> None:
    who = person(Group.SUPPORTED, Need.ARTS)
    choice = local("Class", Need.ARTS, position=(53.8, -1.5), is_sample=True, phone="0113 4960000")
    shown = card(choice, who, About.THEM, PLANS, place="LS6")
    assert shown["map_url"] == (
        "https://www.openstreetmap.org/?mlat=53.80000&mlon=-1.50000#map=16/53.80000/-1.50000"
    )
    assert shown["directions_url"] == (
        "https://www.openstreetmap.org/directions?to=53.80000,-1.50000"
    )
    assert shown["is_sample"] is True
    assert shown["why"] == "You asked for someone else, about: arts, crafts and culture."
    assert shown["first_step"] == "Call 0113 4960000. Ask if someone can meet you there."


@pytest.mark.parametrize("group", Group)
@pytest.mark.parametrize("stage", [Stage.PRE, Stage.POST])
def test_to_whom_the_telephone_is_no_way_something_face_to_face_is_shown(
    stage: Stage, group: Group
) -> None:
    needs = (Need.LONELINESS, Need.LOW_MOOD_ANXIETY)
    who = Person(stage=stage, group=group, needs=needs, wishes=frozenset({"phone"}))
    picked = choose(who, everything(), PLANS)
    assert not [choice.name for choice in picked if choice.how == {How.PHONE}]
    assert any(How.FACE_TO_FACE in choice.how and choice.reachable for choice in picked)
    assert "route:link_worker_calls" not in {choice.target for choice in picked}


def test_without_the_telephone_an_entry_that_also_has_a_page_does_not_count_as_personal() -> None:
    cruse = next(choice for choice in national_choices() if choice.target == "national:cruse")
    assert cruse.is_personal
    assert not cruse.is_personal_by({How.ONLINE, How.TEXT})


def test_who_wants_to_start_something_is_shown_first_who_helps_with_that() -> None:
    needs = (Need.EXERCISE, Need.VOLUNTEERING)
    who = Person(Stage.PRE, Group.SELF_MOTIVATED, needs, wants_to_start=True)
    picked = choose(who, everything(), PLANS)
    assert picked[0].target == "national:navca"
    assert "Walks" in {choice.name for choice in picked}
    starts = [entry.id for entry in load_national().entries if entry.helps_to_start]
    assert starts == ["navca"]


def test_nobody_else_is_sent_to_who_helps_to_start_something() -> None:
    shown = set[str]()
    for _ in range(6):
        who = person(Group.SELF_MOTIVATED, Need.VOLUNTEERING)
        shown |= {choice.target for choice in choose(who, everything(), PLANS, given=shown)}
    assert "national:parkrun" in shown
    assert "national:navca" not in shown


def test_hunger_comes_before_a_wish_to_start_something() -> None:
    who = Person(Stage.PRE, Group.SUPPORTED, (Need.FOOD,), hungry=True, wants_to_start=True)
    assert "national:navca" not in {choice.target for choice in choose(who, everything(), PLANS)}
