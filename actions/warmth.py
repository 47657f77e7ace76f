"""Finds the human sentence that fits what somebody tells (``warmth.yml``)."""

import re
from collections.abc import Collection
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from actions.triage_signposts import plain_text
from api.signposting.needs import Need
from api.triage.answers import About

_FILE = Path(__file__).with_name("warmth.yml")


class Line(BaseModel):
    """A sentence with what it fits; one that ``follows`` is only added to another."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    needs: frozenset[Need]
    said: tuple[str, ...] = ()
    follows: bool = False
    me: str
    them: str | None = None

    @cached_property
    def _said(self) -> re.Pattern[str]:
        return re.compile("|".join(self.said))

    def fits(self, needs: Collection[Need], plain: str) -> bool:
        """Say whether it fits what was told, in needs and in words."""
        return self.needs <= set(needs) and bool(not self.said or self._said.search(plain))

    def about(self, about: About) -> str:
        """Give the sentence to the person, or about the one they ask for where that is other."""
        return self.me if about is About.ME else self.them or self.me


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return read


@lru_cache(maxsize=1)
def load_lines() -> tuple[Line, ...]:
    """Read the sentences once, in the file's order."""
    return tuple(Line(id=name, **entry) for name, entry in _read()["lines"].items())


@lru_cache(maxsize=1)
def _only_looks() -> re.Pattern[str]:
    return re.compile(_read()["unless"])


def warm_lines(
    new: Collection[Need],
    told: Collection[Need],
    text: str,
    about: About,
    *,
    said_before: Collection[str] = (),
) -> list[Line]:
    """Give the sentence for needs that are ``new`` among all that were ``told``, and what follows.

    None is given that was said before.

    >>> told = [Need.BEREAVEMENT, Need.LONELINESS]
    >>> text = "My wife died in March and the house is very quiet now"
    >>> [line.me for line in warm_lines(told, told, text, About.ME)]
    ["I'm sorry about your wife.", 'A quiet house is hard.']
    """
    plain = plain_text(text)
    if _only_looks().search(plain):
        return []
    fitting = [each for each in load_lines() if each.needs & set(new) and each.fits(told, plain)]
    heard = {line.about(about) for line in load_lines() if line.id in said_before}
    first = next((line for line in fitting if not line.follows), None)
    if first is None or first.about(about) in heard:
        return []
    after = next((line for line in fitting if line.follows and first.needs <= line.needs), None)
    return [first, *([after] if after and after.about(about) not in heard else [])]
