"""What says who a person is leaves the text; what an assessment or a search needs stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nhs_number.generate import generate

from api.safety.redaction import passes_luhn, redact

REMOVED = {
    "my nhs number is 943 476 5919": "943",
    "it's 9434765919 on the letter": "9434765919",
    "ring me on 07700 900123": "900123",
    "call +44 7700 900123 after six": "900123",
    "my landline is (0161) 496 0123": "0123",
    "email me at sam.example@example.org": "sam.example",
    "I'm sam at example dot co dot uk": "sam at",
    "my date of birth is 12/03/1980": "1980",
    "dob 12-03-80": "12-03-80",
    "I was born on the 3rd of March 1980": "March",
    "born in 1975 in Leeds": "1975",
    "card 4111 1111 1111 1111 exp soon": "4111",
    "My name is Aria Example": "Aria",
    "my name's aria": "aria",
    "I'm called Aria and I need help": "Aria",
    "you can call me Aria": "Aria",
    "I live at 12 Example Road, LS6": "Example",
    "my address is flat 3, 7b St Sample's Terrace": "Sample",
    "I'm at 41 Old Sample Close": "Sample",
}
KEPT = [
    "level 3",
    "2",
    "N1a is at level 2 and 1(g) at 3",
    "since May 2023",
    "the contract ends on 31/03/2027",
    "116 123 is Samaritans and 999 is for emergencies",
    "NHS 111 option 2",
    "we have 35 practices and 120,000 patients",
    "first meeting 12 March, second 4 June",
    "I live in N3 and go to the 2nd group on Tuesday",
    "call me later on",
    "half of our 1,200 referrals in 2024/25",
    "P3c 2nd level",
    "it is a 10 mile drive and 2 buses",
    "3 people in our street have asked",
    "we are at 2 but 3 very close",
    "2 groups on Sample Road",
    "2025 is when the work of this lane ends",
    "level 3 all the way",
    "text SHOUT to 85258",
]


@pytest.mark.parametrize("text", REMOVED)
def test_what_says_who_a_person_is_is_removed(text) -> None:
    assert REMOVED[text] not in redact(text)
    assert "[" in redact(text)


@pytest.mark.parametrize("text", KEPT)
def test_what_an_assessment_needs_stays(text) -> None:
    assert redact(text) == text


def test_a_full_postcode_becomes_its_outcode() -> None:
    assert redact("I'm at SW1A 1AA now") == "I'm at SW1A now"
    assert redact("ls11aa") == "ls1"


@given(st.integers(min_value=0, max_value=50))
def test_every_nhs_number_is_removed_however_it_is_spaced(seed) -> None:
    number = generate()[0]
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}" if seed % 2 else number
    assert redact(f"It is {spaced}.") == "It is [NHS number]."


@given(st.text(alphabet="0123456789", min_size=12, max_size=18))
def test_every_card_number_is_removed(digits) -> None:
    check = next(d for d in "0123456789" if passes_luhn(digits + d))
    assert digits not in redact(f"pay with {digits}{check} please")


@given(st.integers(min_value=0, max_value=999_999_999))
def test_every_uk_mobile_number_is_removed(number) -> None:
    written = f"07{number:09d}"
    assert written not in redact(f"ring {written} today")


@given(st.text(max_size=300))
def test_any_text_can_be_redacted_twice_to_the_same(text) -> None:
    once = redact(text)
    assert redact(once) == once


@given(st.text(alphabet=st.characters(categories=["L", "Zs", "Po"]), max_size=200))
def test_text_without_digits_or_signs_of_identity_keeps_its_words(text) -> None:
    if re.search(r"name|call|@|\bat\b", text, re.IGNORECASE):
        return
    assert redact(text) == text
