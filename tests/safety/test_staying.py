"""What is heard after care, and what is said to it."""

import re
from itertools import pairwise

import pytest

from api.safety.care import NOT_BY_RINGING, CareMessages
from api.safety.care_buttons import Press, payload, pressed
from api.safety.finding import Category
from api.safety.staying import (
    Heard,
    Stay,
    hear,
    is_bare_no,
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
        ("can i text someone", Heard.TEXT),
        ("I hate phone calls", Heard.TEXT),
        ("dont want to ring anyone my mum would see", Heard.TEXT),
        ("my brother will hear me", Heard.TEXT),
        ("will it show up on the phone bill", Heard.BILL),
        ("dad checks my phone", Heard.BILL),
        ("i cant tell my teacher", Heard.CANT_TELL),
        ("nobody believes me", Heard.CANT_TELL),
        ("I told my teacher and nothing happened", Heard.CANT_TELL),
        ("dont tell my mum", Heard.PRIVACY),
        ("will my mum find out", Heard.PRIVACY),
        ("what if they find out i told", Heard.FOUND_OUT),
        ("will i be in trouble for telling", Heard.FOUND_OUT),
        ("im safe i just want someone to talk to about the bullying", Heard.BULLYING),
        ("they make fun of me online", Heard.BULLYING),
        ("no im not safe they bully me", Heard.UNSAFE),
        ("my number is 07700 900123, ring me", Heard.CALL_ME),
        ("could someone call me tomorrow", Heard.CALL_ME),
        ("they keep ringing, he wont stop, dont ring me", Heard.OTHER),
        ("my son is at school", Heard.OTHER),
    ],
)
def test_an_answer_is_read(text: str, heard: Heard) -> None:
    assert hear(text) is heard


@pytest.mark.parametrize(
    ("locale", "heard", "text"),
    [
        ("pl", Heard.TEXT, "boję się dzwonić"),
        ("pl", Heard.CANT_TELL, "nie mogę powiedzieć mamie"),
        ("pl", Heard.FOUND_OUT, "a jak się dowiedzą"),
        ("pl", Heard.BULLYING, "śmieją się ze mnie w klasie"),
        ("pl", Heard.CALL_ME, "zadzwoń do mnie"),
        ("pl", Heard.BILL, "mama sprawdza mój telefon"),
        ("ro", Heard.TEXT, "nu vreau să sun pe nimeni"),
        ("ro", Heard.CANT_TELL, "nu pot să spun profesoarei"),
        ("ro", Heard.BULLYING, "colegii râd de mine"),
        ("ro", Heard.CALL_ME, "sunați-mă"),
        ("ur", Heard.TEXT, "میں فون نہیں کر سکتی"),
        ("ur", Heard.CANT_TELL, "میں استاد کو نہیں بتا سکتا"),
        ("ur", Heard.BULLYING, "لڑکے مذاق اڑاتے ہیں"),
        ("ur", Heard.CALL_ME, "مجھے فون کریں"),
        ("ar", Heard.TEXT, "لا أريد الاتصال"),
        ("ar", Heard.CANT_TELL, "لا أستطيع أن أخبر المعلم"),
        ("ar", Heard.BULLYING, "يسخرون مني"),
        ("ar", Heard.CALL_ME, "اتصل بي"),
        ("bn", Heard.TEXT, "ফোন করতে চাই না"),
        ("bn", Heard.CANT_TELL, "শিক্ষককে বলতে পারি না"),
        ("bn", Heard.BULLYING, "ওরা আমাকে উত্ত্যক্ত করে"),
        ("bn", Heard.CALL_ME, "আমাকে ফোন করুন"),
        ("uk", Heard.TEXT, "не хочу дзвонити"),
        ("uk", Heard.CANT_TELL, "не можу сказати вчительці"),
        ("uk", Heard.FOUND_OUT, "якщо вони дізнаються"),
        ("uk", Heard.BULLYING, "однокласники сміються з мене"),
        ("uk", Heard.CALL_ME, "подзвоніть мені"),
    ],
)
def test_what_is_asked_after_care_is_read_in_each_language(
    locale: str, heard: Heard, text: str
) -> None:
    assert hear(text, locale) is heard


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
    assert pressed(payload(Heard.TALK)) == (Heard.TALK, None)
    assert pressed(payload(Heard.SAFE, "1a2b3c4d")) == (Heard.SAFE, "1a2b3c4d")
    for sent in ('/care{"heard": "nonsense"}', '/care{"heard": "child"}', '/care{"heard":"safe"}'):
        assert pressed(sent) is None
    assert pressed("/affirm") is None
    assert pressed(None) is None


def test_an_answer_belongs_to_the_response_that_it_stands_under() -> None:
    stay = Stay(response="1a2b3c4d")
    for heard in (Heard.SAFE, Heard.SOMEONE_ELSE, Heard.CARRY_ON):
        assert Press(heard, "1a2b3c4d").belongs_to(stay)
        assert not Press(heard, "00000000").belongs_to(stay)
        assert not Press(heard).belongs_to(stay)
    for heard in (Heard.UNSAFE, Heard.UNSURE, Heard.TALK):
        assert Press(heard, "00000000").belongs_to(stay)


def test_every_button_of_care_fits_a_telegram_button() -> None:
    longest = max(len(payload(heard, "1a2b3c4d")) for heard in Heard)
    assert longest + 8 <= 64


