"""Short requests to erase, and yes or no to "Shall I do it?" (``api/languages/erasing.yml``)."""

from collections.abc import Collection
from functools import lru_cache

import yaml
from pydantic import BaseModel, ConfigDict

from api.languages.folding import folded
from api.languages.locales import FOLDER, fitting
from api.privacy.asking import Wish, payload

_FILE = FOLDER / "erasing.yml"
_MOST_WORDS = 9
_APOSTROPHES = str.maketrans("", "", "'\u2019\u2018`\u00b4")

Words = frozenset[str]


class Asked(BaseModel):
    """The words of one language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    verbs: Words
    whole: Words
    pointing: Words
    beside: Words
    yes: Words
    no: Words
    with_answer: Words

    @property
    def every_word(self) -> Words:
        """Every word that may stand in an answer."""
        phrases = self.yes | self.no | self.with_answer | self.beside
        phrases |= self.verbs | self.whole | self.pointing
        return frozenset(word for phrase in phrases for word in phrase.split())


def asks_to_erase(text: str, locale: str, *, pointing: bool) -> bool:
    """Say whether a short message asks for what we wrote to be erased, and for nothing else.

    ``pointing`` lets "delete it" count, where that can mean nothing else.

    >>> asks_to_erase("delete it!", "en", pointing=True)
    True
    """
    said = _words(text)
    return any(_asks(said, asked, pointing=pointing) for asked in _read_for(locale))


def decided(text: str, locale: str, offered: Collection[str]) -> str | None:
    """Give the payload that a typed answer to the desk's last message stands for.

    ``offered`` are the payloads of the buttons on view. Where a yes is asked for, only what is
    plainly a yes erases; a no anywhere keeps.
    """
    if payload(Wish.ERASE_NOW) in offered:
        answer = agrees(text, locale, by_verb=True)
        if answer is not None:
            return payload(Wish.ERASE_NOW if answer else Wish.LEAVE)
    elif payload(Wish.ERASE) in offered and asks_to_erase(text, locale, pointing=True):
        return payload(Wish.ERASE)
    return None


def agrees(text: str, locale: str, *, by_verb: bool = False) -> bool | None:
    """Say whether a short message says yes or no in any language; None when it does neither.

    ``by_verb`` lets "delete it" count as a yes.
    """
    said = _words(text)
    padded = f" {' '.join(said)} "
    for asked in _read_for(locale):
        if not said or len(said) > _MOST_WORDS or not asked.every_word.issuperset(said):
            continue
        if not asked.no.isdisjoint(said):
            return False
        if any(f" {word} " in padded for word in asked.yes | (asked.verbs if by_verb else set())):
            return True
    return None


def _asks(said: list[str], asked: Asked, *, pointing: bool) -> bool:
    objects = asked.whole | asked.pointing if pointing else asked.whole
    every = asked.verbs | asked.whole | asked.pointing | asked.beside
    return (
        0 < len(said) <= _MOST_WORDS
        and every.issuperset(said)
        and not asked.verbs.isdisjoint(said)
        and not objects.isdisjoint(said)
    )


def _words(text: str) -> list[str]:
    return folded(text.translate(_APOSTROPHES)).split()


def _read_for(locale: str) -> list[Asked]:
    """Give the words of every language, those of the conversation first."""
    spoken = fitting(locale)
    return [asked for _, asked in sorted(_read().items(), key=lambda each: each[0] != spoken)]


@lru_cache(maxsize=1)
def _read() -> dict[str, Asked]:
    said = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        locale: Asked.model_validate(
            {key: [folded(str(word)) for word in words] for key, words in parts.items()}
        )
        for locale, parts in said.items()
    }
