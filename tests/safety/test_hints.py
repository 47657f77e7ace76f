"""The hints model raises what no rule knows, leaves sayings alone and never makes it certain."""

import json
import math
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
import yaml

from api.safety.concepts import Concepts
from api.safety.finding import Category, Certainty
from api.safety.hints import CLASSES, WEIGHTS, FeatureReader, Hints, sentences
from api.safety.measure import read_messages
from api.safety.normalise import Normaliser, read_known_words
from api.safety.phrases import branches, sample
from api.safety.rulefiles import Rule, read_rule_files, read_words
from api.safety.screen import Screen
from api.safety.sounds import SoundIndex, sound
from api.safety.training_set import ASKED_ABOUT, NEED, NEEDS, TRAINING, read_examples

FOLDER = Path(__file__).parent
LARGEST_FILE = 2_000_000


def all_rules() -> list[Rule]:
    return [rule for rule_file in read_rule_files() for rule in rule_file.rules]


NAMING = ("named_outright", "named_by_grammar")


def weak_rules() -> set[str]:
    return {rule.id for rule in all_rules() if rule.needs_support}


def naming_rules() -> set[str]:
    return {rule.id for rule in all_rules() if rule.only_names}


@pytest.fixture(scope="module")
def normaliser() -> Normaliser:
    return Normaliser(read_words(), read_known_words())


@pytest.fixture(scope="module")
def hints(normaliser) -> Hints:
    reader = FeatureReader.shipped(normaliser)
    Screen(normaliser, Screen.shipped_rules(), None)
    return Hints.load(reader)


def test_the_model_alone_finds_danger_and_its_kind(hints, normaliser) -> None:
    text = normaliser.read("she keeps a rope in the boot and says we shall all be rid of her soon")
    assert hints.category(text) is Category.CRISIS


@pytest.mark.parametrize("text", ["is there a choir on Tuesdays", "level three, I would say", ""])
def test_the_model_is_silent_about_everyday_words(hints, normaliser, text) -> None:
    assert hints.category(normaliser.read(text)) is None


def test_the_model_alone_is_never_certain() -> None:
    screen = Screen.load()
    for message in read_messages(FOLDER / "regional.jsonl"):
        finding = screen.check(message.text)
        if any(rule.endswith(".words") for rule in finding.matched):
            assert finding.certainty is Certainty.POSSIBLE


def test_the_model_silences_no_rule_that_stands_alone(hints, normaliser) -> None:
    rules = Screen(normaliser, Screen.shipped_rules(), None)
    screen = Screen(normaliser, Screen.shipped_rules(), hints)
    weak = weak_rules()
    for message in read_messages(FOLDER / "wide.jsonl"):
        by_rules, answered = rules.check(message.text), screen.check(message.text)
        if not set(by_rules.matched) <= weak:
            assert answered.certainty in {by_rules.certainty, Certainty.CERTAIN}


def test_a_weak_rule_counts_only_with_the_support_of_the_model(hints, normaliser) -> None:
    rules = Screen(normaliser, Screen.shipped_rules(), None)
    screen = Screen(normaliser, Screen.shipped_rules(), hints)
    weak, counted, silent = weak_rules(), 0, 0
    for message in read_messages(FOLDER / "wide.jsonl"):
        matched = set(rules.check(message.text).matched)
        if not matched or not matched <= weak:
            continue
        supported = hints.strongest(normaliser.read(message.text))[0] > hints.support
        assert (screen.check(message.text).certainty is not None) == supported
        counted += supported
        silent += not supported
    assert counted
    assert silent


def test_a_rule_that_only_names_a_danger_counts_only_where_the_model_is_sure_of_it(
    hints, normaliser
) -> None:
    rules = Screen(normaliser, Screen.shipped_rules(), None)
    screen = Screen(normaliser, Screen.shipped_rules(), hints)
    naming, counted = naming_rules(), 0
    for message in read_messages(FOLDER / "wide.jsonl"):
        assert naming.isdisjoint(rules.check(message.text).matched)
        named = naming.intersection(screen.check(message.text).matched)
        score, category = hints.strongest(normaliser.read(message.text))
        assert named <= {f"{category}.{names}" for names in NAMING}
        assert not named or score > hints.sure
        counted += bool(named)
    assert counted


def test_each_danger_has_its_rules_of_words_that_name_it() -> None:
    dangers = [category for category in Category if category is not Category.NONE]
    assert naming_rules() == {f"{danger}.{names}" for danger in dangers for names in NAMING}


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("he drags me round by my hair and tells me nobody would miss me", Certainty.CERTAIN),
        ("he makes me eat off the floor and puts me outside when it snows", Certainty.CERTAIN),
        ("my stepdad comes in and does things to my little sister", Certainty.CERTAIN),
        ("found mum on the floor, she isn't moving and won't answer", Certainty.CERTAIN),
        ("the plan is for Friday, they can find me in the barn", Certainty.CERTAIN),
        ("I won't hurt myself, I'm just so tired of it all", Certainty.POSSIBLE),
        ("I would never do anything to myself because of the kids", Certainty.POSSIBLE),
        ("is there a club for knife throwing on Tuesdays", None),
        ("my tablets are ready at the chemist by the bridge", None),
        ("my brother says he will take me to the lunch club on Friday", None),
        ("she made me a jumper and I want to learn knitting now", None),
        ("the plan for Friday is tea in the cafe, all welcome", None),
        ("my dad isn't moving house after all, who do I tell", None),
        ("shoot", None),
    ],
)
def test_a_word_that_names_a_danger_is_certain_only_beside_a_sure_model(text, certainty) -> None:
    assert Screen.load().check(text).certainty is certainty


