"""Tells which needs are told beside an answer (``needs_told.yml``): pure functions."""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from api.signposting.needs import Need
from api.triage.plain_words import plain_words

_FILE = Path(__file__).with_name("needs_told.yml")


class NeedsTold(BaseModel):
    """What shows that a need is told and not only named in an answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: int
    wishes: tuple[str, ...]
    tells: dict[Need, tuple[str, ...]]
    bare: str
    bare_unless: frozenset[str]

    @cached_property
    def _wishes(self) -> re.Pattern[str]:
        return re.compile("|".join(self.wishes))

    @cached_property
    def _tells(self) -> dict[Need, re.Pattern[str]]:
        return {need: re.compile("|".join(ways)) for need, ways in self.tells.items()}

    def wishes_something(self, plain: str) -> bool:
        """Whether a message, in plain words, says that something is wanted."""
        return self._wishes.search(plain) is not None

    def beside(
        self, text: str, needs: Iterable[Need], *, asked: str, is_answer: bool
    ) -> list[Need]:
        """Give those of the needs found in a message that it tells; ``is_answer``: to ``asked``."""
        plain = plain_words(text)
        is_bare = asked not in self.bare_unless and re.search(self.bare, plain)
        is_told = bool(is_bare or self.wishes_something(plain))
        is_long = not is_answer and len(plain.split()) >= self.words
        return [n for n in needs if is_told or is_long or self._tells[n].search(plain)]


@lru_cache(maxsize=1)
def load_needs_told() -> NeedsTold:
    """Read the file that ships with the product."""
    return NeedsTold.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))


def wishes_something(text: str) -> bool:
    """Say whether a message says that something is wanted, and not only how things are.

    >>> wishes_something("I want a computer class"), wishes_something("I can't do online forms")
    (True, False)
    """
    return load_needs_told().wishes_something(plain_words(text))


def told_beside(text: str, needs: Iterable[Need], *, asked: str, is_answer: bool) -> list[Need]:
    """Give the needs that the answer to a question tells beside it.

    >>> found = [Need.CARERS, Need.MONEY_DEBT]
    >>> told_beside("my carer would have to come", found, asked="confidence", is_answer=False)
    []
    >>> told_beside("no, I'm in debt", found, asked="support", is_answer=True)
    [<Need.MONEY_DEBT: 'money_debt'>]
    """
    return load_needs_told().beside(text, needs, asked=asked, is_answer=is_answer)
