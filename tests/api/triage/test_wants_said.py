"""What a citizen says of how a place must be, in a talk: noted, looked for, owned up to, let go."""

from datetime import UTC, datetime

import pytest

from api.database import Database
from tests.api.directory.arrange import bring_in
from tests.api.signposting.test_wanting import CLUBS
from tests.api.triage.test_dialogue import Talk, signpost, talk

__all__ = ["signpost", "talk"]


@pytest.fixture
def clubs(database: Database) -> None:
    bring_in(database, CLUBS, now=datetime.now(UTC))


def names(talk: Talk) -> list[str]:
    return [card["name"] for card in talk.cards()]


def lonely_in_leeds(talk: Talk, said: str = "") -> Talk:
    talk.say(f"lonely, it's all too much {said}".strip(), "find_support", "loneliness")
    return talk.say("Leeds", "give_location")


def test_a_want_is_noted_in_words_and_the_question_asked_again(talk: Talk) -> None:
    talk.say("I'm lonely", "find_support", "loneliness")
    asked = talk.keys[-1]
    talk.say("it has to be free and I use a wheelchair")
    assert "I'll look for that: Free, Wheelchair access." in talk.heard
    assert talk.keys[-1] == asked
    assert "utter_triage_noted" not in talk.keys


@pytest.mark.usefixtures("clubs")
@pytest.mark.parametrize(
    ("said", "found"),
    [("I use a wheelchair", "Ramp"), ("only evenings", "Evening"), ("it must be free", "Free")],
)
def test_what_was_said_first_is_what_is_found(talk: Talk, said: str, found: str) -> None:
    lonely_in_leeds(talk, said)
    assert found in names(talk)
    assert "utter_places_do_not_say" not in talk.keys


@pytest.mark.usefixtures("clubs")
def test_it_is_owned_up_after_the_places_that_none_says_it(talk: Talk) -> None:
    lonely_in_leeds(talk, "somewhere quiet")
    assert "None of the places here says that it has this: Quiet space." in talk.heard
    place = talk.keys.index("utter_places_do_not_say")
    assert "utter_signpost" in talk.keys[:place]
    assert "utter_signpost" not in talk.keys[place:]


@pytest.mark.usefixtures("clubs")
def test_a_want_told_after_the_signposts_is_looked_for(talk: Talk) -> None:
    lonely_in_leeds(talk)
    assert "Loop" not in names(talk)
    talk.say("it needs a hearing loop")
    assert "I'll look for that: Hearing loop." in talk.heard
    assert "Loop" in names(talk)


@pytest.mark.usefixtures("clubs")
def test_that_it_does_not_matter_is_said_and_all_is_looked_for(talk: Talk) -> None:
    lonely_in_leeds(talk, "only evenings")
    talk.say("the time doesn't matter")
    assert "All right. I won't look for that: Evenings." in talk.heard
    assert {each["name"] for each in CLUBS} - {"Evening"} & set(names(talk))


def test_that_is_wrong_lets_go_what_was_told_just_before(talk: Talk) -> None:
    talk.say("I'm lonely", "find_support", "loneliness")
    talk.say("only evenings")
    talk.say("no, that's wrong", "deny")
    assert "All right. I won't look for that: Evenings." in talk.heard


def test_whoever_is_hungry_hears_of_food_first(talk: Talk) -> None:
    talk.say("I've no food in, and I use a wheelchair")
    assert "utter_triage_wants" not in talk.keys
    assert "utter_food_first" in talk.keys
