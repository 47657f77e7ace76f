"""What the assistant says when a message tells of danger: wording and contacts, both data."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field

from api.languages.saying import with_figures_apart
from api.safety.contacts import ANYONE, Contact, ContactKind, ContactList, read_contacts
from api.safety.finding import Category, Certainty, Finding
from api.safety.rulefiles import Strict, read_yaml
from api.safety.staying import Heard, Stay, payload

FOLDER = Path(__file__).parent
FALLBACK = "en"
RESUME = "/resume"
MOST_LINES = 4


class Words(Strict):
    """The words for one category and certainty; ``first`` stands above the card."""

    first: str
    then: str
    last: str


class Lines(Strict):
    """How a contact is written as one plain line."""

    phone: str
    text: str
    web: str


class StayingWords(Strict):
    """What is said while the assistant stays with a disclosure, by what was heard."""

    buttons: dict[Heard, str]
    safe: str
    unsafe: dict[Category, str]
    unsure: str
    talk: str
    someone_else: str
    child: str
    deaf: str
    domestic_abuse: str
    privacy: str
    machine: str
    thanks: str
    other: str
    asked_gently: str
    asked_gently_no: str
    how_to_carry_on: str

    def answer(self, heard: Heard, category: Category) -> str:
        """Give the words for what was heard."""
        if heard is Heard.UNSAFE:
            return self.unsafe[category]
        said: str = getattr(self, heard.value)
        return said


class ContactWords(Strict):
    """What another language says of the contacts, by their id; numbers and addresses stay."""

    languages: str = ""
    name: dict[str, str] = Field(default_factory=dict)
    purpose: dict[str, str] = Field(default_factory=dict)
    text_to: dict[str, str] = Field(default_factory=dict)
    hours: dict[str, str] = Field(default_factory=dict)
    area: dict[str, str] = Field(default_factory=dict)

    def say(self, contact: Contact) -> Contact:
        """Give a contact with its words in this language, as far as there are any."""
        said = {
            "name": self.name.get(contact.id, contact.name),
            "purpose": self.purpose.get(contact.id, contact.purpose),
            "text_to": self.text_to.get(contact.id, contact.text_to),
            "hours": self.hours.get(contact.hours, contact.hours),
            "area": self.area.get(contact.area, contact.area),
        }
        return contact.model_copy(update=said)


class CareWords(Strict):
    """The wording of care in one language (``care.yml``, ``care.<locale>.yml``)."""

    locale: str
    dir: Literal["ltr", "rtl"]
    checked_by_native_speaker: bool = True
    carry_on: str
    care: dict[Category, dict[Certainty, Words]]
    also: dict[str, str] = Field(default_factory=dict)
    listen: Lines
    staying: StayingWords
    contacts: ContactWords = Field(default_factory=ContactWords)

    def line(self, contact: Contact) -> str:
        """Write a contact as one line: what to do first, then what it is for and when."""
        if contact.phone:
            shape = self.listen.phone
        elif contact.text_to:
            shape = self.listen.text
        else:
            shape = self.listen.web
        return shape.format(**contact.model_dump())


class CareMessages:
    """Makes the messages for a finding; it needs no engine, no database and no network."""

    def __init__(self, words: Iterable[CareWords], contacts: ContactList) -> None:
        self._words: Mapping[str, CareWords] = {each.locale: each for each in words}
        self._contacts = contacts

    @classmethod
    def load(cls) -> Self:
        """Read the wording and the contacts that ship with the product."""
        files = sorted(FOLDER.glob("care*.yml"))
        return cls((read_yaml(path, CareWords) for path in files), read_contacts())

    def messages(self, finding: Finding, locale: str = FALLBACK) -> list[dict[str, Any]]:
        """Give the messages for a finding in a locale (English when it is not offered).

        A message has ``kind``, ``text``, ``buttons``, ``lang``, ``dir`` and, with the NHS and
        police contacts, ``card``. A finding of nothing gives no message.
        """
        if finding.certainty is None or finding.category is Category.NONE:
            return []
        words = self._in(locale)
        said = words.care[finding.category][finding.certainty]
        chosen = self._chosen(words, finding.category, finding.about)
        in_card = [contact for contact in chosen if contact.kind is not ContactKind.CHARITY]
        others = [contact for contact in chosen if contact.kind is ContactKind.CHARITY]
        also = [text for topic, text in words.also.items() if topic in finding.about]
        # The text alone is whole, for channels that show no card; the card has it in parts.
        listed = "\n".join(f"• {words.line(contact)}" for contact in in_card)
        languages = words.contacts.languages
        first = _message(words, _paragraphs(said.first, listed, languages if listed else ""))
        contacts = [contact.wire() for contact in in_card]
        first["card"] = {"type": "care", "lead": said.first, "contacts": contacts}
        second = _message(words, _second(words, said, others, also))
        if finding.certainty is Certainty.CERTAIN:
            second["buttons"] = _ways_on(words, _ASKED_FIRST)
        return [first, second]

    def stay(self, stay: Stay, heard: Heard, locale: str = FALLBACK) -> list[dict[str, Any]]:
        """Give the messages for an answer to care: one notice, shaped as those of ``messages``.

        Who is not safe gets the NHS and police contacts first again, in the card.
        """
        words = self._in(locale)
        chosen = self._chosen(words, stay.category, stay.about)
        urgent = heard in (Heard.UNSAFE, Heard.UNSURE)
        in_card = [contact for contact in chosen if contact.kind is not ContactKind.CHARITY]
        listeners = _fitting(chosen)[: MOST_LINES if heard is not Heard.THANKS else 0]
        lead = words.staying.answer(heard, stay.category)
        first = in_card if urgent else []
        listed = [*first, *(contact for contact in listeners if contact not in first)]
        carry_on = words.staying.how_to_carry_on.format(carry_on=words.carry_on)
        lines = "\n".join(f"• {words.line(contact)}" for contact in listed)
        languages = words.contacts.languages if lines else ""
        message = _message(words, _paragraphs(lead, lines, languages, carry_on))
        if urgent:
            contacts = [contact.wire() for contact in in_card]
            message["card"] = {"type": "care", "lead": lead, "contacts": contacts}
        asked_next = [each for each in _ASKED_NEXT if each is not heard]
        message["buttons"] = _ways_on(words, asked_next)
        return [message]

    def ask_gently_again(self, locale: str = FALLBACK) -> list[dict[str, Any]]:
        """Ask what a "no" after a gentle check meant: it is never passed over."""
        words = self._in(locale)
        message = _message(words, words.staying.asked_gently)
        message["buttons"] = [
            _button(words.staying.buttons[Heard.UNSAFE], payload(Heard.UNSAFE)),
            _button(words.staying.asked_gently_no, RESUME),
        ]
        return [message]

    def _chosen(self, words: CareWords, category: Category, about: list[str]) -> list[Contact]:
        return [words.contacts.say(each) for each in self._contacts.choose(category, about)]

    def _in(self, locale: str) -> CareWords:
        return self._words.get(locale.split("-", maxsplit=1)[0]) or self._words[FALLBACK]


_ASKED_FIRST = (Heard.SAFE, Heard.UNSAFE, Heard.UNSURE, Heard.SOMEONE_ELSE)
_ASKED_NEXT = (Heard.UNSAFE, Heard.TALK)


def _ways_on(words: CareWords, offered: Iterable[Heard]) -> list[dict[str, str]]:
    """The buttons of care, the way back to the conversation last."""
    answers = [_button(words.staying.buttons[heard], payload(heard)) for heard in offered]
    return [*answers, _button(words.carry_on, RESUME)]


def _button(title: str, sent: str) -> dict[str, str]:
    return {"title": title, "payload": sent}


def _fitting(contacts: Iterable[Contact]) -> list[Contact]:
    """Those who listen, and whom to reach without speaking: the most fitting first."""
    listeners = [c for c in contacts if c.kind is ContactKind.CHARITY or ANYONE not in c.audience]
    return sorted(listeners, key=lambda contact: ANYONE in contact.audience)


def _second(words: CareWords, said: Words, others: list[Contact], also: list[str]) -> str:
    """The message after the card: what fits this person, who else will listen, who to tell."""
    ranked = _fitting(others)[:MOST_LINES]
    listed = [said.then, *(f"• {words.line(contact)}" for contact in ranked)] if ranked else []
    return _paragraphs(*also, "\n".join(listed), said.last)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _message(words: CareWords, text: str) -> dict[str, Any]:
    return {
        "kind": "notice",
        "text": with_figures_apart(text, words.locale),
        "buttons": [],
        "lang": words.locale,
        "dir": words.dir,
    }
