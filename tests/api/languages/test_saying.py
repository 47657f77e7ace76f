"""English texts with values in them are said whole in another language."""

import pytest

from api.languages.saying import say, with_figures_apart

BECAUSE = (
    "Thank you. From what you say, reading English and going online are not easy for you and "
    "you have a lot to deal with. So it may help to have someone alongside you."
)

BECAUSE_IN_POLISH = (
    "Dziękuję. Z tego, co mówisz, wynika, że czytanie po angielsku i internet nie są dla ciebie "
    "łatwe i masz wiele na głowie. Może pomóc ktoś, kto będzie u twojego boku."
)


@pytest.mark.parametrize(
    ("english", "polish"),
    [
        ("Money worries", "Kłopoty z pieniędzmi"),
        (
            "You asked about money worries, food.",
            "Temat z twojej prośby: kłopoty z pieniędzmi, jedzenie.",
        ),
        (
            "You asked about grief and loss.",
            "Temat z twojej prośby: żałoba i śmierć kogoś bliskiego.",
        ),
        ("About 1 mile from the middle of Leeds", "Około 1 mila od środka Leeds"),
        ("About 2 miles from the middle of Leeds", "Około 2 mile od środka Leeds"),
        ("About 5 miles from the middle of Leeds", "Około 5 mil od środka Leeds"),
        ("About 2.5 miles from the middle of Leeds", "Około 2.5 mil od środka Leeds"),
        ("Last checked: 2026-11-22", "Ostatnio sprawdzone: 22 listopada 2026"),
        (
            "Call 0800 138 1111. Ask if someone can meet you there.",
            "Zadzwoń: 0800 138 1111. Zapytaj, czy ktoś może tam na ciebie poczekać.",
        ),
        ("3. Something else", "3. Coś innego"),
        ("St. Mary's Walks\nCost: Free", "St. Mary's Walks\nKoszt: Za darmo"),
        (BECAUSE, BECAUSE_IN_POLISH),
    ],
)
def test_a_text_is_said_with_its_values(english: str, polish: str) -> None:
    assert say(english, "pl") == polish


@pytest.mark.parametrize(
    "text", ["Leeds", "on Tuesdays at ten", "", "N1a", "Call me. Maybe.", "{needs}"]
)
def test_what_is_no_sentence_of_the_product_is_left_alone(text: str) -> None:
    assert say(text, "pl") is None


def test_nothing_is_said_in_a_language_that_is_not_offered() -> None:
    assert say("Money worries", "en") is None


def test_telephone_numbers_keep_their_order_between_right_to_left_words() -> None:
    said = say("Call 0113 496 0000.", "ar")
    assert said is not None
    assert "\u20660113 496 0000\u2069" in said
    assert with_figures_apart("116 123", "pl") == "116 123"


def test_braces_in_a_value_stay_braces() -> None:
    assert say("Website: https://example.org/{a}", "pl") == "Strona: https://example.org/{a}"
