"""Care says the right things, to the right person, with contacts that are fresh and sourced."""

import re
from datetime import date, timedelta

import pytest

from api.safety.care import CareMessages
from api.safety.contacts import ContactKind, read_contacts, stale_contacts
from api.safety.finding import NOTHING, Category, Certainty, Finding

DANGERS = [category for category in Category if category is not Category.NONE]
FINDINGS = [
    Finding(category, certainty, ["rule"]) for category in DANGERS for certainty in Certainty
]
NEVER_SAID = [
    "can't talk about", "cannot talk about", "can not talk about", "not able to discuss",
    "your secret", "keep it secret", "between us", "promise", "diagnos", "you have depression",
    "attention seeking", "commit suicide", "calm down",
]  # fmt: skip


@pytest.fixture(scope="module")
def care() -> CareMessages:
    return CareMessages.load()


def all_text(messages: list[dict]) -> str:
    return "\n".join(message["text"] for message in messages)


def card_ids(messages: list[dict]) -> list[str]:
    cards = [message["card"] for message in messages if "card" in message]
    return [contact["id"] for card in cards for contact in card["contacts"]]


@pytest.mark.parametrize("finding", FINDINGS, ids=str)
def test_every_finding_is_asked_plainly_and_pointed_to_the_nhs(care, finding) -> None:
    messages = care.messages(finding, "en")
    assert all_text(messages).count("Are you safe right now?") == 1
    assert "not a person" in all_text(messages)
    assert "999" in all_text(messages) + " ".join(
        str(contact["phone"]) for contact in messages[0]["card"]["contacts"]
    )
    assert "emergency" in card_ids(messages)


@pytest.mark.parametrize("finding", FINDINGS, ids=str)
def test_nothing_harmful_is_ever_said(care, finding) -> None:
    everything = Finding(
        finding.category, finding.certainty, [], ["domestic_abuse", "child", "deaf", "someone_else"]
    )
    said = all_text(care.messages(everything, "en")).lower()
    assert [phrase for phrase in NEVER_SAID if phrase in said] == []


@pytest.mark.parametrize("finding", FINDINGS, ids=str)
def test_charities_stand_in_lines_and_never_in_the_card(care, finding) -> None:
    about = [
        "someone_else",
        "child",
        "domestic_abuse",
        "deaf",
        "exploitation",
        "older_person",
        "sexual_abuse",
    ]
    kinds = {
        contact["kind"]
        for message in care.messages(Finding(finding.category, finding.certainty, [], about), "en")
        for contact in message.get("card", {}).get("contacts", [])
    }
    assert kinds <= {"nhs", "police"}


def test_a_certain_crisis_offers_option_two_and_a_listening_line(care) -> None:
    messages = care.messages(Finding(Category.CRISIS, Certainty.CERTAIN), "en")
    assert "nhs-111-mental-health" in card_ids(messages)
    assert "116 123" in all_text(messages)
    assert "trust" in all_text(messages)


def test_only_full_care_offers_the_way_back(care) -> None:
    for category in DANGERS:
        full = care.messages(Finding(category, Certainty.CERTAIN), "en")
        gentle = care.messages(Finding(category, Certainty.POSSIBLE), "en")
        assert [b["payload"] for m in full for b in m["buttons"]][-1] == "/resume"
        assert [b for m in gentle for b in m["buttons"]] == []


def test_domestic_abuse_gets_the_silent_solution_and_its_helplines(care) -> None:
    finding = Finding(Category.SAFEGUARDING, Certainty.CERTAIN, [], ["domestic_abuse"])
    said = all_text(care.messages(finding, "en"))
    assert "press 55" in said
    assert "0808 2000 247" in said
    assert "clear your history" in said


def test_a_child_gets_childline_first(care) -> None:
    finding = Finding(Category.SAFEGUARDING, Certainty.CERTAIN, [], ["child"])
    assert "0800 1111" in all_text(care.messages(finding, "en"))


def test_a_deaf_person_gets_ways_that_need_no_voice(care) -> None:
    finding = Finding(Category.URGENT_MEDICAL, Certainty.CERTAIN, [], ["deaf"])
    assert {"999-bsl", "relay-uk-111"} <= set(card_ids(care.messages(finding, "en")))


def test_someone_else_at_risk_is_spoken_of(care) -> None:
    finding = Finding(Category.CRISIS, Certainty.CERTAIN, [], ["someone_else"])
    assert "someone else" in all_text(care.messages(finding, "en"))


def test_nothing_found_says_nothing(care) -> None:
    assert care.messages(NOTHING, "en") == []


def test_a_locale_without_words_falls_back_to_english(care) -> None:
    finding = Finding(Category.CRISIS, Certainty.CERTAIN)
    assert care.messages(finding, "xx") == care.messages(finding, "en")


def test_sentences_are_short_enough_to_read_at_nine(care) -> None:
    for finding in FINDINGS:
        for message in care.messages(finding, "en"):
            sentences = re.split(r"[.?!:]\s|\n", message["text"])
            assert max(len(sentence.split()) for sentence in sentences) <= 25


def test_no_contact_is_older_than_its_limit() -> None:
    assert [contact.id for contact in stale_contacts(date.today())] == []  # noqa: DTZ011


def test_an_old_contact_is_named() -> None:
    newest = max(contact.checked_on for contact in read_contacts().contacts)
    late = newest + timedelta(days=max(read_contacts().limit_days.values()) + 1)
    assert len(stale_contacts(late)) == len(read_contacts().contacts)


def test_every_contact_says_where_it_was_read() -> None:
    for contact in read_contacts().contacts:
        assert contact.source.startswith("https://"), contact.id
        assert contact.kind in ContactKind
