"""What is heard after care, and what is said to it."""

import re

import pytest

from api.safety.care import CareMessages
from api.safety.finding import Category
from api.safety.staying import (
    Heard,
    Stay,
    hear,
    is_bare_no,
    payload,
    pressed,
    says_unsafe_plainly,
    tells_own_age,
)
from tests.safety.test_care import NEVER_SAID

DANGERS = [category for category in Category if category is not Category.NONE]


@pytest.fixture(scope="module")
def care() -> CareMessages:
    return CareMessages.load()


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Yes I'm safe", Heard.SAFE),
        ("no, i'm ok now", Heard.SAFE),
        ("No I'm fine", Heard.SAFE),
        ("No", Heard.UNSAFE),
        ("no im not ok", Heard.UNSAFE),
        ("I don\u2019t feel safe at home", Heard.UNSAFE),
        ("I'm not sure I'm safe tbh... not sure im safe", Heard.UNSURE),
        ("I don't think I'm safe", Heard.UNSURE),
        ("I'd be lying if I said I'm fine", Heard.UNSURE),
        ("I'm safe until he gets home", Heard.UNSURE),
        ("I'm not feeling better", Heard.UNSURE),
        ("I can't continue with the pain", Heard.OTHER),
        ("I can't carry on where I am", Heard.OTHER),
        ("ok, carry on where I was", Heard.CARRY_ON),
        ("I won't do anything, I'm ok", Heard.SAFE),
        ("it's about my friend, its my friend", Heard.SOMEONE_ELSE),
        ("can I speak to a real person please", Heard.TALK),
        ("I'm 15", Heard.CHILD),
        ("im deaf", Heard.DEAF),
        ("will you tell my school? will you tell anyone", Heard.PRIVACY),
        ("are you a robot", Heard.MACHINE),
        ("thank you", Heard.THANKS),
        ("can we carry on", Heard.CARRY_ON),
        ("go back to the questions", Heard.CARRY_ON),
        ("I can't carry on", Heard.OTHER),
        ("I can't go on like this", Heard.OTHER),
        ("everything hurts", Heard.OTHER),
    ],
)
def test_an_answer_is_read(text: str, heard: Heard) -> None:
    assert hear(text) is heard


@pytest.mark.parametrize(
    ("locale", "doubt", "safe"),
    [
        ("ar", "لا أعتقد أنني في أمان الآن", "أنا في أمان"),
        ("bn", "মনে হয় না আমি নিরাপদ", "আমি নিরাপদ"),
        ("pl", "nie sądzę, że jestem bezpieczna", "nic mi nie grozi"),
        ("ro", "nu cred că sunt în siguranță", "sunt în siguranță"),
        ("uk", "не думаю, що я в безпеці", "мені нічого не загрожує"),
        ("ur", "مجھے نہیں لگتا کہ میں محفوظ ہوں", "میں محفوظ ہوں"),
    ],
)
def test_a_doubt_about_being_safe_is_no_yes(locale: str, doubt: str, safe: str) -> None:
    assert hear(doubt, locale) is not Heard.SAFE
    assert hear(safe, locale) is Heard.SAFE


def test_a_no_is_only_taken_as_unsafe_by_itself_when_it_says_so() -> None:
    assert is_bare_no("No!")
    assert not says_unsafe_plainly("no")
    assert not says_unsafe_plainly("our governance is not good")
    assert says_unsafe_plainly("no I am not safe")


def test_only_payloads_of_care_are_its_own() -> None:
    assert pressed(payload(Heard.TALK)) is Heard.TALK
    assert pressed('/care{"heard": "nonsense"}') is None
    assert pressed("/affirm") is None


@pytest.mark.parametrize("category", DANGERS)
@pytest.mark.parametrize("heard", [heard for heard in Heard if heard is not Heard.CARRY_ON])
def test_every_answer_stays_with_the_person(care, category, heard) -> None:
    about = ["child", "deaf", "domestic_abuse", "someone_else"]
    (message,) = care.stay(Stay(category=category, about=about), heard)
    assert message["buttons"][-1]["payload"] == "/resume"
    assert [phrase for phrase in NEVER_SAID if phrase in message["text"].lower()] == []
    sentences = re.split(r"[.?!:]\s|\n", message["text"])
    assert max(len(sentence.split()) for sentence in sentences) <= 25


