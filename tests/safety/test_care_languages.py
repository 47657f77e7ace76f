"""Care in every language says what the English care says, with the same numbers and buttons."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from actions.asides import Asides
from api.languages.catalogue import read_catalogue
from api.languages.locales import SOURCE, direction, offered_codes
from api.languages.saying import say
from api.safety.care import FOLDER, CareMessages, CareWords
from api.safety.contacts import read_contacts
from api.safety.finding import Category, Certainty, Finding, told_in
from api.safety.rulefiles import read_yaml
from api.safety.screen import Screen
from api.safety.staying import Heard, Stay

LOCALES = [locale for locale in offered_codes() if locale != SOURCE]
FIGURES = re.compile(r"\d+")
ABOUT = ["child", "deaf", "domestic_abuse", "someone_else", "overdose", "sexual_abuse",
         "older_person", "exploitation", "child_at_risk", "young"]  # fmt: skip
CATEGORIES = [Category.CRISIS, Category.URGENT_MEDICAL, Category.SAFEGUARDING]
CARE = CareMessages.load()


def words(locale: str) -> CareWords:
    name = "care.yml" if locale == SOURCE else f"care.{locale}.yml"
    return read_yaml(FOLDER / name, CareWords)


def texts(node: Any, at: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield at, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from texts(value, f"{at}.{key}")
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from texts(value, f"{at}.{place}")


def compared(locale: str) -> dict[str, str]:
    dumped = words(locale).model_dump(mode="json", exclude={"contacts", "locale", "dir"})
    return dict(texts(dumped))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_is_there_with_the_same_figures(locale: str) -> None:
    ours, english = compared(locale), compared(SOURCE)
    assert ours.keys() == english.keys()
    for at, text in english.items():
        assert bool(ours[at]) is bool(text), at
        assert set(FIGURES.findall(ours[at])) == set(FIGURES.findall(text)), at
        assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", ours[at]), at


@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_of_care_was_left_in_english(locale: str) -> None:
    ours, english = compared(locale), compared(SOURCE)
    same = [at for at, text in ours.items() if text and text == english[at] and "{" not in text]
    assert same == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_contact_is_said_with_its_own_numbers(locale: str) -> None:
    said = words(locale).contacts
    for contact in read_contacts().contacts:
        ours = said.say(contact)
        assert contact.id in said.purpose
        assert contact.hours in said.hours
        assert contact.area in said.area
        assert (ours.phone, ours.url) == (contact.phone, contact.url)
        for field in ("purpose", "text_to"):
            before, after = getattr(contact, field) or "", getattr(ours, field) or ""
            assert set(FIGURES.findall(before)) == set(FIGURES.findall(after)), contact.id
    assert said.purpose.keys() == {contact.id for contact in read_contacts().contacts}
    assert "111" in said.languages


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("certainty", [Certainty.CERTAIN, Certainty.POSSIBLE])
@pytest.mark.parametrize("category", CATEGORIES)
def test_care_names_999_and_keeps_numbers_and_payloads(
    locale: str, category: Category, certainty: Certainty
) -> None:
    finding = Finding(category, certainty, ["rule"], ABOUT)
    ours, english = CARE.messages(finding, locale), CARE.messages(finding, SOURCE)
    assert "999" in ours[0]["text"]
    for said, source in zip(ours, english, strict=True):
        assert (said["lang"], said["dir"]) == (locale, direction(locale))
        assert [b["payload"] for b in said["buttons"]] == [b["payload"] for b in source["buttons"]]
        assert len({b["title"] for b in said["buttons"]}) == len(said["buttons"])
        assert set(FIGURES.findall(source["text"])) <= set(FIGURES.findall(said["text"])) | {"35"}
    assert _numbers(ours) == _numbers(english)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("category", CATEGORIES)
def test_staying_says_999_to_who_is_not_safe(locale: str, category: Category) -> None:
    for heard in Heard:
        if heard is Heard.CARRY_ON:
            continue
        (message,) = CARE.stay(Stay(category=category), heard, locale)
        (english,) = CARE.stay(Stay(category=category), heard, SOURCE)
        assert (message["lang"], message["dir"]) == (locale, direction(locale))
        sent = [button["payload"] for button in message["buttons"]]
        assert sent == [button["payload"] for button in english["buttons"]]
        if heard is Heard.UNSAFE:
            assert "999" in message["text"]


def test_a_finding_tells_in_which_language_it_was_told() -> None:
    screen = Screen.load()
    assert told_in(screen.check("Chcę się zabić")) == "pl"
    assert told_in(screen.check("I want to kill myself")) is None
    assert told_in(Finding()) is None


def _numbers(messages: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Those of the card; a gentle check has none."""
    contacts = messages[0].get("card", {}).get("contacts", [])
    return [(each["id"], each["phone"]) for each in contacts]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("about", [[], ["child"], ["domestic_abuse"], ["deaf"]])
