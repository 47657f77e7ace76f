"""Finds the words and abbreviations of a framework that a text uses."""

import re
from collections.abc import Iterable
from functools import lru_cache

from api.frameworks.parts import Term
from api.frameworks.schemas import Framework, Statement

# "IT" and "it" are different words; from three letters on, an abbreviation is no other word.
_LONGEST_AMBIGUOUS = 2
_CONSONANT_Y = re.compile("[^aeiou]y$", re.IGNORECASE)
_HYPHENS = "\u2010-\u2013-"


def glossary_for(framework: Framework, text: str) -> list[Term]:
    """Return the terms that a text uses, each once, in the order in which they come up.

    Whole words count, in any case and number: "Link Workers" and "pcns" are found. Where terms
    overlap, the longest is the one that is meant: "social prescribing champion" is not "social
    prescribing". An abbreviation of two letters is found only as it is written, so that "it" is
    not taken for "IT".
    """
    return _terms(framework, _found(tuple(framework.term_by_form), text))


def glossary_of(framework: Framework, statement: Statement) -> list[Term]:
    """Return the terms that a statement uses, as ``glossary_for`` does, but looked for once."""
    return _terms(framework, _found_once(tuple(framework.term_by_form), statement.text))


def _terms(framework: Framework, forms: Iterable[str]) -> list[Term]:
    return list(dict.fromkeys(framework.term_by_form[form] for form in forms))


def _found(forms: tuple[str, ...], text: str) -> tuple[str, ...]:
    if not forms:
        return ()
    return tuple(forms[(match.lastindex or 0) - 1] for match in _pattern(forms).finditer(text))


# Every question of a chat waits for it. People's own words are never kept here.
_found_once = lru_cache(maxsize=4096)(_found)


@lru_cache(maxsize=32)
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the forms, each as a group; of those that fit, the first of the list."""
    either = "|".join(f"({_form_pattern(form)})" for form in forms)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _form_pattern(form: str) -> str:
    stem, ending = (form[:-1], "(?:y|ies)") if _CONSONANT_Y.search(form) else (form, "(?:s|es)?")
    spaced = re.escape(stem).replace(r"\ ", f"[\\s{_HYPHENS}]+")
    pattern = spaced.replace(r"\-", f"[\\s{_HYPHENS}]?") + ending
    return f"(?-i:{pattern})" if len(form) <= _LONGEST_AMBIGUOUS else pattern
