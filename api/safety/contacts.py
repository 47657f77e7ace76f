"""The contacts that can help, as data with a source and the day on which each was checked."""

from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from api.safety.finding import Category
from api.safety.rulefiles import Strict, read_yaml

CONTACTS_FILE = Path(__file__).parent / "contacts.yml"
ANYONE = "anyone"


class ContactKind(StrEnum):
    """Who runs a contact: the NHS and the police stand in the card, charities in plain lines."""

    NHS = "nhs"
    POLICE = "police"
    CHARITY = "charity"


class Contact(Strict):
    """One way to reach help."""

    id: str
    kind: ContactKind
    name: str
    purpose: str
    phone: str | None = None
    text_to: str | None = None
    url: str | None = None
    hours: str
    area: str
    for_: list[Category] = Field(alias="for", min_length=1)
    audience: list[str] = Field(min_length=1)
    language: str = "en"
    source: str
    checked_on: date
    checked_how: Literal["published pages", "telephone call", "live page"]

    @model_validator(mode="after")
    def can_be_reached(self) -> Self:
        """Refuse a contact that has no number, text or address."""
        if not (self.phone or self.text_to or self.url):
            raise ValueError(f"{self.id} has no phone, text_to or url")
        return self

    def wire(self) -> dict[str, str | None]:
        """The fields that a chat client shows."""
        shown = {"id", "kind", "name", "purpose", "phone", "text_to", "url", "hours", "area"}
        return self.model_dump(mode="json", include=shown)


class ContactList(Strict):
    """The contacts file: how long each kind stays fresh, and the contacts in order of offering."""

    limit_days: dict[ContactKind, int]
    contacts: list[Contact]

    @model_validator(mode="after")
    def has_single_ids(self) -> Self:
        """Refuse two contacts with one id."""
        ids = [contact.id for contact in self.contacts]
        double = sorted({one for one in ids if ids.count(one) > 1})
        if double:
            raise ValueError(f"These contact ids stand twice: {', '.join(double)}")
        return self

    def choose(self, category: Category, about: list[str]) -> list[Contact]:
        """Pick the contacts for a category: those for anyone and those for who it is about."""
        wanted = {ANYONE, *about}
        return [
            contact
            for contact in self.contacts
            if category in contact.for_ and wanted & set(contact.audience)
        ]


@lru_cache(maxsize=1)
def read_contacts() -> ContactList:
    """Read the contacts that ship with the product."""
    return read_yaml(CONTACTS_FILE, ContactList)


def stale_contacts(today: date, contacts: ContactList | None = None) -> list[Contact]:
    """List the contacts that were checked longer ago than the limit of their kind."""
    contacts = contacts or read_contacts()
    return [
        contact
        for contact in contacts.contacts
        if today - contact.checked_on > timedelta(days=contacts.limit_days[contact.kind])
    ]
