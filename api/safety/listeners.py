"""Who is named in care: the contacts that fit somebody, the most fitting first, and in short."""

from collections.abc import Iterable

from api.safety.care_words import CareWords, is_young
from api.safety.contacts import ANYONE, CHILD, DEAF, Contact, ContactKind
from api.safety.finding import Category, Finding
from api.safety.staying import Heard, Stay

MOST_LINES = 4
FEW_LINES = 2


def is_for_a_child(finding: Finding) -> bool:
    """Whether a child's own line comes before 999: but for the body, help for it comes first."""
    return is_young(finding.about) and finding.category is not Category.URGENT_MEDICAL


def before_the_card(chosen: Iterable[Contact], finding: Finding) -> list[Contact]:
    """The lines of a child, to call, to chat with and to text, which stand before all else."""
    if not is_for_a_child(finding):
        return []
    own = [c for c in chosen if CHILD in c.audience and "young" not in c.audience]
    return fitting_first(own, finding.about)


def who_listens_in_short(words: CareWords, chosen: list[Contact], finding: Finding) -> str:
    """Who listens to this very person: one line, then in short what only they need besides.

    A child may text as well as call, and who cannot hear has the ways to 999 and 111 without a
    voice. In a medical matter nobody is asked to ring a listening line.
    """
    if is_for_a_child(finding):
        first, *others = before_the_card(chosen, finding)[:FEW_LINES]
        return _lines(words.listed([first]), in_short(others))
    who = set(finding.about)
    deaf = [c for c in chosen if DEAF in who.intersection(c.audience) and ANYONE not in c.audience]
    if finding.category is Category.URGENT_MEDICAL:
        return in_short(deaf)
    charities = [c for c in chosen if c.kind is ContactKind.CHARITY]
    anyone = [contact for contact in charities if ANYONE in contact.audience]
    own = [c for c in charities if who & {*c.audience} and (c in anyone or CHILD not in c.audience)]
    return _lines(words.listed((own or anyone)[:1]), in_short(deaf))


def asked_for(heard: Heard, listeners: list[Contact]) -> list[Contact]:
    """Those among the listeners who can be reached in the way that was asked for."""
    if heard is Heard.TEXT:
        listeners = [contact for contact in listeners if contact.is_written]
    elif heard is Heard.BILL:
        listeners = [contact for contact in listeners if contact.off_bill]
    elif heard is Heard.CALL_ME:
        listeners = [contact for contact in listeners if contact.phone]
    return listeners[:MOST_LINES]


def who_listen(contacts: Iterable[Contact], about: Iterable[str]) -> list[Contact]:
    """Those who listen, and whom to reach without speaking: the most fitting first."""
    listeners = [c for c in contacts if c.kind is ContactKind.CHARITY or ANYONE not in c.audience]
    return fitting_first(listeners, about)


def fitting_first(contacts: Iterable[Contact], about: Iterable[str]) -> list[Contact]:
    """Those for a child first when one writes, those for anyone last."""
    is_child = CHILD in about

    def rank(contact: Contact) -> tuple[bool, bool]:
        return ANYONE in contact.audience, not (is_child and CHILD in contact.audience)

    return sorted(contacts, key=rank)


def for_now(contacts: Iterable[Contact], stay: Stay) -> list[Contact]:
    """The few to turn to at once: those whom anyone can ring, and those for this very person."""
    who = set(stay.about)
    fitting = [c for c in contacts if (ANYONE in c.audience and c.phone) or who & {*c.audience}]
    first = before_the_card(fitting, Finding(stay.category, about=stay.about))
    return [*first, *(contact for contact in fitting if contact not in first)][:MOST_LINES]


def in_short(contacts: Iterable[Contact]) -> str:
    """Contacts by name and how to reach them; "NHS 111, option 2" says that already."""
    return "\n".join(f"• {_named(contact)}" for contact in contacts)


def _named(contact: Contact) -> str:
    if contact.phone and contact.phone in contact.name:
        return contact.name
    return f"{contact.name}: {contact.phone or contact.text_to or contact.url}"


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
