"""The wording of care in one language: the shape of ``care.yml`` and ``care.<locale>.yml``."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from api.safety.contacts import CHILD, MAY_HARM, Contact
from api.safety.finding import Category, Finding
from api.safety.rulefiles import Strict
from api.safety.staying import Heard


class Words(Strict):
    """The words of full care for one category; ``first`` stands above the card."""

    first: str
    then: str
    last: str


class Check(Strict):
    """The words of a gentle check: what is asked, and what to do at once.

    ``more`` stands above the longer list, which is one press away.
    """

    ask: str
    now: str
    more: str


class Response(Strict):
    """The words for one category: in full when the danger is certain, else a gentle check."""

    certain: Words
    possible: Check


class Lines(Strict):
    """How a contact is written as one plain line."""

    phone: str
    said: str
    text: str
    web: str


class StayingWords(Strict):
    """What is said while the assistant stays with a disclosure, by what was heard.

    ``instead`` has other words for who is harmed at home as a child, or may harm somebody;
    ``young`` for whoever is under 18. ``again`` is said in turn to who is answered the same once
    more.
    """

    buttons: dict[Heard, str]
    who_listens: str
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
    text: str
    bill: str
    cant_tell: str
    found_out: str
    bullying: str
    call_me: str
    other: str
    again: list[str] = Field(min_length=2)
    again_unsafe: list[str] = Field(min_length=2)
    told_again: str
    old_button: str
    asked_gently: str
    asked_gently_help: str
    asked_gently_no: str
    asked_beside_need: str
    how_to_carry_on: str
    need_is_kept: str
    no_calls: str
    call_form: str
    call_form_button: str
    write_instead: str
    glad: str
    nothing_open: str
    find_support: str
    instead: dict[str, dict[Heard, str]]
    young: dict[Heard, str]

    def answer(self, heard: Heard, category: Category, about: Iterable[str] = ()) -> str:
        """Give the words for what was heard."""
        said = list(about)
        who = who_is_it(category, said)
        if who and heard in self.instead[who]:
            return self.instead[who][heard]
        if is_young(said) and heard in self.young:
            return self.young[heard]
        if heard is Heard.UNSAFE:
            return self.unsafe[category]
        words: str = getattr(self, heard.value)
        return words

    def once_more(self, heard: Heard, times: int) -> str:
        """Give the short words for what was answered the same ``times`` times before."""
        words = self.again_unsafe if heard is Heard.UNSAFE else self.again
        return words[(times - 1) % len(words)]


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
    """The wording of care in one language (``care.yml``, ``care.<locale>.yml``).

    ``prefix`` is read out before the heading of the card.
    """

    locale: str
    dir: Literal["ltr", "rtl"]
    checked_by_native_speaker: bool = True
    carry_on: str
    prefix: str
    care: dict[Category, Response]
    instead: dict[str, Response]
    also: dict[str, str] = Field(default_factory=dict)
    listen: Lines
    staying: StayingWords
    contacts: ContactWords = Field(default_factory=ContactWords)

    def words_for(self, category: Category, about: Iterable[str]) -> Response:
        """Give the words for a danger, which are other ones for some who are in it."""
        who = who_is_it(category, about)
        return self.instead[who] if who else self.care[category]

    def also_for(self, finding: Finding) -> list[str]:
        """Give the sentences about the people and the things in a finding, where they belong."""
        who = who_is_it(finding.category, finding.about)
        said = {*finding.about} - ({who, "someone_else"} if who else set())
        if who == MAY_HARM:
            said.discard("domestic_abuse")
        return [
            text
            for topic, text in self.also.items()
            if topic in said and finding.category in _ALSO_FOR.get(topic, Category)
        ]

    def line(self, contact: Contact) -> str:
        """Write a contact as one line: what to do first, then what it is for and when.

        A number that its purpose says already is not said twice.
        """
        if contact.phone and contact.phone in contact.purpose:
            shape = self.listen.said
            if contact.name == contact.phone:
                shape = shape.removeprefix("{name}: ")
        elif contact.phone:
            shape = self.listen.phone
        elif contact.text_to:
            shape = self.listen.text
        else:
            shape = self.listen.web
        return shape.format(**contact.model_dump())

    def listed(self, contacts: Iterable[Contact]) -> str:
        """Write contacts as a list of lines."""
        return "\n".join(f"• {self.line(contact)}" for contact in contacts)


# Sentences that belong to one kind of danger; the others belong to each.
_ALSO_FOR = {
    "domestic_abuse": {Category.SAFEGUARDING},
    "overdose": {Category.URGENT_MEDICAL, Category.CRISIS},
}


def is_young(about: Iterable[str]) -> bool:
    """Whether a child writes, about themselves."""
    said = set(about)
    return CHILD in said and "someone_else" not in said


def who_is_it(category: Category, about: Iterable[str]) -> str | None:
    """Say for whom there are other words in a safeguarding matter, if for anybody in it.

    A child who writes about somebody else is not the one who is harmed.
    """
    said = set(about)
    if category is not Category.SAFEGUARDING:
        return None
    if MAY_HARM in said:
        return MAY_HARM
    return CHILD if is_young(said) else None
