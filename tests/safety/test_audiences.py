"""Who a message is about is understood in every offered language, so that the right help comes."""

# ruff: noqa: RUF001 -- words in other scripts have letters that look like Latin ones

import pytest

from api.safety.finding import Category, Certainty
from api.safety.screen import Screen

TOLD = {
    "en": {
        "domestic_abuse": "my husband hits me",
        "child": "I'm 15 and pregnant and my dad will kill me",
        "child_at_risk": "My son is 9 and he is being bullied",
        "deaf": "I am deaf and I want to die",
        "someone_else": "my daughter says she wants to die",
        "may_harm_others": "i want to hurt my wife",
    },
    "pl": {
        "domestic_abuse": "mój mąż mnie bije",
        "child": "mam 14 lat i chcę umrzeć",
        "child_at_risk": "sąsiad bije swoje dziecko",
        "deaf": "jestem głucha i chcę umrzeć",
        "someone_else": "mój syn mówi, że chce się zabić",
        "may_harm_others": "chcę zabić żonę, ona mnie bije",
    },
    "ro": {
        "domestic_abuse": "soțul meu mă bate",
        "child": "am 14 ani și vreau să mor",
        "child_at_risk": "vecinul bate copiii",
        "deaf": "sunt surdă și vreau să mor",
        "someone_else": "fiul meu vrea să se sinucidă",
    },
    "ur": {
        "domestic_abuse": "میرا شوہر مجھے مارتا ہے",
        "child": "میں 14 سال کی ہوں اور مرنا چاہتی ہوں",
        "child_at_risk": "وہ میرے بچوں کو مارتا ہے",
        "deaf": "میں بہری ہوں، شوہر مجھے مارتا ہے",
        "someone_else": "میرا بیٹا مرنا چاہتا ہے",
    },
    "ar": {
        "domestic_abuse": "زوجي يضربني",
        "child": "عمري ١٤ سنة وأريد أن أموت",
        "child_at_risk": "زوجي يضرب أطفالي",
        "deaf": "أنا أصم وأريد أن أموت",
        "someone_else": "ابني يقول إنه يريد أن يقتل نفسه",
    },
    "bn": {
        "domestic_abuse": "আমার স্বামী আমাকে মারে",
        "child": "আমার বয়স ১৪, আমি মরতে চাই",
        "child_at_risk": "সে বাচ্চাদের মারে",
        "deaf": "আমি বধির, আমি মরতে চাই",
        "someone_else": "আমার ছেলে বলছে সে মরতে চায়",
    },
    "uk": {
        "domestic_abuse": "мій чоловік мене б'є",
        "child": "мені 14 років і я хочу померти",
        "child_at_risk": "сусід б'є свою дитину",
        "deaf": "я глуха і хочу померти",
        "someone_else": "мій син каже, що хоче вбити себе",
    },
}
ROMANISED = {
    "domestic_abuse": ["mera shohar mujhe marta hai", "amar shami amake mare", "zawji yadribuni"],
    "child": ["meri umar 14 saal hai, main marna chahti hoon", "amar boyosh 14 ami morte chai"],
}


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen.load()


@pytest.mark.parametrize(
    ("about", "text"), [(about, text) for told in TOLD.values() for about, text in told.items()]
)
def test_who_it_is_about_is_understood_in_each_language(screen, about, text) -> None:
    finding = screen.check(text)
    assert finding.certainty is not None
    assert about in finding.about


@pytest.mark.parametrize(
    ("about", "text"), [(about, text) for about, texts in ROMANISED.items() for text in texts]
)
def test_the_same_is_understood_in_latin_letters(screen, about, text) -> None:
    assert about in screen.check(text).about


@pytest.mark.parametrize(
    ("text", "not_about"),
    [
        ("my husband hits me", "someone_else"),
        ("my husband is hitting me", "someone_else"),
        ("I'm a carer for my wife, I can't do it any more", "domestic_abuse"),
        ("i want to hurt my wife", "domestic_abuse"),
        ("i want to hurt my wife", "child_at_risk"),
        ("I am 81 and want to die", "child"),
        ("I've written a note for my mum", "child"),
        ("I'm 15 minutes away and I want to die", "child"),
        ("my son is 34 and he hits me", "child_at_risk"),
    ],
)
def test_nobody_is_taken_for_someone_they_are_not(screen, text, not_about) -> None:
    finding = screen.check(text)
    assert finding.certainty is not None
    assert not_about not in finding.about


def test_mum_who_hits_is_told_by_a_child(screen) -> None:
    assert "child" in screen.check("mum hits me").about


@pytest.mark.parametrize(
    "text",
    [
        "I am 81 and want to die",
        "I'm sat in my car and I want to die",
        "I told the crisis team and I'm going to kill myself",
        "my bag is packed, he hits me",
        "the nurse knows I want to kill myself",
    ],
)
def test_a_number_a_car_or_a_team_hides_no_danger(screen, text) -> None:
    assert screen.check(text).certainty is Certainty.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        "we lost our lead to suicide last year so its stopped",
        "it's a crisis service only",
        "3 if I'm being kind",
        "how many kms away is it",
        "third time I've asked and still no answer",
        "Bradford got battered",
        "my suicidal days are long behind me",
        "I've never felt suicidal, just fed up",
        "my son's doing a charity bungee jump off a bridge",
    ],
)
def test_services_sport_distances_and_what_is_behind_are_left_alone(screen, text) -> None:
    assert screen.check(text).category is Category.NONE


@pytest.mark.parametrize(
    "text", ["I'm not suicidal but I am struggling", "I've never felt suicidal before"]
)
def test_a_denial_that_leaves_something_is_asked_about(screen, text) -> None:
    assert screen.check(text).certainty is Certainty.POSSIBLE
