"""What a word of danger acts on may make it harmless; the same word about a person is found.

Each family of ``acted_on.yml`` has what alarms nobody and what is danger still.
"""

import pytest

from api.safety.finding import Certainty
from api.safety.normalise import Normaliser, read_known_words
from api.safety.rulefiles import RULES, RuleFile, read_words, read_yaml
from api.safety.screen import Screen

FAMILIES = {
    "food_on_a_plate": (
        ("he stabbed the baked potato and it exploded", "she attacks every pie with a spoon"),
        ("he got stabbed over chips", "stabbed the butcher", "he attacked mum with the pie dish"),
    ),
    "dogs_that_eat_it": (
        (
            "The dog ate my tablets and we went to the vet",
            "our hamster choked on a sunflower seed",
            "bitten by the travel bug at seventy",
        ),
        (
            "uncle bit me",
            "he bit my arm",
            "I ate the dog's tablets, all of them",
            "I put the dog out and swallowed my tablets",
            "the dog choked and now my son is choking",
        ),
    ),
    "gardens_that_suffer": (
        (
            "The garden's been strangled by bindweed, is there help",
            "It's choking with weeds, the communal pond",
            "my potatoes were hit by the late frost",
            "Got stabbed fourteen times by my own rose bush",
            "I don't want the pigeons poisoned, just moved on",
        ),
        (
            "stabbed by a man in the bushes",
            "she was strangled in the garden",
            "hit by a lorry at the hedge, not moving",
            "he's choking, he was weeding and swallowed something",
            "I want him poisoned and I've got the stuff",
        ),
    ),
    "machines_that_madden": (
        (
            "they threatened to throttle the photocopier",
            "my voice is shot but I can hum",
            "the machine ate it and a lad got my tenner out with a stick",
        ),
        (
            "he threatened to throttle me by the photocopier",
            "my brother's been shot",
            "he got my money out of the machine and kept it, I'm scared of him",
        ),
    ),
    "hit_me_with_it": (
        ("hit me with the dates", "hit me with all the details"),
        ("he hit me with the kettle", "hit me with the lead", "she hit me with a date palm branch"),
    ),
    "for_want_of_a_brew": (
        ("I'm choking for a brew", "she says she'd kill for cheekbones like that"),
        ("he's choking for air", "he would kill for that money and he said I'm next"),
    ),
    "at_what_it_costs": (
        (
            "I'd have had a heart attack at that price for a haircut",
            "he'd be dead before they fixed that bypass",
            "It'd be suicide to plant them out before the frost",
        ),
        (
            "he's having a heart attack at the shop",
            "he'll be dead before morning",
            "I'll be dead before they come",
            "it's suicide, I'm doing it tonight",
            "take me now God, I can't do another day",
        ),
    ),
    "rolling_about": (
        (
            "We laughed till we couldn't breathe",
            "my uncle keeled over at the punchline",
            "you couldn't hear a breath in that hall",
            "The grandkids tied me up in the garden playing cowboys",
        ),
        (
            "he was laughing and now he can't breathe",
            "my uncle keeled over at the bus stop",
            "I can't hear a breath from her",
            "my grandson tied me up and took my card",
            "had a funny turn, my face has dropped",
        ),
    ),
    "players_on_the_pitch": (
        (
            "Our striker got absolutely battered in the box and no penalty, shocking ref",
            "he gets his own back by beating me at cribbage",
        ),
        (
            "our goalie got battered outside the pub by his dad",
            "he's beating me when he loses at cards",
        ),
    ),
    "lifts_to_places": (
        (
            "Would like a volunteer to take me to chapel",
            "I've got the decision and it's a weight lifted",
        ),
        (
            "I want God to take me",
            "I've made my decision to end it and it's a weight lifted",
        ),
    ),
    "on_the_screen": (
        ("there was a poisoning in the middle of Casualty",),
        ("I'm sat in casualty, I've taken poison", "I was watching Casualty and he punched me"),
    ),
    "on_the_screen_again": (
        (
            "That Line of Duty, though! When he was stabbed I dropped my knitting",
            'Nan shouted "call an ambulance!" and I ran down and it was Casualty',
        ),
        (
            "I was watching EastEnders. I've been stabbed",
            "Nan shouted call an ambulance, she's on the floor",
        ),
    ),
    "on_the_stage": (
        ("the plot of this opera is that he's shot and she leaps from the castle",),
        ("I've been shot, I'm on the plot by the sheds", "I'm on my plot and want to kill myself"),
    ),
    "on_the_stage_again": (
        (
            "the butler hangs himself off stage",
            "the badge where you learn about bleeding and choking",
        ),
        (
            "he collapsed off stage and isn't breathing",
            "I learned about the rope trick and I am choking",
        ),
    ),
    "moving_house": (
        ("Nan's moved in and the telly is on from dawn", "we moved here in the spring"),
        ("they moved in and deal drugs from my flat", "the baby hasn't moved all day"),
    ),
    "small_hurts": (
        (
            "I sprained my wrist knitting",
            "Snapped at my husband over the Hoover, sorted with a cuppa",
            "I've an essential tremor, had it all my life",
            "I had pneumonia and they pulled me through",
            "he has two left feet by his own account",
        ),
        (
            "I hurt my wrists with a razor",
            "I snapped at mum and hit her",
            "I've had it with my life",
            "he pulled me through the window by my hair",
            "he's emptied her account, by his own account",
        ),
    ),
    "blood_on_the_wash": (
        ("How do you get blood out of a football shirt",),
        ("blood coming out of his mouth", "blood all over his shirt, he's been stabbed"),
    ),
    "money_one_spends_oneself": (
        ("I've spent all my savings on the roof, is there a grant",),
        ("he spent all my savings on a car", "my son took my savings and spent it on the roof"),
    ),
    "medicine_to_swallow": (
        (
            "I can't swallow tablets, is there a liquid one",
            "I have asthma since small and use the brown inhaler each day",
            "my auntie's just gone blind and wants a cane class",
        ),
        (
            "I can't swallow my tablets, my throat is closing up",
            "my asthma is bad and the inhaler isn't working",
            "I've suddenly gone blind in one eye",
            "I swallowed all my tablets",
        ),
    ),
    "medicine_for_an_old_trouble": (
        ("I carry two pens for nuts and I've had no bother since",),
        ("she's had anaphylaxis once and it's happening again", "he's in anaphylactic shock"),
    ),
    "dated_long_ago": (
        ("my appendix burst in Skegness when I were six",),
        ("my appendix has burst", "his dad had a stroke when he was six and now he has one"),
    ),
    "dated_long_ago_in_a_sentence": (
        ("Once, in 1973, I was knocked out cold by a swinging boom",),
        ("I was knocked out cold by a swinging boom",),
    ),
    "the_dead_one_is_at_peace_about": (
        ("my brother took his own life, I'm all right, I want to fundraise for the hospice",),
        ("my brother took his own life and I'm next",),
    ),
    "punished_for_school": (
        ("My dad took my phone because I failed maths",),
        (
            "my dad took my phone because I told my teacher he hits me",
            "my husband took my phone because I was late",
        ),
    ),
    "permission_of_a_landlord": (
        ("I have to ask permission to keep a cat", "do I need permission to put up a shed"),
        (
            "I have to ask permission to see my mum",
            "I have to ask his permission to use the toilet",
        ),
    ),
}


def _told(at: int) -> list[tuple[str, str]]:
    return [(name, text) for name, sides in FAMILIES.items() for text in sides[at]]


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen.load()


@pytest.mark.parametrize(
    "text",
    ["he's in anaphylactic shock", "she's had anaphylaxis once and it's happening again"],
)
def test_a_shock_that_happens_now_is_certain(rules, text) -> None:
    assert rules.check(text).certainty is Certainty.CERTAIN


@pytest.fixture(scope="module")
def rules() -> Screen:
    """The rules without the model, which weak rules do not have to convince either."""
    return Screen(Normaliser(read_words(), read_known_words()), Screen.shipped_rules(), None)


def test_every_family_has_its_cases() -> None:
    written = read_yaml(RULES / "acted_on.yml", RuleFile)
    assert set(FAMILIES) == {one.id for one in written.exemptions}


@pytest.mark.parametrize(("name", "text"), _told(0))
def test_what_it_acts_on_makes_it_harmless(rules, name, text) -> None:
    assert rules.check(text).certainty is None, name


@pytest.mark.parametrize(("name", "text"), _told(1))
def test_the_same_word_about_a_person_is_found(screen, name, text) -> None:
    assert screen.check(text).certainty is not None, name
