"""What a person says of how something must be: read by rule, kept as codes, and let go again."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.database import Database
from api.models import Triage
from api.signposting.lists import load_plans
from api.signposting.needs import Need
from api.triage.wants import Want, needs_not_told, wants_in, wants_undone
from tests.api.triage.conftest import Citizen

CASES: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("wants.yml").read_text(encoding="utf-8")
)


def cases(part: str) -> Iterator[tuple[str, str]]:
    for want, texts in CASES[part].items():
        yield from ((want, text) for text in texts)


@pytest.mark.parametrize(("want", "text"), list(cases("says")))
def test_what_is_wanted_is_heard(want: str, text: str) -> None:
    assert want in wants_in(text)


@pytest.mark.parametrize(("want", "text"), list(cases("does_not_say")))
def test_what_only_sounds_like_it_is_not(want: str, text: str) -> None:
    assert want not in wants_in(text)


def test_every_want_has_cases_for_and_against_it_and_words() -> None:
    for part in ("says", "does_not_say"):
        assert {want for want in CASES[part] if ":" not in want} == set(Want)
    assert load_plans().words.wants.keys() == {*Want, "speaks"}


def test_several_wants_are_heard_in_one_message() -> None:
    told = wants_in("I'm lonely, I use a wheelchair and I'm only free on Mondays in the evening")
    assert told == ["wheelchair", "evening", "monday"]
    assert wants_in("only mondays, not tuesdays") == ["monday"]
    assert wants_in("Something free for evenings or weekends, with parking") == [
        "free",
        "parking",
        "evening",
        "weekend",
    ]


@pytest.mark.parametrize(
    ("text", "known", "last", "gone"),
    [
        ("it doesn't matter", ["free", "evening"], ["evening"], ["evening"]),
        ("never mind that", ["free"], ["free"], ["free"]),
        ("that's wrong", ["free", "wheelchair"], ["wheelchair"], ["wheelchair"]),
        ("I didn't say evenings", ["evening", "free"], [], ["evening"]),
        ("the time doesn't matter", ["evening", "monday", "free"], [], ["evening", "monday"]),
        ("any day is fine", ["monday"], [], ["monday"]),
        ("it doesn't have to be free", ["free", "online"], [], ["free"]),
        ("I can pay", ["free"], [], ["free"]),
        ("I don't need wheelchair access any more", ["wheelchair"], [], ["wheelchair"]),
        ("it need not be in Polish, the language doesn't matter", ["speaks:pl"], [], ["speaks:pl"]),
        ("it doesn't matter", ["free"], [], []),
        ("I don't matter to anybody", ["free"], ["free"], []),
        ("I'm lonely", ["free"], ["free"], []),
        ("I don't have any friends", ["free", "evening"], ["free"], []),
    ],
)
def test_what_does_not_matter_after_all_is_let_go(
    text: str, known: list[str], last: list[str], gone: list[str]
) -> None:
    assert wants_undone(text, known, last) == gone


def test_words_of_a_want_tell_no_need_unless_help_with_it_is_asked_for() -> None:
    wheelchair = "I'm in a wheelchair"
    assert needs_not_told(wheelchair, wants_in(wheelchair)) == {Need.DISABILITY}
    asks = "I use a wheelchair and need advice on equipment"
    assert wants_in(asks)
    assert needs_not_told(asks, wants_in(asks)) == frozenset()


def kept(database: Database, citizen: Citizen) -> dict[str, Any]:
    with database.reading() as session:
        (triage,) = session.query(Triage).all()
        assert str(triage.id) == citizen.triage
        return dict(triage.wishes)


def test_only_codes_are_kept_and_a_want_is_new_once(citizen: Citizen, database: Database) -> None:
    said = "I'm in a wheelchair and my name is Example, only evenings"
    heard = citizen.tell(said, "loneliness")["heard"]
    assert heard["wants"] == ["Wheelchair access", "Evenings"]
    assert kept(database, citizen) == {
        "wants": ["wheelchair", "evening"],
        "wants_last": ["wheelchair", "evening"],
    }
    assert citizen.tell("only evenings")["heard"]["wants"] == []
    heard = citizen.tell("the time doesn't matter")["heard"]
    assert (heard["unwanted"], heard["wants"]) == (["Evenings"], [])
    assert kept(database, citizen)["wants"] == ["wheelchair"]


def test_that_is_wrong_takes_back_what_was_told_just_before(citizen: Citizen) -> None:
    citizen.tell("it has to be free", "loneliness")
    citizen.tell("somewhere with BSL")
    assert citizen.tell("no, that's wrong")["heard"]["unwanted"] == ["Sign language"]
    assert citizen.tell("no, that's wrong")["heard"]["unwanted"] == []


def test_a_wheelchair_is_no_need_beside_another_one(citizen: Citizen) -> None:
    told = citizen.tell("I'm lonely and in a wheelchair", "loneliness", "disability")
    assert told["heard"]["needs"] == ["loneliness"]


def test_where_nothing_else_is_asked_for_the_need_stays(citizen: Citizen) -> None:
    assert citizen.tell("I'm in a wheelchair", "disability")["heard"]["needs"] == ["disability"]


@pytest.mark.parametrize("words", ["only ", "we only ever ", "something on the ", "free "])
def test_a_long_message_takes_as_long_as_it_is(words: str) -> None:
    wants_in("monday")
    began = time.process_time()
    wants_in(words * (20_000 // len(words)) + "monday")
    assert time.process_time() - began < 2
