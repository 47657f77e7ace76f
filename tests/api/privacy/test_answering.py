"""Short requests to erase in every language, and yes or no to "Shall I do it?"."""

import pytest

from api.languages.locales import offered_codes
from api.privacy.answering import _read, asks_to_erase, decided
from api.privacy.asking import Wish, payload

CONFIRMING = [payload(Wish.ERASE_NOW), payload(Wish.LEAVE)]


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("delete it", "en"),
        ("Delete this please", "en"),
        ("can you delete it all", "en"),
        ("wipe everything", "en"),
        ("I want you to delete all my messages", "en"),
        ("usuń moją rozmowę", "pl"),
        ("proszę usunąć wszystko", "pl"),
        ("usuń to", "pl"),
        ("ștergeți tot, vă rog", "ro"),
        ("șterge asta", "ro"),
        ("براہ کرم میری گفتگو مٹا دیں", "ur"),
        ("sab delete karo", "ur"),
        ("أريد حذف المحادثة", "ar"),
        ("احذفها", "ar"),
        ("সব মুছে ফেলুন", "bn"),
        ("এটা মুছে দিন", "bn"),
        ("видаліть, будь ласка, мою розмову", "uk"),
        ("видали все", "uk"),
    ],
)
def test_a_short_request_is_heard(text: str, locale: str) -> None:
    assert asks_to_erase(text, locale, pointing=True)


@pytest.mark.parametrize("text", ["delete that answer", "it", "all of it", "this is my chat", "no"])
def test_other_messages_pass(text: str) -> None:
    assert not asks_to_erase(text, "en", pointing=True)


def test_it_needs_something_to_point_at() -> None:
    assert not asks_to_erase("delete it", "en", pointing=False)
    assert asks_to_erase("delete my chat", "en", pointing=False)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("yes", "en"),
        ("ok yes delete it", "en"),
        ("Yes please, do it!", "en"),
        ("go ahead", "en"),
        ("delete it", "en"),
        ("tak, usuń", "pl"),
        ("da, vă rog", "ro"),
        ("جی ہاں", "ur"),
        ("نعم احذفها", "ar"),
        ("হ্যাঁ, মুছে দিন", "bn"),
        ("так, видаляйте", "uk"),
        ("tak", "en"),
    ],
)
def test_a_yes_erases(text: str, locale: str) -> None:
    assert decided(text, locale, CONFIRMING) == payload(Wish.ERASE_NOW)


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("no", "en"),
        ("no keep it", "en"),
        ("actually don't delete it", "en"),
        ("wait", "en"),
        ("nie", "pl"),
        ("nu, mulțumesc", "ro"),
        ("نہیں", "ur"),
        ("لا شكرا", "ar"),
        ("না", "bn"),
        ("ні, дякую", "uk"),
    ],
)
def test_a_no_never_erases(text: str, locale: str) -> None:
    assert decided(text, locale, CONFIRMING) == payload(Wish.LEAVE)


@pytest.mark.parametrize("text", ["do i have to", "i dont know", "will my mum see it", ""])
def test_what_is_neither_decides_nothing(text: str) -> None:
    assert decided(text, "en", CONFIRMING) is None


def test_what_is_held_may_be_erased_by_pointing_at_it() -> None:
    assert decided("delete it", "en", [payload(Wish.ERASE)]) == payload(Wish.ERASE)
    assert decided("yes", "en", [payload(Wish.ERASE)]) is None
    assert decided("yes", "en", []) is None


def test_every_language_has_words_and_none_says_yes_where_another_says_no() -> None:
    read = _read()
    assert set(read) == set(offered_codes())
    everywhere_no = frozenset[str]().union(*(asked.no for asked in read.values()))
    assert not any(asked.yes & everywhere_no for asked in read.values())
