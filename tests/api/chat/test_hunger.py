"""That there is no food now is read in one way, beside danger and without it."""

import pytest

from api.chat.beside import HUNGER, needs_beside
from api.languages.telling import read
from api.triage.reading import tells_hunger

NO_FOOD = {
    "pl": "dzieci płaczą, nie mamy na jedzenie",
    "ro": "suntem trei și nu avem mâncare",
    "ur": "ہمارے پاس کھانے کے پیسے نہیں",
    "ar": "نحن خمسة وليس عندي طعام",
    "bn": "আমার খিদে পেয়েছে",
    "uk": "діти плачуть, нема грошей на їжу",
}


@pytest.mark.parametrize("locale", NO_FOOD)
def test_no_food_is_read_alike_with_and_without_danger(locale: str) -> None:
    assert "hungry" in read(NO_FOOD[locale], locale).facts
    assert needs_beside(NO_FOOD[locale], locale)[0] == HUNGER


@pytest.mark.parametrize(
    "text",
    [
        "since monday food is finished and we cry",
        "please my children no eat two day",
        "baby no milk, what i do",
        "we not eat today",
    ],
)
def test_no_food_is_read_in_learners_english(text: str) -> None:
    assert tells_hunger(text)
    assert needs_beside(text, "en")[0] == HUNGER


@pytest.mark.parametrize(
    "text",
    [
        "my kids not eat vegetables",
        "we not eat pork",
        "children no food allergies",
        "i buy food at the market",
    ],
)
def test_what_somebody_does_not_eat_is_no_hunger(text: str) -> None:
    assert not tells_hunger(text)
