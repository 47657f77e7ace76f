"""Whoever writes, in whatever language, is told of somebody to turn to who fits."""

from datetime import date

import pytest

from api.languages.locales import offered_codes
from api.safety.care import CareMessages, CareWords
from api.safety.contacts import Contact, ContactList, read_contacts
from api.safety.finding import Category, Certainty, Finding
from api.safety.staying import Heard, Stay

CARE = CareMessages.load()
LOCALES = offered_codes()
DANGERS = [Category.CRISIS, Category.URGENT_MEDICAL, Category.SAFEGUARDING]
DOMESTIC_ABUSE, CHILDLINE, SAMARITANS = "0808 2000 247", "0800 1111", "116 123"
ADULTS_LINES = (DOMESTIC_ABUSE, "0808 801 0327", "0808 800 5000", "wearehourglass")
HEARD = [heard for heard in Heard if heard is not Heard.CARRY_ON]


def said(category: Category, *about: str, locale: str = "en", sure: bool = True) -> str:
    certainty = Certainty.CERTAIN if sure else Certainty.POSSIBLE
    messages = CARE.messages(Finding(category, certainty, ["rule"], list(about)), locale)
    return "\n".join(message["text"] for message in messages)


def listed(category: Category, *about: str, locale: str = "en") -> str:
    """What a gentle check says, and the longer list that is one press away."""
    stay = Stay(category=category, about=list(about), gentle=True)
    (message,) = CARE.who_listens(stay, locale)
    return f"{said(category, *about, locale=locale, sure=False)}\n{message['text']}"


def stayed(category: Category, heard: Heard, *about: str, locale: str = "en") -> str:
    (message,) = CARE.stay(Stay(category=category, about=list(about)), heard, locale)
    return message["text"]


def words(locale: str) -> CareWords:
    return CARE._words[locale]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("sure", [True, False])
def test_domestic_abuse_gets_its_helpline_and_the_silent_solution(locale: str, sure: bool) -> None:
    told = said(Category.SAFEGUARDING, "domestic_abuse", locale=locale, sure=sure)
    assert DOMESTIC_ABUSE in told
    text = told if sure else listed(Category.SAFEGUARDING, "domestic_abuse", locale=locale)
    assert words(locale).also["domestic_abuse"] in text
    assert "55" in text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("category", [Category.CRISIS, Category.SAFEGUARDING])
@pytest.mark.parametrize("sure", [True, False])
def test_a_child_gets_childline_before_every_other_line(
    locale: str, category: Category, sure: bool
) -> None:
    text = said(category, "child", locale=locale, sure=sure)
    assert CHILDLINE in text
    assert SAMARITANS not in text[: text.index(CHILDLINE)]
    for heard in (Heard.OTHER, Heard.CHILD, Heard.TALK):
        assert CHILDLINE in stayed(category, heard, "child", locale=locale)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("sure", [True, False])
def test_a_child_who_is_harmed_is_told_of_a_grown_up_who_is_not_part_of_it(
    locale: str, sure: bool
) -> None:
    about = ("child", "child_at_risk", "domestic_abuse", "sexual_abuse")
    if sure:
        text = said(Category.SAFEGUARDING, *about, locale=locale)
        assert words(locale).instead["child"].certain.last in text
    else:
        text = listed(Category.SAFEGUARDING, *about, locale=locale)
        assert words(locale).instead["child"].possible.more in text
    assert not any(line in text for line in ADULTS_LINES)
    assert text.index(CHILDLINE) < text.index("A&E")
    staying = stayed(Category.SAFEGUARDING, Heard.CHILD, *about, locale=locale)
    assert words(locale).staying.instead["child"][Heard.CHILD] in staying
    assert not any(line in staying for line in ADULTS_LINES)


