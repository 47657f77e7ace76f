"""What can be tapped in the words of the assistant: numbers to call, lines to text, sites of help.

Which lines there are is read from the contacts of care, in every language that they are named in;
what has the shape of a number here, such as that of a group in the directory, is found beside them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel

from api.safety.care import read_care_words
from api.safety.contacts import Contact, read_contacts

# "Text SHOUT to 85258", "Text 07700 900123".
_TO_TEXT = re.compile(r"\b[Tt]ext (?:(?P<word>\w+) to )?(?P<number>\d[\d ]{3,13}\d)(?!\w)")
# Ten or eleven digits after a nought, in groups as people write them.
_NUMBER = r"(?<![\w+./:-])0\d{2,5}(?: ?\d{2,8}){1,3}(?![\w/-])"
_DIGITS = range(10, 12)
_ADDRESS = r"\b(?:https?://|www\.)[^\s<>\"]+"
_IDS = frozenset({"id", "type", "kind", "statement"})


class Link(BaseModel):
    """A part of a text as it stands there, and where it leads when it is tapped."""

    text: str
    href: str


def links_in(text: str, card: Mapping[str, Any] | None = None) -> list[Link]:
    """Find what can be tapped in a message and on its card, the longest first.

    Addresses are left to whoever shows the text, who knows them by their shape.

    >>> [(link.text, link.href) for link in links_in("Call 111, or text HI to 85000.")]
    [('text HI to 85000', 'sms:85000?&body=HI'), ('111', 'tel:111')]
    """
    found: dict[str, str] = {}
    for part in (text, *_texts(card or {})):
        for words, href in _found(part):
            found.setdefault(words, href)
    ordered = sorted(found.items(), key=lambda each: -len(each[0]))
    return [Link(text=words, href=href) for words, href in ordered]


def sms_to(text: str) -> str | None:
    """Give the address of a text message that a sentence asks for: to whom, with which word."""
    asked = _TO_TEXT.search(text)
    return _sms(asked) if asked else None


def _sms(asked: re.Match[str]) -> str:
    # "?&" is what both kinds of phones understand.
    body = f"?&body={asked['word']}" if asked["word"] else ""
    return f"sms:{asked['number'].replace(' ', '')}{body}"


def _found(text: str) -> Iterator[tuple[str, str]]:
    known = _known()
    for match in _pattern().finditer(text):
        words = match[0]
        if match["known"]:
            yield words, known[words]
        elif match["asked"]:
            yield words, sms_to(words) or ""
        elif match["figures"] and sum(map(str.isdigit, words)) in _DIGITS:
            yield words, f"tel:{words.replace(' ', '')}"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = sorted(_known(), key=len, reverse=True)
    known = "|".join(re.escape(name) for name in names)
    return re.compile(
        rf"(?P<address>{_ADDRESS})|(?P<asked>{_TO_TEXT.pattern})"
        rf"|(?P<known>(?<![\w+./:-])(?:{known})(?![\w/@-]|\.\w))|(?P<figures>{_NUMBER})"
    )


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    """Give where each way to a contact leads, by how it is written in any language."""
    known: dict[str, str] = {}
    for contact in read_contacts().contacts:
        for said in (contact, *(words.contacts.say(contact) for words in read_care_words())):
            known.update(_ways(contact, said))
    return known


def _ways(contact: Contact, said: Contact) -> Iterator[tuple[str, str]]:
    if contact.url:
        yield urlsplit(contact.url).netloc, contact.url
    if contact.phone:
        yield contact.phone, f"tel:{contact.phone.replace(' ', '')}"
    if contact.text_to and said.text_to:
        yield said.text_to, sms_to(contact.text_to) or ""
    # The name leads to the site; one such as "NHS 111" has a number in it, which is to be called.
    if contact.url and (contact.phone is None or contact.phone not in said.name):
        yield said.name, contact.url


def _texts(part: Any) -> Iterable[str]:
    """Give what is said on a card, down to its parts."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for name, value in part.items():
            if name not in _IDS:
                yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)
