"""Where people say that they are."""

import pytest

from api.directory.places import Places, UnknownPostcode
from api.safety.redaction import redact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LS6", ["LS6 (Leeds)"]),
        ("ls6 3hn", ["LS6 (Leeds)"]),
        ("I live in ls63hn by the park", ["LS6 (Leeds)"]),
        ("BT1", ["BT1 (Belfast)"]),
        ("Headingley", ["Headingley"]),
        ("headingly", ["Headingley"]),
        ("Leeds", ["Leeds"]),
        ("Hull", ["Hull"]),
        ("Newcastle", ["Newcastle upon Tyne"]),
        ("stoke on trent", ["Stoke-on-Trent"]),
        ("Ashford, Spelthorne", ["Ashford"]),
        ("", []),
        ("   ", []),
        ("qqzzx", []),
        ("ZZ9 9ZZ", []),
        ("x" * 10_000, []),
    ],
)
def test_a_place_is_found_as_people_write_it(text: str, expected: list[str]) -> None:
    assert [place.name for place in Places.load().find(text)] == expected


def test_a_name_of_several_places_gives_them_all_the_largest_first() -> None:
    found = Places.load().find("Ashford")
    assert len(found) > 2
    assert found[0].latitude == pytest.approx(51.148, abs=0.01)
    assert len({place.area for place in found}) == len(found)
    (leeds_in_kent,) = Places.load().find("Leeds, Maidstone")
    assert leeds_in_kent.latitude == pytest.approx(51.247, abs=0.01)


@pytest.mark.parametrize("text", ["", "nowhere", "LS", "ZZ1", "LS1 4AG and more", "12345"])
def test_what_is_no_postcode_is_refused(text: str) -> None:
    with pytest.raises(UnknownPostcode, match="is not a known postcode"):
        Places.load().of_postcode(text)


def test_only_the_first_half_of_a_postcode_counts() -> None:
    places = Places.load()
    assert places.of_postcode("LS1 4AG") == places.of_postcode(" ls1 ")


def test_every_outcode_is_a_place_as_a_whole_message() -> None:
    places = Places.load()
    outcodes = list(places.outcodes())
    assert len(outcodes) > 2900
    for outcode in outcodes:
        for text in (outcode, outcode.lower(), f"{outcode} 1AA", f" {outcode.lower()}1aa "):
            assert places.names_outcode(text)
        assert redact(outcode) == outcode


@pytest.mark.parametrize(
    "text", ["Reading", "deal", "Hope", "Bath", "Sale", "Rugby", "Battle", "st. helens"]
)
def test_a_town_is_known_whatever_else_its_name_means(text: str) -> None:
    assert Places.load().names_town(text)


@pytest.mark.parametrize("text", ["start", "more", "skip", "back", "help", "stop", "no", "yes"])
def test_a_move_is_no_town(text: str) -> None:
    assert not Places.load().names_town(text)


def test_an_outcode_of_a_city_is_called_by_the_city() -> None:
    assert [place.name for place in Places.load().find("S1")] == ["S1 (Sheffield)"]