def test_a_child_is_never_sent_to_their_family_by_name() -> None:
    for heard in HEARD:
        text = stayed(Category.SAFEGUARDING, heard, "child")
        assert "family" not in text, heard
    for sure in (True, False):
        text = said(Category.SAFEGUARDING, "child", sure=sure)
        assert "family" not in text.replace("not even someone in your family", "")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_card_of_a_harmed_child_begins_with_the_line_that_is_named_first(locale: str) -> None:
    finding = Finding(Category.SAFEGUARDING, Certainty.CERTAIN, [], ["child", "domestic_abuse"])
    first = CARE.messages(finding, locale)[0]
    contacts = first["card"]["contacts"]
    assert [contact["id"] for contact in contacts] == ["childline", "shout", "emergency"]
    assert "Childline" in first["card"]["lead"]
    assert first["text"].index(CHILDLINE) < first["text"].index("A&E")


def test_a_child_who_worries_about_somebody_gets_the_lines_for_them_too() -> None:
    text = said(Category.SAFEGUARDING, "child", "someone_else", "domestic_abuse")
    assert CHILDLINE in text
    assert DOMESTIC_ABUSE in text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("about", [(), ("someone_else",), ("deaf",), ("young",)])
def test_safeguarding_without_more_has_lines_for_who_fears_someone_close(
    locale: str, about: tuple[str, ...]
) -> None:
    text = listed(Category.SAFEGUARDING, *about, locale=locale)
    for number in (DOMESTIC_ABUSE, CHILDLINE, SAMARITANS):
        assert number in text


@pytest.mark.parametrize("topic", ["forced_marriage", "modern_slavery", "exploitation"])
def test_every_topic_of_a_rule_has_a_line(topic: str) -> None:
    chosen = read_contacts().choose(Category.SAFEGUARDING, [topic])
    assert any(topic in contact.audience for contact in chosen)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("category", DANGERS)
@pytest.mark.parametrize("heard", HEARD)
def test_a_lead_never_stands_without_lines(locale: str, category: Category, heard: Heard) -> None:
    for about in ((), ("child",), ("someone_else",), ("may_harm_others",)):
        text = stayed(category, heard, *about, locale=locale)
        lead = words(locale).staying.answer(heard, category, about)
        assert not lead.endswith(":") or f"{lead}\n\n• " in text
        assert heard is Heard.THANKS or "• " in text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("sure", [True, False])
def test_who_may_hurt_somebody_is_spoken_to_as_such(locale: str, sure: bool) -> None:
    about = ("may_harm_others", "domestic_abuse", "someone_else")
    care = words(locale)
    if sure:
        text = said(Category.SAFEGUARDING, *about, locale=locale)
        assert care.instead["may_harm_others"].certain.last in text
    else:
        text = listed(Category.SAFEGUARDING, *about, locale=locale)
        assert care.instead["may_harm_others"].possible.more in text
    assert "999" in text
    assert SAMARITANS in text
    assert DOMESTIC_ABUSE not in text
    assert care.also["domestic_abuse"] not in text
    assert care.also["someone_else"] not in text
    unsafe = stayed(Category.SAFEGUARDING, Heard.UNSAFE, *about, locale=locale)
    assert care.staying.unsafe[Category.SAFEGUARDING] not in unsafe


def test_a_paragraph_stands_only_where_it_belongs() -> None:
    also = words("en").also
    assert also["domestic_abuse"] not in said(Category.CRISIS, "domestic_abuse")
    assert also["overdose"] in said(Category.URGENT_MEDICAL, "overdose")
    assert also["overdose"] not in said(Category.SAFEGUARDING, "overdose")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_number_is_not_said_twice_in_a_line(locale: str) -> None:
    for contact in read_contacts().contacts:
        if contact.phone:
            ours = words(locale).contacts.say(contact)
            line = words(locale).line(ours).replace("111 online", "")
            name = "" if ours.name == ours.phone else ours.name
            assert line.removeprefix(name).split().count(contact.phone) <= 1, line


def a_line(area: str, *outcodes: str) -> Contact:
    given = {"name": "Text line", "purpose": "To talk.", "phone": "0114 496 0000", "hours": "Any"}
    found = {"source": "https://example.org", "checked_on": date(2026, 11, 30)}
    return Contact.model_validate(
        given
        | found
        | {"id": "local", "kind": "charity", "area": area, "outcodes": list(outcodes)}
        | {"for": ["crisis"], "audience": ["anyone"], "checked_how": "telephone call"}
    )


