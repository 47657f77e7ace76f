"""Finds the statements and domains that somebody means by a few words. Pure.

Words are compared by their stems, so that "supervise" finds "supervision"; rare words count more
than common ones; a misspelt word counts nearly as much as the right one; an abbreviation is found
by what it stands for, and the other way round.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from rapidfuzz import fuzz, process

from api.frameworks.glossary import glossary_of
from api.frameworks.schemas import Domain, Framework, PlacedStatement, Scope

# The share of what was asked, rare words counting more, that a statement has to have.
FITS = 0.45
_SPELT_ALIKE = 82
_SHORTEST_MISSPELT = 5
_SHORTEST_STEM = 4
_WORD = re.compile(r"[a-z0-9]+(?:&[a-z0-9]+)?")
_ENDINGS = (
    *("ations", "ation", "ships", "ship", "ments", "ment", "ings", "ions", "ing", "ion", "ness"),
    *("able", "ally", "ers", "ors", "ies", "ive", "er", "or", "es", "ed", "ly", "al", "s"),
    *("e", "y"),
)
_SAYING_NOTHING = frozenset(
    _WORD.findall(
        "a about all an and any are as at back be by can change do for from give go had has "
        "have how i in into is it its item jump last line me my next of on one or our part "
        "please point question questions say section show statement statements take that the "
        "their them then there these they thing this those to us was we what when where which "
        "who will with you your"
    )
)
# Words of the statement itself tell more than those of what stands around or explains it.
_OWN, _AROUND = 1.0, 0.8


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement that fits some words; ``score`` is the share of them that it has."""

    placed: PlacedStatement
    score: float


def find_statements(framework: Framework, scope: Scope, about: str) -> list[Hit]:
    """Return the statements of a scope that fit the words, best first; none if nothing fits.

    Args:
        framework: the framework, for what its abbreviations stand for.
        scope: the scope whose statements are meant.
        about: what somebody said, such as "the one about supervision".
    """
    ids = {placed.statement.id.casefold(): placed for placed in scope.placed_statements}
    if named := dict.fromkeys(word for word in _WORD.findall(about.casefold()) if word in ids):
        return [Hit(ids[word], 1.0) for word in named]
    weighed = [(placed, _words_of(framework, placed)) for placed in scope.placed_statements]
    scores = _scores(_stems(about), [words for _, words in weighed])
    hits = [
        Hit(placed, round(score, 3))
        for (placed, _), score in zip(weighed, scores, strict=True)
        if score >= FITS
    ]
    return sorted(hits, key=lambda hit: -hit.score)


def find_domains(scope: Scope, about: str) -> list[Domain]:
    """Return the domains whose title or sub-headings fit the words, best first."""
    for domain in scope.domains:
        if about.casefold().strip() in (domain.id.casefold(), domain.title.casefold()):
            return [domain]
    scores = _scores(_stems(about), [_words_around(domain) for domain in scope.domains])
    found = [
        (score, domain)
        for score, domain in zip(scores, scope.domains, strict=True)
        if score >= FITS
    ]
    return [domain for _, domain in sorted(found, key=lambda each: -each[0])]


def _scores(asked: Iterable[str], parts: list[dict[str, float]]) -> list[float]:
    """Return, for each part, the weighed share of the words asked for that it has."""
    known = {word for part in parts for word in part}
    means = {word: _meant(word, known) for word in asked}
    rarity = {
        word: _rarity(found, parts) if found else log(1 + len(parts))
        for word, (found, _) in means.items()
    }
    whole = sum(rarity.values())
    if not whole:
        return [0.0] * len(parts)
    return [
        sum(
            rarity[word] * likeness * part.get(found, 0.0)
            for word, (found, likeness) in means.items()
            if found
        )
        / whole
        for part in parts
    ]


def _meant(word: str, known: set[str]) -> tuple[str | None, float]:
    """Return the known word that is meant, and how alike the two are: 1 when they are the same."""
    if word in known:
        return word, 1.0
    if len(word) < _SHORTEST_MISSPELT:
        return None, 0.0
    close = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_SPELT_ALIKE)
    return (close[0], close[1] / 100) if close else (None, 0.0)


def _rarity(word: str, parts: list[dict[str, float]]) -> float:
    return log(1 + len(parts) / sum(word in part for part in parts))


def _words_of(framework: Framework, placed: PlacedStatement) -> dict[str, float]:
    statement = placed.statement
    said = f"{statement.text} {statement.plain or ''}"
    meant = [form for term in glossary_of(framework, statement) for form in term.forms]
    around = [placed.group.title, *meant]
    return _weighed({" ".join(around): _AROUND, said: _OWN})


def _words_around(domain: Domain) -> dict[str, float]:
    groups = " ".join(group.title for group in domain.groups)
    return _weighed({groups: _AROUND, domain.title: _OWN})


def _weighed(texts: Mapping[str, float]) -> dict[str, float]:
    return {stem: weight for text, weight in texts.items() for stem in _stems(text)}


def _stems(text: str) -> list[str]:
    words = _WORD.findall(text.casefold().replace("'", ""))
    return list(dict.fromkeys(_stem(word) for word in words if word not in _SAYING_NOTHING))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return _stem(word.removesuffix(ending))
    return word
