"""What is taken for a place, and what only looks like one."""

import pytest

from api.triage.answers import About
from api.triage.area import find_alike, is_area, is_known
from api.triage.whereabouts import (
    names_no_place,
    near_candidates,
    outcodes_said,
    place_candidates,
    place_said,
    places_in_passing,
)


@pytest.mark.parametrize(
    "text",
    [
        "cant cope with uni anymore, panic attacks b4 exams",
        "I see the doctor b4 xmas about my nerves",
        "my m8 died and i cant w8 for help",
        "m8, im really low",
        "im l8 with the rent",
        "I need ne1 to talk to, me2",
        "theres a sk8 park but i dont know ne1",
        "stuck on the M6 for work",
        "I get B12 injections",
        "passed my B1 English test",
        "I'm on ward N8",
        "I live in flat B4",
        "my mum lives in S5",
        "B4 Christmas my wife left",
    ],
)
def test_a_shortened_word_or_another_number_is_no_outcode(text: str) -> None:
    assert outcodes_said(text, asked=False) == []


@pytest.mark.parametrize(
    ("text", "outcode"),
    [
        ("I'm near b4", "B4"),
        ("lonely round the b4 area", "B4"),
        ("I live in m8", "M8"),
        ("Manchester M8, on my own", "M8"),
        ("my postcode is l8", "L8"),
        ("b4 6aa", "B4"),
        ("low and lonely, [address] W8", "W8"),
        ("lonely in s6", "S6"),
        ("im lonely s6", "S6"),
        ("I live in S6 but my mum lives in S5", "S6"),
    ],
)
def test_an_outcode_with_a_sign_of_a_place_is_one(text: str, outcode: str) -> None:
    assert outcodes_said(text, asked=False) == [outcode]


@pytest.mark.parametrize("text", ["b4", "B4.", "it's m8", "w8 please"])
def test_any_outcode_is_one_alone_where_a_place_was_asked_for(text: str) -> None:
    assert len(outcodes_said(text, asked=True)) == 1
    assert outcodes_said("cant w8 b4 xmas", asked=True) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("i live in sheffield s5", "s5"),
        ("I'm lonely since I moved to Sheffield S6", "s6"),
        ("I'm in Leeds, LS6, and I can't get out", "ls6"),
        ("we live in Birmingham B4 with the kids", "b4"),
        ("I live at [address] S6", "s6"),
        ("I live at 12 Oak Road M8", "m8"),
        ("i live in leeds but work in s6", "leeds"),
        ("I live in Leeds and my son is in LS6", "leeds"),
        ("my wife died and im on my own, 78, live in barnsley", "barnsley"),
    ],
)
def test_an_outcode_beside_a_town_or_a_street_comes_first(text: str, first: str) -> None:
    found = [each for each in places_in_passing(text, About.ME) if is_area(each, names=True)]
    assert found[0] == first


@pytest.mark.parametrize(
    "text",
    [
        "doctor gave me tablets",
        "my gp said wait",
        "I had a sandwich",
        "I was reading how to cope",
        "well over a week of it",
        "they sent me a letter",
    ],
)
def test_a_sentence_that_answers_something_else_names_no_place(text: str) -> None:
    assert not [each for each in place_candidates(text, asked=True) if is_known(each)]
    assert not [area for each in near_candidates(text) for area in find_alike(each)[0]]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("I suppose barnsley", "barnsley"),
        ("could you look in sale", "sale"),
        ("maybe Reading or close by", "reading"),
        ("somewhere in Hope", "hope"),
    ],
)
def test_a_town_in_a_sentence_is_taken_where_one_was_asked_for(text: str, place: str) -> None:
    found = [each for each in place_candidates(text, asked=True) if is_known(each)]
    assert found[0] == place


@pytest.mark.parametrize(
    ("text", "areas", "is_plain"),
    [
        ("Shefield", ["Sheffield"], True),
        ("birmingam", ["Birmingham"], True),
        ("gave", ["Garve, Highland"], False),
        ("qqzzx", [], False),
    ],
)
def test_a_near_spelling_is_plain_for_a_longer_name_of_one_town(
    text: str, areas: list[str], is_plain: bool
) -> None:
    assert find_alike(text) == (areas, is_plain)


@pytest.mark.parametrize(
    "text",
    [
        "whatever",
        "anywhere",
        "Anywhere is fine thanks",
        "don't mind",
        "I really don't mind where",
        "not bothered",
        "I'm not fussed",
        "doesn't matter",
        "up to you",
        "no preference",
        "wherever you like",
        "nowhere in particular",
    ],
)
def test_any_place_will_do(text: str) -> None:
    assert names_no_place(text)


@pytest.mark.parametrize("text", ["anywhere in Leeds", "Whatever is near S6", "Leeds", "Mindrum"])
def test_what_names_a_place_is_not_any_place(text: str) -> None:
    assert not names_no_place(text)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("near the job centre in barnsley", "Barnsley"),
        ("anything by the town hall in rotherham instead", "Rotherham"),
        ("we're behind the station in sheffield", "Sheffield"),
        ("next to the big tesco in doncaster, second floor", "Doncaster"),
    ],
)
def test_a_town_after_a_landmark_is_where_somebody_is(text: str, area: str) -> None:
    assert place_said(text) == area


@pytest.mark.parametrize(
    "text",
    [
        "I fell near the market in leeds",
        "my nan lives by the shops in leeds",
        "I work near the town hall in rotherham",
        "I'm at the top in a mess",
    ],
)
def test_where_something_happened_or_others_live_by_a_landmark_is_not(text: str) -> None:
    assert place_said(text) is None
