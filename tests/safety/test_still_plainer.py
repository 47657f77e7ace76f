"""The families of still_plainer.yml are certain, those of veiled_more.yml ask; neither misreads."""

from pathlib import Path

import pytest

from api.safety.finding import Certainty
from api.safety.rulefiles import RULES, RuleFile, read_yaml
from api.safety.screen import Screen

CERTAIN = {
    "crisis.resolved_on_it": (
        (
            "Having thought it over I have decided on ending my life",
            "it is my intention to stop my heart before morning",
            "she's been soaking herself, he's poured paraffin over himself in the yard",
            "I'm sat in the reservoir up to my chest and it's dark and cold",
            "he filled his coat, stones in his pockets, and set off",
            "she died in May and I'll be joining her tonight",
            "there's insulin in the bag and I'm going to inject it into myself, the lot",
        ),
        (
            "I've decided on a walking group",
            "my intention is to stop smoking by Easter",
            "I'm stood in the lake up to my waist every Sunday with the swimming club",
            "my lad comes home with stones from the beach in a bag",
            "my brother passed on his allotment and I'm following the same plan",
        ),
    ),
    "crisis.turns_a_tool_on_self": (
        (
            "I go upstairs and jab my thigh",
            "I drag scissors across my arm when it gets loud",
            "cutting helps me feel calm at night",
            "every time he shouts I burn myself",
        ),
        (
            "cutting helps the lavender grow back",
            "I stuck a pin in my jumper at the sewing group",
            "every time I bake I burn the bottoms",
        ),
    ),
    "urgent_medical.caught_or_crushed": (
        (
            "a lad has got his hand stuck in the meat slicer",
            "my dad's been pinned under the quad bike",
            "a wardrobe fell onto my son and he's not moving",
        ),
        (
            "my scarf got stuck in a drawer, is there a repair cafe",
            "a tree came down on the fence, who clears it",
            "my bike got squashed by the van, is there a repair cafe",
        ),
    ),
    "urgent_medical.breath_too_short_to_speak": (
        (
            "he's wheezing and can only get out two words at a time",
            "her inhaler's done nothing, she can't finish a sentence",
            "the resident has aspirated on her tea",
        ),
        (
            "my toddler can only say a few words, is there a speech group",
            "I can't finish a sentence in French yet, is there a class",
            "year six SATs are in May, is there a homework club",
        ),
    ),
    "safeguarding.asked_a_child_for_pictures": (
        (
            "the coach got thirteen year old Ella to send him pictures",
            "a man online keeps asking my daughter to send him nudes",
        ),
        (
            "the teacher asked the class to send photos of their sunflowers",
            "my niece asked me to send her a picture of the cat",
        ),
    ),
    "safeguarding.spends_what_is_theirs": (
        (
            "my brother has emptied Mum's bank account behind our backs",
            "the carer's been spending Nan's pension on bets",
        ),
        (
            "I've spent my savings on the roof, can I get a grant",
            "my aunt's pension is late, who do we ring",
        ),
    ),
}  # fmt: skip

ASKS = {
    "crisis.held_on_long_enough": (
        (
            "I've stayed as long as I promised I would",
            "I can't see a future after New Year",
            "if I wasn't here my kids could manage on the insurance",
            "the chemist gave me three months' supply, they shouldn't have trusted me",
            "honestly I just can't any more",
        ),
        (
            "we stayed as long as the music lasted",
            "I can't see the screen after my cataract",
            "the chemist gave me three months' supply, saves me a bus",
            "I can't any more than you speak Welsh, any classes",
        ),
    ),
    "crisis.looks_at_the_means": (
        ("I know how deep the canal is and how cold, I've thought about it, nobody would miss me",),
        ("how long is the bus to the canal museum", "what time does the tide turn for the sailing"),
    ),
    "urgent_medical.body_begins_to_fail": (
        (
            "Dad keeps calling me by my brother's name since this morning",
            "it's black and tarry, my poo",
            "no idea how many she took, they were her sleeping pills",
        ),
        (
            "he keeps calling me by my nickname, it's funny",
            "black jeans and a tar stain, how do I shift it",
            "I lost count how many raffle tickets I had",
        ),
    ),
    "safeguarding.asks_if_it_is_normal": (
        (
            "is it legal for my parents to take my passport",
            "how do I know if what my boyfriend does in bed is okay",
            "I can only text when he's in the shower",
            "she asked if there was another way out",
            "he cries whenever that one carer comes",
            "four of us share one room and the boss keeps our pay",
            "the boss says never talk to the police",
        ),
        (
            "is it legal for my landlord to put the rent up",
            "I can only come when the bus runs",
            "she asked whether the back room was free",
            "he laughs whenever that carer comes",
            "four of us share one table at bingo",
        ),
    ),
}  # fmt: skip

FAMILIES = CERTAIN | ASKS


def cases(families: dict[str, tuple[tuple[str, ...], ...]], part: int) -> list[tuple[str, str]]:
    return [(rule, text) for rule, parts in families.items() for text in parts[part]]


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen.load()


@pytest.mark.parametrize(("name", "families"), [("still_plainer", CERTAIN), ("veiled_more", ASKS)])
def test_every_family_has_its_cases(name, families) -> None:
    written = read_yaml(Path(RULES) / f"{name}.yml", RuleFile)
    assert {rule.id for rule in written.rules} == set(families)


@pytest.mark.parametrize(("rule", "text"), cases(CERTAIN, 0))
def test_a_plain_statement_is_certain_by_its_family(screen, rule, text) -> None:
    finding = screen.check(text)
    assert finding.certainty is Certainty.CERTAIN
    assert rule in finding.matched


@pytest.mark.parametrize(("rule", "text"), cases(ASKS, 0))
def test_a_hint_is_answered_by_its_family(screen, rule, text) -> None:
    assert rule in screen.check(text).matched


@pytest.mark.parametrize(("rule", "text"), cases(FAMILIES, 1))
def test_what_only_sounds_like_a_family_is_not_taken_for_it(screen, rule, text) -> None:
    finding = screen.check(text)
    assert rule not in finding.matched
    assert finding.certainty is not Certainty.CERTAIN
