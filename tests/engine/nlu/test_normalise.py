"""Short forms, abbreviations and misspellings become one word, which keeps its place."""

from typing import List

import pytest

from bot.engine.language import build_language
from bot.engine.normalise import Word, build_normaliser


def _words(text: str) -> List[Word]:
    return build_normaliser().words(build_language().make_doc(text.lower()))


def _texts(text: str) -> str:
    return " ".join(word.text for word in _words(text))


@pytest.mark.parametrize(
    ("written", "shared"),
    [
        ("our SPLWs", "our link_worker"),
        ("our link workers", "our link_worker"),
        ("the primary care network", "the pcn"),
        ("the MoU and the DPIA", "the mou and the dpia"),
        ("memorandum of understanding", "mou"),
        ("population health management", "phm"),
        ("Directed Enhanced Service", "des"),
        ("additional roles reimbursement scheme", "arrs"),
        ("the voluntary sector", "the vcse"),
        ("Investment and Impact Fund", "iif"),
        ("multi-disciplinary team", "mdt"),
        ("ONS 4", "ons4"),
        ("integrated care board", "icb"),
    ],
)
def test_abbreviations_and_their_long_forms_are_one_word(written: str, shared: str) -> None:
    assert _texts(written) == shared


@pytest.mark.parametrize(
    ("written", "meant"),
    [("supervison", "supervision"), ("embeded", "embedded"), ("dicsussed", "discussed")],
)
def test_misspelt_words_of_the_field_are_read(written: str, meant: str) -> None:
    assert _texts(written) == meant


@pytest.mark.parametrize(
    "word", ["gp", "up", "hopeless", "patience", "violence", "underspend", "proactive", "directly"]
)
def test_real_words_are_left_alone(word: str) -> None:
    assert _texts(word) == word


def test_short_forms_are_spelled_out() -> None:
    assert _texts("We haven’t, it isn't and we dont") == "we have not , it is not and we do not"


def test_glued_numbers_come_apart_but_codes_and_dates_do_not() -> None:
    assert _texts("lvl3, n1c on 12/05/2024") == "level 3 , n1c on 12/05/2024"


def test_every_word_keeps_its_place() -> None:
    text = "The link workers' MoU isn't signed"
    for word in _words(text):
        assert 0 <= word.start < word.end <= len(text)
    shared = _words(text)[1]
    assert text[shared.start : shared.end] == "link workers"


@pytest.mark.parametrize(
    ("written", "shared"),
    [
        ("naebody's asked", "nobody is asked"),
        ("it isnae running", "it not running"),
        ("we havenae begun", "we not begun"),
    ],
)
def test_scots_forms_are_read_as_english(written: str, shared: str) -> None:
    assert _texts(written) == shared
