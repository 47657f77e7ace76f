"""The contacts that can help, as data with a source and the day on which each was checked."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from api.languages.folding import folded
from api.safety.finding import Category
from api.safety.rulefiles import Strict, read_yaml

CONTACTS_FILE = Path(__file__).parent / "contacts.yml"
ANYONE = "anyone"
CHILD = "child"
CHILD_AT_RISK = "child_at_risk"
DEAF = "deaf"
MAY_HARM = "may_harm_others"
# Somebody is hurt or afraid, and nothing says who they are or of whom.
UNSAID = "unsaid"
_OF_THE_HARMED = frozenset({"domestic_abuse", "someone_else"})
_NATIONAL = frozenset({"United Kingdom", "Great Britain", "England", "England and Wales"})

# The first letters of an outcode: "SW" of "SW1A".
_LETTERS = re.compile(r"[a-z]+")


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
    outcodes: list[str] = Field(default_factory=list)
    for_: list[Category] = Field(alias="for", min_length=1)
    audience: list[str] = Field(min_length=1)
    adults_only: bool = False
    chat: bool = False
    off_bill: str | None = None
    language: str = "en"
    source: str
    to_confirm: str | None = None
    checked_on: date
    checked_how: Literal["published pages", "telephone call", "live page"]

    @model_validator(mode="after")
    def can_be_reached(self) -> Self:
        """Refuse a contact that has no number, text or address."""
        if not (self.phone or self.text_to or self.url):
            raise ValueError(f"{self.id} has no phone, text_to or url")
        return self

    @property
    def is_local(self) -> bool:
        """Whether it is there for the people of one area only."""
        return bool(self.outcodes) or self.area not in _NATIONAL

    @property
    def is_written(self) -> bool:
        """Whether one can write to it instead of ringing."""
        return self.chat or self.text_to is not None

    def is_for(self, place: str | None) -> bool:
        """Whether somebody in a place can use it; a local line needs to know the place.

        A place is an outcode ("S1") or the name of an area. ``outcodes`` may be given whole or
        by their letters ("S").
        """
        if not self.is_local:
            return True
        if place is None:
            return False
        said = folded(place)
        letters = _LETTERS.match(said)
        near = {said, letters.group() if letters else said}
        areas = {folded(part.strip()) for part in place.split(",")} | {said}
        return folded(self.area) in areas or not near.isdisjoint(map(folded, self.outcodes))

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

    def choose(
        self, category: Category, about: Iterable[str], place: str | None = None
    ) -> list[Contact]:
        """Pick the contacts for a category: those for anyone and those for who it is about.

        When nothing says who is hurt, or by whom, the lines for people who are hurt by someone
        close are among them. A child gets no line for adults, and who may hurt somebody none for
        those who are hurt. Who names their children in a crisis of their own is no child, and gets
        no line for children. A local line is only for its own area.
        """
        wanted = {ANYONE, *about}
        if category is not Category.SAFEGUARDING and "someone_else" not in wanted:
            wanted.discard(CHILD_AT_RISK)
        if MAY_HARM in wanted:
            wanted -= _OF_THE_HARMED
        chosen = self._fitting(category, wanted, place)
        if category is Category.SAFEGUARDING and all(map(_is_general, chosen)):
            chosen = self._fitting(category, wanted | {UNSAID}, place)
        if CHILD in wanted and "someone_else" not in wanted:
            return [contact for contact in chosen if not contact.adults_only]
        return chosen

    def _fitting(self, category: Category, wanted: set[str], place: str | None) -> list[Contact]:
        return [
            contact
            for contact in self.contacts
            if category in contact.for_
            and not wanted.isdisjoint(contact.audience)
            and contact.is_for(place)
        ]


def _is_general(contact: Contact) -> bool:
    """Whether a contact says nothing of who is hurt: the ways without a voice do not either."""
    return ANYONE in contact.audience or contact.kind is not ContactKind.CHARITY


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
