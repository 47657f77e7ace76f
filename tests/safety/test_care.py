"""Care says the right things, to the right person, with contacts that are fresh and sourced."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from api.safety.care import CareMessages
from api.safety.care_buttons import payload
from api.safety.contacts import ContactKind, read_contacts, stale_contacts
from api.safety.finding import NOTHING, Category, Certainty, Finding
from api.safety.staying import Heard, Stay

DANGERS = [category for category in Category if category is not Category.NONE]
FINDINGS = [
    Finding(category, certainty, ["rule"]) for category in DANGERS for certainty in Certainty
]
CERTAIN_ONES = [finding for finding in FINDINGS if finding.certainty is Certainty.CERTAIN]
POSSIBLE_ONES = [finding for finding in FINDINGS if finding.certainty is Certainty.POSSIBLE]
WHOM = [[], ["child"], ["deaf"], ["domestic_abuse"], ["someone_else"], ["child_at_risk"],
        ["older_person"], ["sexual_abuse"], ["may_harm_others"], ["young"]]  # fmt: skip
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


@pytest.mark.parametrize("finding", POSSIBLE_ONES, ids=str)
@pytest.mark.parametrize("about", WHOM, ids=str)
def test_a_gentle_check_is_short(care, finding, about) -> None:
    (message,) = care.check(replace(finding, about=about), "en")
    ask, *lines = message["text"].split("\n\n")
    assert ask.count("?") == 1
    assert "safe right now" in ask
    assert "999" in message["text"]
    assert "card" not in message
    listening = [line for line in "\n".join(lines).splitlines() if line.startswith("•")]
    assert len(listening) <= (1 if "deaf" not in about and "child" not in about else 3)
    assert len(message["text"].split()) <= 75
    assert [b["title"] for b in message["buttons"]] == ["Who can I talk to?"]


@pytest.mark.parametrize("finding", POSSIBLE_ONES, ids=str)
@pytest.mark.parametrize("about", WHOM, ids=str)
def test_the_longer_list_is_one_press_away(care, finding, about) -> None:
    stay = Stay.after(replace(finding, about=about))
    (message,) = care.who_listens(stay)
    assert "not a person" in message["text"]
    assert "999" in message["text"]
    assert message["text"].count("\n• ") >= 2
    assert message["buttons"][-1]["payload"] == payload(Heard.CARRY_ON)


@pytest.mark.parametrize("finding", POSSIBLE_ONES, ids=str)
def test_beside_help_with_a_need_everybody_is_asked_about_in_one_line(care, finding) -> None:
    about = ["child_at_risk"]
    (message,) = care.check(replace(finding, about=about), beside_need=True)
    assert message["text"].splitlines()[0].endswith("are you, and anyone with you, safe right now?")
    assert "worried about a child" not in message["text"]


@pytest.mark.parametrize("finding", CERTAIN_ONES, ids=str)
def test_danger_told_again_names_everybody_again_in_other_words(care, finding) -> None:
    for about in ([], ["child"], ["domestic_abuse"]):
        told = replace(finding, about=about)
        in_full, (in_short,) = care.messages(told), care.told_again(told)
        assert in_short["text"] not in all_text(in_full)
        assert "Are you safe right now?" in in_short["text"]
        assert card_ids([in_short]) == card_ids(in_full)
        assert in_short["buttons"] == in_full[-1]["buttons"]
        assert len(in_short["text"]) < len(all_text(in_full))


@pytest.mark.parametrize("category", [Category.CRISIS, Category.SAFEGUARDING])
def test_for_a_child_their_own_lines_come_before_999(care, category) -> None:
    for certainty in Certainty:
        finding = Finding(category, certainty, [], ["child"])
        text = all_text(care.messages(finding))
        number, line = text.index("0800 1111"), text.index("85258")
        assert number < line < text.lower().index("call 999")
        assert "chat 1-2-1 on childline.org.uk" in text
        assert "under 18" not in text


def test_for_the_body_of_a_child_999_comes_first(care) -> None:
    finding = Finding(Category.URGENT_MEDICAL, Certainty.CERTAIN, [], ["child"])
    first = care.messages(finding)[0]["text"]
    assert "Call 999 now" in first
    assert "85258" not in first


@pytest.mark.parametrize("finding", CERTAIN_ONES, ids=str)
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
        assert [b["payload"] for m in full for b in m["buttons"]][-1] == payload(Heard.CARRY_ON)
        assert payload(Heard.CARRY_ON) not in [b["payload"] for m in gentle for b in m["buttons"]]


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
