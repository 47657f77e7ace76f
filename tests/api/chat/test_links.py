"""What can be tapped in the words of the assistant is sent with them, in every language."""

import re

import pytest

from api.chat.links import Link, links_in, sms_to
from api.chat.schemas import Message, TranscriptMessage
from api.languages.locales import offered_codes
from api.safety.care import CareMessages
from api.safety.contacts import read_contacts
from api.safety.finding import Category, Certainty, Finding

CARE = CareMessages.load()
ABOUT = ["child", "young", "deaf", "older_person", "sexual_abuse", "exploitation", "someone_else"]


def hrefs(text: str, card: dict[str, object] | None = None) -> dict[str, str]:
    return {link.text: link.href for link in links_in(text, card)}


@pytest.mark.parametrize("locale", offered_codes())
@pytest.mark.parametrize("category", [each for each in Category if each is not Category.NONE])
def test_every_line_that_care_names_can_be_tapped(category: Category, locale: str):
    said = CARE.messages(Finding(category, Certainty.CERTAIN, [], ABOUT), locale)
    text = "\n".join(message["text"] for message in said)
    tapped = set(hrefs(text).values())
    named = 0
    for contact in read_contacts().contacts:
        if contact.phone and re.search(rf"(?<!\d)(?<!\d ){contact.phone}(?! ?\d|\.n)", text):
            assert f"tel:{contact.phone.replace(' ', '')}" in tapped, contact.id
            named += 1
        if contact.text_to and "SHOUT" in text:
            assert sms_to(contact.text_to) in tapped, contact.id
            named += 1
    assert named >= 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our own line: 01632 960001.", {"01632 960001": "tel:01632960001"}),
        ("Ring 020 7946 0018 or 07700 900123", {"020 7946 0018": "tel:02079460018",
                                                "07700 900123": "tel:07700900123"}),
        ("Text HUG to 85000.", {"Text HUG to 85000": "sms:85000?&body=HUG"}),
        ("You can text 07700 900123", {"text 07700 900123": "sms:07700900123"}),
        ("111.nhs.uk", {"111.nhs.uk": "https://111.nhs.uk"}),
        ("فون کریں \u2066116 123\u2069 یا", {"116 123": "tel:116123"}),
    ],
)  # fmt: skip
def test_finds_what_can_be_tapped(text: str, expected: dict[str, str]):
    assert hrefs(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1999 or 111222",
        "on 2026-11-30, from 0 to 10",
        "reference 0123",
        "https://example.org/999/0800",
        "press 55",
        "N1a: 111-x",
        "a Shouting match",
    ],
)
def test_other_figures_and_words_are_left_alone(text: str):
    assert hrefs(text) == {}


def test_the_longest_comes_first_so_that_nothing_swallows_it():
    found = [link.text for link in links_in("999 BSL, 18001 111, 999 and 111")]
    assert found == sorted(found, key=len, reverse=True)
    assert {"999 BSL", "18001 111", "999", "111"} == set(found)


def test_what_stands_on_a_card_counts_too_but_for_its_ids():
    card = {"type": "care", "contacts": [{"id": "0800 1111", "purpose": "Call 116 123."}]}
    assert hrefs("", card) == {"116 123": "tel:116123"}


def test_a_message_has_its_links_and_what_a_person_wrote_has_none():
    said = {"id": "6f0f7a52-3a67-4b5c-9b52-0d3c1c1b5f10", "text": "Call 111"}
    assert Message.model_validate(said).links == [Link(text="111", href="tel:111")]
    wrote = {**said, "from": "person", "at": "2026-03-02T00:00:00Z"}
    assert TranscriptMessage.model_validate(wrote).links == []
    answered = TranscriptMessage.model_validate({**wrote, "from": "assistant"})
    assert answered.links == [Link(text="111", href="tel:111")]
