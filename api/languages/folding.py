"""One way to compare what people type in any script: small letters, digits 0 to 9, no marks."""

import re
import unicodedata

# Vowel signs of South Asian scripts are no letters to `\w`, yet words are nothing without them.
_NOT_WORDS = re.compile(r"[^\w\s\u0900-\u0963\u0966-\u0dff\u200c\u200d]+")
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670]")


def folded(text: str) -> str:
    """Write a text for comparison.

    >>> folded("Tak!"), folded("نعمْ."), folded("৩")
    ('tak', 'نعم', '3')
    """
    text = _ARABIC_MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(_NOT_WORDS.sub(" ", with_latin_digits(text)).split())


def with_latin_digits(text: str) -> str:
    """Write the digits of every script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