@pytest.mark.parametrize("category", DANGERS)
@pytest.mark.parametrize("heard", [heard for heard in Heard if heard is not Heard.CARRY_ON])
def test_every_answer_stays_with_the_person(care, category, heard) -> None:
    about = ["child", "deaf", "domestic_abuse", "someone_else"]
    (message,) = care.stay(Stay(category=category, about=about), heard)
    assert message["buttons"][-1]["payload"] == payload(Heard.CARRY_ON)
    assert [phrase for phrase in NEVER_SAID if phrase in message["text"].lower()] == []
    sentences = re.split(r"[.?!:]\s|\n", message["text"])
    assert max(len(sentence.split()) for sentence in sentences) <= 25


@pytest.mark.parametrize("category", DANGERS)
def test_who_is_not_safe_is_sent_to_999_first(care, category) -> None:
    (message,) = care.stay(Stay(category=category), Heard.UNSAFE)
    assert message["text"].startswith("Please call 999 now")
    assert message["card"]["contacts"][0]["id"] == "emergency"


@pytest.mark.parametrize("heard", [heard for heard in Heard if heard is not Heard.CARRY_ON])
@pytest.mark.parametrize("about", [[], ["child"], ["deaf"], ["may_harm_others"]])
def test_nothing_is_said_word_for_word_twice_running(care, heard, about) -> None:
    for category in DANGERS:
        stay, said = Stay(category=category, about=about), []
        for _ in range(5):
            stay = stay.in_full(heard)
            (message,) = care.stay(stay, heard)
            said.append(message["text"])
            assert "• " in message["text"] or heard is Heard.THANKS
        assert all(text != after for text, after in pairwise(said))
        assert max(map(len, said[1:])) < 400


def test_a_child_who_is_bullied_is_led_to_help_with_it(care) -> None:
    (message,) = care.stay(Stay(about=["child"]), Heard.BULLYING)
    assert "pages about bullying" in message["text"]
    assert "childline.org.uk" in message["text"]
    assert "/find_support" in [button["payload"] for button in message["buttons"]]


def test_a_child_who_cannot_tell_one_grown_up_hears_of_others(care) -> None:
    for category in DANGERS:
        (message,) = care.stay(Stay(category=category, about=["child"]), Heard.CANT_TELL)
        assert "another teacher, the school nurse" in message["text"]
        assert "work" not in message["text"].replace("youth worker", "")


def test_the_call_of_a_link_worker_is_offered_to_adults_where_there_is_one() -> None:
    form, offering = "/triage_press", CareMessages.load(offers_calls=True)
    for care, about, is_offered in (
        (offering, [], True),
        (offering, ["child"], False),
        (CareMessages.load(), [], False),
    ):
        (apart,) = care.no_calls(about)
        (stayed,) = care.stay(Stay(about=about), Heard.CALL_ME)
        for message in (apart, stayed):
            sent = " ".join(button["payload"] for button in message["buttons"])
            assert (form in sent) is is_offered
            assert ("ask a link worker" in message["text"]) is is_offered
            assert "cannot ring you" in message["text"]
            assert "not kept" in message["text"]


@pytest.mark.parametrize("about", [["deaf"], [NOT_BY_RINGING], ["someone_else", "deaf"]])
def test_whom_ringing_is_no_way_for_is_offered_no_call(about: list[str]) -> None:
    care = CareMessages.load(offers_calls=True)
    (apart,) = care.no_calls(about)
    (stayed,) = care.stay(Stay(about=about), Heard.CALL_ME)
    for message in (apart, stayed):
        assert "/triage_press" not in " ".join(each["payload"] for each in message["buttons"])
        assert "ask a link worker to call" not in message["text"]
        assert "cannot ring you" in message["text"]
    assert "write to your GP surgery" in apart["text"]
    assert "You can ring these people" not in stayed["text"]
    assert "Text SHOUT to 85258" in stayed["text"]


def test_a_child_who_cannot_ring_is_sent_to_no_link_worker() -> None:
    (message,) = CareMessages.load(offers_calls=True).no_calls(["child", NOT_BY_RINGING])
    assert "link worker" not in message["text"]


@pytest.mark.parametrize(
    "text",
    [
        "can we carry on now",
        "right, let's carry on then",
        "OK can we move on please",
        "yes please continue now",
        "just go on",
    ],
)
def test_a_wish_to_go_on_is_heard_with_small_words_around_it(text: str) -> None:
    assert hear(text) is Heard.CARRY_ON


@pytest.mark.parametrize("text", ["I can't carry on now", "I just can't go on", "please help now"])
def test_small_words_turn_nothing_else_into_a_wish_to_go_on(text: str) -> None:
    assert hear(text) is not Heard.CARRY_ON


@pytest.mark.parametrize("text", ["im in year 11", "mum's drinking, I am in year 9", "year 10"])
def test_a_school_year_tells_that_a_child_writes(text: str) -> None:
    assert tells_own_age(text)


@pytest.mark.parametrize("text", ["I'm a year 6 teacher", "im in year 10 of my recovery"])
def test_other_years_tell_of_no_child(text: str) -> None:
    assert not tells_own_age(text)


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


@pytest.mark.parametrize(
    "text",
    [
        "debt collectors ring me every day and I cant pay",
        "my sister can ring me if its bad",
        "the council will call me back",
        "you know i told you i live alone",
        "as you know i said leeds",
    ],
)
def test_ringing_and_telling_in_passing_ask_for_nothing(text: str) -> None:
    assert hear(text) not in {Heard.CALL_ME, Heard.FOUND_OUT}
