"""What people need help with, told in their own words in each language."""

# ruff: noqa: RUF001

import pytest
import yaml

from api.config import ROOT
from api.languages.locales import offered_codes
from api.languages.needs import english_phrases, needs_told, stems_of
from api.languages.stems import phrasings
from api.signposting.needs import Need

OTHERS = [locale for locale in offered_codes() if locale != "en"]
FEWEST = 15


@pytest.mark.parametrize("locale", OTHERS)
def test_each_language_has_words_for_every_need(locale: str) -> None:
    said = stems_of(locale)
    assert said.keys() == set(Need)
    counts = {
        need: len({each for stem in stems for each in phrasings(stem)})
        for need, stems in said.items()
    }
    assert [need for need, count in counts.items() if count < FEWEST] == []


@pytest.mark.parametrize("locale", OTHERS)
def test_every_entry_tells_its_need(locale: str) -> None:
    missed = [
        (need, stem)
        for need, stems in stems_of(locale).items()
        for stem in stems
        for said in phrasings(stem)
        if need not in needs_told(f"- {written(said).upper()} ...", locale)
    ]
    assert missed == []


def written(phrasing: str) -> str:
    """Write an entry as somebody could: endings and words that are free are left out."""
    return phrasing.replace("~ ", "").replace("*", "").removeprefix("^").rstrip(".~ ")


def test_the_assistant_is_told_a_phrase_that_it_knows() -> None:
    path = ROOT / "api" / "signposting" / "needs.yml"
    known = yaml.safe_load(path.read_text(encoding="utf-8"))
    english = english_phrases()
    assert english.keys() == set(Need)
    assert [need for need, phrase in english.items() if phrase not in known[need]["phrases"]] == []


@pytest.mark.parametrize(
    ("locale", "text", "told"),
    [
        ("pl", "Jestem bardzo samotna i mam dlugi", ["loneliness", "money_debt"]),
        ("pl", "Szukam pracy, nie znam angielskiego", ["work", "english_language"]),
        ("pl", "lekarz mówi że to długo potrwa", []),
        ("ro", "Nu am bani de mancare", ["money_debt", "food"]),
        ("ro", "mă simt foarte singură", ["loneliness"]),
        ("ur", "میں بہت اکیلی ہوں اور نوکری نہیں ہے", ["loneliness", "work"]),
        ("ur", "main bohat pareshan hoon", ["low_mood_anxiety"]),
        ("ur", "بلڈ پریشر بہت زیادہ ہے", ["long_term_condition"]),
        ("ur", "بس", []),
        ("ar", "أشعر بالوحدة وعندي ديون", ["loneliness", "money_debt"]),
        ("ar", "أريد تعلم اللغة الانجليزية", ["english_language"]),
        ("ar", "أحتاج سكن وطعام", ["housing", "food"]),
        ("bn", "আমি খুব একা, কথা বলার কেউ নেই", ["loneliness"]),
        ("bn", "ভাড়া দেওয়ার টাকা নেই", ["housing", "money_debt"]),
        ("uk", "Мені дуже самотньо і немає роботи", ["loneliness", "work"]),
        ("uk", "хочу вивчити англійську", ["english_language"]),
        ("uk", "мені потрібно більше часу", []),
        ("en", "samotna", []),
    ],
)
def test_needs_are_read_in_own_words(locale: str, text: str, told: list[str]) -> None:
    assert needs_told(text, locale) == told
