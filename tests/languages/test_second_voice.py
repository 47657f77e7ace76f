"""What people write in each language, by somebody else than the word lists: how much is understood.

The sentences in ``second_voice`` are kept apart: nobody copies one into the lists of
``api/languages``. ``nothing`` holds sentences that tell and ask nothing that is listened for.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.languages.locales import offered_codes
from api.languages.reading import in_english
from api.languages.stems import phrasings
from api.languages.telling import by_answer, english, read, said_in

FOLDER = Path(__file__).with_name("second_voice")
OTHERS = [locale for locale in offered_codes() if locale != "en"]
FEWEST_MESSAGES = 60
FEWEST_PHRASINGS = 12
LEAST_SHARE = 0.9
MOST_MISTAKEN = 1


def voice(locale: str) -> dict[str, Any]:
    text = (FOLDER / f"{locale}.yml").read_text(encoding="utf-8")
    said: dict[str, Any] = yaml.safe_load(text)
    return said


def each_of(table: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Yield each message with what it means."""
    return ((means, text) for means, texts in table.items() for text in texts)


def heard(locale: str) -> Iterator[tuple[str, bool]]:
    """Yield each message with whether it is understood as it is meant."""
    said = voice(locale)
    for need, text in each_of(said["needs"]):
        yield text, need in read(text, locale).needs
    for fact, text in each_of(said["facts"]):
        yield text, fact in read(text, locale).facts
    for place, text in each_of(said["places"]):
        yield text, (read(text, locale).place or "").casefold().startswith(place.casefold())
    for asked, text in each_of(said["asks"]):
        told = read(text, locale)
        yield text, told.asks[:1] == (asked,) and not told.tells_anything
    for answer, text in each_of({each: said[each] for each in ("yes", "no")}):
        yield text, in_english(text, locale) == answer
    yield from replied(locale, said["answers"])


def replied(locale: str, answers: dict[str, dict[str, list[str]]]) -> Iterator[tuple[str, bool]]:
    """Yield each answer to a question with whether it is taken for the option that it means."""
    for question, options in answers.items():
        for option, text in each_of(options):
            yield text, read(text, locale, question).answers.get(question) == option


@pytest.mark.parametrize("locale", OTHERS)
def test_most_of_what_a_second_voice_says_is_understood(locale: str) -> None:
    told = list(heard(locale))
    missed = [text for text, is_understood in told if not is_understood]
    assert len(told) >= FEWEST_MESSAGES
    assert 1 - len(missed) / len(told) >= LEAST_SHARE, missed


@pytest.mark.parametrize("locale", OTHERS)
def test_what_tells_nothing_is_left_alone(locale: str) -> None:
    mistaken = {
        text: told
        for text in voice(locale)["nothing"]
        if (told := read(text, locale)).asks or told.tells_anything
    }
    assert len(mistaken) <= MOST_MISTAKEN, mistaken


def _count(entries: list[str]) -> int:
    return len({phrasing for entry in entries for phrasing in phrasings(entry)})


@pytest.mark.parametrize("locale", OTHERS)
def test_every_answer_fact_and_question_has_words_in_each_language(locale: str) -> None:
    said = said_in(locale)
    answers = {**by_answer(said.told)}
    for answer, entries in by_answer(said.replies).items():
        answers[answer] = [*answers.get(answer, []), *entries]
    wanted = {
        f"{question}.{option}"
        for question, options in english().answers.items()
        for option in options
    }
    assert answers.keys() == wanted
    few = {
        a: n
        for a, each in answers.items()
        if (n := len({p for e in each for p in phrasings(e)})) < FEWEST_PHRASINGS
    }
    assert few == {}
    assert said.facts.keys() == english().facts.keys()
    assert said.asks.keys() == english().asks.keys()
    assert len(said.places) >= 30


@pytest.mark.parametrize(
    ("locale", "text", "age"),
    [
        ("pl", "Mam 72 lata", 72),
        ("ro", "am 35 de ani", 35),
        ("uk", "мені 40 років", 40),
        ("ur", "میری عمر 66 سال ہے", 66),
        ("ar", "عمري 50", 50),
        ("bn", "আমার বয়স ৬৬", 66),
    ],
)
def test_an_age_is_read(locale: str, text: str, age: int) -> None:
    assert read(text, locale).age == age
