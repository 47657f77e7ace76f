"""How an entry of the word lists is found in a text: words with free endings, choices and gaps.

``(a|b)`` is a choice and may be empty, ``*`` at the end of a word leaves its ending free, ``~``
stands for up to three words, ``^`` for the beginning of the message and ``$`` for its end. The
ending of the last word is free too, unless the entry ends with a full stop or has three letters or
fewer.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product

from api.languages.folding import folded

type Patterns = tuple[re.Pattern[str], ...]

_WHOLE_WORD_UP_TO = 3
_CHOICE = re.compile(r"\(([^()]*)\)")
# Arabic joins "and", "for", "with" and "the" to the word.
_JOINED = {"ar": "(?:[وفبكل]?(?:ال|لل)|[وفبكل])?"}
# One letter for what people write in several ways.
_ALIKE = {"ا": "أإآٱ", "ه": "ةہھۃ", "ي": "ىیئ", "ك": "ک", "ن": "ں", "و": "ؤ", "l": "ł"}  # noqa: RUF001
_TO_ONE = {ord(each): one for one, every in _ALIKE.items() for each in every}
_TOKEN = re.compile(r"~\s*|\s+|[()|*^$]|[^\s()|*^$~]+")
_SIGNS = {"(": "(?:", "|": "|", "^": "^", "$": " ?$", ")": ")", "*": r"\S*"}
_GAP = r"(?:\S+ ){0,3}"
# After a choice that is empty the space was there before.
_SPACE = r"(?: |(?<= )|^)"


def plain_words(text: str) -> str:
    """Write a text in small letters without marks, accents and other ways to write a letter."""
    apart = unicodedata.normalize("NFKD", folded(text.translate(_TO_ONE)))
    bare = "".join(char for char in apart if not "\u0300" <= char <= "\u036f")
    return unicodedata.normalize("NFC", bare).translate(_TO_ONE)


def phrasings(entry: str) -> Iterator[str]:
    """Give an entry with each of its choices.

    >>> list(phrasings("boli (mnie |)głow"))
    ['boli mnie głow', 'boli głow']
    """
    parts = _CHOICE.split(entry)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    for chosen in product(*choices):
        yield " ".join("".join(chosen).split())


def compiled(entries: Iterable[str], locale: str) -> Patterns:
    """Make the expressions of the entries of a meaning, over ``plain_words``."""
    joined = _JOINED.get(locale, "")
    return tuple(
        re.compile(rf"(?:^|(?<= )){joined}(?P<stem>{_expression(entry, joined)})")
        for entry in entries
    )


def _expression(entry: str, joined: str) -> str:
    said = entry.removesuffix(".")
    is_short = not _CHOICE.search(said) and len(plain_words(said)) <= _WHOLE_WORD_UP_TO
    is_whole = entry.endswith(".") or is_short
    expression = "".join(_as_expression(token, joined) for token in _TOKEN.findall(said))
    return expression + (r"(?= |$)" if is_whole else "")


def _as_expression(token: str, joined: str) -> str:
    if token[0].isspace() or token[0] == "~":
        return (_SPACE if token[0].isspace() else _GAP) + joined
    return _SIGNS.get(token) or re.escape(plain_words(token))
