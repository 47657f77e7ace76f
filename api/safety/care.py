"""What the assistant says when a message tells of danger: wording and contacts, both data."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field

from api.safety.contacts import Contact, ContactKind, ContactList, read_contacts
from api.safety.finding import Category, Certainty, Finding
from api.safety.rulefiles import Strict, read_yaml

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


class CareWords(Strict):
    """The wording of care in one language (``care.yml``, ``care.<locale>.yml``)."""

    locale: str
    dir: Literal["ltr", "rtl"]
    checked_by_native_speaker: bool = True
    carry_on: str
    care: dict[Category, dict[Certainty, Words]]
    also: dict[str, str] = Field(default_factory=dict)
    listen: Lines

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
        words = self._words.get(locale.split("-", maxsplit=1)[0]) or self._words[FALLBACK]
        said = words.care[finding.category][finding.certainty]
        chosen = self._contacts.choose(finding.category, finding.about)
        in_card = [contact for contact in chosen if contact.kind is not ContactKind.CHARITY]
        others = [contact for contact in chosen if contact.kind is ContactKind.CHARITY]
        also = [text for topic, text in words.also.items() if topic in finding.about]
        # The text alone is whole, for channels that show no card; the card has it in parts.
        listed = "\n".join(f"• {words.line(contact)}" for contact in in_card)
        first = _message(words, f"{said.first}\n\n{listed}" if listed else said.first)
        contacts = [contact.wire() for contact in in_card]
        first["card"] = {"type": "care", "lead": said.first, "contacts": contacts}
        second = _message(words, _second(words, said, others, also))
        if finding.certainty is Certainty.CERTAIN:
            second["buttons"] = [{"title": words.carry_on, "payload": RESUME}]
        return [first, second]


def _second(words: CareWords, said: Words, others: list[Contact], also: list[str]) -> str:
    """The message after the card: what fits this person, who else will listen, who to tell."""
    ranked = sorted(others, key=lambda contact: "anyone" in contact.audience)[:MOST_LINES]
    listed = [said.then, *(f"• {words.line(contact)}" for contact in ranked)] if ranked else []
    return "\n\n".join(part for part in [*also, "\n".join(listed), said.last] if part)


def _message(words: CareWords, text: str) -> dict[str, Any]:
    return {
        "kind": "notice",
        "text": text,
        "buttons": [],
        "lang": words.locale,
        "dir": words.dir,
    }
