"""The words of a text as the rules of triage read them."""

import re

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def plain_words(text: str) -> str:
    """Give the words of a text in lower case, without marks or apostrophes."""
    folded = text.casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    return _NOT_WORD.sub(" ", folded).strip()
