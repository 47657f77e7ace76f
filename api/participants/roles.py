"""Roles and kinds of partner in words: how each is named, and which of them are the same."""

import re
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from api.participants.schemas import PartnerType

_FILE = Path(__file__).with_name("words.yml")
_ARTICLES = re.compile(r"^(?:(?:the|a|an|our|my|your|their)\s+)+")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


class PartnerWords(BaseModel):
    """How a kind of partner is named."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    also: tuple[str, ...]


@cache
def partner_words() -> dict[PartnerType, PartnerWords]:
    """Read the words for kinds of partner that come with the product."""
    words = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return TypeAdapter(dict[PartnerType, PartnerWords]).validate_python(words)


def role_in_words(role: str | None, partner_type: PartnerType) -> str:
    """Name a participant: by the role or, without one, by the kind of partner."""
    return role or partner_words()[partner_type].name


def is_called(wanted: str, role: str | None, partner_type: PartnerType) -> bool:
    """Whether a role in somebody's words means this participant: "the Digital Lead" is one."""
    words = partner_words()[partner_type]
    names = {plain_role(name) for name in (role or "", words.name, *words.also)}
    return plain_role(wanted) in names - {""}


def has_role(wanted: str, role: str | None) -> bool:
    """Whether a role in somebody's words is the very role of a participant."""
    return bool(role) and plain_role(wanted) == plain_role(role or "")


def plain_role(role: str) -> str:
    """Return a role without case, punctuation and articles: what it is compared by."""
    spaced = _BETWEEN_WORDS.sub(" ", role.casefold()).strip()
    return _ARTICLES.sub("", spaced)
