"""Every catalogue says everything that is said in English, and keeps what must not change."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from api.chat.interpreter import offered_locales
from api.languages.catalogue import Catalogue, forms_of, placeholders, read_catalogue, sentences
from api.languages.command import HEADER, refresh_all, refreshed, standing, write
from api.languages.locales import SOURCE, catalogue_path, direction, names_called, offered_codes
from api.languages.saying import say
from api.languages.sources import english, read_sources

LOCALES = [locale for locale in names_called() if locale != SOURCE]
KEPT = re.compile(r"\d+|https?://\S+|[\w.]+@[\w.]+|111\.nhs\.uk|Samaritans|NHS|LS6|A&E")
NUMBERED = re.compile(r"\d ")
BUTTONS = Path("actions/triage_buttons.yml")


@cache
def stored(locale: str) -> Catalog:
    with catalogue_path(locale).open("rb") as file:
        return read_po(file, locale=locale, domain="signpost")


def entries(locale: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for message in stored(locale):
        if message.id:
            yield sentences(message), forms_of(message)


def test_the_languages_of_the_design_are_offered() -> None:
    assert offered_codes() == ("en", "pl", "ro", "ur", "ar", "bn", "uk")
    right_to_left = {each.locale for each in offered_locales() if each.dir == "rtl"}
    assert right_to_left == {"ur", "ar"}


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_missing_and_nothing_is_obsolete(locale: str) -> None:
    found = standing(locale, refreshed(locale, english()))
    assert (found.missing, found.obsolete) == ((), ()), "run: make translations"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_refresh_changes_nothing_when_all_is_said(locale: str, tmp_path: Path) -> None:
    write(refreshed(locale, english()), tmp_path / "signpost.po")
    assert (tmp_path / "signpost.po").read_bytes() == catalogue_path(locale).read_bytes()


@pytest.mark.parametrize("locale", LOCALES)
def test_values_keep_their_places(locale: str) -> None:
    for said, forms in entries(locale):
        wanted = set(placeholders(said[-1]))
        for form in forms:
            # "one mile" and "two miles" may be said without a figure.
            lacking = {"count", "number"} if len(said) > 1 else set()
            assert wanted - lacking <= set(placeholders(form)) <= wanted, (said, form)


@pytest.mark.parametrize("locale", LOCALES)
def test_numbers_names_and_addresses_are_unchanged(locale: str) -> None:
    for said, forms in entries(locale):
        if len(said) > 1:
            continue
        assert set(KEPT.findall(said[0])) == set(KEPT.findall(forms[0])), (said[0], forms[0])


@pytest.mark.parametrize("locale", LOCALES)
def test_a_numbered_button_keeps_its_number_and_no_two_say_the_same(locale: str) -> None:
    for group in _groups(yaml.safe_load(BUTTONS.read_text(encoding="utf-8"))):
        said = [say(title, locale) or title for title in group]
        for before, after in zip(group, said, strict=True):
            assert NUMBERED.match(after) is None or NUMBERED.match(before) is not None
            if number := NUMBERED.match(before):
                assert after.startswith(number[0])
        assert max(Counter(title.casefold() for title in said).values()) == 1, said


def _groups(node: dict[str, Any]) -> Iterator[list[str]]:
    yield [value for value in node.values() if isinstance(value, str) and "{" not in value]
    for key, value in node.items():
        if isinstance(value, dict) and key != "card":
            yield list(value.values())


@pytest.mark.parametrize("locale", LOCALES)
def test_each_template_is_told_from_every_other(locale: str) -> None:
    """A filled-in English sentence is said by its own translation and by no other."""
    catalogue = Catalogue(stored(locale))
    values = {"day": "3 May 2026", "since": "3 May 2026", "phone": "0113 496 0000"}
    values |= dict.fromkeys(("count", "number", "age", "last", "seconds", "seen", "allowed"), "7")
    for template in catalogue.templates:
        names = placeholders(template.english)
        filled = {name: values.get(name, f"Xy{name}") for name in names}
        first = next(
            other
            for other in catalogue.templates
            if other.pattern.fullmatch(template.english.format(**filled))
        )
        assert first is template, (first.english, template.english)
        found = template.pattern.fullmatch(template.english.format(**filled))
        assert found is not None
        assert found.groupdict() == filled


@pytest.mark.parametrize("locale", LOCALES)
def test_nobody_is_told_that_a_translation_is_checked_before_it_is(locale: str) -> None:
    catalogue = read_catalogue(locale)
    offered = next(each for each in offered_locales() if each.locale == locale)
    assert offered.checked_by_native_speaker is (catalogue.checked_by is not None)
    assert "Checked by a native speaker:" in stored(locale).header_comment


def test_the_flag_of_a_new_catalogue_says_not_yet() -> None:
    catalog = Catalog(locale="pl")
    catalog.header_comment = HEADER.format(name="Polish")
    assert Catalogue(catalog).checked_by is None
    catalog.header_comment = HEADER.format(name="Polish").replace(
        "not yet", "A. Reader, 2027-01-31"
    )
    assert Catalogue(catalog).checked_by == "A. Reader, 2027-01-31"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_direction_is_that_of_the_script(locale: str) -> None:
    letters = "".join(form for _, forms in entries(locale) for form in forms)
    arabic = sum("\u0600" <= char <= "\u06ff" for char in letters)
    assert (direction(locale) == "rtl") is (arabic > len(letters) / 3)


def test_every_source_still_has_texts_at_each_of_its_paths() -> None:
    for source in read_sources():
        for path in source.at:
            alone = type(source)(source.file, (path,))
            assert list(alone.texts()), f"{source.file}: nothing at {path}"


def test_what_is_missing_is_named() -> None:
    sources = english()
    sources.add("A sentence that nobody translated.")
    found = standing("pl", refreshed("pl", sources))
    assert found.missing == ("A sentence that nobody translated.",)
    assert "missing: 'A sentence that nobody translated.'" in found.in_words()


def test_a_check_writes_nothing() -> None:
    before = {locale: catalogue_path(locale).stat().st_mtime_ns for locale in LOCALES}
    assert [each.locale for each in refresh_all(write_files=False)] == LOCALES
    assert before == {locale: catalogue_path(locale).stat().st_mtime_ns for locale in LOCALES}