def test_a_sentence_of_danger_is_scored_by_itself(normaliser) -> None:
    text = normaliser.read("The choir was lovely. I want to die. What time is tea?")
    assert ["i", "want", "to", "die"] in [list(words) for words in sentences(text)]


def test_the_weights_are_small_and_finite(hints) -> None:
    assert WEIGHTS.stat().st_size < LARGEST_FILE
    assert hints.weights.shape[1] == len(CLASSES)
    assert math.isfinite(hints.threshold)
    assert hints.support < hints.threshold < hints.sure
    assert abs(hints.weights).max() < math.inf


def test_the_weights_say_how_they_did_on_messages_left_out() -> None:
    raised = json.loads(WEIGHTS.read_text("utf-8"))["raised_when_left_out"]
    assert raised["everyday"][0] / raised["everyday"][1] <= 0.0105
    assert raised["danger"][0] / raised["danger"][1] >= 0.65


def test_every_training_line_can_be_read_and_its_folder_is_a_category() -> None:
    files = list(TRAINING.rglob("*.txt"))
    assert {path.parent.name for path in files} == {category.value for category in Category}
    first = Random(1)  # noqa: S311
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            assert sample(line, 1, first)[0]


def test_telling_of_hardship_is_learned_as_no_danger_where_nobody_would_ask(normaliser) -> None:
    rules = Screen(normaliser, Screen.shipped_rules(), None)
    learned = [one for one in read_examples(normaliser, rules) if one.kind == NEED]
    texts = {" ".join(one.plain.words) for one in learned}
    assert {one.category for one in learned} == {Category.NONE}
    weak = "she calls me by my sister's name and gets cross when i say"
    assert set(rules.check(weak).matched) <= weak_rules()
    for text, is_learned in (
        (weak, True),
        ("cant see the point in any of it", False),
        ("they found him unconscious with a needle", False),
    ):
        assert (" ".join(normaliser.read(text).words) in texts) == is_learned


def test_what_is_asked_about_stands_among_the_needs() -> None:
    told = NEEDS.read_text("utf-8")
    for text in yaml.safe_load(ASKED_ABOUT.read_text("utf-8")):
        assert f'"{text}"' in told


def test_concepts_stand_for_plain_words(normaliser) -> None:
    concepts = Concepts.load(normaliser.phrase)
    names = {tag.name for tag in concepts.tags(normaliser.read("me fella lamped me").words)}
    assert {"PARTNER", "BLOW", "SELF"} <= names


def test_bars_outside_brackets_part_the_branches() -> None:
    assert branches("hit | (take|took) the belt") == ["hit", "(take|took) the belt"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("soocide", "suicide"), ("breff", "breath"), ("swelin", "swelling"), ("carnt", "cant")],
)
def test_words_that_sound_alike_have_one_key(written, meant) -> None:
    assert sound(written) == sound(meant)


def test_the_nearest_spelling_among_words_that_sound_alike_is_found() -> None:
    index = SoundIndex({"suicide", "swelling", "stroke", "strike"})
    assert index.find("soocide") == "suicide"
    assert index.find("stroake") == "stroke"
    assert index.find("choir") is None


def test_where_the_model_is_past_mistaking_no_saying_takes_a_danger_back(hints, normaliser) -> None:
    rules = Screen.shipped_rules()
    never = Screen(normaliser, rules, replace(hints, beyond=math.inf))
    always = Screen(normaliser, rules, replace(hints, beyond=-math.inf))
    for saying in ("I'll kill him if he eats the last biscuit", "dying for a cup of tea, my feet"):
        assert never.check(saying).certainty is None
    taken_at_its_word = always.check("I'll kill him if he eats the last biscuit")
    assert taken_at_its_word.category is Category.SAFEGUARDING
    # A denial and what is long past are no sayings: they count whatever the model hears.
    for screen in (never, always):
        denied = screen.check("I won't hurt myself, I'm just so tired of it all")
        assert denied.certainty is Certainty.POSSIBLE
        assert screen.check("I don't have chest pain, just a cough").certainty is None


def test_no_harmless_development_message_is_past_mistaking(hints, normaliser) -> None:
    harmless = [
        message
        for name in ("development", "wide", "fresh5")
        for message in read_messages(FOLDER / f"{name}.jsonl")
        if message.category == "none" and message.expect == "none"
    ]
    highest = max(hints.strongest(normaliser.read(message.text))[0] for message in harmless)
    assert hints.sure < hints.beyond
    assert highest < hints.beyond
