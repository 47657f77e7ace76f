"""The plain pages' own words: in every language, and the same as the chat's where it says them."""

import re

import pytest
import yaml

from api.config import ROOT
from api.languages.locales import offered_codes
from api.web.plain_words import filled, words_of

ENGLISH = words_of("en")
OTHERS = [code for code in offered_codes() if code != "en"]
CHAT = (ROOT / "bot/widget/src/words.ts").read_text(encoding="utf-8")
SHARED, OWN = (
    yaml.safe_load(part)
    for part in (ROOT / "api/web/words/en.yml").read_text(encoding="utf-8").split("\n\n")
)


@pytest.mark.parametrize("locale", OTHERS)
def test_every_language_has_every_word_with_the_same_gaps(locale: str):
    words = words_of(locale)
    assert words.keys() == ENGLISH.keys()
    assert words["lang"] == locale
    own = yaml.safe_load((ROOT / f"api/web/words/{locale}.yml").read_text(encoding="utf-8"))
    assert own.keys() == OWN.keys()
    for name, said in words.items():
        assert said.count("{}") == ENGLISH[name].count("{}"), name


@pytest.mark.parametrize("name", SHARED)
def test_english_says_what_the_chat_says(name: str):
    found = re.search(rf"^  {name}:[^\"`]*?([\"`])(.*?)\1,$", CHAT, re.MULTILINE)
    assert found, name
    assert re.sub(r"\$\{\w+\}", "{}", found[2]) == SHARED[name]


def test_a_language_without_words_is_english():
    assert words_of("cy") == ENGLISH


def test_a_gap_is_filled():
    assert filled("Call {}", 999) == "Call 999"