@pytest.mark.parametrize(
    ("area", "outcodes", "place", "shown"),
    [
        ("Sheffield", (), "Sheffield", True),
        ("Sheffield", (), "sheffield", True),
        ("Sheffield", ("S1", "S2"), "S1", True),
        ("South Yorkshire", ("S", "DN"), "S11", True),
        ("South Yorkshire", ("S", "DN"), "SW1", False),
        ("Sheffield", ("S1",), "S11", False),
        ("Sheffield", (), "Leeds", False),
        ("Sheffield", (), None, False),
        ("England", (), None, True),
    ],
)
def test_a_local_line_is_shown_only_to_its_area(
    area: str, outcodes: tuple[str, ...], place: str | None, shown: bool
) -> None:
    listed = ContactList.model_validate(
        {"limit_days": read_contacts().limit_days, "contacts": [a_line(area, *outcodes)]}
    )
    assert bool(listed.choose(Category.CRISIS, [], place)) is shown
    care = CareMessages(CARE._words.values(), listed)
    finding = Finding(Category.CRISIS, Certainty.CERTAIN)
    text = "\n".join(each["text"] for each in care.messages(finding, "en", place))
    assert ("0114 496 0000" in text) is shown


def test_what_was_not_read_in_a_line_s_own_pages_is_to_be_confirmed() -> None:
    own = {"nhs-111-mental-health", "nhs-111", "relay-uk-111", "999-bsl", "papyrus", "samaritans",
           "childline", "nspcc", "domestic-abuse-helpline", "modern-slavery"}  # fmt: skip
    for contact in read_contacts().contacts:
        assert bool(contact.to_confirm) is (contact.id not in own), contact.id


def test_the_card_says_first_how_urgent_it_is_to_who_hears_it_read() -> None:
    certain = CARE.messages(Finding(Category.CRISIS, Certainty.CERTAIN))[0]["card"]
    assert certain["prefix"] == "Immediate action required:"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("sure", [True, False])
def test_who_names_their_children_in_a_crisis_of_their_own_is_no_child(
    locale: str, sure: bool
) -> None:
    for category in (Category.CRISIS, Category.URGENT_MEDICAL):
        text = said(category, "child_at_risk", locale=locale, sure=sure)
        assert CHILDLINE not in text
        for heard in (Heard.OTHER, Heard.TALK, Heard.UNSAFE):
            assert CHILDLINE not in stayed(category, heard, "child_at_risk", locale=locale)
    worried = said(Category.CRISIS, "child_at_risk", "someone_else", locale=locale)
    assert CHILDLINE in worried


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("category", DANGERS)
def test_who_does_not_want_to_ring_gets_only_lines_to_write_to(
    locale: str, category: Category
) -> None:
    for about in ((), ("child",), ("domestic_abuse",), ("deaf",), ("someone_else",)):
        text = stayed(category, Heard.TEXT, *about, locale=locale)
        assert "85258" in text
        assert SAMARITANS not in text
        assert DOMESTIC_ABUSE not in text
        if "child" in about and category is not Category.URGENT_MEDICAL:
            assert text.index("childline.org.uk") < text.index("85258")


@pytest.mark.parametrize("category", DANGERS)
def test_only_what_a_source_says_is_said_of_the_phone_bill(category: Category) -> None:
    unseen = {each.name for each in read_contacts().contacts if each.off_bill}
    assert unseen == {"Samaritans", "Shout", "Childline"}
    for about in ((), ("child",), ("domestic_abuse",), ("older_person",)):
        lines = [
            line.removeprefix("• ").split(":")[0]
            for line in stayed(category, Heard.BILL, *about).splitlines()
            if line.startswith("• ")
        ]
        assert lines
        assert set(lines) <= unseen


def test_a_page_is_named_for_whatever_is_said_of_the_phone_bill() -> None:
    for contact in read_contacts().contacts:
        assert (contact.off_bill or "https://").startswith("https://"), contact.id
        if "bill" in contact.purpose:
            assert contact.off_bill, contact.id
