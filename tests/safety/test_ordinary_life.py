"""What ordinary life says in words of danger alarms nobody; the danger beside it is still found."""

import pytest

from api.safety.finding import Certainty
from api.safety.rulefiles import RULES, RuleFile, read_yaml
from api.safety.screen import Screen

# For each family of exemptions: how it is said every day, and a danger in the same words.
FAMILIES = {
    "dyeing": ("can anyone teach me to die my old curtains blue", "I want to die in my old bed"),
    "a_battery_low": (
        "two percent and it's about to die",
        "my mum is about to die, she has collapsed",
    ),
    "ends_that_work_brings": (
        "nobody would dream of ending it now the pilot has worked",
        "I dream of ending it now",
    ),
    "sayings_of_jumping": (
        "another spreadsheet makes me want to walk into the sea",
        "I want to walk into the sea and not come back",
    ),
    "the_plants_have_hanged": (
        "my tomatoes have hanged themselves on the canes again",
        "my brother has strangled himself",
    ),
    "planning_ahead": (
        "I am worried who will look after my son when I am gone",
        "I'm planning my funeral for Friday, I've got the tablets",
    ),
    "one_who_took_his_life_some_time_ago": (None, "my husband hung himself, I just found him"),
    "scratched_by_a_pet": (
        "the cat scratched my arms to bits",
        "I have scratched my arms to bits with a blade",
    ),
    "what_parents_allow": (
        "mum won't let me have a phone till I'm thirteen",
        "my stepdad won't let me out of the cellar",
    ),
    "asked_about_bruises": (None, "he gave me a black eye and he has my bank card"),
    "permission_for_things": (
        "do we need permission from the council for a street party",
        "I need permission from my husband to eat",
    ),
    "long_past_and_over": (None, "my dad still beats me like he did when I was a kid"),
    "long_past_in_a_named_year": (None, "I took an overdose an hour ago"),
    "had_and_lives_with_it": (
        "he had a stroke three years ago and we'd like to join a choir",
        "he's had a stroke, his face has dropped",
    ),
    "chest_in_the_cold_and_damp": (
        "his chest is bad with the damp and the council won't come",
        "his chest hurts and his arm has gone numb",
    ),
    "first_aid_and_rules": (
        "our stewards know to ring an ambulance if a guest collapses",
        "ring an ambulance, a guest has collapsed",
    ),
    "played_and_staged": (
        "I get stabbed in act one of the panto, come and see it",
        "I got stabbed in the street just now",
    ),
    "sayings_of_the_body": (
        "I was keeled over laughing at the bingo",
        "my gran keeled over at the bingo and won't wake up",
    ),
}


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen.load()


def test_every_family_is_tried() -> None:
    shipped = {one.id for one in read_yaml(RULES / "ordinary_life.yml", RuleFile).exemptions}
    assert shipped == set(FAMILIES)


EVERYDAY = [(name, said[0]) for name, said in FAMILIES.items() if said[0] is not None]
DANGER = [(name, said[1]) for name, said in FAMILIES.items()]


@pytest.mark.parametrize(("name", "text"), EVERYDAY)
def test_ordinary_life_alarms_nobody(screen: Screen, name: str, text: str) -> None:
    assert screen.check(text).certainty is None, name


@pytest.mark.parametrize(("name", "text"), DANGER)
def test_the_danger_in_the_same_words_is_found(screen: Screen, name: str, text: str) -> None:
    assert screen.check(text).certainty is not None, name


def test_a_death_by_suicide_some_time_ago_is_no_emergency(screen: Screen) -> None:
    told = screen.check("my mate hung himself and I did not see it coming, is there a group")
    assert told.certainty is not Certainty.CERTAIN


def test_a_harm_long_past_is_no_emergency(screen: Screen) -> None:
    told = "dad belted me when I was a kid, he's dead now and forgiven, can I write it down"
    assert screen.check(told).certainty is not Certainty.CERTAIN
