"""Which messages ask about what is held, or ask for it to be erased: by rule, never guessed.

These are rights (UK GDPR, articles 15 and 17), so they must work while the dialogue engine is away
and whatever is going on in a conversation. A short message only counts when it says so plainly.
"""

import json
import re
import unicodedata
from enum import StrEnum

PAYLOAD = "/privacy"
MOST_WORDS = 18


class Wish(StrEnum):
    """What a person can ask for."""

    SHOW = "show"
    ERASE = "erase"
    ERASE_NOW = "erase_now"
    LEAVE = "leave"
    FORGET = "forget"
    KEEP = "keep"


_MINE = (
    r"(?:(?:all )?(?:of )?my (?:personal )?(?:data|info|information|details|chats?|messages|"
    r"conversation|history|records?|words)|(?:this|our|the) (?:whole )?(?:chat|conversation)|"
    r"everything (?:about me|(?:that )?(?:you|u) (?:have|hold|know|keep|kept|got|stored|saved)|"
    r"(?:that )?(?:i|ive) (?:said|wrote|written|told|typed)|we (?:said|wrote))|"
    r"(?:what|whatever) (?:i|ive|we) (?:have )?(?:said|wrote|written|told|typed)|"
    r"what (?:you|u) (?:have|hold|know|keep|got)(?: (?:about|on) me)?)"
)
_ERASING = r"(?:delete|erase|wipe|remove|clear|get rid of|destroy)"
_HOLDING = r"(?:hold|keep|kept|stored?|saved?|know|have|got|record(?:ed)?|collect(?:ed)?)"
_KEEPING = r"(?:keep|keeping|store|storing|save|saving|record|recording)"
_OWN_WORDS = (
    r"(?:what (?:i|we) (?:write|say|type)|my (?:messages|words|chat|data)|"
    r"this (?:chat|conversation))"
)
_SEEING = r"(?:see|show|show me|access|get|send me|copy of|look at)"
_OWN_DATA = r"(?:a copy of )?(?:all )?(?:of )?my (?:personal )?(?:data|info|information|records?)"
_RULES = (
    (Wish.ERASE, rf"\b{_ERASING} {_MINE}\b"),
    (Wish.ERASE, r"\bforget (?:all )?(?:about )?me\b|\bright to (?:be forgotten|erasure)\b"),
    (Wish.FORGET, rf"\b(?:dont|do not|stop) {_KEEPING} {_OWN_WORDS}\b"),
    (Wish.SHOW, rf"\b(?:what|which|how much)\b[^?]*\b{_HOLDING}\b[^?]*\b(?:about|on) me\b"),
    (Wish.SHOW, rf"\b{_SEEING} {_OWN_DATA}\b|\bsubject access\b"),
)
_PATTERNS = [(wish, re.compile(pattern)) for wish, pattern in _RULES]
_APOSTROPHES = re.compile("['\u2018\u2019`\u00b4]")
_MARKS = re.compile(r"[^\w\s?]+")


def wished(text: str) -> Wish | None:
    """Give what a typed message asks for; None when it asks for nothing of this kind."""
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())
    plain = " ".join(_MARKS.sub(" ", plain).split())
    if len(plain.split()) > MOST_WORDS:
        return None
    return next((wish for wish, pattern in _PATTERNS if pattern.search(plain)), None)


def payload(wish: Wish) -> str:
    """Give the payload of the button that asks for this."""
    return f"{PAYLOAD}{json.dumps({'do': wish.value})}"


def pressed(sent: str) -> Wish | None:
    """Give what a pressed button asks for; None for any other payload."""
    return {payload(wish): wish for wish in Wish}.get(sent)
