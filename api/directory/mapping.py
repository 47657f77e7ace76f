"""What the words of a directory mean for a search (the data: ``mapping.yml``)."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import yaml

_FILE = Path(__file__).with_name("mapping.yml")
_CONDITIONS = Path(__file__).with_name("conditions.yml")
BY_TERM, BY_WORD = 2, 1


@dataclass(frozen=True)
class Mappings:
    """Needs, access, languages, ways to attend and cost, as the data maps words to them.

    ``version`` changes with the data, so that what was made with older data is made again.
    """

    needs: Mapping[str, re.Pattern[str]]
    terms: Mapping[str, frozenset[str]]
    access: Mapping[str, re.Pattern[str]]
    attending: Mapping[str, re.Pattern[str]]
    free: re.Pattern[str]
    not_free: re.Pattern[str]
    languages: Mapping[str, str]
    version: str

    @classmethod
    @cache
    def load(cls) -> Self:
        """Read the mappings that come with the product, once."""
        text = _FILE.read_text(encoding="utf-8")
        data = yaml.safe_load(text)
        terms: dict[str, frozenset[str]] = {fold(term): frozenset() for term in data["no_need"]}
        for need, known in data["needs"].items():
            for term in known["terms"]:
                terms[fold(term)] = terms.get(fold(term), frozenset()) | {need}
        return cls(
            needs={need: _pattern(known["words"]) for need, known in data["needs"].items()},
            terms=terms,
            access=_patterns(data["access"]),
            attending=_patterns(data["attending"]),
            free=_pattern(data["free"]),
            not_free=_pattern(data["not_free"]),
            languages={
                fold(name): code
                for code, names in data["languages"].items()
                for name in (code, *names)
            },
            version=hashlib.sha256(text.encode() + _CONDITIONS.read_bytes()).hexdigest()[:16],
        )

    def needs_of(self, terms: Iterable[str], words: str) -> dict[str, int]:
        """Return the needs that a service meets, each with its weight (see ``DirectoryTag``)."""
        found = {need: BY_WORD for need, pattern in self.needs.items() if pattern.search(words)}
        for term in terms:
            found |= dict.fromkeys(self.terms.get(fold(term), ()), BY_TERM)
        return found

    def unmapped(self, terms: Iterable[str]) -> set[str]:
        """Return the terms that the data does not know."""
        return {term for term in terms if fold(term) not in self.terms}

    def access_of(self, notes: str) -> set[str]:
        """Return the kinds of access that the notes on a place speak of."""
        return {kind for kind, pattern in self.access.items() if pattern.search(notes)}

    def attending_of(self, text: str) -> set[str]:
        """Return the ways to attend that a text names."""
        return {way for way, pattern in self.attending.items() if pattern.search(text)}

    def says_free(self, fees: str) -> bool:
        """Whether a text about fees says that there are none."""
        return bool(self.free.search(self.not_free.sub(" ", fees)))

    def language_of(self, name: str) -> str:
        """Return the code of a language, or the folded name when the data does not know it."""
        folded = fold(name)
        return self.languages.get(folded) or self.languages.get(folded.split(" ")[0], folded)


def fold(text: str) -> str:
    """Fold case, punctuation and runs of space, so that texts can be compared."""
    return re.sub(r"[^\w]+", " ", text.casefold()).strip()


def _patterns(data: Mapping[str, list[str]]) -> dict[str, re.Pattern[str]]:
    return {key: _pattern(words) for key, words in data.items()}


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