@pytest.mark.parametrize("category", DANGERS)
def test_who_is_not_safe_is_sent_to_999_first(care, category) -> None:
    (message,) = care.stay(Stay(category=category), Heard.UNSAFE)
    assert message["text"].startswith("Please call 999 now")
    assert message["card"]["contacts"][0]["id"] == "emergency"


def test_no_button_asks_the_same_again(care) -> None:
    (message,) = care.stay(Stay(), Heard.TALK)
    assert payload(Heard.TALK) not in [button["payload"] for button in message["buttons"]]


def test_a_young_person_and_a_deaf_person_get_their_own_lines(care) -> None:
    (child,) = care.stay(Stay(about=["child"]), Heard.CHILD)
    (deaf,) = care.stay(Stay(about=["deaf"]), Heard.DEAF)
    assert "0800 1111" in child["text"]
    assert "BSL" in deaf["text"]


def test_nobody_is_told_that_it_stays_secret(care) -> None:
    (message,) = care.stay(Stay(), Heard.PRIVACY)
    assert "can't say that nobody will ever know" in message["text"]


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "can I carry on?"),
        ("en", "go back please"),
        ("en", "i want to go back"),
        ("en", "can you show me the groups again"),
        ("en", "lets talk about the groups"),
        ("pl", "chcę wrócić"),
        ("pl", "pokaż mi grupy jeszcze raz"),
        ("ro", "pot continua?"),
        ("ro", "hai să vorbim despre grupuri"),
        ("ur", "میں واپس جانا چاہتی ہوں"),
        ("ur", "گروپ دوبارہ دکھائیں"),
        ("ar", "هل يمكنني المتابعة؟"),
        ("ar", "لنتحدث عن المجموعات"),
        ("bn", "আমি কি চালিয়ে যেতে পারি?"),
        ("bn", "দলগুলো আবার দেখান"),
        ("uk", "можна продовжити?"),
        ("uk", "поговорімо про групи"),
    ],
)
def test_going_on_may_be_asked_for_in_ordinary_words(locale: str, text: str) -> None:
    assert hear(text, locale) is Heard.CARRY_ON


@pytest.mark.parametrize("text", ["I'm fine with dying", "im ok with being dead"])
def test_being_fine_with_death_is_not_being_safe(text: str) -> None:
    assert hear(text) is not Heard.SAFE


@pytest.mark.parametrize(
    "text", ["I can't go back to the groups", "I don't want to carry on with the pain", "nie mogę"]
)
def test_not_being_able_to_go_on_is_no_wish_to(text: str) -> None:
    assert hear(text) is not Heard.CARRY_ON


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "im 14"),
        ("en", "no I'm not safe, I'm only 9"),
        ("en", "i am fourteen years old"),
        ("pl", "mam 13 lat i się boję"),
        ("ro", "am 12 ani"),
        ("ur", "میری عمر 15 سال ہے"),
        ("ar", "عمري 14 سنة"),
        ("bn", "আমার বয়স ১৩"),
        ("uk", "мені 16 років"),
    ],
)
def test_an_own_age_under_18_is_read_in_whatever_else_is_said(locale: str, text: str) -> None:
    assert tells_own_age(text, locale)


@pytest.mark.parametrize(
    "text",
    [
        "im 14 weeks pregnant",
        "I'm 10 minutes away",
        "I'm 18",
        "my son is 14 years old",
        "3",
        "14",
        "my husband hits me and i have a 6 year old",
        "my partner hits my 8 year old",
        "I'm 15 years into this marriage and he hits me",
        "I'm 12 years sober and want to kill myself tonight",
        "im 6 ft 2",
        "my 14 year old wont talk to me",
        "my car is 12 years old",
    ],
)
def test_another_number_is_no_age(text: str) -> None:
    assert not tells_own_age(text)
