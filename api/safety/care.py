"""What the assistant says when a message tells of danger: wording and contacts, both data."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field

from api.languages.saying import with_figures_apart
from api.safety.contacts import (
    ANYONE,
    CHILD,
    MAY_HARM,
    Contact,
    ContactKind,
    ContactList,
    read_contacts,
)
from api.safety.finding import Category, Certainty, Finding
from api.safety.rulefiles import Strict, read_yaml
from api.safety.staying import Heard, Stay, payload

FOLDER = Path(__file__).parent
FALLBACK = "en"
RESUME = "/resume"
FIND_SUPPORT = "/find_support"
MOST_LINES = 4


class Words(Strict):
    """The words for one category and certainty; ``first`` stands above the card."""

    first: str
    then: str
    last: str


class Lines(Strict):
    """How a contact is written as one plain line."""

    phone: str
    said: str
    text: str
    web: str


class StayingWords(Strict):
    """What is said while the assistant stays with a disclosure, by what was heard.

    ``instead`` has other words for who is harmed at home as a child, or may harm somebody.
    """

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
    asked_gently_help: str
    asked_gently_no: str
    how_to_carry_on: str
    glad: str
    nothing_open: str
    find_support: str
    instead: dict[str, dict[Heard, str]]

    def answer(self, heard: Heard, category: Category, about: Iterable[str] = ()) -> str:
        """Give the words for what was heard."""
        who = _who(category, about)
        if who and heard in self.instead[who]:
            return self.instead[who][heard]
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
    prefix: dict[Certainty, str]
    care: dict[Category, dict[Certainty, Words]]
    instead: dict[str, dict[Certainty, Words]]
    also: dict[str, str] = Field(default_factory=dict)
    listen: Lines
    staying: StayingWords
    contacts: ContactWords = Field(default_factory=ContactWords)

    def words_for(self, finding: Finding, certainty: Certainty) -> Words:
        """Give the words for a finding, which are other ones for some who are in it."""
        who = _who(finding.category, finding.about)
        return (self.instead[who] if who else self.care[finding.category])[certainty]

    def also_for(self, finding: Finding) -> list[str]:
        """Give the sentences about the people and the things in a finding, where they belong."""
        who = _who(finding.category, finding.about)
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


# Sentences that belong to one kind of danger; the others belong to each.
_ALSO_FOR = {
    "domestic_abuse": {Category.SAFEGUARDING},
    "overdose": {Category.URGENT_MEDICAL, Category.CRISIS},
}


def _who(category: Category, about: Iterable[str]) -> str | None:
    """Say for whom there are other words in a safeguarding matter, if for anybody in it.

    A child who writes about somebody else is not the one who is harmed.
    """
    said = set(about)
    if category is not Category.SAFEGUARDING:
        return None
    if MAY_HARM in said:
        return MAY_HARM
    return CHILD if CHILD in said and "someone_else" not in said else None


@lru_cache(maxsize=1)
def read_care_words() -> tuple[CareWords, ...]:
    """Read the wording of care in every language that it ships in."""
    files = sorted(FOLDER.glob("care*.yml"))
    return tuple(read_yaml(path, CareWords) for path in files)


class CareMessages:
    """Makes the messages for a finding; it needs no engine, no database and no network."""

    def __init__(self, words: Iterable[CareWords], contacts: ContactList) -> None:
        self._words: Mapping[str, CareWords] = {each.locale: each for each in words}
        self._contacts = contacts

    @classmethod
    def load(cls) -> Self:
        """Read the wording and the contacts that ship with the product."""
        return cls(read_care_words(), read_contacts())

    @property
    def has_local_lines(self) -> bool:
        """Whether it matters for anybody where they are."""
        return any(contact.is_local for contact in self._contacts.contacts)

    def messages(
        self, finding: Finding, locale: str = FALLBACK, place: str | None = None
    ) -> list[dict[str, Any]]:
        """Give the messages for a finding in a locale (English when it is not offered).

        A message has ``kind``, ``text``, ``buttons``, ``lang``, ``dir`` and, with the NHS and
        police contacts, ``card``. A finding of nothing gives no message. ``place`` is where the
        person is, when that is known.
        """
        if finding.certainty is None or finding.category is Category.NONE:
            return []
        words = self._in(locale)
        said = words.words_for(finding, finding.certainty)
        chosen = self._chosen(words, finding.category, finding.about, place)
        in_card = [contact for contact in chosen if contact.kind is not ContactKind.CHARITY]
        others = [contact for contact in chosen if contact.kind is ContactKind.CHARITY]
        others = _fitting_first(others, finding.about)
        # Who is harmed as a child has their own line in the card, before that of the police.
        before = others if _who(finding.category, finding.about) == CHILD else []
        before = [contact for contact in before if CHILD in contact.audience]
        in_card = [*before, *in_card]
        # The text alone is whole, for channels that show no card; the card has it in parts.
        listed = _listed(words, in_card)
        languages = words.contacts.languages
        first = _message(words, _paragraphs(said.first, listed, languages if listed else ""))
        contacts = [contact.wire() for contact in in_card]
        card = {"type": "care", "prefix": words.prefix[finding.certainty], "lead": said.first}
        first["card"] = {**card, "contacts": contacts}
        others = [contact for contact in others if contact not in before]
        second = _message(words, _second(words, said, others, words.also_for(finding)))
        if finding.certainty is Certainty.CERTAIN:
            second["buttons"] = _ways_on(words, _ASKED_FIRST)
        return [first, second]

    def stay(
        self, stay: Stay, heard: Heard, locale: str = FALLBACK, place: str | None = None
    ) -> list[dict[str, Any]]:
        """Give the messages for an answer to care: one notice, shaped as those of ``messages``.

        Who is not safe gets the NHS and police contacts first again, in the card. Whatever is
        said, there is somebody to turn to below it.
        """
        words = self._in(locale)
        chosen = self._chosen(words, stay.category, stay.about, place)
        urgent = heard in (Heard.UNSAFE, Heard.UNSURE)
        in_card = [contact for contact in chosen if contact.kind is not ContactKind.CHARITY]
        listeners = (_fitting(chosen, stay.about) or in_card)[:MOST_LINES]
        lead = words.staying.answer(heard, stay.category, stay.about)
        first = in_card if urgent else []
        listed = [*first, *(contact for contact in listeners if contact not in first)]
        carry_on = words.staying.how_to_carry_on.format(carry_on=words.carry_on)
        lines = _listed(words, listed if heard is not Heard.THANKS else [])
        languages = words.contacts.languages if lines else ""
        message = _message(words, _paragraphs(lead, lines, languages, carry_on))
        if urgent:
            contacts = [contact.wire() for contact in in_card]
            prefix = words.prefix[Certainty.CERTAIN]
            message["card"] = {"type": "care", "prefix": prefix, "lead": lead, "contacts": contacts}
        asked_next = [each for each in _ASKED_NEXT if each is not heard]
        message["buttons"] = _ways_on(words, asked_next)
        return [message]

    def glad(self, locale: str = FALLBACK) -> list[dict[str, Any]]:
        """Say one line to who is safe after a gentle check, before the conversation goes on."""
        words = self._in(locale)
        return [_message(words, words.staying.glad)]

    def nothing_open(self, locale: str = FALLBACK) -> list[dict[str, Any]]:
        """Offer what can come next to who goes on when nothing was open."""
        words = self._in(locale)
        message = _message(words, words.staying.nothing_open)
        message["buttons"] = [_button(words.staying.find_support, FIND_SUPPORT)]
        return [message]

    def ask_gently_again(
        self, stay: Stay, locale: str = FALLBACK, place: str | None = None
    ) -> list[dict[str, Any]]:
        """Ask what a "no" after a gentle check meant: it is never passed over.

        Whoever cannot say it has the numbers before them again, in short.
        """
        words = self._in(locale)
        chosen = self._chosen(words, stay.category, stay.about, place)
        lines = "\n".join(f"• {_in_short(contact)}" for contact in _for_now(chosen, stay.about))
        lead = f"{words.staying.asked_gently_help}\n{lines}"
        message = _message(words, _paragraphs(words.staying.asked_gently, lead))
        message["buttons"] = [
            _button(words.staying.buttons[Heard.UNSAFE], payload(Heard.UNSAFE)),
            _button(words.staying.asked_gently_no, RESUME),
        ]
        return [message]

    def _chosen(
        self, words: CareWords, category: Category, about: list[str], place: str | None
    ) -> list[Contact]:
        return [words.contacts.say(each) for each in self._contacts.choose(category, about, place)]

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


def _fitting(contacts: Iterable[Contact], about: Iterable[str]) -> list[Contact]:
    """Those who listen, and whom to reach without speaking: the most fitting first."""
    listeners = [c for c in contacts if c.kind is ContactKind.CHARITY or ANYONE not in c.audience]
    return _fitting_first(listeners, about)


def _fitting_first(contacts: Iterable[Contact], about: Iterable[str]) -> list[Contact]:
    """Those for a child first when one writes, those for anyone last."""
    is_child = CHILD in about

    def rank(contact: Contact) -> tuple[bool, bool]:
        return ANYONE in contact.audience, not (is_child and CHILD in contact.audience)

    return sorted(contacts, key=rank)


def _for_now(contacts: Iterable[Contact], about: Iterable[str]) -> list[Contact]:
    """The few to turn to at once: those whom anyone can ring, and those for this very person."""
    who = set(about)
    fitting = (c for c in contacts if (ANYONE in c.audience and c.phone) or who & {*c.audience})
    return list(fitting)[:MOST_LINES]


def _in_short(contact: Contact) -> str:
    """A contact as its name and how to reach it; "NHS 111, option 2" says that already."""
    if contact.phone and contact.phone in contact.name:
        return contact.name
    return f"{contact.name}: {contact.phone or contact.text_to or contact.url}"


def _listed(words: CareWords, contacts: Iterable[Contact]) -> str:
    return "\n".join(f"• {words.line(contact)}" for contact in contacts)


def _second(words: CareWords, said: Words, others: list[Contact], also: list[str]) -> str:
    """The message after the card: what fits this person, who else will listen, who to tell."""
    # Where help for the body comes first, nobody is asked to ring a listening line.
    ranked = others[:MOST_LINES] if said.then else []
    lines = f"{said.then}\n{_listed(words, ranked)}" if ranked else ""
    return _paragraphs(*also, lines, said.last)


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
