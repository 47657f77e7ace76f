"""Each family of plain statements hears its danger, and not what only sounds like it."""

from pathlib import Path

import pytest

from api.safety.finding import Certainty
from api.safety.rulefiles import RULES, RuleFile, read_yaml
from api.safety.screen import Screen

FAMILIES = {
    "crisis.wants_life_over": (
        (
            "I just want my life to be over",
            "I've been googling how to die",
            "I've tried twice and next time I'll do it properly",
            "drove to the cliffs to end it, sat there till dark",
            "I can't promise I won't hurt myself",
            "I have got the rope and nobody will find me till Monday",
        ),
        (
            "I've been googling how to dye wool",
            "I tried twice to book a table",
            "we drove to the cliffs to see the puffins",
            "is there a group that swims in the sea",
            "I've got a tow rope in the boot, is there a repair shed that wants it",
        ),
    ),
    "crisis.asked_for_a_reason": (
        (
            "give me one reason why I shouldn't end it all",
            "nobody cares and I'm going to kill myself",
            "I don't intend to come out of this room alive",
        ),
        (
            "give me one reason why I shouldn't join the choir",
            "nobody cares about the bins round here",
            "I'm waiting for the next train, is there a cafe",
        ),
    ),
    "crisis.same_way": (
        ("my brother hanged himself and I am going the same way",),
        ("my brother went to catering college and I am going the same way",),
    ),
    "crisis.wounds_self": (
        (
            "I've carved words into my leg",
            "been cutting since I was twelve",
            "I bite myself till I bleed when it gets too much",
        ),
        (
            "I carved a spoon at the green wood class",
            "I've been cutting hair since I was sixteen",
            "I've been cutting down on sugar for years",
        ),
    ),
    "urgent_medical.wrong_dose": (
        (
            "she's taken her insulin twice by mistake",
            "we gave Dad the wrong tablets, they were Mum's",
            "he has doubled up on his methadone by accident",
        ),
        (
            "he takes his insulin twice a day, no bother",
            "can I have my tablets in a bigger box",
            "I picked up the wrong prescription form, which one do I need",
        ),
    ),
    "urgent_medical.deep_wound": (
        ("the chisel slipped into my hand and it's cut to the bone",),
        ("the drill slipped and I made a hole in the wall, is there a DIY class",),
    ),
    "urgent_medical.found_lifeless": (
        ("he is cold and stiff and not breathing",),
        ("my hands go cold and stiff in winter, is there a knitting group",),
    ),
    "urgent_medical.swallowed_and_shows_it": (
        (
            "the toddler has bitten a washing capsule",
            "he ate something in the garden and he's foaming",
        ),
        ("where can I recycle washing capsules", "we ate in the garden, it was lovely"),
    ),
    "urgent_medical.body_says": (
        (
            "her tongue is swelling and she was stung",
            "he's gone floppy all down his left side",
            "I had my epipen and I feel worse again",
            "the baby's ribs are sucking in with every breath",
        ),
        (
            "my sight's going, macular, is there a talking newspaper",
            "my chest is squeezed into this bra, does anyone do alterations",
            "is there talking news for people with no sight",
            "I left my phone in the bath and it's gone floppy, haha",
        ),
    ),
    "safeguarding.done_to_body": (
        (
            "my stepdad makes me do sexual things",
            "I woke up and he was on top of me",
            "I have sexual thoughts about children and I need help",
            "my grandad has been doing things to my cousin",
        ),
        (
            "my dad makes me do boring things at weekends",
            "my uncle does things to old bikes for my cousin",
            "I woke up and the cat was on top of me",
            "I have thoughts about children's parties, who does face painting",
        ),
    ),
    "safeguarding.body_harmed": (
        (
            "he held my head under the water",
            "her husband set her on fire",
            "my uncle ties me up in the shed",
        ),
        (
            "he held my hand all the way",
            "the hairdresser held my head over the sink",
            "my uncle ties his boat up by the lock",
        ),
    ),
    "safeguarding.beaten_or_drugged": (
        (
            "I get whipped with a cable",
            "he puts something in my drink and I wake up sore",
            "they are sending me to Lahore to be married",
            "her nephew gets her drunk and has her signing cheques",
        ),
        (
            "he puts sugar in my tea and I like it",
            "they are sending me to Leeds for a hearing test",
            "my nephew gets me a sherry and we do the crossword",
        ),
    ),
    "safeguarding.carer_or_parent_hurts": (
        (
            "I keep hitting my kid and I can't stop",
            "last night I slapped my mum, I'm her carer, I feel sick",
            "I put a pillow over her face",
        ),
        (
            "I keep missing my kid, he's away at college",
            "I plumped the pillow under her head",
            "last night I rang my mum, I'm her carer",
        ),
    ),
    "safeguarding.told_who_does_it": (
        ("she has fresh bruises and whispered it's her son does it",),
        ("she bruises easily, it's her blood tablets",),
    ),
    "safeguarding.asked_to_come_alone": (
        (
            "my tutor wants me to come to his house alone, I'm 13",
            "I must sleep with customers",
            "they haven't let me out of the flat on my own for months",
        ),
        (
            "my tutor wants me to come to the library on Tuesday",
            "I must speak with customers in English, is there a class",
            "they let me out of hospital on Monday",
        ),
    ),
    "safeguarding.held_to_work": (
        (
            "I owe for the journey so they make me clean and I can't leave",
            "I am housemaid, no salary, not allowed out",
            "we work in the car wash, no wages, the boss hits us",
        ),
        (
            "I owe the catalogue forty pounds, who does debt advice",
            "I was a housemaid in a hotel for forty years, I'd like a reunion",
            "if we run late can we still come in",
        ),
    ),
    "safeguarding.life_ruled": (
        (
            "he decides what I wear and who I talk to",
            "my wife counts the miles on my car and goes mad if I'm late home",
        ),
        (
            "he decides the songs for the choir",
            "my wife counts the stitches and I hold the wool",
        ),
    ),
}  # fmt: skip


def cases(part: int) -> list[tuple[str, str]]:
    return [(rule, text) for rule, parts in FAMILIES.items() for text in parts[part]]


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen.load()


def test_every_family_has_its_cases() -> None:
    written = read_yaml(Path(RULES) / "said_outright.yml", RuleFile)
    assert {rule.id for rule in written.rules} == set(FAMILIES)


@pytest.mark.parametrize(("rule", "text"), cases(0))
def test_a_plain_statement_is_certain_by_its_family(screen, rule, text) -> None:
    finding = screen.check(text)
    assert finding.certainty is Certainty.CERTAIN
    assert rule in finding.matched


@pytest.mark.parametrize(("rule", "text"), cases(1))
def test_what_only_sounds_like_a_family_is_not_taken_for_it(screen, rule, text) -> None:
    finding = screen.check(text)
    assert rule not in finding.matched
    assert finding.certainty is not Certainty.CERTAIN