def test_whatever_is_said_after_care_has_its_numbers_in_every_language(
    locale: str, category: Category, about: list[str]
) -> None:
    finding = Finding(category, Certainty.CERTAIN, ["rule"], about)
    stay = Stay(category=category, about=about, gentle=True, needs=["hunger"])
    for told in (
        lambda to: CARE.told_again(finding, to),
        lambda to: CARE.check(finding, to, beside_need=True),
        lambda to: CARE.who_listens(stay, to),
        lambda to: CARE.found_out(about, to),
        lambda to: CARE.no_calls(about, to),
    ):
        (ours,), (english,) = told(locale), told(SOURCE)
        assert (ours["lang"], ours["dir"]) == (locale, direction(locale))
        assert ours["text"] != english["text"]
        assert set(FIGURES.findall(english["text"])) <= set(FIGURES.findall(ours["text"])) | {"35"}
        sent = [button["payload"] for button in ours["buttons"]]
        assert sent == [button["payload"] for button in english["buttons"]]


@pytest.mark.parametrize("locale", offered_codes())
def test_that_nobody_is_rung_is_said_in_the_same_words_with_and_without_danger(locale: str) -> None:
    beside = Asides.load().asides["call_me"].answer
    assert beside is not None
    said = beside if locale == SOURCE else say(beside, locale)
    assert said == words(locale).staying.no_calls.strip()


@pytest.mark.parametrize("locale", LOCALES)
def test_care_and_catalogue_are_checked_together(locale: str) -> None:
    checked = read_catalogue(locale).checked_by is not None
    assert words(locale).checked_by_native_speaker is checked


@pytest.mark.parametrize("locale", offered_codes())
def test_who_cannot_say_whether_they_are_safe_has_the_numbers_again_in_short(locale) -> None:
    (message,) = CARE.ask_gently_again(Stay(gentle=True), locale)
    asked, help_now = message["text"].split("\n\n")
    assert asked == words(locale).staying.asked_gently
    lines = help_now.splitlines()[1:]
    assert len(lines) == 3
    assert [FIGURES.findall(line) for line in lines] == [["999"], ["111", "2"], ["116", "123"]]
    assert "Samaritans" in lines[2]
    assert (message["lang"], message["dir"]) == (locale, direction(locale))


@pytest.mark.parametrize(
    ("category", "about", "said"),
    [
        (Category.CRISIS, ["child"], "Childline: 0800 1111"),
        (Category.CRISIS, ["deaf"], "999 BSL: https://999bsl.co.uk"),
        (Category.URGENT_MEDICAL, [], "• NHS 111\n"),
        (Category.SAFEGUARDING, ["domestic_abuse"], "National Domestic Abuse Helpline: 0808"),
    ],
)
def test_the_numbers_in_short_are_those_of_this_person(category, about, said) -> None:
    stay = Stay(category=category, about=about, gentle=True)
    (message,) = CARE.ask_gently_again(stay)
    assert said in message["text"]
    assert "\n• 999\n" in message["text"]
