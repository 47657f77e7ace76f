"""Needs are found by phrases and by what was learnt, not where words mean another thing."""

from typing import Any, List

import pytest

from bot.engine.language import build_language
from bot.engine.need_phrases import Found, NeedPhrases
from bot.engine.need_views import NeedViewMaker
from bot.engine.needs import NeedsExtractor
from bot.engine.ngrams import Views
from bot.engine.normalise import build_normaliser


def _needs(workbench: Any, text: str) -> List[Any]:
    message = workbench.message(text)
    workbench.load(NeedsExtractor).process([message])
    return message.get("entities")


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("i feel so lonely since i lost my job", {"loneliness", "work"}),
        ("I'm trying to lose weight", {"weight"}),
        ("food for thought", set()),
        ("lonely, so lonely", {"loneliness"}),
    ],
)
def test_needs_are_found_by_their_phrases_each_once(
    trained: Any, text: str, needs: set[str]
) -> None:
    found = _needs(trained, text)
    assert len(found) == len({item["value"] for item in found})
    assert {item["value"] for item in found} == needs


def test_a_need_says_where_it_stands_and_how_sure_it_is(trained: Any) -> None:
    [need] = _needs(trained, "I am lonley")
    assert need == {
        "entity": "need",
        "value": "loneliness",
        "start": 5,
        "end": 11,
        "confidence": 1.0,
        "extractor": "NeedsExtractor",
    }


@pytest.mark.parametrize("text", ["write to me at [email]", "[phone number]", "[email]"])
def test_what_was_taken_out_of_a_message_tells_no_need(trained: Any, text: str) -> None:
    assert _needs(trained, text) in (None, [])


def test_a_message_without_a_letter_is_not_read_for_needs(
    trained: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NeedPhrases, "find", lambda *_args: pytest.fail("read"))
    assert _needs(trained, "3") in (None, [])
    assert _needs(trained, "07 / 10?") in (None, [])


def _views(text: str, *found: Found) -> Views:
    words = build_normaliser().words(build_language().make_doc(text))
    return NeedViewMaker().views(words, found)


def test_words_of_one_kind_look_alike() -> None:
    assert _views("vodka for my nan")["kinds"] == _views("cider for my grandad")["kinds"]


def test_kinds_are_seen_in_pairs() -> None:
    assert "DRINK+KIN" in _views("vodka for my nan")["pairs"].split()


def test_what_is_denied_is_marked_until_a_but() -> None:
    assert _views("not the vodka but the heroin")["denials"] == "not-DRINK DRUG"


def test_a_phrase_that_is_denied_is_marked() -> None:
    lonely = Found("loneliness", 2, 3, 1.0)
    assert _views("not so lonely", lonely)["phrases"] == "not-loneliness"


def test_without_a_phrase_no_view_of_phrases_remains() -> None:
    assert _views("good morning")["phrases"] == ""
