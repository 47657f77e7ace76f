"""Short answers, requests for a language, and the language of what somebody writes."""

import json
from pathlib import Path

import pytest
import yaml

from api.languages import reading
from api.languages.detection import language_of
from api.languages.locales import offered_codes
from api.languages.reading import in_english
from api.languages.switching import asked_for, payload, pressed
from api.privacy.asking import Wish, wished
from api.safety.staying import Heard, hear

SETS = Path("tests/safety")
OTHERS = [locale for locale in offered_codes() if locale != "en"]


def phrases(name: str) -> list[dict[str, str]]:
    lines = (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("locale", OTHERS)
def test_each_language_has_yes_no_and_every_number(locale: str) -> None:
    said = yaml.safe_load(Path(reading.__file__).with_name("said.yml").read_text(encoding="utf-8"))
    wanted = {"yes", "no", "skip", "go back", "help", "stop", *map(str, range(11))}
    assert wanted <= said[locale].keys()
    answers = [answer for group in said[locale].values() for answer in group]
    assert len(answers) == len(set(answers))
    for english, group in said[locale].items():
        assert {in_english(f" {answer.upper()}! ", locale) for answer in group} == {english}


@pytest.mark.parametrize("locale", OTHERS)
def test_rights_can_be_asked_for_in_each_language(locale: str) -> None:
    said = yaml.safe_load(Path(reading.__file__).with_name("said.yml").read_text(encoding="utf-8"))
    for wish, english in (
        (Wish.SHOW, "What do you hold about me?"),
        (Wish.ERASE, "Delete my chat"),
    ):
        assert {wished(in_english(answer, locale)) for answer in said[locale][english]} == {wish}


@pytest.mark.parametrize(
    ("text", "digits"), [("\u0663", "3"), ("\u09ed", "7"), ("\u06f1\u06f0", "10")]
)
def test_digits_of_every_script_are_read(text: str, digits: str) -> None:
    assert in_english(text, "ar") == digits


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("polski", "pl"),
        ("Po polsku, proszę", "pl"),
        ("can we speak Urdu please?", "ur"),
        ("اردو", "ur"),
        ("العربية من فضلك", "ar"),
        ("বাংলা", "bn"),
        ("українською, будь ласка", "uk"),
        ("română", "ro"),
        ("English please", "en"),
        ("my Polish is bad", None),
        ("I want to learn English", None),
        ("I need help with my English", None),
        ("English is hard", None),
        ("please", None),
    ],
)
def test_a_language_is_asked_for_by_its_name_and_little_else(text: str, locale: str | None) -> None:
    assert asked_for(text) == locale


def test_buttons_name_only_languages_that_are_offered() -> None:
    assert pressed(payload("pl")) == "pl"
    assert pressed(payload("fr")) is None
    assert pressed("/resume") is None


def test_british_english_is_taken_for_no_other_language() -> None:
    texts = [each["text"] for name in ("development", "regional") for each in phrases(name)]
    assert len(texts) > 2_500
    assert [text for text in texts if language_of(text) not in (None, "en")] == []


def test_most_sentences_of_the_other_languages_are_known() -> None:
    found = [
        (each["lang"], language_of(each["text"]))
        for each in phrases("languages")
        if len(each["text"].split()) >= 3 and each["lang"] in OTHERS
    ]
    right = sum(wanted == known for wanted, known in found)
    wrong = sum(known not in (wanted, None, "en") for wanted, known in found)
    assert right / len(found) >= 0.95
    assert wrong == 0


@pytest.mark.parametrize("text", ["dzień dobry", "نعم", "12 34 56", "ok"])
def test_fewer_than_three_words_tell_no_language(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("locale", "unsafe", "safe"),
    [
        ("pl", "Nie jestem bezpieczna!", "Jestem bezpieczny"),
        ("ro", "Nu sunt în siguranță", "sunt în siguranță"),
        ("ur", "میں محفوظ نہیں ہوں", "میں محفوظ ہوں"),
        ("ar", "لست في أمان", "أنا في أمان"),
        ("bn", "আমি নিরাপদ নই", "আমি নিরাপদ"),
        ("uk", "Я не в безпеці", "Я в безпеці"),
    ],
)
def test_answers_to_care_are_heard_in_each_language(locale: str, unsafe: str, safe: str) -> None:
    assert hear(unsafe, locale) is Heard.UNSAFE
    assert hear(safe, locale) is Heard.SAFE
